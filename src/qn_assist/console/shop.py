"""`shops/<shop>/shop.yaml`: one account's own settings. Rules, replies and facts are `policy.py`.

A shop file holds no secret: the password is the keyring's, a notification address is named, not
written. A shop may share the policy of another folder (`policy: ../practice`); a file of its own
replaces the shared one of that name.
"""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, field_validator, model_validator

from qn_assist.basics import text
from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.basics.paths import read_at_most
from qn_assist.datafiles import YAML_BYTES, Strict, load, validate, wrong

Mode: TypeAlias = Literal["dry-run", "supervised", "headless"]

_REFERENCE = re.compile(r"(env|keyring):[A-Za-z0-9_.-]+")
_CRON_FIELD = re.compile(r"[\d*/,\-]+|[\d*/,\-A-Za-z]+")
_EVERY = re.compile(r"([0-9]+)(m|h)")
_LONGEST_EVERY = 7 * 24 * 3600
_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")


def _reference(value: str) -> str:
    if "://" in value or len(value) > 80:
        raise wrong(t("shop.address_here"), t("shop.address_here.remedy"))
    if not _REFERENCE.fullmatch(value):
        raise wrong(t("shop.no_reference", value=value), t("shop.no_reference.remedy"))
    return value


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise wrong(t("shop.no_address", value=value), t("shop.no_address.remedy"))
    if parts.username or parts.query or parts.fragment:
        raise wrong(t("shop.address_parts"), t("shop.address_parts.remedy"))
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost"):
        raise wrong(t("shop.not_encrypted", value=value), t("shop.not_encrypted.remedy"))
    return value.rstrip("/")


def _shown(value: str) -> str:
    if not text.fold(value):
        raise wrong(t("shop.empty"), t("shop.empty.remedy"))
    return text.tidy(value)


Reference: TypeAlias = Annotated[str, AfterValidator(_reference)]
Origin: TypeAlias = Annotated[str, AfterValidator(_origin)]
ShownText: TypeAlias = Annotated[str, AfterValidator(_shown)]


class Limits(Strict):
    """How much may be submitted without asking. Hours and minutes as named."""

    per_run: int = Field(default=50, ge=1, le=10_000, description="shop.field.per_run")
    per_day: int = Field(default=300, ge=1, le=100_000, description="shop.field.per_day")
    least_hours_left: float = Field(
        default=0, ge=0, le=24 * 365, description="shop.field.least_hours_left"
    )
    approval_minutes: int = Field(
        default=60, ge=1, le=7 * 24 * 60, description="shop.field.approval_minutes"
    )
    stop_after_failures: int = Field(
        default=3, ge=1, le=100, description="shop.field.stop_after_failures"
    )
    cool_down_minutes: int = Field(
        default=20, ge=1, le=1440, description="shop.field.cool_down_minutes"
    )
    order_quiet_hours: float = Field(
        default=12, ge=0, le=720, description="shop.field.order_quiet_hours"
    )
    promise_hours: float = Field(
        default=12, ge=0, le=24 * 14, description="shop.field.promise_hours"
    )
    plan_hours: float = Field(default=12, ge=0.25, le=72, description="shop.field.plan_hours")
    unknown_looks: int = Field(default=5, ge=1, le=100, description="shop.field.unknown_looks")
    list_minutes: float = Field(default=15, gt=0, le=240, description="shop.field.list_minutes")
    ticket_minutes: float = Field(default=20, gt=0, le=240, description="shop.field.ticket_minutes")
    pass_minutes: float = Field(default=240, gt=0, le=1440, description="shop.field.pass_minutes")


class Pace(Strict):
    """Waits for the account's safety; 0 on the practice console."""

    between_tickets_seconds: float = Field(default=2, ge=0, le=600)
    between_pages_seconds: float = Field(default=3, ge=0, le=600)


class BrowserLimits(Strict):
    """How long the browser of a run keeps what it has gathered, and how often it may die."""

    new_context_after_tickets: int = Field(
        default=200, ge=1, le=10_000, description="shop.field.new_context_after_tickets"
    )
    new_context_after_minutes: float = Field(
        default=60, gt=0, le=24 * 60, description="shop.field.new_context_after_minutes"
    )
    restarts: int = Field(default=2, ge=0, le=10, description="shop.field.restarts")


class Schedule(Strict):
    """When `watch` runs: `cron` (five fields) or `every` (`15m`, `1h`)."""

    cron: str | None = None
    every: str | None = None
    timezone: Literal["Asia/Shanghai"] = "Asia/Shanghai"
    mode: Literal["dry-run", "headless"] = "dry-run"

    @field_validator("mode", mode="before")
    @classmethod
    def _nobody_is_there_to_ask(cls, value: Any) -> Any:
        if value == "supervised":
            raise wrong(t("schedule.supervised"), t("schedule.supervised.remedy"))
        return value

    @field_validator("cron")
    @classmethod
    def _five_fields(cls, value: str | None) -> str | None:
        parts = value.split() if value else []
        if value is not None and (len(parts) != 5 or not all(map(_CRON_FIELD.fullmatch, parts))):
            raise wrong(t("shop.no_cron", value=value), t("shop.no_cron.remedy"))
        return value

    @field_validator("every")
    @classmethod
    def _minutes_or_hours(cls, value: str | None) -> str | None:
        match = _EVERY.fullmatch(value) if value is not None else None
        if value is not None and (match is None or not match[1].strip("0")):
            raise wrong(t("shop.no_interval", value=value), t("shop.no_interval.remedy"))
        if match is not None and (len(match[1]) > 6 or _seconds(match) > _LONGEST_EVERY):
            raise wrong(t("schedule.too_long", value=match[0][:20]), t("schedule.too_long.remedy"))
        return value

    @model_validator(mode="after")
    def _one_of_both(self) -> Schedule:
        if (self.cron is None) == (self.every is None):
            raise wrong(t("shop.cron_or_every"), t("shop.cron_or_every.remedy"))
        return self

    @property
    def every_seconds(self) -> int | None:
        match = _EVERY.fullmatch(self.every or "")
        return _seconds(match) if match else None


def _seconds(match: re.Match[str]) -> int:
    return int(match[1]) * (60 if match[2] == "m" else 3600)


class Owners(Strict):
    """Who is told: the closest name wins, category before courier before kind."""

    kinds: dict[str, str] = Field(default_factory=dict)
    categories: dict[str, str] = Field(default_factory=dict)
    couriers: dict[str, str] = Field(default_factory=dict)


class EvidencePolicy(Strict):
    """What is kept of a run, masked, and for how long."""

    retention_days: int = Field(default=90, ge=1, le=3650)
    screenshots: Literal["all", "failures", "none"] = "all"
    traces: Literal["failures", "none"] = "failures"


class ShopFile(Strict):
    """`shop.yaml` as written."""

    title: ShownText = Field(description="shop.field.title")
    formerly: list[ShownText] = Field(default_factory=list, description="shop.field.formerly")
    one_of_several: bool = Field(default=False, description="shop.field.one_of_several")
    console: str = Field(default="qianniu", pattern=r"^[a-z0-9][a-z0-9-]*$")
    account: ShownText = Field(description="shop.field.account")
    policy: str | None = Field(default=None, description="shop.field.policy")
    origins: dict[str, Origin] = Field(default_factory=dict)
    owner: str | None = None
    owners: Owners = Field(default_factory=Owners)
    limits: Limits = Field(default_factory=Limits)
    tabs: int = Field(default=1, ge=1, le=8)
    pace: Pace = Field(default_factory=Pace)
    browser: BrowserLimits = Field(default_factory=BrowserLimits)
    only_kinds: list[str] = Field(default_factory=list)
    schedule: Schedule | None = None
    notify: list[Reference] = Field(default_factory=list)
    warehouses: dict[str, str] = Field(default_factory=dict, description="shop.field.warehouses")
    ship_from: str | None = Field(default=None, description="shop.field.ship_from")
    after_sales: str | None = Field(default=None, description="shop.field.after_sales")
    reconcile: bool = Field(default=True, description="shop.field.reconcile")
    reconcile_hours: float = Field(
        default=6, ge=0, le=24 * 7, description="shop.field.reconcile_hours"
    )
    measure: bool = Field(default=True, description="shop.field.measure")
    ships_until: str = Field(default="23:00", description="shop.field.ships_until")
    forbidden_words: str | None = Field(default=None, description="shop.field.forbidden_words")
    evidence: EvidencePolicy = Field(default_factory=EvidencePolicy)

    @field_validator("ships_until")
    @classmethod
    def _clock(cls, value: str) -> str:
        if not _CLOCK.fullmatch(value):
            raise wrong(t("shop.no_clock", value=value), t("shop.no_clock.remedy"))
        return value


class Shop(ShopFile):
    """A loaded shop: `name` is its folder's. `policy_folder` is where shared files come from."""

    name: str
    folder: Path

    @property
    def policy_folder(self) -> Path:
        return (self.folder / self.policy).resolve() if self.policy else self.folder

    def file(self, name: str) -> Path:
        """The shop's own file or folder of that name, else the shared one."""
        own = self.folder / name
        return own if own.exists() or not self.policy else self.policy_folder / name

    @property
    def ships_until_time(self) -> time:
        hour, minute = self.ships_until.split(":")
        return time(int(hour), int(minute))

    def owner_of(self, kind: str, category: str, courier: str | None) -> str | None:
        """The person responsible for a ticket."""
        named = self.owners
        return (
            named.categories.get(category)
            or named.couriers.get(courier or "")
            or named.kinds.get(kind)
            or self.owner
        )

    def words(self) -> tuple[str, ...]:
        """The forbidden words of the shop's file; lines starting with # are comments."""
        if self.forbidden_words is None:
            return ()
        path = self.file(self.forbidden_words)
        try:
            raw = read_at_most(path, YAML_BYTES)
            lines = None if raw is None else raw.decode("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            fault = DataFault(
                str(path), 0, "", t("shop.words_unreadable"), t("shop.words_unreadable.remedy")
            )
            raise DataFileError([fault]) from error
        if lines is None:
            fault = DataFault(str(path), 0, "", t("shop.words_long"), t("shop.words_long.remedy"))
            raise DataFileError([fault])
        return tuple(line.strip() for line in lines if line.strip() and line[0] != "#")


def load_shop(folder: Path) -> Shop:
    """Read `folder/shop.yaml`, nothing else of the folder; DataFileError lists every fault."""
    document = load(folder / "shop.yaml")
    found = validate(document, ShopFile)
    shop = Shop.model_construct(**dict(found), name=folder.name, folder=folder)
    if not shop.policy_folder.is_dir():
        fault = document.fault(
            "policy", t("shop.no_folder", name=shop.policy), t("shop.no_folder.remedy")
        )
        raise DataFileError([fault])
    return shop
