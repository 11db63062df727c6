"""What the platform fixes and nobody may hard-code: clocks, lengths, counts, courier words.

Loaded from `selectors/<console>/platform.yaml`. Every number carries its source: `seed` (the
article the rules come from), `public` (seen in public material) or `unconfirmed` (our default).
What the program itself reads is `READ_HERE`; flows refer to a key with `{platform: key}`. A key
that neither reads has no effect, and is told as a fault by `unread`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, PrivateAttr, field_validator, model_validator

from qn_assist.basics import text
from qn_assist.basics.errors import DataFault, DataFileError, OurFault
from qn_assist.basics.language import t
from qn_assist.datafiles import Document, Strict, load, near, validate, wrong

PLATFORM_CONSOLE = "qianniu"
MOST = 1_000_000

Whole: TypeAlias = Annotated[int, Field(ge=-MOST, le=MOST)]
Fraction: TypeAlias = Annotated[float, Field(ge=-MOST, le=MOST)]
Scalar: TypeAlias = bool | Whole | Fraction | str
PlatformValue: TypeAlias = Scalar | list[Scalar] | dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class KeyRange:
    """What a key that the program reads may be: a number from `least` to `most`; with `pair` two,
    the lesser first."""

    least: float
    most: float
    whole: bool = False
    pair: bool = False

    def fits(self, value: PlatformValue) -> bool:
        if not self.pair:
            return self._one_fits(value)
        if not isinstance(value, list) or len(value) != 2 or not all(map(self._one_fits, value)):
            return False
        return float(str(value[0])) <= float(str(value[1]))

    def _one_fits(self, value: PlatformValue) -> bool:
        number = isinstance(value, int if self.whole else int | float)
        return (
            number and not isinstance(value, bool) and self.least <= float(str(value)) <= self.most
        )


# The keys that code reads, and what they may be; None: texts.
READ_HERE: Mapping[str, KeyRange | None] = {
    "urge_ship.reply_hours": KeyRange(1, 720),
    "ag.reply_hours": KeyRange(1, 720),
    "pickup.hours_after_shipped": KeyRange(1, 720),
    "reply.description_max": KeyRange(1, 10_000, whole=True),
    "reply.images_max_megabytes": KeyRange(0.1, 100),
    "reply.images_types": None,
    "delay_report.times_per_order": KeyRange(0, 100, whole=True),
    "delay_report.least_hours_left": KeyRange(-8760, 8760),
    "delay_report.most_days_ahead": KeyRange(0, 366),
    "alert.hours_before_deadline": KeyRange(0, 720),
    "trace.lookups_per_hour": KeyRange(0.01, 60),
    "order_id.digits": KeyRange(1, 30, whole=True, pair=True),
}


class PlatformNumber(Strict):
    """One fixed value. With `confirmed` false the checking command lists it; it is no rule."""

    value: PlatformValue
    mark: Literal["seed", "public", "unconfirmed"]
    confirmed: bool
    note: str = ""

    @model_validator(mode="after")
    def _unconfirmed_is_not_confirmed(self) -> PlatformNumber:
        if self.confirmed and self.mark == "unconfirmed":
            raise wrong(t("console.unconfirmed"), t("console.unconfirmed.remedy"))
        return self


class TraceCode(Strict):
    """A courier status (快递鸟 code) and the words in a trace text that mean it."""

    code: str
    title: str
    words: list[str] = Field(min_length=1)


class WaybillForm(Strict):
    """How a courier's waybills look: a regular expression for the whole of it, a hint only."""

    courier: str
    form: str

    @field_validator("form")
    @classmethod
    def _is_an_expression(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise wrong(
                t("console.no_pattern", value=value), t("console.no_pattern.remedy")
            ) from error
        return value


class Platform(Strict):
    """`numbers` by dotted key; `trace_codes` in order of preference, the most telling first."""

    numbers: dict[str, PlatformNumber]
    trace_codes: list[TraceCode] = Field(default_factory=list)
    waybills: list[WaybillForm] = Field(default_factory=list)

    _document: Document | None = PrivateAttr(None)

    def place(self, key: str, *below: str | int) -> tuple[str, int]:
        """File and line of a key's value, or of what is below it."""
        if self._document is None:
            return "platform.yaml", 0
        path = ("numbers", key, "value", *below)
        return self._document.file, self._document.line(path)

    def unread(self, read: Collection[str]) -> Iterator[DataFault]:
        """The keys that have no effect; `read` are those that flows refer to."""
        for key in self.numbers.keys() - READ_HERE.keys() - set(read):
            file, line = self.place(key)
            message, remedy = t("platform.unread", key=key), t("platform.unread.remedy", key=key)
            yield DataFault(file, line, f"numbers.{key}", message, remedy)

    def value(self, key: str) -> PlatformValue:
        """The value of a key that must exist."""
        if key not in self.numbers:
            raise OurFault(t("console.no_key", key=key))
        return self.numbers[key].value

    def number(self, key: str) -> int | float:
        """A number, e.g. `number("reply.description_max")` → 200; OurFault for another type."""
        found = self.value(key)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise OurFault(t("console.no_number", key=key))
        return found

    def span(self, key: str) -> tuple[int, int]:
        """Two whole numbers, from and to, e.g. the digits of an order id."""
        found = self.value(key)
        if not isinstance(found, list) or len(found) != 2:
            raise OurFault(t("console.not_two", key=key))
        return int(found[0]), int(found[1])

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, e.g. the reasons of 无法发货."""
        found = self.value(key)
        return tuple(str(item) for item in found) if isinstance(found, list) else (str(found),)

    def unconfirmed(self) -> Mapping[str, PlatformNumber]:
        """What an operator should check on the real console."""
        return {key: number for key, number in self.numbers.items() if not number.confirmed}

    def waybill_fits(self, courier: str, waybill: str) -> bool | None:
        """Whether a waybill has the courier's form; None for a courier without one."""
        forms = [one.form for one in self.waybills if text.same(one.courier, courier)]
        return any(re.fullmatch(form, waybill) for form in forms) if forms else None

    def trace_code(self, shown: str | None) -> str | None:
        """The 快递鸟 code of a trace text, e.g. `无法联系收件人` → 416; None if no word fits."""
        folded = text.fold(shown or "")
        for known in self.trace_codes:
            if any(text.fold(word) in folded for word in known.words):
                return known.code
        return None

    def trace_title(self, code: str | None) -> str | None:
        """The Chinese name of a code."""
        return next((known.title for known in self.trace_codes if known.code == code), None)


def load_platform(path: Path) -> Platform:
    """Read `selectors/<console>/platform.yaml`; DataFileError lists every fault."""
    document = load(path)
    platform = validate(document, Platform)
    faults = list(_wrongly_given(document, platform))
    if faults:
        raise DataFileError(sorted(faults, key=lambda fault: fault.line))
    platform._document = document
    return platform


def _wrongly_given(document: Document, platform: Platform) -> Iterator[DataFault]:
    """Keys that the program reads and that are absent, of another type, or out of range."""
    for key, wanted in READ_HERE.items():
        number = platform.numbers.get(key)
        if number is None:
            remedy = near(key, tuple(platform.numbers.keys() - READ_HERE.keys()))
            yield document.fault("numbers", t("platform.absent", key=key), remedy)
        elif wanted is None and not isinstance(number.value, list | str):
            remedy = t("platform.texts.remedy")
            yield document.fault(("numbers", key, "value"), t("platform.texts", key=key), remedy)
        elif wanted is not None and not wanted.fits(number.value):
            message = t("platform.range", key=key, least=wanted.least, most=wanted.most)
            remedy = t("platform.whole") if wanted.whole else t("platform.number")
            remedy = t("platform.pair") if wanted.pair else remedy
            yield document.fault(("numbers", key, "value"), message, remedy)
