"""A period of the ledger as people may see it: counts, what waits for whom, what is unproven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qn_assist.basics.language import t
from qn_assist.report.shown import shown, word
from qn_assist.report.titles import Titles

COUNTS = ("cases", "handled", "verified", "unknown", "refused", "handed_over", "waiting", "skipped")


class Stat(Protocol):
    """A row of counts, as the ledger hands it out."""

    @property
    def dimension(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def median_minutes(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class StatShown:
    dimension: str
    title: str
    numbers: tuple[int, ...]
    median_minutes: float | None


@dataclass(frozen=True, slots=True)
class WaitShown:
    """A case left to a person. `deadline` is on the console's clock."""

    owner: str
    state: str
    kind: str
    category: str
    ticket_id: str
    order_id: str
    deadline: datetime | None
    why: str

    @property
    def state_word(self) -> str:
        return word("state", self.state)


@dataclass(frozen=True, slots=True)
class UnknownShown:
    """A submit that is proven neither way; a person settles it by its id.

    `looks` is how often later runs have read it back in vain.
    """

    claim_id: int
    shop: str
    action: str
    state: str
    ticket_id: str
    order_id: str
    at: datetime
    detail: str
    looks: int = 0
    owner: str = ""

    @property
    def state_word(self) -> str:
        return word("state", self.state)


@dataclass(frozen=True, slots=True)
class PeriodShown:
    """`period` in words. Waits are sorted by deadline, as the ledger gives them."""

    shops: tuple[str, ...]
    period: str
    now: datetime
    stats: tuple[StatShown, ...]
    waits: tuple[WaitShown, ...]
    unknowns: tuple[UnknownShown, ...]

    def by(self, dimension: str) -> tuple[StatShown, ...]:
        return tuple(one for one in self.stats if one.dimension == dimension)

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.dimension for one in self.stats))


def stat_shown(row: Stat, titles: Titles) -> StatShown:
    numbers = tuple(int(getattr(row, name)) for name in COUNTS)
    title = _value_title(row.dimension, row.value, titles)
    return StatShown(row.dimension, title, numbers, row.median_minutes)


def _value_title(dimension: str, value: str, titles: Titles) -> str:
    if dimension == "total":
        return t("report.all")
    named = {"kind": titles.kind, "category": titles.category, "rule": titles.rule}
    return named.get(dimension, shown)(value) or "-"


def count_title(name: str) -> str:
    return word(
        "state", name, t(f"report.{name}") if name in ("cases", "handled", "minutes") else ""
    )
