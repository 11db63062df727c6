"""The claims: one row per (shop, ticket, action, occasion), kept unique by the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, or_, select, update

from qn_assist.basics.errors import OurFault, UsageFault
from qn_assist.basics.language import t
from qn_assist.case import Attempt, ClaimKey
from qn_assist.ledger import cases, promises, schema
from qn_assist.ledger.actions import unpack_params
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.events import Event, append
from qn_assist.ledger.life import (
    CLAIMED,
    NOT_DONE,
    SUBMITTED,
    UNKNOWN,
    UNSETTLED,
    VERIFIED,
    EntryState,
    require_settlement,
    require_transition,
)
from qn_assist.ledger.rows import Entry

_ROW = schema.claims.c


@dataclass(frozen=True, slots=True)
class ClaimWanted:
    """What a run wants to claim."""

    run_id: str
    key: ClaimKey
    digest: str
    params: Mapping[str, Any]
    order_id: str


def claim(tx: Transaction, wanted: ClaimWanted) -> tuple[int, int] | None:
    """The claim's id and attempt; None when another has it or it was done. No read goes before."""
    claimed = _insert(tx, wanted)
    was = None
    if claimed is None:
        claimed, was = _take_again(tx, wanted), NOT_DONE
    if claimed is None:
        return None
    claim_id, attempt = claimed
    data = {"digest": wanted.digest, "params": dict(wanted.params), "attempt": attempt}
    _note(tx, wanted.key, CLAIMED, data, run_id=wanted.run_id, claim_id=claim_id, was=was)
    return claimed


def move(tx: Transaction, of: Attempt, to: EntryState, detail: str, **values: Any) -> None:
    """One step of the program. Raises OurFault for a step the life does not have.

    And for one of an attempt that is over: a person settled it, and another run claimed it again.
    """
    row = _by_id(tx, of.claim_id)
    if row is None:
        raise OurFault(t("ledger.no_claim", claim=of.claim_id))
    if row.attempt != of.attempt:
        raise OurFault(t("ledger.old_attempt", now=row.attempt, was=of.attempt, claim=of.claim_id))
    require_transition(row.state, to)
    _change(tx, row, to, {"detail": detail} | values)


def missed(tx: Transaction, of: Attempt, detail: str) -> None:
    """Reading showed that its click was not done: counted over all attempts."""
    move(tx, of, NOT_DONE, detail, missed=_ROW.missed + 1)


def recognised(conn: Connection, shop: str, flow: str) -> bool:
    """Whether reading has ever shown an entry of that flow, unaided by a person."""
    query = select(_ROW.claim_id).where(
        _ROW.shop == shop,
        _ROW.state == VERIFIED,
        _ROW.settled_by.is_(None),
        _ROW.params["flow"].as_string() == flow,
    )
    return conn.execute(query.limit(1)).first() is not None


def look(tx: Transaction, of: Attempt, detail: str) -> None:
    """Count a reading that proved nothing. OurFault unless that attempt is `unknown`."""
    counted = (
        update(schema.claims)
        .where(_ROW.claim_id == of.claim_id, _ROW.attempt == of.attempt, _ROW.state == UNKNOWN)
        .values(looks=_ROW.looks + 1, detail=detail, updated_at=tx.at)
        .returning(*_ROW)
    )
    found = tx.conn.execute(counted).mappings().one_or_none()
    if found is None:
        raise OurFault(t("ledger.not_unknown", claim=of.claim_id))
    row = _entry(found)
    data = {"action": row.key.action, "looks": row.looks}
    key, run_id = row.key, row.run_id
    claim_id = row.claim_id
    append(tx, Event(key.shop, "looked", key.ticket_id, run_id, claim_id, UNKNOWN, detail, data))


def settle(tx: Transaction, claim_id: int, to: EntryState, by: str, note: str) -> None:
    """The word of a person who looked. Raises UsageFault when it does not fit."""
    if not by.strip():
        raise UsageFault(t("ledger.settled_by"))
    row = _by_id(tx, claim_id)
    if row is None:
        raise UsageFault(
            t("ledger.claim_absent", claim=claim_id), remedy=t("ledger.claim_absent.remedy")
        )
    require_settlement(row.state, to)
    values: dict[str, Any] = {"detail": note, "settled_by": by}
    if to is VERIFIED:
        values |= {"verified_at": tx.at, "evidence": note}
    _change(tx, row, to, values, by)


def entry(conn: Connection, key: ClaimKey) -> Entry | None:
    found = _entries(conn, _has(key))
    return found[0] if found else None


def of_ticket_and_order(conn: Connection, shop: str, ticket_id: str, order_id: str) -> list[Entry]:
    """Of the ticket, and of any other ticket of the order; each half by its index."""
    ticket = and_(_ROW.shop == shop, _ROW.ticket_id == ticket_id)
    order = and_(_ROW.shop == shop, _ROW.order_id == order_id)
    return _entries(conn, or_(ticket, order))


def unsettled(conn: Connection, shop: str) -> list[Entry]:
    return _entries(conn, and_(_ROW.shop == shop, _ROW.state.in_(UNSETTLED)))


def find(conn: Connection, wanted: str) -> list[Entry]:
    """Entries whose ticket or order id contains the text; none for an empty text."""
    shown = wanted.strip()
    if not shown:
        return []
    matches = [
        column.contains(shown, autoescape=True) for column in (_ROW.ticket_id, _ROW.order_id)
    ]
    return _entries(conn, or_(*matches))


def submits_since(conn: Connection, shop: str, since: datetime) -> int:
    """Clicks that were made or may have been made, counting those in flight now."""
    event = schema.events.c
    maybe = and_(event.was == CLAIMED, event.event.in_([UNKNOWN, VERIFIED]))
    clicked = select(func.count()).where(
        event.shop == shop, event.at >= schema.aware(since), or_(event.event == SUBMITTED, maybe)
    )
    in_flight = select(func.count()).where(
        _ROW.shop == shop, _ROW.claimed_at >= since, _ROW.state == CLAIMED
    )
    return conn.execute(clicked).scalar_one() + conn.execute(in_flight).scalar_one()


def _insert(tx: Transaction, wanted: ClaimWanted) -> tuple[int, int] | None:
    key = wanted.key
    insert = (
        tx.insert(schema.claims)
        .values(
            shop=key.shop,
            ticket_id=key.ticket_id,
            action=key.action,
            occasion=key.occasion,
            attempt=1,
            **_fresh(tx, wanted),
        )
        .on_conflict_do_nothing()
        .returning(_ROW.claim_id, _ROW.attempt)
    )
    row = tx.conn.execute(insert).one_or_none()
    return None if row is None else (row.claim_id, row.attempt)


def _take_again(tx: Transaction, wanted: ClaimWanted) -> tuple[int, int] | None:
    again = (
        update(schema.claims)
        .where(_has(wanted.key), _ROW.state == NOT_DONE)
        .values(attempt=_ROW.attempt + 1, **_fresh(tx, wanted))
        .returning(_ROW.claim_id, _ROW.attempt)
    )
    row = tx.conn.execute(again).one_or_none()
    return None if row is None else (row.claim_id, row.attempt)


def _fresh(tx: Transaction, wanted: ClaimWanted) -> dict[str, Any]:
    return {
        "order_id": wanted.order_id,
        "run_id": wanted.run_id,
        "state": CLAIMED,
        "digest": wanted.digest,
        "params": dict(wanted.params),
        "claimed_at": tx.at,
        "updated_at": tx.at,
        "submitted_at": None,
        "verified_at": None,
        "evidence": "",
        "detail": "",
        "settled_by": None,
        "looks": 0,
        "answer": "",
    }


def _by_id(tx: Transaction, claim_id: int) -> Entry | None:
    query = select(schema.claims).where(_ROW.claim_id == claim_id)
    row = tx.conn.execute(query).mappings().one_or_none()
    return None if row is None else _entry(row)


def _change(
    tx: Transaction, row: Entry, to: EntryState, values: dict[str, Any], by: str | None = None
) -> None:
    change = values | {"state": to, "updated_at": tx.at}
    same = (_ROW.claim_id == row.claim_id, _ROW.attempt == row.attempt)
    as_read = and_(*same, _ROW.state == row.state)
    if not tx.conn.execute(update(schema.claims).where(as_read).values(change)).rowcount:
        raise OurFault(t("ledger.claim_changed", claim=row.claim_id))
    if to is VERIFIED:
        promises.made(tx, row)
    about = {"run_id": row.run_id, "claim_id": row.claim_id, "was": row.state}
    _note(tx, row.key, to, {"by": by} if by else {}, detail=values["detail"], **about)


def _note(
    tx: Transaction, key: ClaimKey, to: EntryState, data: dict[str, Any], **about: Any
) -> None:
    data = {"action": key.action, "occasion": key.occasion} | data
    append(tx, Event(key.shop, to, key.ticket_id, data=data, **about))
    cases.stand(tx, key.shop, key.ticket_id, to)


def _has(key: ClaimKey) -> ColumnElement[bool]:
    return and_(
        _ROW.shop == key.shop,
        _ROW.ticket_id == key.ticket_id,
        _ROW.action == key.action,
        _ROW.occasion == key.occasion,
    )


def _entries(conn: Connection, where: ColumnElement[bool]) -> list[Entry]:
    """The oldest claim first, each with the person responsible for its case."""
    seen, made = schema.cases.c, schema.decisions.c
    here = and_(seen.shop == _ROW.shop, seen.ticket_id == _ROW.ticket_id)
    query = (
        select(schema.claims, func.coalesce(seen.owner, made.owner).label("owner"))
        .join_from(schema.claims, schema.cases, here, isouter=True)
        .join(schema.decisions, made.decision_id == seen.decision_id, isouter=True)
        .where(where)
        .order_by(_ROW.claimed_at, _ROW.claim_id)
    )
    return [_entry(row) for row in conn.execute(query).mappings()]


def _entry(row: RowMapping) -> Entry:
    values = dict(row)
    parts = [values.pop(name) for name in ("shop", "ticket_id", "action", "occasion")]
    values["state"] = EntryState(values["state"])
    values["params"] = unpack_params(values["params"])
    return Entry(key=ClaimKey(*parts), **values)
