"""Counts over cases for a report: in total and by kind, category, courier, rule and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import Connection, RowMapping

from qn_assist.basics.text import SHANGHAI
from qn_assist.ledger import schema
from qn_assist.ledger.countrows import Dimension, StatRow
from qn_assist.ledger.handled import cases_with, within

_DIMENSIONS: tuple[Dimension, ...] = ("total", "kind", "category", "courier", "rule", "day")


@dataclass(frozen=True, slots=True)
class _Measured:
    """One case. `minutes` is None unless it is handled."""

    values: dict[Dimension, str]
    state: str
    unknown: bool
    verified: bool
    minutes: float | None


def stats(
    conn: Connection, shop: str | None, since: datetime | None, until: datetime | None
) -> list[StatRow]:
    """Rows by dimension in the order above, then by value; `total` even when it counts nothing."""
    measured = [_measure(row) for row in _rows(conn, shop, since, until)]
    rows = [_count("total", "", measured)]
    for dimension in _DIMENSIONS[1:]:
        groups = defaultdict(list)
        for one in measured:
            groups[one.values[dimension]].append(one)
        rows += [_count(dimension, value, groups[value]) for value in sorted(groups)]
    return rows


def _rows(
    conn: Connection, shop: str | None, since: datetime | None, until: datetime | None
) -> Iterator[RowMapping]:
    seen, made = schema.cases.c, schema.decisions.c
    facts = [seen[name] for name in ("kind", "category", "courier", "state", "first_read_at")]
    query = cases_with(*facts, made.rule).join(
        schema.decisions, seen.decision_id == made.decision_id, isouter=True
    )
    if shop is not None:
        query = query.where(seen.shop == shop)
    yield from conn.execute(within(query, seen.first_read_at, since, until)).mappings()


def _measure(row: RowMapping) -> _Measured:
    first: datetime = row["first_read_at"]
    return _Measured(
        values={
            "kind": row["kind"],
            "category": row["category"],
            "courier": row["courier"],
            "rule": row["rule"] or "",
            "day": f"{first.astimezone(SHANGHAI):%Y-%m-%d}",
        },
        state=row["state"],
        unknown=bool(row["unsettled"]),
        verified=bool(row["verified"]),
        minutes=row["minutes"],
    )


def _count(dimension: Dimension, value: str, cases: Iterable[_Measured]) -> StatRow:
    cases = list(cases)
    states = [one.state for one in cases]
    minutes = [one.minutes for one in cases if one.minutes is not None]
    return StatRow(
        dimension=dimension,
        value=value,
        cases=len(cases),
        handled=len(minutes),
        verified=sum(one.verified for one in cases),
        unknown=sum(one.unknown for one in cases),
        refused=states.count("refused"),
        handed_over=states.count("handed_over"),
        waiting=states.count("waiting"),
        skipped=states.count("skipped"),
        median_minutes=round(median(minutes), 1) if minutes else None,
    )
