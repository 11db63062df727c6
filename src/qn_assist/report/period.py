"""A period of the ledger as people may see it: counts, what waits for whom, what is unproven.

The columns of each stand below; terminal, page, spreadsheet and JSON are made from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from qn_assist.basics.language import listed, t
from qn_assist.report.columns import AS_DATA, ReportColumn, ValueKind
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
    """A case left to a person. `deadline` is on its console's clock, and so is `left`."""

    owner: str
    state: str
    kind: str
    category: str
    ticket_id: str
    order_id: str
    deadline: datetime | None
    why: str
    left: timedelta | None = None

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
    """`period` in words; `now` is shown, nothing is counted from it.

    Waits are sorted by deadline, as the ledger gives them.
    """

    shops: tuple[str, ...]
    period: str
    now: datetime
    stats: tuple[StatShown, ...]
    waits: tuple[WaitShown, ...]
    unknowns: tuple[UnknownShown, ...]

    @property
    def shops_word(self) -> str:
        return listed(self.shops) or t("report.no_shops")

    @property
    def is_empty(self) -> bool:
        """Nothing was first read in it."""
        return not any(one.numbers[0] for one in self.stats)

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


_OWN_HEADINGS = ("cases", "handled")


def _count(place: int, name: str) -> ReportColumn[StatShown]:
    words = f"report.{name}" if name in _OWN_HEADINGS else f"state.{name}"
    return ReportColumn(name, words, ValueKind.COUNT, lambda row: row.numbers[place])


STAT_COLUMNS: tuple[ReportColumn[StatShown], ...] = (
    ReportColumn("dimension", "", ValueKind.TEXT, lambda row: row.dimension, AS_DATA),
    ReportColumn("value", "", ValueKind.TEXT, lambda row: row.title),
    *(_count(place, name) for place, name in enumerate(COUNTS)),
    ReportColumn(
        "median_minutes", "report.minutes", ValueKind.NUMBER, lambda row: row.median_minutes
    ),
)

WAIT_COLUMNS: tuple[ReportColumn[WaitShown], ...] = (
    ReportColumn("deadline", "report.deadline", ValueKind.MOMENT, lambda row: row.deadline),
    ReportColumn("owner", "report.owner", ValueKind.OWNER, lambda row: row.owner),
    ReportColumn("state", "report.state", ValueKind.STATE, lambda row: row.state),
    ReportColumn("kind", "", ValueKind.TEXT, lambda row: row.kind, AS_DATA),
    ReportColumn("category", "report.category", ValueKind.TEXT, lambda row: row.category),
    ReportColumn("ticket_id", "report.ticket", ValueKind.ID, lambda row: row.ticket_id),
    ReportColumn("order_id", "report.order", ValueKind.ID, lambda row: row.order_id),
    ReportColumn("why", "report.because", ValueKind.TEXT, lambda row: row.why, wide=True),
)

UNKNOWN_COLUMNS: tuple[ReportColumn[UnknownShown], ...] = (
    ReportColumn("claim_id", "report.number", ValueKind.COUNT, lambda row: row.claim_id),
    ReportColumn("shop", "report.shop", ValueKind.TEXT, lambda row: row.shop),
    ReportColumn("owner", "report.owner", ValueKind.OWNER, lambda row: row.owner),
    ReportColumn("action", "report.writes", ValueKind.TEXT, lambda row: row.action),
    ReportColumn("state", "report.state", ValueKind.STATE, lambda row: row.state),
    ReportColumn("ticket_id", "report.ticket", ValueKind.ID, lambda row: row.ticket_id),
    ReportColumn("order_id", "report.order", ValueKind.ID, lambda row: row.order_id),
    ReportColumn("at", "report.at", ValueKind.MOMENT, lambda row: row.at),
    ReportColumn("detail", "report.detail", ValueKind.TEXT, lambda row: row.detail, wide=True),
    ReportColumn("looks", "", ValueKind.COUNT, lambda row: row.looks, AS_DATA),
)
