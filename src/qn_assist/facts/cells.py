"""What a cell of a facts file says: an id, a count, a time, one of several words.

Every reader takes the text shown and raises ValueError, in words, for what it does not understand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qn_assist.basics import text
from qn_assist.basics.language import listed, t

_BROKEN = frozenset("#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! ####".split())
_NUMBERED = re.compile(r"[1-9]")
_ROUNDED = re.compile(r"\d(\.\d+)?[Ee]\+?\d+|\d+\.\d*")


def id_text(shown: str) -> str:
    """An order id, waybill or code; what a spreadsheet has rounded is refused."""
    if _ROUNDED.fullmatch(shown):
        raise ValueError(t("facts.rounded", shown=shown))
    if not shown:
        raise ValueError(t("facts.empty"))
    try:
        found = text.parse_id(shown)
    except ValueError:
        found = ""
    if not _NUMBERED.search(found) or "/" in found:  # `null`, `True`, `0`, `786/787`
        raise ValueError(t("facts.no_id", shown=shown))
    return found


def optional_id(shown: str) -> str | None:
    return None if text.optional(shown) is None else id_text(shown)


def code_text(shown: str) -> str:
    """A seller's own code: any text, but none that a spreadsheet has rounded."""
    if not shown or (_ROUNDED.fullmatch(shown) and "E" in shown.upper()):
        return id_text(shown)
    return text.tidy(shown)


def needed_text(shown: str) -> str:
    found = text.optional(shown)
    if found is None:
        raise ValueError(t("facts.empty"))
    return found


def optional_text(shown: str) -> str | None:
    return text.optional(shown)


def count(shown: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}(\.0+)?", text.narrow(shown), re.ASCII):
        raise ValueError(t("facts.no_count", shown=_said(shown)))
    return int(text.narrow(shown).split(".")[0])


def moment(shown: str) -> datetime | None:
    """`2026-06-18 10:00[:00]`, `2026/6/18 10:00` or a day (midnight), in Asia/Shanghai."""
    plain = text.narrow(shown).replace("/", "-")
    try:
        return text.parse_time(f"{plain} 00:00" if re.fullmatch(r"\d+-\d+-\d+", plain) else plain)
    except ValueError:
        raise ValueError(t("facts.no_time", shown=shown)) from None


def day(shown: str) -> date | None:
    found = moment(shown)
    return None if found is None else found.date()


def needed_day(shown: str) -> date:
    found = day(shown)
    if found is None:
        raise ValueError(t("facts.empty"))
    return found


def needed_moment(shown: str) -> datetime:
    found = moment(shown)
    if found is None:
        raise ValueError(t("facts.empty"))
    return found


@dataclass(frozen=True, slots=True)
class OneOf:
    """Reads a word as its identifier; an unknown one is `other`, or a fault naming the choices."""

    words: Mapping[str, str]
    other: str | None = None

    def __call__(self, shown: str) -> str:
        folded = text.fold(shown)
        if folded in self.words.values():
            return folded
        found = self.words.get(folded, self.other)
        if found is None:
            raise ValueError(t("facts.no_choice", shown=_said(shown), choices=listed(self.words)))
        return found


def files(shown: str) -> tuple[str, ...]:
    """File names, several separated by `;`."""
    return tuple(name.strip() for name in re.split(r"[;；\n]", shown) if text.optional(name))


def sound(cell: str) -> str:
    """The cell, unless a formula failed in it."""
    if cell in _BROKEN:
        raise ValueError(t("facts.broken_formula", cell=cell))
    return cell


def _said(shown: str) -> str:
    return shown or t("facts.nothing")


# Masking would make another id, or another file, of these.
EXACT: tuple[Callable[[str], Any], ...] = (id_text, optional_id, code_text, files)
