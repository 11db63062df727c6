"""The shop's own figures by day, so that they can be compared: a day read again is replaced."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection, delete, func, select

from qn_assist.case import Figure, Figures
from qn_assist.ledger import schema
from qn_assist.ledger.database import Transaction

_ROW = schema.performance.c


def keep(tx: Transaction, shop: str, figures: Figures) -> None:
    """What the page no longer shows of that day goes."""
    tx.conn.execute(delete(schema.performance).where(_ROW.shop == shop, _ROW.day == figures.day))
    rows = [
        {
            "shop": shop,
            "day": figures.day,
            "place": place,
            "metric": one.metric,
            "value": one.value,
            "number": one.number,
            "industry": one.industry,
            "rank": one.rank,
            "note": one.note,
            "read_at": tx.at,
        }
        for place, one in enumerate(figures.rows)
    ]
    tx.conn.execute(tx.insert(schema.performance), rows)


def read_at(conn: Connection, shop: str) -> datetime | None:
    """When figures were last read, whatever day they are of."""
    return conn.execute(select(func.max(_ROW.read_at)).where(_ROW.shop == shop)).scalar()


def find(conn: Connection, shop: str, days: int) -> list[Figures]:
    """The newest day kept and those before it, within `days`; oldest first."""
    newest = conn.execute(select(func.max(_ROW.day)).where(_ROW.shop == shop)).scalar()
    if newest is None:
        return []
    since = newest - timedelta(days=days - 1)
    wanted = select(schema.performance).where(_ROW.shop == shop, _ROW.day >= since)
    rows = conn.execute(wanted.order_by(_ROW.day, _ROW.place)).all()
    return [
        Figures(day, tuple(Figure(r.metric, r.value, r.industry, r.rank, r.note) for r in found))
        for day, found in groupby(rows, key=lambda row: row.day)
    ]
