"""What couriers were asked about parcels, and what they answered.

One row per parcel: the database itself refuses to ask again too soon. Who asked what and when is
an event of the ticket each time.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.ledger import schema
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.events import Event, append
from qn_assist.ledger.rows import AskRow

ASKED, ANSWERED = "courier_asked", "courier_answered"
_ROW = schema.courier_asks.c


@dataclass(frozen=True, slots=True)
class Asking:
    """One parcel to ask about; `topic` is the ask's name in couriers.yaml."""

    shop: str
    waybill: str
    ticket_id: str
    order_id: str
    courier: str
    branch: str
    topic: str
    owner: str = ""


def ask(tx: Transaction, asking: Asking, by: str, rest: timedelta) -> bool:
    """Keep that it was asked now; False when that was done less than `rest` ago."""
    _named(by)
    values = asdict(asking) | {
        "asked_at": tx.at,
        "asked_by": by,
        "answered_at": None,
        "answered_by": None,
        "answer": None,
    }
    insert = tx.insert(schema.courier_asks).values(values)
    kept = insert.on_conflict_do_update(
        index_elements=["shop", "waybill"], set_=values, where=_ROW.asked_at <= tx.at - rest
    ).returning(_ROW.waybill)
    if tx.conn.execute(kept).one_or_none() is None:
        return False
    data = {"waybill": asking.waybill, "topic": asking.topic, "branch": asking.branch, "by": by}
    append(tx, Event(asking.shop, ASKED, asking.ticket_id, detail=asking.topic, data=data))
    return True


def answer(tx: Transaction, asking: Asking, by: str, kind: str, said: str) -> None:
    """Keep the answer; what was never marked as asked counts as asked now."""
    _named(by)
    told: dict[str, Any] = {"answered_at": tx.at, "answered_by": by, "answer": kind}
    values = asdict(asking) | told | {"asked_at": tx.at, "asked_by": by}
    insert = tx.insert(schema.courier_asks).values(values)
    tx.conn.execute(insert.on_conflict_do_update(index_elements=["shop", "waybill"], set_=told))
    data = {"waybill": asking.waybill, "kind": kind, "by": by}
    append(tx, Event(asking.shop, ANSWERED, asking.ticket_id, detail=said, data=data))


def find(conn: Connection, shop: str | None, since: datetime | None) -> list[AskRow]:
    """Asked at or after `since`, the oldest first."""
    query = select(schema.courier_asks).order_by(_ROW.asked_at, _ROW.waybill)
    if shop is not None:
        query = query.where(_ROW.shop == shop)
    if since is not None:
        query = query.where(_ROW.asked_at >= schema.aware(since))
    return [AskRow(**row) for row in conn.execute(query).mappings()]


def _named(by: str) -> None:
    if not by.strip():
        raise UsageFault(t("ledger.who"), remedy=t("ledger.who.remedy"))
