"""What the ledger counts of its cases, as frozen rows: per dimension, and by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

QuestionBy: TypeAlias = Literal[
    "courier", "city", "province", "category", "cause", "item", "shop", "owner", "day"
]
Dimension: TypeAlias = Literal["total", "kind", "category", "courier", "rule", "day"]


@dataclass(frozen=True, slots=True)
class StatRow:
    """Cases first read in a period that share `value` in `dimension`; days are Shanghai days.

    `handled` as in a `QuestionRow`. `verified`: every write of the case is proven. `unknown`: a
    write is claimed, submitted or unknown. The others count the case's latest word.
    `median_minutes` runs from the first reading until it was handled, None when nothing is.
    """

    dimension: Dimension
    value: str
    cases: int
    handled: int
    verified: int
    unknown: int
    refused: int
    handed_over: int
    waiting: int
    skipped: int
    median_minutes: float | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Cases first read in a period that share `value`, empty where it is not known.

    `label`: an item's name beside its code. `handled`: every write proven, or seen as settled on
    the console; minutes run from the first reading to then, by the nearest rank. `repeats`: a case
    of the same order or parcel came before. Sums in yuan, None where nothing was said.
    """

    value: str
    label: str | None
    cases: int
    overdue: int
    handled: int
    median_minutes: float | None
    p90_minutes: float | None
    repeats: int
    expected: float | None
    paid: float | None
