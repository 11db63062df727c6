"""Cases that are followed: one row per ticket, opened by a rule, ended by what the console shows.

When something is due is a matter of the console's clock: the caller says what time it is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, select, update

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.errors import OurFault
from qn_assist.basics.language import t
from qn_assist.case import Decision, FollowUpEntry, Seen, read_seen
from qn_assist.ledger import schema
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.events import Event, append
from qn_assist.ledger.rows import FollowUpRow, FollowUpState

_ROW = schema.follow_ups.c
OPEN: FollowUpState = "open"
ENDED: FollowUpState = "ended"
HANDED_OVER: FollowUpState = "handed_over"


@dataclass(frozen=True, slots=True)
class FollowStep:
    """One step of a follow-up. `at` is the console's time, `detail` a sentence for people."""

    shop: str
    ticket_id: str
    at: ConsoleTime
    detail: str = ""


def follow(
    tx: Transaction, decision: Decision, entry: FollowUpEntry, then: Seen, at: ConsoleTime
) -> None:
    """Open the case's follow-up, or begin it anew by another rule; its number goes on counting."""
    ticket = decision.ticket
    limit = entry.limit(at)
    key = {"shop": ticket.shop, "ticket_id": ticket.ticket_id}
    values: dict[str, Any] = {
        "order_id": ticket.order_id,
        "kind": ticket.kind,
        "category": ticket.category,
        "rule": decision.rule,
        "entry": entry.model_dump(mode="json"),
        "then": then.stored(),
        "opened_at": at,
        "due_at": entry.due(at, limit),
        "limit_at": limit,
        "state": OPEN,
        "ended_how": "",
        "owner": decision.owner,
        "ended_at": None,
    }
    insert = tx.insert(schema.follow_ups).values(key | values | {"number": 0})
    tx.conn.execute(insert.on_conflict_do_update(index_elements=[*key], set_=values))
    data = {"rule": decision.rule, "until": list(entry.until), "due_at": values["due_at"]}
    data["due_at"] = values["due_at"].isoformat()
    append(tx, Event(ticket.shop, "follow_up_begun", ticket.ticket_id, data=data))


def look(tx: Transaction, step: FollowStep, number: int, due_at: ConsoleTime) -> None:
    """The case came due and has not ended: its number, and when it is due next."""
    _change(tx, step, "followed_up", number=number, due_at=due_at)


def end(tx: Transaction, step: FollowStep, how: str) -> None:
    """The console shows the end `how`."""
    _change(tx, step, "follow_up_ended", state=ENDED, ended_how=how, ended_at=step.at)


def hand_over(tx: Transaction, step: FollowStep, due_at: ConsoleTime) -> None:
    """The case is its owner's; it is still looked at, so that its end is not missed."""
    values = {"state": HANDED_OVER, "due_at": due_at, "ended_how": step.detail}
    _change(tx, step, "follow_up_handed_over", **values)


def find(conn: Connection, shop: str, ticket_id: str) -> FollowUpRow | None:
    found = _rows(conn, _is(shop, ticket_id))
    return found[0] if found else None


def going_on(conn: Connection, shop: str) -> list[FollowUpRow]:
    """Those that have not ended, the first due first."""
    return _rows(conn, and_(_ROW.shop == shop, _ROW.state != ENDED))


def _change(tx: Transaction, step: FollowStep, event: str, **values: Any) -> None:
    changed = update(schema.follow_ups).where(_is(step.shop, step.ticket_id)).values(values)
    if not tx.conn.execute(changed).rowcount:
        raise OurFault(t("ledger.not_followed", ticket=step.ticket_id))
    append(tx, Event(step.shop, event, step.ticket_id, detail=step.detail))


def _is(shop: str, ticket_id: str) -> ColumnElement[bool]:
    return and_(_ROW.shop == shop, _ROW.ticket_id == ticket_id)


def _rows(conn: Connection, where: ColumnElement[bool]) -> list[FollowUpRow]:
    case = schema.cases.c
    same = and_(case.shop == _ROW.shop, case.ticket_id == _ROW.ticket_id)
    query = (
        select(schema.follow_ups, case.ticket)
        .join_from(schema.follow_ups, schema.cases, same)
        .where(where)
        .order_by(_ROW.due_at, _ROW.ticket_id)
    )
    return [_row(row) for row in conn.execute(query).mappings()]


def _row(row: RowMapping) -> FollowUpRow:
    values = dict(row)
    del values["follow_up_id"]
    values["entry"] = FollowUpEntry.model_validate(values["entry"])
    values["then"] = read_seen(values["then"])
    return FollowUpRow(**values)
