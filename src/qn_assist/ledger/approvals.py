"""A person's word for exactly one content on one ticket: it expires and is used once (law 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from qn_assist.basics.clock import MachineTime
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.ledger import schema
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.events import Event, append
from qn_assist.ledger.rows import Approval

_ROW = schema.approvals.c


@dataclass(frozen=True, slots=True)
class ShownContent:
    """What a person was shown: this content on this ticket."""

    shop: str
    ticket_id: str
    digest: str


def approve(tx: Transaction, shown: ShownContent, by: str, expires_at: datetime) -> None:
    if not by.strip() or not shown.digest:
        raise UsageFault(t("ledger.approval_whole"))
    if schema.aware(expires_at) <= tx.at:
        raise UsageFault(t("ledger.approval_past"))
    tx.conn.execute(
        tx.insert(schema.approvals).values(
            shop=shown.shop,
            ticket_id=shown.ticket_id,
            digest=shown.digest,
            by=by,
            approved_at=tx.at,
            expires_at=expires_at,
        )
    )
    data = {"digest": shown.digest, "by": by, "expires_at": expires_at.isoformat()}
    append(tx, Event(shown.shop, "approved", shown.ticket_id, data=data))


def find(conn: Connection, shown: ShownContent, now: MachineTime) -> Approval | None:
    """The one that holds longest."""
    query = select(schema.approvals).where(_valid(shown, now)).order_by(_ROW.expires_at.desc())
    row = conn.execute(query.limit(1)).mappings().one_or_none()
    if row is None or _ran_out(conn, shown, row["expires_at"]):
        return None
    values = dict(row)
    del values["used_at"]
    return Approval(**values)


def use(tx: Transaction, shown: ShownContent, run_id: str | None) -> bool:
    """All valid approvals of this content are used up by one use; the row count is the use."""
    if find(tx.conn, shown, tx.at) is None:
        return False
    used = update(schema.approvals).where(_valid(shown, tx.at)).values(used_at=tx.at)
    if not tx.conn.execute(used).rowcount:
        return False
    data = {"digest": shown.digest}
    append(tx, Event(shown.shop, "approval_used", shown.ticket_id, run_id, data=data))
    return True


def _ran_out(conn: Connection, shown: ShownContent, expires_at: datetime) -> bool:
    """Whether the ledger has seen the end of an approval already: somebody set the clock back."""
    event = schema.events.c
    given = select(func.max(event.event_id)).where(
        event.shop == shown.shop, event.ticket_id == shown.ticket_id, event.event == "approved"
    )
    later = select(event.event_id).where(
        event.shop == shown.shop,
        event.event_id > given.scalar_subquery(),
        event.at >= expires_at,
    )
    return conn.execute(later.limit(1)).first() is not None


def _valid(shown: ShownContent, now: MachineTime) -> ColumnElement[bool]:
    return and_(
        _ROW.shop == shown.shop,
        _ROW.ticket_id == shown.ticket_id,
        _ROW.digest == shown.digest,
        _ROW.used_at.is_(None),
        _ROW.expires_at > now,
    )
