"""What the platform fixes and nobody may hard-code: clocks, lengths, counts, courier words.

Loaded from `selectors/<console>/platform.yaml`. Every number carries its source: `seed` (the
article the rules come from), `public` (seen in public material) or `unconfirmed` (our default).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from qn_assist.basics import text
from qn_assist.basics.errors import OurFault
from qn_assist.datafiles import Strict, load_model, wrong

Scalar: TypeAlias = bool | int | float | str
PlatformValue: TypeAlias = Scalar | list[Scalar] | dict[str, Scalar] | None


class PlatformNumber(Strict):
    """One fixed value. With `confirmed` false the checking command lists it; it is no rule."""

    value: PlatformValue
    mark: Literal["seed", "public", "unconfirmed"]
    confirmed: bool
    note: str = ""

    @model_validator(mode="after")
    def _unconfirmed_is_not_confirmed(self) -> PlatformNumber:
        if self.confirmed and self.mark == "unconfirmed":
            raise wrong(
                "来源是 unconfirmed，不能写 confirmed: true", "查到出处后把 mark 改成 public"
            )
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
            raise wrong(f"{value} 不是正则表达式", "例如 YT[0-9]{13}") from error
        return value


class Platform(Strict):
    """`numbers` by dotted key; `trace_codes` in order of preference, the most telling first."""

    numbers: dict[str, PlatformNumber]
    trace_codes: list[TraceCode] = Field(default_factory=list)
    waybills: list[WaybillForm] = Field(default_factory=list)

    def value(self, key: str) -> PlatformValue:
        """The value of a key that must exist."""
        if key not in self.numbers:
            raise OurFault(f"platform.yaml 里没有 {key}")
        return self.numbers[key].value

    def number(self, key: str) -> int | float:
        """A number, e.g. `number("reply.description_max")` → 200; OurFault for another type."""
        found = self.value(key)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise OurFault(f"platform.yaml 的 {key} 不是数字")
        return found

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
    return load_model(path, Platform)
