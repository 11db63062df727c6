"""Tickets as last read, what was decided for them, and which wait for a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    update,
)

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.case import (
    CLOSED,
    DONE,
    IN_REVIEW,
    OVERDUE,
    PENDING,
    Decision,
    Facets,
    State,
    Ticket,
    facets_of_ticket,
)
from qn_assist.ledger import actions, schema
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.events import Event, append, append_read
from qn_assist.ledger.rows import CaseRow, WaitingRow

READ, DECIDED, PREVIEWED, PAID = "read", "decided", "previewed", "paid"
_AWAITING = (State.WAITING.value, State.HANDED_OVER.value)
_HANDLED = frozenset({IN_REVIEW, DONE, CLOSED})
# What a list need not show and an earlier reading or the order's page did.
_KEPT = ("city", "province", "waybill", "item_title", "expected_cents")
_NOT_SHOWN = frozenset({"basis", "order_id"})
# What is overdue stays a person's until it is answered or closed.
WITH_SOMEBODY = frozenset({PENDING, OVERDUE})
_OF_WAITING = ("order_id", "kind", "category", "state", "deadline", "last_read_at")
_OF_A_CASE = (
    "shop ticket_id order_id kind category courier state console_state deadline first_read_at "
    "last_read_at ticket"
).split()


def read(tx: Transaction, run_id: str, tickets: Iterable[Ticket]) -> None:
    # One order for all, so that two passes never wait for each other's rows.
    for ticket in sorted(tickets, key=lambda ticket: ticket.ticket_id):
        _remember(tx, ticket, facets_of_ticket(ticket))
        append_read(tx, Event(ticket.shop, READ, ticket.ticket_id, run_id))


def decided(tx: Transaction, run_id: str, decision: Decision, word: str, detail: str) -> None:
    """Keep the decision and make it the case's latest, which now stands at `word`."""
    ticket = decision.ticket
    _remember(tx, ticket, decision.facets)
    decision_id = _keep(tx, run_id, decision, detail)
    change = {"state": word, "decision_id": decision_id} | _told(decision)
    tx.conn.execute(update(schema.cases).where(_is(ticket.shop, ticket.ticket_id)).values(change))
    append(tx, _event(word, run_id, decision, detail))


def previewed(tx: Transaction, run_id: str, decision: Decision, detail: str) -> None:
    """Keep the decision of a dry run; the case is not touched."""
    _keep(tx, run_id, decision, detail)
    append(tx, _event(PREVIEWED, run_id, decision, detail))


def _keep(tx: Transaction, run_id: str, decision: Decision, detail: str) -> int:
    values = _decision_values(decision) | {"run_id": run_id, "detail": detail}
    insert = tx.insert(schema.decisions).values(decided_at=tx.at, **values)
    kept = tx.conn.execute(insert.returning(schema.decisions.c.decision_id))
    decision_id: int = kept.scalar_one()
    return decision_id


def _event(word: str, run_id: str, decision: Decision, detail: str) -> Event:
    ticket = decision.ticket
    data = {"rule": decision.rule, "because": decision.because, "digest": decision.digest()}
    return Event(ticket.shop, word, ticket.ticket_id, run_id, detail=detail, data=data)


def stand(tx: Transaction, shop: str, ticket_id: str, state: str) -> None:
    """The case now stands at `state`; one that is a person's stays so until it is decided anew."""
    here = and_(_is(shop, ticket_id), schema.cases.c.state != State.HANDED_OVER.value)
    tx.conn.execute(update(schema.cases).where(here).values(state=state))


def paid(tx: Transaction, shop: str, ticket_id: str, cents: int, by: str) -> None:
    """What was paid for a case in all, as a person says."""
    if not by.strip():
        raise UsageFault(t("ledger.who"), remedy=t("ledger.who.remedy"))
    kept = update(schema.cases).where(_is(shop, ticket_id)).values(paid_cents=cents)
    if tx.conn.execute(kept.returning(schema.cases.c.ticket_id)).one_or_none() is None:
        raise UsageFault(
            t("ledger.case_absent", ticket=ticket_id), remedy=t("ledger.case_absent.remedy")
        )
    append(tx, Event(shop, PAID, ticket_id, data={"cents": cents, "by": by}))


def waiting(conn: Connection, shop: str | None) -> list[WaitingRow]:
    """Cases that wait for a person, the nearest deadline first: open on the console, or followed
    beyond their limit."""
    case, made = schema.cases.c, schema.decisions.c
    names = [case[name] for name in _OF_WAITING]
    query = (
        select(*(column for column in made if column.name not in _NOT_SHOWN), *names)
        .join_from(schema.cases, schema.decisions, case.decision_id == made.decision_id)
        .where(or_(case.open, _is_owners()), case.state.in_(_AWAITING))
        .order_by(case.deadline.is_(None), case.deadline, case.ticket_id)
    )
    if shop is not None:
        query = query.where(case.shop == shop)
    return [_waiting_row(row) for row in conn.execute(query).mappings()]


def _is_owners() -> ColumnElement[bool]:
    case, followed = schema.cases.c, schema.follow_ups.c
    same = and_(followed.shop == case.shop, followed.ticket_id == case.ticket_id)
    return exists().where(same, followed.state == "handed_over")


def find(
    conn: Connection,
    shop: str | None,
    since: datetime | None,
    until: datetime | None,
    ticket_id: str | None = None,
) -> list[CaseRow]:
    """Cases seen at some time in [since, until), one if its ticket is given, the oldest first."""
    case, made = schema.cases.c, schema.decisions.c
    query: Select[Any] = (
        select(
            *(case[name] for name in _OF_A_CASE),
            made.rule,
            made.because,
            func.coalesce(case.owner, made.owner).label("owner"),
        )
        .join_from(
            schema.cases, schema.decisions, case.decision_id == made.decision_id, isouter=True
        )
        .order_by(case.first_read_at, case.ticket_id)
    )
    if shop is not None:
        query = query.where(case.shop == shop)
    if since is not None:
        query = query.where(case.last_read_at >= schema.aware(since))
    if until is not None:
        query = query.where(case.first_read_at < schema.aware(until))
    if ticket_id is not None:
        query = query.where(case.ticket_id == ticket_id)
    return [_case_row(row) for row in conn.execute(query).mappings()]


def order_seen(conn: Connection, shop: str, order_id: str) -> bool:
    case = schema.cases.c
    query = select(case.ticket_id).where(case.order_id == order_id, case.shop == shop)
    return conn.execute(query.limit(1)).first() is not None


def find_open(conn: Connection, shop: str) -> list[CaseRow]:
    """Cases that the console showed open when they were last read."""
    case, made = schema.cases.c, schema.decisions.c
    query = (
        select(
            *(case[name] for name in _OF_A_CASE),
            made.rule,
            made.because,
            func.coalesce(case.owner, made.owner).label("owner"),
        )
        .join_from(
            schema.cases, schema.decisions, case.decision_id == made.decision_id, isouter=True
        )
        .where(case.shop == shop, case.open)
        .order_by(case.ticket_id)
    )
    return [_case_row(row) for row in conn.execute(query).mappings()]


def _remember(tx: Transaction, ticket: Ticket, facets: Facets) -> None:
    key = {"shop": ticket.shop, "ticket_id": ticket.ticket_id}
    seen = {
        "order_id": ticket.order_id,
        "kind": ticket.kind,
        "category": ticket.category,
        "courier": ticket.courier or "",
        "console_state": ticket.state,
        "open": ticket.state in WITH_SOMEBODY,
        "deadline": _deadline(ticket),
        "ticket": ticket.model_dump(mode="json"),
        "last_read_at": tx.at,
        "city": facets.city,
        "province": facets.province,
        "waybill": facets.waybill,
        "item_title": facets.item_title,
        "overdue": _overdue(ticket),
        "expected_cents": _cents(ticket),
        "closed_at": tx.at if ticket.state in _HANDLED else None,
    }
    insert = tx.insert(schema.cases).values(key | seen | {"state": READ, "first_read_at": tx.at})
    new, old = insert.excluded, schema.cases.c
    seen |= {name: func.coalesce(new[name], old[name]) for name in _KEPT}
    seen["overdue"] = or_(new.overdue, func.coalesce(old.overdue, new.overdue))
    if ticket.state in _HANDLED:
        seen["closed_at"] = func.coalesce(old.closed_at, new.closed_at)
    tx.conn.execute(insert.on_conflict_do_update(index_elements=[*key], set_=seen))


def _overdue(ticket: Ticket) -> bool:
    """Seen late, on the console's clock, while it was still to be done."""
    left = ticket.left(ticket.read_at)
    return ticket.state == OVERDUE or (ticket.open and left is not None and left.days < 0)


def _cents(ticket: Ticket) -> int | None:
    found = ticket.expected_compensation
    return None if found is None else round(found * 100)


def _told(decision: Decision) -> dict[str, Any]:
    """What only the decision knows of a case; what it does not know is left as it was."""
    facets = decision.facets
    found = {"courier": facets.courier, "item": facets.item, "owner": decision.owner}
    known = {name: value for name, value in found.items() if value is not None}
    return known | ({"cause": facets.cause} if decision.basis else {})


def _deadline(ticket: Ticket) -> datetime | None:
    left = ticket.left(ticket.read_at)
    return None if left is None else ticket.read_at + left


def _decision_values(decision: Decision) -> dict[str, Any]:
    return {
        "shop": decision.ticket.shop,
        "ticket_id": decision.ticket.ticket_id,
        "order_id": decision.ticket.order_id,
        "verdict": decision.verdict,
        "rule": decision.rule,
        "because": decision.because,
        "facts": list(decision.facts),
        "actions": actions.pack(decision),
        "digest": decision.digest(),
        "approval": decision.approval,
        "hand_over": decision.hand_over,
        "owner": decision.owner,
        "refusals": list(decision.refusals),
        "basis": decision.basis.stored() if decision.basis else None,
    }


def _is(shop: str, ticket_id: str) -> Any:
    return and_(schema.cases.c.shop == shop, schema.cases.c.ticket_id == ticket_id)


def _waiting_row(row: RowMapping) -> WaitingRow:
    values = dict(row)
    del values["decision_id"]
    values["actions"] = actions.unpack(values["actions"])
    return WaitingRow(**values | {name: tuple(values[name]) for name in ("facts", "refusals")})


def _case_row(row: RowMapping) -> CaseRow:
    values = dict(row)
    return CaseRow(**values | {"rule": row["rule"] or "", "because": row["because"] or ""})
