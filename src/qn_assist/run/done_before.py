"""What was done before: whether an action may be claimed, as the claims tell right before it."""

from __future__ import annotations

from datetime import timedelta

from qn_assist.basics.clock import MachineTime, utc_now
from qn_assist.basics.language import t
from qn_assist.browser import Acting
from qn_assist.case import ActionOutcome, PlannedAction, State, Ticket
from qn_assist.ledger import EntryState, TicketClaims
from qn_assist.run.given import PassGiven


def done_before(
    given: PassGiven, ticket: Ticket, acting: Acting, planned: PlannedAction
) -> ActionOutcome | None:
    """What the ledger says of this action right before its claim, if it may not be made."""
    claims = given.ledger.claims_behind(given.shop, ticket.ticket_id, ticket.order_id)
    return _said(claims, acting, planned, given.policy.shop.limits.order_quiet_hours, utc_now())


def _said(
    claims: TicketClaims,
    acting: Acting,
    planned: PlannedAction,
    quiet_hours: float,
    now: MachineTime,
) -> ActionOutcome | None:
    entry = claims.of(acting.key)
    if entry is None or entry.state is EntryState.NOT_DONE:
        return _done_for_the_order(claims, acting, planned, quiet_hours, now)
    if entry.state is EntryState.VERIFIED:
        return ActionOutcome(planned, State.ALREADY, t("run.before.done"), entry.digest)
    state = State.REFUSED if entry.state is EntryState.REFUSED else State.UNKNOWN
    return ActionOutcome(planned, state, entry.detail or t("run.before.unproven"), entry.digest)


def _done_for_the_order(
    claims: TicketClaims,
    acting: Acting,
    planned: PlannedAction,
    quiet_hours: float,
    now: MachineTime,
) -> ActionOutcome | None:
    """The same action for another ticket of the order: the buyer hears of it once."""
    if acting.flow.once_per != "order":
        return None
    other = claims.by_another_ticket(acting.key.action, now - timedelta(hours=quiet_hours))
    if other is None:
        return None
    if other.state is EntryState.VERIFIED:
        detail = t("run.before.order", hours=f"{quiet_hours:g}", ticket=other.key.ticket_id)
        return ActionOutcome(planned, State.ALREADY, detail, other.digest)
    detail = t("run.before.order_unproven", ticket=other.key.ticket_id)
    return ActionOutcome(planned, State.UNKNOWN, detail, other.digest)
