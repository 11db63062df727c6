"""Every ticket of a pass, soonest deadline first, over its tabs, and what the failure of one means
for the others. The life of each is `ticket_life.handle_ticket`.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from qn_assist.basics.errors import FailureKind, NetworkFault, OurFault, QnAssistError
from qn_assist.basics.failures import MayRead
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.browser import Tab, Tabs
from qn_assist.case import State, Ticket, TicketOutcome
from qn_assist.run import ticket_life
from qn_assist.run.brake import Brake
from qn_assist.run.doubt import answered
from qn_assist.run.given import PassGiven
from qn_assist.run.sum_up import left_by, read_back
from qn_assist.run.work import Work

ASKS = "supervised"
OURS = {FailureKind.OURS, FailureKind.LEDGER}
# How the actions of a ticket end when form, click and reading work.
WELL = {State.VERIFIED, State.PREVIEWED, State.ALREADY}


async def attended(work: Work, tabs: Tabs, ticket: Ticket) -> TicketOutcome:
    """One ticket on a tab of its own, and what reading shows of it if that tab died."""
    brake = work.brake
    if not brake.may_begin():
        return left(brake, ticket)
    try:
        async with work.under_way.order_lock(ticket.order_id), tabs.one() as tab:
            outcome = await tried(work, tab, ticket)
    except QnAssistError as fault:  # there is no tab, or none of the right shop
        if work.given.session.lost and not tabs.may_restart:
            brake.pull(fault.message, MayRead.NOTHING)
        return await broken_off(work, tabs.last, ticket, fault)
    if tab.gone and outcome.state is State.UNKNOWN and brake.reads is not MayRead.NOTHING:
        return await read_back(work, tabs, outcome)
    return outcome


def left(brake: Brake, ticket: Ticket) -> TicketOutcome:
    return TicketOutcome(ticket, State.LEFT, detail=brake.why or t("run.stopped_before"))


async def tried(work: Work, tab: Tab, ticket: Ticket) -> TicketOutcome:
    """`handle_ticket` with every failure turned into what it means for the pass."""
    if not work.brake.may_begin():  # meanwhile, while the tab was waited for
        return left(work.brake, ticket)
    minutes = work.given.policy.shop.limits.ticket_minutes
    try:
        # A person who is asked has an end of their own.
        async with asyncio.timeout(None if work.given.gate.mode == ASKS else minutes * 60):
            outcome = await ticket_life.handle_ticket(work, tab, ticket)
    except TimeoutError:
        fault = NetworkFault(t("run.ticket_without_end", minutes=f"{minutes:g}"))
        return await broken_off(work, tab, ticket, fault)
    except QnAssistError as fault:
        return await broken_off(work, tab, ticket, fault)
    except Exception as bug:  # a bug in one ticket must not lose the others
        ours = OurFault(
            t("run.our_fault", kind=type(bug).__name__), remedy=t("run.our_fault.remedy")
        )
        ours.__cause__ = bug
        return await broken_off(work, tab, ticket, ours)
    finally:
        work.given.gate.left(ticket.ticket_id)
    if outcome.actions and {one.state for one in outcome.actions} <= WELL:
        work.brake.count_success()
    return outcome


async def broken_off(work: Work, tab: Tab, ticket: Ticket, fault: QnAssistError) -> TicketOutcome:
    """The answer to a failure, and where it leaves the ticket."""
    outcome = left_by(ticket, fault, work.under_way.claimed.pop(ticket.ticket_id, None))
    await answered(work, tab, fault, outcome)
    if fault.kind in OURS:
        act("fault", ticket=ticket.ticket_id).opt(exception=fault).error("{}", outcome.detail)
        work.found.faults.append(outcome.detail)
    return outcome


def owned(given: PassGiven, outcome: TicketOutcome) -> TicketOutcome:
    """With the person responsible, whatever became of it."""
    ticket = outcome.ticket
    owner = given.policy.shop.owner_of(ticket.kind, ticket.category, ticket.courier)
    return replace(outcome, owner=owner)


async def work_through(work: Work, tickets: list[Ticket], tabs: Tabs) -> tuple[TicketOutcome, ...]:
    """Every ticket, soonest deadline first, over the given tabs."""
    queue = list(enumerate(tickets))
    found: dict[int, TicketOutcome] = {}

    async def worker() -> None:
        while queue:
            index, ticket = queue.pop(0)
            found[index] = owned(work.given, await attended(work, tabs, ticket))
            work.given.listening.tell(len(found), len(tickets), found[index])
            pause = work.given.policy.shop.pace.between_tickets_seconds
            if pause and queue and work.brake.may_write():
                await asyncio.sleep(pause)

    # Whatever one worker may die of, what the others have begun is proven first.
    workers = (worker() for _ in range(tabs.count))
    ended = await asyncio.gather(*workers, return_exceptions=True)
    for fault in ended:
        if fault is not None:
            raise fault
    return tuple(found[index] for index in sorted(found))
