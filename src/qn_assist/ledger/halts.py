"""What stopped a shop: why, where, and until when it rests. A row is open until it is ended.

A cool-down is a stretch of this machine's UTC time. A time zone changes nothing. A clock set back
begins it anew, once and at its own length: nobody knows how much had passed. A clock set forward
ends it early; then the console itself is asked first, by reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, and_, select, update

from qn_assist.basics.clock import MachineTime
from qn_assist.ledger import schema
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.events import Event, append
from qn_assist.ledger.rows import HaltRow

_ROW = schema.halts.c


@dataclass(frozen=True, slots=True)
class Halting:
    """A stop as it happened. `rest` is the length of the cool-down, zero for none."""

    shop: str
    kind: str
    reason: str
    run_id: str | None = None
    address: str = ""
    picture: str = ""
    rest: timedelta = timedelta(0)


def begin(tx: Transaction, halting: Halting) -> HaltRow:
    values = {
        "shop": halting.shop,
        "run_id": halting.run_id,
        "kind": halting.kind,
        "reason": halting.reason,
        "address": halting.address,
        "picture": halting.picture,
        "at": tx.at,
        "until": tx.at + halting.rest if halting.rest else None,
    }
    insert = tx.insert(schema.halts).values(values).returning(*_ROW)
    row = HaltRow(**tx.conn.execute(insert).mappings().one())
    data = {"kind": row.kind, "until": row.until and row.until.isoformat()}
    append(tx, Event(row.shop, "halted", run_id=row.run_id, detail=row.reason, data=data))
    return row


def find(conn: Connection, shop: str) -> list[HaltRow]:
    """The open ones, newest first."""
    query = select(schema.halts).where(_open(shop)).order_by(_ROW.halt_id.desc())
    return [HaltRow(**row) for row in conn.execute(query).mappings()]


def longest(rows: Iterable[HaltRow], now: MachineTime) -> HaltRow | None:
    """The one that rests longest from now on; None when none does."""
    resting = [row for row in rows if row.cools_until(now)]
    return max(resting, key=lambda row: (row.until, row.halt_id), default=None)


def anchored(tx: Transaction, shop: str) -> list[HaltRow]:
    """The open ones; rows from the future are moved to now."""
    return [_anchored(tx, row) for row in find(tx.conn, shop)]


def end(tx: Transaction, shop: str, by: str) -> int:
    """Close what is open; how many there were."""
    ended = update(schema.halts).where(_open(shop)).values(ended_at=tx.at, ended_by=by)
    count = tx.conn.execute(ended).rowcount
    if count:
        append(tx, Event(shop, "resumed", data={"by": by}))
    return count


def _anchored(tx: Transaction, row: HaltRow) -> HaltRow:
    """A row from the future counts from now: the clock was set back."""
    until = row.cools_until(tx.at)
    if until is None or row.at <= tx.at:
        return row
    anchored = update(schema.halts).where(_ROW.halt_id == row.halt_id)
    moved = anchored.values(at=tx.at, until=until).returning(*_ROW)
    data = {"was": row.at.isoformat(), "until": until.isoformat()}
    append(tx, Event(row.shop, "clock_set_back", data=data))
    return HaltRow(**tx.conn.execute(moved).mappings().one())


def _open(shop: str) -> ColumnElement[bool]:
    return and_(_ROW.shop == shop, _ROW.ended_at.is_(None))
