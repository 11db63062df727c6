"""Everything the server knows: settings, clock, shops, sessions, faults, truth."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from qn_assist.practice.generate.ag_cases import MAX_AG
from qn_assist.practice.generate.drafts import Source
from qn_assist.practice.generate.generator import MAX_TICKETS
from qn_assist.practice.office.accounts import SHOPS, Account, Shop
from qn_assist.practice.office.clock import DEFAULT_START, PracticeClock, stamp
from qn_assist.practice.office.faults import FaultBoard
from qn_assist.practice.office.kinds import load_kinds
from qn_assist.practice.office.office import Office
from qn_assist.practice.office.replica import Replica
from qn_assist.practice.office.sessions import Challenges, Sessions
from qn_assist.practice.office.truth import TruthLog

SKINS = ("2026", "legacy")
TABLES = ("plain", "group", "fixed")
SHOP_TYPES = ("tmall", "taobao")
OTHER_SHOP_TICKETS = 24
ERROR_BOXES = ("#login-error > div", ".login-error-msg")


class BadSetting(ValueError):
    """A practice console cannot be started like that; the message names the setting."""


@dataclass(frozen=True)
class Settings:
    """How a practice console is started. `latency_ms` is added to every data answer.

    `export_seconds` of practice time pass before an export is ready.
    """

    tickets: int = 120
    ag: int = 0
    mixed: bool = False
    """AG tickets of the example shop, beside those."""
    seed: int = 1
    skin: str = "2026"
    latency_ms: int = 0
    start: datetime = DEFAULT_START
    tables: str | None = None
    shop_type: str = "tmall"
    logistics_under: str = "交易"
    export_seconds: int = 60
    faults: tuple[str, ...] = ()
    """Armed at the start and again after a reset, in the form `name[:argument]`."""

    def __post_init__(self) -> None:
        if self.skin not in SKINS:
            raise BadSetting(f"skin: {self.skin!r} is none of {', '.join(SKINS)}")
        if self.tables is not None and self.tables not in TABLES:
            raise BadSetting(f"tables: {self.tables!r} is none of {', '.join(TABLES)}")
        if not 1 <= self.tickets <= MAX_TICKETS:
            raise BadSetting(f"tickets: {self.tickets} is not between 1 and {MAX_TICKETS}")
        if not 0 <= self.ag <= MAX_AG:
            raise BadSetting(f"ag: {self.ag} is not between 0 and {MAX_AG}")


@dataclass(frozen=True)
class Image:
    name: str
    body: bytes
    media_type: str


@dataclass
class World:
    """A running practice console. `origin` and `login_origin` are known once it listens."""

    settings: Settings
    console_dir: Path
    origin: str = ""
    login_origin: str = ""
    sessions: Sessions = field(default_factory=Sessions)
    hash_seed: str = field(default_factory=lambda: secrets.token_hex(4))
    error_box: str = field(default_factory=lambda: secrets.choice(ERROR_BOXES))
    """Which of the two builds of the login form this start has."""

    def __post_init__(self) -> None:
        self.begin(self.settings)

    def begin(self, settings: Settings) -> None:
        """Data, truth log, faults and clock as at the start; who is logged in stays so."""
        self.settings = settings
        self.sessions.challenges = Challenges()
        self.clock = PracticeClock(settings.start)
        self.faults = FaultBoard(self.clock.now)
        self.truth = TruthLog()
        self.images: dict[str, Image] = {}
        self.kinds = load_kinds(self.console_dir)
        self.replica = Replica()
        self._offices: dict[int, Office] = {}
        self.office(SHOPS[0])
        for fault in settings.faults:
            self.faults.arm(fault)

    def reset(self, **changes: Any) -> None:
        self.begin(replace(self.settings, **changes))

    def office(self, shop: Shop) -> Office:
        """The other shop is made only when somebody looks at it."""
        if shop.number not in self._offices:
            settings = self.settings
            source = Source(
                settings.seed, settings.skin, settings.start, shop.number, settings.mixed
            )
            count = settings.tickets if shop.number == 0 else OTHER_SHOP_TICKETS
            ag = settings.ag if shop.number == 0 else 0
            self._offices[shop.number] = Office(source, min(count, settings.tickets), ag)
        return self._offices[shop.number]

    def shown_office(self, shop: Shop) -> Office:
        """As its reading side shows it now (fault `read_lag`)."""
        return self.replica.shown(shop.number, self.office(shop), self.clock.now())

    @property
    def example_office(self) -> Office:
        return self.office(SHOPS[0])

    def offices(self) -> list[Office]:
        return list(self._offices.values())

    @property
    def h5api_base(self) -> str:
        return f"{self.login_origin}/h5api/h5"

    @property
    def home_url(self) -> str:
        return f"{self.origin}/myseller/home.htm/QnworkbenchHome/"

    def now_stamp(self) -> str:
        return stamp(self.clock.now())

    def lists_allowed(self, account: Account) -> bool:
        return account.lists_allowed and not self.faults.is_armed("no_permission")
