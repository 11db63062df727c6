"""Where a ticket stands: its actions summed up, broken off, or read back on another tab."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from qn_assist.basics.errors import ConsoleFault, PersonNeeded, QnAssistError
from qn_assist.basics.failures import MayRead
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.browser import Doing, Tab, Tabs
from qn_assist.browser import acting as browser_acting
from qn_assist.case import ActionOutcome, Decision, PlannedAction, State, Ticket, TicketOutcome
from qn_assist.ledger import EntryState
from qn_assist.run.brake import Brake
from qn_assist.run.doubt import answered
from qn_assist.run.given import PassGiven
from qn_assist.run.proof import settle_left_open, ticket_values
from qn_assist.run.work import Work

AGAIN_SECONDS = 2


async def looked_at_last(
    work: Work, tab: Tab, ticket: Ticket, decision: Decision, done: list[ActionOutcome]
) -> TicketOutcome:
    """Where the ticket stands, after a look whether the console closed what it should have."""
    still_open = await seen_open(work.given, work.brake, tab, ticket, done)
    return summed_up(work.given, ticket, decision, done, still_open)


async def seen_open(
    given: PassGiven, brake: Brake, tab: Tab, ticket: Ticket, done: list[ActionOutcome]
) -> str | None:
    """Why a ticket that the console should have closed by itself is not seen closed."""
    ending = [one for one in done if given.flows.actions[one.planned.flow].ends_ticket]
    if not any(one.state is State.VERIFIED for one in ending) or brake.reads is not MayRead.ALL:
        return None
    seen = await closed_by_itself(given, tab, ticket)
    act("verify", ticket=ticket.ticket_id, closed=seen is None).info(seen or t("run.closed_itself"))
    return seen


async def closed_by_itself(given: PassGiven, tab: Tab, ticket: Ticket) -> str | None:
    """None when a fresh read shows the ticket closed, as its list says it must; else what it shows.

    A console that is slow to close is given its own time-out. Tickets of a list that does not say
    how a closed one looks are not closed by the console at all.
    """
    flow = given.flows.list_of(ticket.kind)
    if flow is None or not flow.closed:
        return None
    doing = Doing(tab, ticket_values(given, ticket), {}, given.policy.evidence)
    end = asyncio.get_running_loop().time() + given.console.file.request_timeout_seconds
    while True:
        try:
            await browser_acting.look_closed(doing, flow.closed)
        except ConsoleFault as error:
            if asyncio.get_running_loop().time() >= end:
                return t("run.still_open", fault=error.message)
        else:
            return None
        await asyncio.sleep(AGAIN_SECONDS)


def summed_up(
    given: PassGiven,
    ticket: Ticket,
    decision: Decision,
    done: list[ActionOutcome],
    still_open: str | None = None,
) -> TicketOutcome:
    """The ticket stands where its last action does; what remains for a person is said."""
    state = done[-1].state
    remains = still_open or decision.hand_over
    if state in {State.VERIFIED, State.ALREADY} and remains:
        state = State.HANDED_OVER
    if state is State.ALREADY and any(one.state is State.VERIFIED for one in done):
        state = State.VERIFIED
    detail = (remains if state is State.HANDED_OVER else "") or done[-1].detail
    if state in {State.HANDED_OVER, State.WAITING}:
        given.ledger.left_at(given.run_id, decision, state, detail)
    return TicketOutcome(ticket, state, decision, tuple(done), detail)


def left_by(ticket: Ticket, fault: QnAssistError, claimed: PlannedAction | None) -> TicketOutcome:
    """Once an action was claimed, a click may have been made: then a person must hear of it."""
    if claimed is None:
        state = State.STOPPED if isinstance(fault, PersonNeeded) else State.FAILED
        return TicketOutcome(ticket, state, detail=str(fault))
    detail = t("run.maybe_clicked", ticket=ticket.ticket_id, flow=claimed.flow, fault=fault)
    action = ActionOutcome(claimed, State.UNKNOWN, detail)
    return TicketOutcome(ticket, State.UNKNOWN, actions=(action,), detail=detail)


async def read_back(work: Work, tabs: Tabs, outcome: TicketOutcome) -> TicketOutcome:
    """Its tab died, perhaps behind the click: another shows what became of it. Never clicks."""
    try:
        async with tabs.one() as tab:
            await settle_left_open(work.given, tab, outcome.ticket.ticket_id)
        return as_settled(work.given, outcome)
    except QnAssistError as fault:
        await answered(work, tabs.last, fault, outcome)
        return outcome


def as_settled(given: PassGiven, outcome: TicketOutcome) -> TicketOutcome:
    """The outcome with what the ledger now says of its last action."""
    *done, last = outcome.actions
    entry = given.ledger.entry(last.planned.key(outcome.ticket))
    if outcome.decision is None or entry is None or entry.state is EntryState.UNKNOWN:
        return outcome
    state = State.VERIFIED if entry.state is EntryState.VERIFIED else State.STOPPED
    actions = (*done, replace(last, state=state, detail=entry.detail))
    if state is State.VERIFIED and len(actions) < len(outcome.decision.actions):
        detail = t("run.rest_next_time", detail=entry.detail)
        return replace(outcome, state=State.FAILED, actions=actions, detail=detail)
    return summed_up(given, outcome.ticket, outcome.decision, list(actions))
