"""The append-only log: every change of the ledger adds one event in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from qn_assist.ledger import schema
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.rows import EventRow


@dataclass(frozen=True, slots=True)
class Event:
    """`event` is a word of the ticket's life; `was` the entry's state before it."""

    shop: str
    event: str
    ticket_id: str = ""
    run_id: str | None = None
    claim_id: int | None = None
    was: str | None = None
    detail: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def append(tx: Transaction, event: Event) -> None:
    tx.conn.execute(tx.insert(schema.events).values(at=tx.at, **asdict(event)))


def append_read(tx: Transaction, event: Event) -> None:
    """The one `read` event of a ticket in a run; the database drops a second one."""
    values = {"at": tx.at, **asdict(event)}
    tx.conn.execute(tx.insert(schema.events).values(values).on_conflict_do_nothing())


def history(conn: Connection, shop: str, ticket_id: str) -> list[EventRow]:
    table = schema.events.c
    query = (
        select(schema.events)
        .where(table.shop == shop, table.ticket_id == ticket_id)
        .order_by(table.event_id)
    )
    return [EventRow(**row) for row in conn.execute(query).mappings()]
