"""What the ledger knows of tickets that are compared with the console's lists, and what of the
comparison is remembered: as events, so that a thing is said once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, and_, select, update

from qn_assist.case import PlannedAction, Ticket
from qn_assist.ledger import actions, cases, schema
from qn_assist.ledger.database import Transaction, portions
from qn_assist.ledger.events import Event, append
from qn_assist.ledger.life import NOT_DONE, REFUSED
from qn_assist.ledger.rows import CaseRow

NOTED, GONE, COMPARED = "reconciled", "left_list", "reconciling"


@dataclass(frozen=True, slots=True)
class HalfDone:
    """Of what was last decided for a ticket: what was, or may have been, done, and what never."""

    done: tuple[PlannedAction, ...]
    left: tuple[PlannedAction, ...]


def keep(
    tx: Transaction,
    run_id: str,
    shop: str,
    settled: Iterable[Ticket],
    gone: Iterable[str],
    noted: Iterable[str],
    *,
    whole: bool = True,
) -> None:
    """Cases as the console shows them now, those that left their list, and what was told.

    `whole`: the list of all tasks was read for it.
    """
    cases.read(tx, run_id, settled)
    case = schema.cases.c
    for ticket_id in gone:
        here = and_(case.shop == shop, case.ticket_id == ticket_id)
        tx.conn.execute(update(schema.cases).where(here).values(open=False))
        append(tx, Event(shop, GONE, ticket_id, run_id))
    for ticket_id in noted:
        append(tx, Event(shop, NOTED, ticket_id, run_id))
    if whole:
        append(tx, Event(shop, COMPARED, run_id=run_id))


def compared(conn: Connection, shop: str, since: datetime | None) -> bool:
    """Whether a pass of the shop was compared with all tasks, at or after `since`."""
    event = schema.events.c
    query = select(event.event_id).where(event.shop == shop, event.event == COMPARED).limit(1)
    if since is not None:
        query = query.where(event.at >= schema.aware(since))
    return conn.execute(query).first() is not None


def open_cases(conn: Connection, shop: str) -> list[CaseRow]:
    return cases.find_open(conn, shop)


def seen(conn: Connection, shop: str, ticket_ids: Collection[str]) -> set[str]:
    """Those of the tickets that were ever read from a list."""
    case = schema.cases.c
    return _among(conn, case.ticket_id, case.shop == shop, ticket_ids)


def noted(conn: Connection, shop: str, ticket_ids: Collection[str]) -> set[str]:
    """Those that were told, or were over before anybody looked."""
    event = schema.events.c
    here = and_(event.shop == shop, event.event == NOTED)
    return _among(conn, event.ticket_id, here, ticket_ids)


def acted_on(conn: Connection, shop: str, ticket_ids: Collection[str]) -> set[str]:
    """Those with an action of ours that was done, or may have been."""
    claim = schema.claims.c
    here = and_(claim.shop == shop, claim.state.not_in([NOT_DONE, REFUSED]))
    return _among(conn, claim.ticket_id, here, ticket_ids)


def half_done(conn: Connection, shop: str, ticket_ids: Collection[str]) -> dict[str, HalfDone]:
    """Those of the tickets of which a part was done. What was done for another ticket of the order,
    or may have been, is not left.
    """
    found: dict[str, HalfDone] = {}
    for some in portions(sorted(ticket_ids)):
        decided = _decided(conn, shop, some)
        tried = _tried(conn, shop, {one.order_id for one in decided})
        own = {(of, action) for of, _, action, state in tried if state != REFUSED}
        anybodys = {(order_id, action) for _, order_id, action, _ in tried}
        for ticket_id, order_id, packed in decided:
            planned = actions.unpack(packed)
            done = tuple(one for one in planned if (ticket_id, one.action) in own)
            left = tuple(one for one in planned if (order_id, one.action) not in anybodys)
            if done and left:
                found[ticket_id] = HalfDone(done, left)
    return found


def _decided(
    conn: Connection, shop: str, ticket_ids: list[str]
) -> Sequence[Row[str, str, list[dict[str, Any]]]]:
    """Ticket, order and the stored actions of what was last decided."""
    case, made = schema.cases.c, schema.decisions.c
    query = (
        select(case.ticket_id, case.order_id, made.actions)
        .join_from(schema.cases, schema.decisions, case.decision_id == made.decision_id)
        .where(case.shop == shop, case.ticket_id.in_(ticket_ids))
    )
    return conn.execute(query).all()


def _tried(
    conn: Connection, shop: str, order_ids: Collection[str]
) -> Sequence[Row[str, str, str, str]]:
    """Ticket, order, action and state of what was, or may have been, tried for the orders."""
    claim = schema.claims.c
    query = select(claim.ticket_id, claim.order_id, claim.action, claim.state).where(
        claim.shop == shop, claim.order_id.in_(order_ids), claim.state != NOT_DONE
    )
    return conn.execute(query).all()


def _among(
    conn: Connection, column: Column[str], where: ColumnElement[bool], wanted: Collection[str]
) -> set[str]:
    found: set[str] = set()
    for some in portions(sorted(wanted)):
        found |= set(conn.execute(select(column).where(where, column.in_(some))).scalars())
    return found
