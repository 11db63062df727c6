"""Keeping the dates that buyers were promised: kept when shipped in time, said before they break.

It reads order pages and remembers; it writes nothing to the console.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.errors import ConsoleFault, PersonNeeded, RateLimited
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.browser import Doing, Tab, read
from qn_assist.case import Order, PromiseTold, Ticket, ends_at
from qn_assist.ledger import PromiseRow, PromiseState, TicketBehind
from qn_assist.run.doubt import halted
from qn_assist.run.found import PassFound
from qn_assist.run.given import PassGiven
from qn_assist.run.work import Work

SHIPPED = frozenset({"shipped", "success"})
NOTHING_TO_SHIP = frozenset({"closed", "refunded"})
OPEN, KEPT, BROKEN, VOID, IN_DANGER = "open", "kept", "broken", "void", "in_danger"
ENDS: Mapping[str, PromiseState] = {"kept": "kept", "broken": "broken", "void": "void"}


def becomes(row: PromiseRow, order: Order, now: ConsoleTime, warning: timedelta) -> str:
    """Where an open promise stands, by its order: one of the five words above. Pure."""
    end = ends_at(row.promised_date)
    if order.status in SHIPPED:
        times = [node.at for node in order.trace if node.at is not None]
        return KEPT if min([now, *times]) <= end else BROKEN
    if order.status in NOTHING_TO_SHIP:
        return VOID
    if now > end:
        return BROKEN
    return IN_DANGER if end - now <= warning else OPEN


def seen_behind(given: PassGiven, found: PassFound, ticket: Ticket, order: Order) -> TicketBehind:
    """What the ledger holds behind a ticket, after its order's page was read and, once in a pass,
    what that says of the promises was kept and told.

    Those that it shows kept, or with nothing to ship any more, lie behind the ticket no longer.
    """
    behind = given.ledger.behind(given.shop, ticket.ticket_id, ticket.order_id)
    now, left = given.session.clock.now(), []
    for row in behind.promises:
        state = becomes(row, order, now, _warning(given)) if row.state == "open" else row.state
        if row.state == "open" and order.order_id not in found.promises_seen:
            _keep(given, found, row, order)
        left += [] if state in (KEPT, VOID) else [row]
    found.promises_seen.add(order.order_id)
    return replace(behind, promises=tuple(left))


async def look_after(work: Work, tab: Tab) -> None:
    """The promises about to break whose orders this pass has not read: read now, and told."""
    given = work.given
    soon = given.session.clock.now() + _warning(given)
    for row in given.ledger.promises(given.shop):
        due = row.state == "open" and ends_at(row.promised_date) <= soon
        if not due or row.order_id in work.found.promises_seen:
            continue
        order = await _order(work, tab, row.order_id) if work.brake.may_begin() else None
        if order is None:
            _tell(given, work.found, row, IN_DANGER)
        else:
            _keep(given, work.found, row, order)


async def _order(work: Work, tab: Tab, order_id: str) -> Order | None:
    """None when it could not be read; what needs a person ends the reading."""
    given = work.given
    doing = Doing(tab, {"order_id": order_id}, {}, given.policy.evidence)
    try:
        return await read.read_order(doing, given.flows.order, order_id, given.session.clock.now())
    except (PersonNeeded, RateLimited) as fault:
        halted(work, fault.kind, fault.message, tab)
    except ConsoleFault as fault:
        act("follow", order=order_id).warning(str(fault))
    return None


def _keep(given: PassGiven, found: PassFound, row: PromiseRow, order: Order) -> None:
    now = given.session.clock.now()
    state = becomes(row, order, now, _warning(given))
    end = ENDS.get(state)
    if end is not None:
        given.ledger.promise_ended(row, end, now)
    if state in (IN_DANGER, BROKEN, KEPT):
        _tell(given, found, row, state)


def _tell(given: PassGiven, found: PassFound, row: PromiseRow, state: str) -> None:
    act("follow", order=row.order_id, state=state).info(t("run.promise_of", date=row.promised_date))
    owner = row.owner or given.policy.shop.owner or ""
    found.promises.append(
        PromiseTold(row.order_id, row.ticket_id, row.promised_date, owner, state, row.source)
    )


def _warning(given: PassGiven) -> timedelta:
    return timedelta(hours=given.policy.shop.limits.promise_hours)
