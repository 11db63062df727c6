"""What the ledger already holds of a ticket and its order, asked before anything is done."""

from __future__ import annotations

from datetime import timedelta

from qn_assist.basics.clock import utc_now
from qn_assist.browser import Acting
from qn_assist.case import ActionOutcome, Decision, PlannedAction, State, Ticket
from qn_assist.ledger import EntryState
from qn_assist.run.given import PassGiven


def verified_before(given: PassGiven, ticket: Ticket) -> frozenset[str]:
    """Ledger actions already verified for this ticket."""
    entries = given.ledger.find(ticket.ticket_id)
    return frozenset(
        entry.key.action
        for entry in entries
        if entry.state is EntryState.VERIFIED
        and (entry.key.shop, entry.key.ticket_id) == (ticket.shop, ticket.ticket_id)
    )


def is_verified(given: PassGiven, decision: Decision, planned: PlannedAction) -> bool:
    entry = given.ledger.entry(planned.key(decision.ticket))
    return entry is not None and entry.state is EntryState.VERIFIED


def done_before(given: PassGiven, acting: Acting, planned: PlannedAction) -> ActionOutcome | None:
    """What the ledger says of this action, if it may not be claimed now."""
    entry = given.ledger.entry(acting.key)
    if entry is None or entry.state is EntryState.NOT_DONE:
        return done_for_the_order(given, acting, planned)
    if entry.state is EntryState.VERIFIED:
        return ActionOutcome(planned, State.ALREADY, "以前做过并核实了", entry.digest)
    state = State.REFUSED if entry.state is EntryState.REFUSED else State.UNKNOWN
    return ActionOutcome(planned, state, entry.detail or "上次没有核实，等人处理", entry.digest)


def done_for_the_order(
    given: PassGiven, acting: Acting, planned: PlannedAction
) -> ActionOutcome | None:
    """The same action for another ticket of the order: the buyer hears of it once."""
    if acting.flow.once_per != "order":
        return None
    hours = given.policy.shop.limits.order_quiet_hours
    since = utc_now() - timedelta(hours=hours)
    order_id = acting.doing.values["order_id"]
    found = given.ledger.of_order(given.shop, order_id, acting.key.action, since)
    others = [one for one in found if one.key.ticket_id != acting.key.ticket_id]
    if not others:
        return None
    other = others[0]
    if other.state is EntryState.VERIFIED:
        detail = f"{hours:g} 小时内已为同一订单的任务 {other.key.ticket_id} 做过"
        return ActionOutcome(planned, State.ALREADY, detail, other.digest)
    detail = f"同一订单的任务 {other.key.ticket_id} 还没有核实"
    return ActionOutcome(planned, State.UNKNOWN, detail, other.digest)
