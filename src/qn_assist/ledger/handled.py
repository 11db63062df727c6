"""When a case counts as handled: the one definition, for every count over a period.

A case is handled when every write of it is proven, at the last proof; or else when the console
showed it as settled, from then on. A case without a write is handled only by the second.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, Subquery, and_, case, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from qn_assist.ledger import schema
from qn_assist.ledger.life import UNSETTLED, VERIFIED

_CASE = schema.cases.c


class _Minutes(FunctionElement[float]):
    """From the first moment to the second."""

    type = Float()
    inherit_cache = True


@compiles(_Minutes, "sqlite")
def _minutes_sqlite(element: Any, compiler: Any, **words: Any) -> str:
    start, end = (compiler.process(one, **words) for one in element.clauses)
    return f"((julianday({end}) - julianday({start})) * 1440.0)"


@compiles(_Minutes, "postgresql")
def _minutes_postgresql(element: Any, compiler: Any, **words: Any) -> str:
    start, end = (compiler.process(one, **words) for one in element.clauses)
    return f"(EXTRACT(EPOCH FROM ({end} - {start}))::float8 / 60.0)"


def cases_with(*columns: ColumnElement[Any]) -> Select[Any]:
    """These columns of every case; then how it stands.

    `verified`: 1 when every write is proven. `unsettled`: how many are proven neither way.
    `minutes`: from the first reading until it was handled, null while it is not.
    """
    write = _writes()
    all_proven = write.c.entries == write.c.verified
    handled_at = case((all_proven, write.c.verified_at), else_=_CASE.closed_at)
    its_own = and_(_CASE.shop == write.c.shop, _CASE.ticket_id == write.c.ticket_id)
    return select(
        *columns,
        case((all_proven, 1), else_=0).label("verified"),
        func.coalesce(write.c.unsettled, 0).label("unsettled"),
        _Minutes(_CASE.first_read_at, handled_at).label("minutes"),
    ).join_from(schema.cases, write, its_own, isouter=True)


def _writes() -> Subquery:
    """Of each case: its writes, how many are proven or open, and when the last was proven."""
    claim = schema.claims.c
    return (
        select(
            claim.shop,
            claim.ticket_id,
            func.count().label("entries"),
            func.sum(case((claim.state == VERIFIED, 1), else_=0)).label("verified"),
            func.sum(case((claim.state.in_(UNSETTLED), 1), else_=0)).label("unsettled"),
            func.max(claim.verified_at, type_=schema.UtcMoment).label("verified_at"),
        )
        .group_by(claim.shop, claim.ticket_id)
        .subquery()
    )


def within(
    query: Select[Any],
    first_read: ColumnElement[datetime],
    since: datetime | None,
    until: datetime | None,
) -> Select[Any]:
    """Only cases first read in [since, until)."""
    if since is not None:
        query = query.where(first_read >= schema.aware(since))
    return query if until is None else query.where(first_read < schema.aware(until))
