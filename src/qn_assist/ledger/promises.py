"""The dates buyers were promised: written with the proof of the action that promised, then kept or
broken. Times are the console's; what they mean is for `run.promise_watch`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, select, update

from qn_assist.basics.clock import ConsoleTime
from qn_assist.ledger import schema
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.events import Event, append
from qn_assist.ledger.rows import Entry, PromiseRow, PromiseState

_ROW = schema.promises.c

# What a claim keeps of the promise it would make.
DATE, MADE_AT, OWNER, SOURCE = (
    "promise.date",
    "promise.made_at",
    "promise.owner",
    "promise.source",
)


def as_params(
    promised_date: datetime, made_at: datetime, owner: str, source: str
) -> dict[str, Any]:
    """For the claim of the action: it becomes a promise when the action is verified."""
    return {
        DATE: promised_date.isoformat(),
        MADE_AT: made_at.isoformat(),
        OWNER: owner,
        SOURCE: source,
    }


def made(tx: Transaction, entry: Entry) -> None:
    """The action was proven: what it promised counts from now on, once for an order and date."""
    given: Mapping[str, Any] = entry.params
    if DATE not in given or _is_promised(tx, entry, datetime.fromisoformat(given[DATE])):
        return
    values = {
        "shop": entry.key.shop,
        "order_id": entry.order_id,
        "ticket_id": entry.key.ticket_id,
        "claim_id": entry.claim_id,
        "source": given[SOURCE],
        "promised_date": datetime.fromisoformat(given[DATE]),
        "made_at": datetime.fromisoformat(given[MADE_AT]),
        "state": "open",
        "owner": given[OWNER] or None,
        "ended_at": None,
    }
    insert = tx.insert(schema.promises).values(values).on_conflict_do_nothing()
    if tx.conn.execute(insert).rowcount:
        data = {"promised_date": given[DATE], "source": given[SOURCE]}
        append(tx, Event(entry.key.shop, "promised", entry.key.ticket_id, entry.run_id, data=data))


def _is_promised(tx: Transaction, entry: Entry, date: datetime) -> bool:
    same = and_(_ROW.order_id == entry.order_id, _ROW.promised_date == date, _ROW.state == "open")
    query = select(_ROW.promise_id).where(_ROW.shop == entry.key.shop, same).limit(1)
    return tx.conn.execute(query).first() is not None


def end(tx: Transaction, row: PromiseRow, state: PromiseState, at: ConsoleTime) -> bool:
    """Kept, broken, or void; False when it is so already."""
    here = and_(_ROW.promise_id == row.promise_id, _ROW.state == row.state)
    changed = update(schema.promises).where(here).values(state=state, ended_at=at)
    if not tx.conn.execute(changed).rowcount:
        return False
    data = {"promised_date": row.promised_date.isoformat()}
    append(tx, Event(row.shop, f"promise_{state}", row.ticket_id, data=data))
    return True


def find(conn: Connection, shop: str, order_id: str | None) -> list[PromiseRow]:
    """Open and broken ones, the nearest date first."""
    query = select(schema.promises).where(_ROW.shop == shop, _ROW.state.in_(["open", "broken"]))
    if order_id is not None:
        query = query.where(_ROW.order_id == order_id)
    query = query.order_by(_ROW.promised_date, _ROW.promise_id)
    return [PromiseRow(**row) for row in conn.execute(query).mappings()]
