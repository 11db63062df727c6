"""The shop's own figures of a day, as a page shows them, and how one went over the days. Pure.

Which figures there are is the console's affair: they are kept by the name it gives them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BARS = "▁▂▃▄▅▆▇█"
_GAP = "·"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the page, in its own words; "" where it shows nothing."""

    metric: str
    value: str
    industry: str = ""
    rank: str = ""
    note: str = ""

    @property
    def number(self) -> float | None:
        """`97.3%` → 97.3; None when the value holds no number, or several."""
        return number_in(self.value)


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one day."""

    day: date
    rows: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """One metric over consecutive days, None for a day without it. `newest` is its last line."""

    newest: Figure
    days: tuple[date, ...]
    numbers: tuple[float | None, ...]

    @property
    def change(self) -> str:
        return arrow(self.numbers)


def trends(kept: Sequence[Figures]) -> list[Trend]:
    """One for each metric of the newest day; `kept` oldest first, days may be missing."""
    if not kept:
        return []
    first, last = kept[0].day, kept[-1].day
    days = tuple(first + timedelta(days=at) for at in range((last - first).days + 1))
    found = {(row.metric, one.day): row.number for one in kept for row in one.rows}
    return [
        Trend(row, days, tuple(found.get((row.metric, day)) for day in days))
        for row in kept[-1].rows
    ]


def number_in(shown: str) -> float | None:
    found = _NUMBER.findall(shown.replace(",", ""))
    return float(found[0]) if len(found) == 1 else None


def arrow(numbers: Sequence[float | None]) -> str:
    """↑, ↓ or → from the last number but one to the last; "" without two."""
    known = [one for one in numbers if one is not None]
    if len(known) < 2:
        return ""
    return "↑" if known[-1] > known[-2] else "↓" if known[-1] < known[-2] else "→"


def sparkline(numbers: Sequence[float | None]) -> str:
    """A bar for each number, lowest to highest; a dot for a day without one."""
    known = [one for one in numbers if one is not None]
    if not known:
        return ""
    low, span = min(known), max(known) - min(known)
    return "".join(_GAP if one is None else _bar(one, low, span) for one in numbers)


def _bar(number: float, low: float, span: float) -> str:
    at = (len(_BARS) - 1) * (number - low) / span if span else (len(_BARS) - 1) / 2
    return _BARS[round(at)]
