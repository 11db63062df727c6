"""One pass over a shop: read the lists, handle each ticket, sum up.

`handle_ticket` is the whole life of one ticket, in the order of docs/ticket-life.md and of a flow
file. Only here do the browser and the ledger meet.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from qn_assist import rules
from qn_assist.browser import acting as console
from qn_assist.browser import read
from qn_assist.browser.acting import Acting, Submission
from qn_assist.browser.steps import Doing
from qn_assist.browser.tab import Tab
from qn_assist.decisions import Decision, PlannedAction
from qn_assist.doubt import answered, halted
from qn_assist.errors import FailureKind, NetworkFault, OurFault, PersonNeeded, QnAssistError
from qn_assist.failures import Reading
from qn_assist.gate import Ruled, Ruling
from qn_assist.judging import Judged, judged
from qn_assist.ledger import EntryState
from qn_assist.log import act
from qn_assist.outcomes import ActionOutcome, State, TicketOutcome
from qn_assist.plan import Stale, match
from qn_assist.settle import acting_for, prove, record, remembered
from qn_assist.tickets import Order, Ticket
from qn_assist.work import Work

RULED = {
    Ruling.PREVIEW: State.PREVIEWED,
    Ruling.DECLINE: State.DECLINED,
    Ruling.HAND_OVER: State.HANDED_OVER,
    Ruling.STOP: State.STOPPED,
    Ruling.WAIT: State.WAITING,
}

RISKS = {"challenged": FailureKind.CAPTCHA, "pushed_back": FailureKind.RISK}
OURS = {FailureKind.OURS, FailureKind.LEDGER}
# How the actions of a ticket end when form, click and reading work.
WELL = {State.VERIFIED, State.PREVIEWED, State.ALREADY}


async def handle_ticket(work: Work, tab: Tab, ticket: Ticket) -> TicketOutcome:
    """Read → decided → (claimed → submitted → verified) for each action, or why not."""
    ledger, run_id, now = work.ledger, work.run_id, work.session.clock.now

    # read: what the order shows beside the ticket
    order = await read_order(work, tab, ticket)

    # decided: rules and facts, pure; then who may let it through at all
    decision = rules.decide(ticket, order, work.policy, now(), verified_before(work, ticket))
    state, detail = ended_by_decision(work, decision, now())
    ledger.decided(run_id, decision, state, detail)
    act("decide", ticket=ticket.ticket_id, rule=decision.rule).info(decision.because)
    if state is not None:
        return TicketOutcome(ticket, state, decision, detail=detail)

    done: list[ActionOutcome] = []
    for number, planned in enumerate(decision.actions, 1):
        acting = acting_for(work, tab, ticket, planned)
        if earlier := done_before(work, acting, planned):
            done.append(earlier)
            continue

        # opens, identity, prepare: the form filled and read back; then the gate
        verdict = await judged(work, acting, decision, planned, number)
        if not verdict.ruled.passes or not work.may_write():
            done.append(not_let_through(work, verdict))
            if done[-1].state is State.PREVIEWED:
                continue
            break

        # claimed: committed before the click, once for this ticket and action
        acting, fields = verdict.acting, remembered(work, ticket, verdict.planned)
        permit = ledger.claim(run_id, acting.key, acting.digest, fields, ticket.order_id)
        if permit is None:
            done.append(ActionOutcome(planned, State.ALREADY, "台账里已经有了", acting.digest))
            break
        work.in_flight[ticket.ticket_id] = verdict.planned
        act("claim", ticket=ticket.ticket_id, what=planned.action).info(planned.flow)

        # submitted: one real click, never retried
        clicked_at = datetime.now(UTC)
        submission = await console.submit(acting, permit)
        if not submission.surely_not_sent:
            ledger.submitted(permit, submission.detail)
        act("submit", ticket=ticket.ticket_id, verdict=submission.verdict).info(submission.detail)

        # verified: a fresh read shows it; else it is refused, not done, or stays unknown
        outcome = await proven(work, verdict, permit.claim_id, submission, clicked_at)
        work.in_flight.pop(ticket.ticket_id)
        done.append(outcome)
        if outcome.state is not State.VERIFIED:
            break
    return summed_up(work, ticket, decision, done)


async def read_order(work: Work, tab: Tab, ticket: Ticket) -> Order:
    """The order's detail page, read once for each ticket."""
    doing = Doing(tab, {"order_id": ticket.order_id}, {}, work.policy.evidence)
    now = work.session.clock.now()
    order = await read.read_order(doing, work.flows.order, ticket.order_id, now)
    act("read", ticket=ticket.ticket_id, status=order.status).info("读了订单和物流轨迹")
    return order


def verified_before(work: Work, ticket: Ticket) -> frozenset[str]:
    """Ledger actions already verified for this ticket."""
    entries = work.ledger.find(ticket.ticket_id)
    return frozenset(
        entry.key.action
        for entry in entries
        if entry.state is EntryState.VERIFIED
        and (entry.key.shop, entry.key.ticket_id) == (ticket.shop, ticket.ticket_id)
    )


def ended_by_decision(work: Work, decision: Decision, now: datetime) -> tuple[State | None, str]:
    """Where the decision alone leaves the ticket; None when its actions are to be done."""
    if decision.verdict == "skip":
        return State.SKIPPED, decision.because
    if decision.verdict == "hand_over":
        return State.HANDED_OVER, decision.hand_over or decision.because
    if work.wanted.plan is not None:
        entry = work.wanted.plan.entry(decision.ticket.ticket_id)
        fit = match(entry, decision) if entry is not None else Stale("不在计划里")
        if isinstance(fit, Stale):
            return State.STALE, fit.reason
    if all(_is_verified(work, decision, planned) for planned in decision.actions):
        return (
            (State.HANDED_OVER, decision.hand_over)
            if decision.hand_over
            else (
                State.ALREADY,
                "以前都做过并核实了",
            )
        )
    admitted = work.gate.admit(decision, now)
    return (None, "") if admitted.passes else (RULED[admitted.ruling], admitted.reason)


def _is_verified(work: Work, decision: Decision, planned: PlannedAction) -> bool:
    entry = work.ledger.entry(planned.key(decision.ticket))
    return entry is not None and entry.state is EntryState.VERIFIED


def done_before(work: Work, acting: Acting, planned: PlannedAction) -> ActionOutcome | None:
    """What the ledger says of this action, if it may not be claimed now."""
    entry = work.ledger.entry(acting.key)
    if entry is None or entry.state is EntryState.NOT_DONE:
        return None
    if entry.state is EntryState.VERIFIED:
        return ActionOutcome(planned, State.ALREADY, "以前做过并核实了", entry.digest)
    state = State.REFUSED if entry.state is EntryState.REFUSED else State.UNKNOWN
    return ActionOutcome(planned, state, entry.detail or "上次没有核实，等人处理", entry.digest)


def not_let_through(work: Work, verdict: Judged) -> ActionOutcome:
    """The gate said no, or writing has been stopped meanwhile."""
    ruled: Ruled = verdict.ruled
    state, reason = RULED.get(ruled.ruling, State.STOPPED), ruled.reason or work.stopped
    if ruled.ruling is Ruling.STOP:
        work.stop.set()
    return ActionOutcome(verdict.planned, state, reason, verdict.acting.digest, verdict.pictures)


async def proven(
    work: Work, verdict: Judged, claim_id: int, submission: Submission, clicked_at: datetime
) -> ActionOutcome:
    """What reading proves of a submission, kept in the ledger. The toast is not asked (law 4)."""
    acting, ledger = verdict.acting, work.ledger
    if submission.doubt is not None:
        halted(work, submission.doubt, submission.detail, acting.doing.tab)
    if submission.surely_not_sent:
        ledger.not_done(claim_id, submission.detail)
        return _ended(work, verdict, State.STOPPED, f"没有点提交：{submission.detail}")
    if risk := RISKS.get(submission.verdict):
        halted(work, risk, f"提交时后台的回答是：{submission.detail}", acting.doing.tab)
    if work.reads is Reading.NOTHING:
        ledger.unknown(claim_id, submission.detail)
        return _ended(work, verdict, State.UNKNOWN, f"现在不能读回：{submission.detail}")
    proof = await prove(work, acting)
    if proof.state == "verified":
        ledger.verified(claim_id, proof.detail)
        act("verify", ticket=acting.key.ticket_id).info(proof.detail)
        picture = await work.evidence.shoot(acting.doing.tab, f"{_name(acting)}-after")
        pictures = (*verdict.pictures, *([picture] if picture else []))
        return ActionOutcome(
            verdict.planned, State.VERIFIED, proof.detail, acting.digest, pictures, clicked_at
        )
    if submission.verdict == "refused" and proof.state == "not_done":
        ledger.refused(claim_id, submission.detail)
        return _ended(work, verdict, State.REFUSED, f"后台拒绝：{submission.detail}")
    ledger.unknown(claim_id, f"{submission.detail}；{proof.detail}")
    if record(work, claim_id, proof):
        return _ended(work, verdict, State.STOPPED, f"{submission.detail}；{proof.detail}")
    return _ended(work, verdict, State.UNKNOWN, f"{submission.detail}；{proof.detail}")


def _ended(work: Work, verdict: Judged, state: State, detail: str) -> ActionOutcome:
    act("doubt", ticket=verdict.acting.key.ticket_id, state=state).warning(detail)
    if state is not State.REFUSED:  # a refusal is business: the console works
        work.count_failure(detail)
    return ActionOutcome(verdict.planned, state, detail, verdict.acting.digest, verdict.pictures)


def _name(acting: Acting) -> str:
    return f"{acting.key.ticket_id}-{acting.flow.flow}"


def summed_up(
    work: Work, ticket: Ticket, decision: Decision, done: list[ActionOutcome]
) -> TicketOutcome:
    """The ticket stands where its last action does; what remains for a person is said."""
    state = done[-1].state
    if state in {State.VERIFIED, State.ALREADY} and decision.hand_over:
        state = State.HANDED_OVER
    if state is State.ALREADY and any(one.state is State.VERIFIED for one in done):
        state = State.VERIFIED
    detail = (decision.hand_over if state is State.HANDED_OVER else "") or done[-1].detail
    if state in {State.HANDED_OVER, State.WAITING}:
        work.ledger.decided(work.run_id, decision, state, detail)
    return TicketOutcome(ticket, state, decision, tuple(done), detail)


async def attended(work: Work, tab: Tab, ticket: Ticket) -> TicketOutcome:
    """`handle_ticket` with every failure turned into what it means for the pass."""
    if not work.may_begin():
        return TicketOutcome(ticket, State.LEFT, detail=work.stopped or "已按要求停下")
    try:
        async with work.order_lock(ticket.order_id):
            outcome = await handle_ticket(work, tab, ticket)
    except QnAssistError as fault:
        return await broken_off(work, tab, ticket, fault)
    except Exception as bug:  # a bug in one ticket must not lose the others
        ours = OurFault(f"程序出错：{type(bug).__name__}", remedy="详情在日志里")
        ours.__cause__ = bug
        return await broken_off(work, tab, ticket, ours)
    if outcome.actions and {one.state for one in outcome.actions} <= WELL:
        work.failures = 0
    return outcome


async def broken_off(work: Work, tab: Tab, ticket: Ticket, fault: QnAssistError) -> TicketOutcome:
    """The answer to a failure, and where it leaves the ticket."""
    outcome = left_by(ticket, fault, work.in_flight.pop(ticket.ticket_id, None))
    await answered(work, tab, fault, outcome)
    if fault.kind in OURS:
        act("fault", ticket=ticket.ticket_id).opt(exception=fault).error("{}", outcome.detail)
        work.faults.append(outcome.detail)
    return outcome


def left_by(ticket: Ticket, fault: QnAssistError, claimed: PlannedAction | None) -> TicketOutcome:
    """Once an action was claimed, a click may have been made: then a person must hear of it."""
    if claimed is None:
        state = State.STOPPED if isinstance(fault, PersonNeeded) else State.FAILED
        return TicketOutcome(ticket, state, detail=str(fault))
    detail = (
        f"任务 {ticket.ticket_id} 的“{claimed.flow}”可能已经点了提交，还没有核实：{fault}。"
        "请到后台核对这个任务；下次能写的运行会先读回，不会再点"
    )
    action = ActionOutcome(claimed, State.UNKNOWN, detail)
    return TicketOutcome(ticket, State.UNKNOWN, actions=(action,), detail=detail)


def owned(work: Work, outcome: TicketOutcome) -> TicketOutcome:
    """With the person responsible, whatever became of it."""
    ticket = outcome.ticket
    owner = work.policy.shop.owner_of(ticket.kind, ticket.category, ticket.courier)
    return replace(outcome, owner=owner)


async def renewed(work: Work, gone: Tab) -> Tab:
    """A new page for one that crashed; the old one when the browser is gone: then tickets fail."""
    try:
        return await work.session.tab()
    except NetworkFault:
        return gone


async def work_through(
    work: Work, tickets: list[Ticket], tabs: list[Tab]
) -> tuple[TicketOutcome, ...]:
    """Every ticket, soonest deadline first, over the given tabs."""
    queue = list(enumerate(tickets))
    found: dict[int, TicketOutcome] = {}

    async def worker(tab: Tab) -> None:
        while queue:
            index, ticket = queue.pop(0)
            if tab.gone:
                tab = await renewed(work, tab)
            found[index] = owned(work, await attended(work, tab, ticket))
            work.progress(len(found), len(tickets), found[index])
            pause = work.policy.shop.pace.between_tickets_seconds
            if pause and queue and work.may_write():
                await asyncio.sleep(pause)

    await asyncio.gather(*(worker(tab) for tab in tabs))
    return tuple(found[index] for index in sorted(found))
