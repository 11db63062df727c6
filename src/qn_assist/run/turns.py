"""Whose turn it is: one order by the time left (law 10), and who comes within a limit.

A limit counts tickets that are still to do, so that a person who goes on in steps of one comes to
the next. What is done, or a person's and unchanged, is looked at again only where there is room.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from decimal import Decimal

from qn_assist.basics.clock import ConsoleTime
from qn_assist.case import State, Ticket
from qn_assist.ledger import FollowUpRow, LastStood
from qn_assist.run.given import PassGiven

OURS_IS_DONE = frozenset({State.VERIFIED, State.ALREADY})
A_PERSONS = frozenset({State.HANDED_OVER, State.DECLINED, State.REFUSED, State.UNKNOWN})
NOTHING_TO_DO = frozenset({State.SKIPPED})


def in_turn(listed: Iterable[Ticket], due: Iterable[FollowUpRow], now: ConsoleTime) -> list[Ticket]:
    """Soonest first: tickets by their deadline, followed cases by the end of their follow-up."""
    turns = [(urgency(one, one.left(now)), one) for one in listed]
    for row in due:
        ticket = Ticket.model_validate(row.ticket)
        turns.append((urgency(ticket, _left(row, now)), ticket))
    return [ticket for _, ticket in sorted(turns, key=lambda turn: turn[0])]


def urgency(ticket: Ticket, left: timedelta | None) -> tuple[timedelta, Decimal]:
    """Soonest deadline first, then the dearest (law 10); without a deadline last."""
    return (
        left if left is not None else timedelta.max,
        -(ticket.expected_compensation or Decimal(0)),
    )


def _left(row: FollowUpRow, now: ConsoleTime) -> timedelta | None:
    """Until a person must hear of it; None once one has."""
    return None if row.state == "handed_over" else row.limit_at - now


def within_limit(given: PassGiven, tickets: list[Ticket]) -> list[Ticket]:
    """In their order, at most so many as were asked for: those still to do go before the others.

    Asked before what the lists show now is kept: what has changed is seen by comparing.
    """
    limit = given.wanted.limit
    if limit is None or len(tickets) <= limit:
        return tickets
    behind = behind_us(given, tickets)
    first = sorted(tickets, key=lambda one: one.ticket_id in behind)[:limit]
    chosen = {one.ticket_id for one in first}
    return [one for one in tickets if one.ticket_id in chosen]


def behind_us(given: PassGiven, tickets: Collection[Ticket]) -> frozenset[str]:
    """Those of the tickets on which nothing is left to do, as far as the ledger knows."""
    ledger, shop, now = given.ledger, given.shop, given.session.clock.now()
    ids = {one.ticket_id for one in tickets}
    stood = ledger.last_stood(shop, ids)
    left = {row.ticket_id for row in ledger.follow_ups(shop) if row.due_at <= now}
    left |= ledger.half_done(shop, ids).keys()
    return frozenset(
        one.ticket_id
        for one in tickets
        if one.ticket_id in stood
        and one.ticket_id not in left
        and _is_behind(given, one, stood[one.ticket_id])
    )


def _is_behind(given: PassGiven, ticket: Ticket, stood: LastStood) -> bool:
    """What we did ourselves changes a ticket; what is a person's comes back when it changed."""
    if stood.state in OURS_IS_DONE:
        reopened = ticket.open and not stood.was_open
        return not reopened
    unchanged = ticket.digest() == stood.decided_on
    if stood.state in A_PERSONS | NOTHING_TO_DO:
        return unchanged
    return unchanged and stood.state == State.WAITING and _waits_for_a_person(given, ticket, stood)


def _waits_for_a_person(given: PassGiven, ticket: Ticket, stood: LastStood) -> bool:
    """Not in a supervised pass, which asks one; what waits for room in the limits is to do."""
    asks = given.gate.mode == "supervised" or stood.approval != "person"
    return not asks and given.ledger.approved(given.shop, ticket.ticket_id, stood.digest) is None
