"""Questions about a period: its cases by one dimension, grouped and counted by the database.

One statement for each question, on SQLite and PostgreSQL alike. A case belongs to the period in
which it was first read; whether it is a repetition is told by all cases of its shop before it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Text,
    and_,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from qn_assist.ledger import schema
from qn_assist.ledger.countrows import QuestionBy, QuestionRow
from qn_assist.ledger.handled import cases_with, within

_CASE = schema.cases.c


class _ShanghaiDay(FunctionElement[str]):
    """`2026-06-18` of a moment that is kept in UTC."""

    type = Text()
    inherit_cache = True


@compiles(_ShanghaiDay, "sqlite")
def _day_sqlite(element: Any, compiler: Any, **words: Any) -> str:
    return f"strftime('%Y-%m-%d', {compiler.process(element.clauses, **words)}, '+8 hours')"


@compiles(_ShanghaiDay, "postgresql")
def _day_postgresql(element: Any, compiler: Any, **words: Any) -> str:
    at = compiler.process(element.clauses, **words)
    return f"to_char({at} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')"


def ask(
    conn: Connection,
    by: QuestionBy,
    shop: str | None,
    since: datetime | None,
    until: datetime | None,
) -> list[QuestionRow]:
    """Cases first read in [since, until) by a dimension, the most frequent value first."""
    ranked = _ranked(_of_period(_measured(by, shop), since, until))
    row = ranked.c
    middle = or_(row.rank == (row.timed + 1) // 2, row.rank == (row.timed + 2) // 2)
    ninth = row.rank == (row.timed * 9 + 9) // 10
    cases = func.count().label("cases")
    query = (
        select(
            row.value,
            func.max(row.label).label("label"),
            cases,
            func.sum(row.overdue).label("overdue"),
            func.count(row.minutes).label("handled"),
            func.avg(case((middle, row.minutes))).label("median_minutes"),
            func.max(case((ninth, row.minutes))).label("p90_minutes"),
            func.sum(row.repeat).label("repeats"),
            func.sum(row.expected_cents).label("expected"),
            func.sum(row.paid_cents).label("paid"),
        )
        .group_by(row.value)
        .order_by(cases.desc(), row.value)
    )
    return [_row(found) for found in conn.execute(query).mappings()]


def _value(by: QuestionBy) -> ColumnElement[Any]:
    if by == "day":
        return _ShanghaiDay(_CASE.first_read_at)
    if by == "item":
        return func.coalesce(_CASE.item, _CASE.item_title, "")
    return func.coalesce(_CASE[by], "")


def _measured(by: QuestionBy, shop: str | None) -> CTE:
    """Every case with what it is counted by, and its place among those of its order and parcel."""
    query = cases_with(
        _value(by).label("value"),
        _CASE.item_title.label("label"),
        _CASE.first_read_at,
        _CASE.waybill,
        case((_CASE.overdue, 1), else_=0).label("overdue"),
        _CASE.expected_cents,
        _CASE.paid_cents,
        _nth(_CASE.order_id).label("nth_of_order"),
        _nth(_CASE.waybill).label("nth_of_waybill"),
    )
    return (query if shop is None else query.where(_CASE.shop == shop)).cte("measured")


def _nth(column: ColumnElement[Any]) -> ColumnElement[int]:
    """1 for the first case of the same order or parcel."""
    order = (_CASE.first_read_at, _CASE.ticket_id)
    return func.row_number().over(partition_by=(_CASE.shop, column), order_by=order)


def _of_period(measured: CTE, since: datetime | None, until: datetime | None) -> CTE:
    row = measured.c
    again = and_(row.waybill.is_not(None), row.nth_of_waybill > 1)
    query: Select[Any] = select(
        measured, case((or_(row.nth_of_order > 1, again), 1), else_=0).label("repeat")
    )
    return within(query, row.first_read_at, since, until).cte("of_period")


def _ranked(period: CTE) -> CTE:
    """By how long they took, within their value; those not handled stand behind."""
    row = period.c
    slowest_last = (row.minutes.is_(None), row.minutes)
    rank = func.row_number().over(partition_by=row.value, order_by=slowest_last)
    timed = func.count(row.minutes).over(partition_by=row.value)
    return select(period, rank.label("rank"), timed.label("timed")).cte("ranked")


def _row(found: RowMapping) -> QuestionRow:
    values = dict(found)
    for name in ("overdue", "repeats"):
        values[name] = int(values[name])
    for name in ("expected", "paid"):
        values[name] = None if values[name] is None else float(values[name]) / 100
    for name in ("median_minutes", "p90_minutes"):
        values[name] = None if values[name] is None else round(float(values[name]), 1)
    return QuestionRow(**values)
