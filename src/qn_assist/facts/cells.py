"""What a cell of a facts file says: an id, a count, a time, one of several words.

Every reader takes the text shown and raises ValueError, in words, for what it does not understand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from qn_assist.basics import text
from qn_assist.basics.language import listed, t
from qn_assist.facts.rounding import is_rounded

_COUNT = re.compile(
    r"(-?(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2}))(?:\.0+)?\s?(?:件|个|台|套|箱|双|条|只|盒|包|瓶|本|张|把|支|袋)?",
    re.ASCII,
)
_TIME = re.compile(
    r"(?P<year>\d{4})(?:-|/|\.|年)(?P<month>\d{1,2})(?:-|/|\.|月)(?P<day>\d{1,2})日?"
    r"(?:[ T]?(?P<half>上午|下午|[AaPp][Mm])?\s?(?P<hour>\d{1,2})[:时](?P<minute>\d{1,2})分?"
    r"(?::?(?P<second>\d{1,2})秒?)?(?:\.0+)?(?:\s(?P<after>[AaPp][Mm]))?)?",
    re.ASCII,
)
_HALVES = {"上午": 0, "AM": 0, "下午": 12, "PM": 12}
_BEGINS, _ENDS = "00:00:00", "23:59:00"
# Excel counts days from here; what lies in this range is a day of 2009 to 2064 and no amount.
_SERIAL = re.compile(r"(?:4\d|5\d)\d{3}(?:\.\d+)?", re.ASCII)
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  a day of the spreadsheet's, without a zone
SECONDS_OF_A_DAY = 86_400

_BROKEN = frozenset("#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! ####".split())
_NUMBERED = re.compile(r"[1-9]")


def id_text(shown: str) -> str:
    """An order id, waybill or code; what a spreadsheet has rounded is refused."""
    if is_rounded(shown):
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
    if not shown or (is_rounded(shown) and "E" in shown.upper()):
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
    """Whole pieces: `3`, `3.0`, `1,234`, `3件`."""
    match = _COUNT.fullmatch(text.narrow(shown))
    if match is None:
        raise ValueError(t("facts.no_count", shown=_said(shown)))
    return int(match[1].replace(",", ""))


def moment(shown: str) -> datetime | None:
    """A time as spreadsheets and people write one, or a day (its beginning), in Asia/Shanghai."""
    return _moment(shown, _BEGINS)


def until(shown: str) -> datetime | None:
    """The same where a day is a last one: it counts to its end (23:59), as `agree` takes it."""
    return _moment(shown, _ENDS)


def _moment(shown: str, of_a_day: str) -> datetime | None:
    plain = " ".join(text.narrow(shown).split())
    if text.optional(plain) is None or plain == "0":
        return None
    try:
        if _SERIAL.fullmatch(plain):
            return _of_serial(plain, of_a_day)
        match = _TIME.fullmatch(plain)
        return text.parse_time(_written(match, of_a_day) if match else plain)
    except (ValueError, OverflowError):
        raise ValueError(t("facts.no_time", shown=shown)) from None


def _written(match: re.Match[str], of_a_day: str) -> str:
    """`2026-06-18 10:00:00` of what was found; 下午3:05 is 15:05, 上午12:05 is 00:05."""
    day = f"{int(match['year'])}-{int(match['month']):02}-{int(match['day']):02}"
    if match["hour"] is None:
        return f"{day} {of_a_day}"
    hour, half = int(match["hour"]), _HALVES.get((match["half"] or match["after"] or "").upper())
    if half is not None:
        if not 1 <= hour <= 12:
            raise ValueError(match[0])
        hour = hour % 12 + half
    return f"{day} {hour:02}:{int(match['minute']):02}:{int(match['second'] or 0):02}"


def _of_serial(plain: str, of_a_day: str) -> datetime | None:
    """The number by which Excel keeps a day, with a part of a day behind the point."""
    moment = _DAY_ZERO + timedelta(seconds=round(float(plain) * SECONDS_OF_A_DAY))
    shown = of_a_day if "." not in plain else f"{moment:%H:%M:%S}"
    return text.parse_time(f"{moment:%Y-%m-%d} {shown}")


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
    """Reads a word as its identifier; an unknown one is a fault naming the choices."""

    words: Mapping[str, str]

    def __call__(self, shown: str) -> str:
        folded = text.fold(shown)
        if folded in self.words.values():
            return folded
        found = self.words.get(folded)
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
