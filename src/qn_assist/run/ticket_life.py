"""One pass over a shop: read the lists, handle each ticket, sum up.

`handle_ticket` is the whole life of one ticket, in the order of docs/ticket-life.md and of a flow
file. Only here do the browser and the ledger meet.
"""

from __future__ import annotations

from datetime import datetime

from qn_assist.basics.clock import ConsoleTime, utc_now
from qn_assist.basics.errors import FailureKind
from qn_assist.basics.failures import MayRead
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.browser import Acting, Doing, Submission, Tab, address_of, read
from qn_assist.browser import acting as console
from qn_assist.case import (
    ActionOutcome,
    Decision,
    Order,
    Permit,
    Stale,
    State,
    Ticket,
    TicketOutcome,
    match,
)
from qn_assist.ledger import TicketClaims
from qn_assist.rules import decide
from qn_assist.run import follow_ups as following
from qn_assist.run import promise_watch as promising
from qn_assist.run.brake import Brake
from qn_assist.run.done_before import done_before
from qn_assist.run.doubt import halted
from qn_assist.run.fill_and_ask import Judged, judged
from qn_assist.run.gate import Ruled, Ruling
from qn_assist.run.given import PassGiven
from qn_assist.run.proof import acting_for, prove, record, remembered
from qn_assist.run.sum_up import looked_at_last
from qn_assist.run.work import Work

RULED = {
    Ruling.PREVIEW: State.PREVIEWED,
    Ruling.DECLINE: State.DECLINED,
    Ruling.HAND_OVER: State.HANDED_OVER,
    Ruling.STOP: State.STOPPED,
    Ruling.WAIT: State.WAITING,
}

RISKS = {"challenged": FailureKind.CAPTCHA, "pushed_back": FailureKind.RISK}


async def handle_ticket(work: Work, tab: Tab, ticket: Ticket) -> TicketOutcome:
    """Read → decided → (claimed → submitted → verified) for each action, or why not."""
    given = work.given
    ledger, run_id, now = given.ledger, given.run_id, given.session.clock.now

    # read: what the order shows beside the ticket, and what the ledger holds behind it
    order = await read_order(given, tab, ticket)
    behind = promising.seen_behind(given, work.found, ticket, order)

    # decided: rules and facts, pure; then who may let it through at all
    past = await following.past_of(given, work.found, tab, ticket, order, behind)
    decision = decide(ticket, order, given.policy, now(), behind.claims.verified, past)
    state, detail = ended_by_decision(given, behind.claims, decision, now())
    act("decide", ticket=ticket.ticket_id, rule=decision.rule).info(decision.because)
    if state is not None:
        ledger.left_at(run_id, decision, state, detail)
        return following.kept(work, behind, TicketOutcome(ticket, state, decision, detail=detail))
    ledger.goes_on(run_id, decision)
    done: list[ActionOutcome] = []
    for number, planned in enumerate(decision.actions, 1):
        acting = acting_for(given, tab, ticket, planned)
        if earlier := done_before(given, ticket, acting, planned):
            done.append(earlier)
            if earlier.state is State.ALREADY:
                continue
            break  # what comes after may say that this was done

        # opens, identity, prepare: the form filled and read back; then the gate
        verdict = await judged(given, acting, decision, planned, number)
        if not verdict.ruled.passes or not work.brake.may_write():
            done.append(not_let_through(work.brake, verdict))
            if done[-1].state is State.PREVIEWED:
                continue
            break

        # claimed: committed before the click, once for this ticket and action
        acting, fields = verdict.acting, remembered(given, ticket, verdict.planned)
        permit = ledger.claim(run_id, acting.key, acting.digest, fields, ticket.order_id)
        if permit is None:
            done.append(ActionOutcome(planned, State.ALREADY, t("run.in_ledger"), acting.digest))
            break
        work.under_way.claimed[ticket.ticket_id] = verdict.planned
        act("claim", ticket=ticket.ticket_id, what=planned.action).info(planned.flow)

        # submitted: one real click, never retried
        clicked_at = utc_now()
        submission = await console.submit(acting, permit)
        if not submission.surely_not_sent:
            ledger.submitted(permit, submission.detail, submission.verdict)
        heard(work, ticket, submission)

        # verified: a fresh read shows it; else it is refused, not done, or stays unknown
        outcome = await proven(work, verdict, permit, submission, clicked_at)
        work.under_way.claimed.pop(ticket.ticket_id)
        done.append(outcome)
        if outcome.state is not State.VERIFIED:
            break

    # closed by itself: the console ends the ticket of an order that left, and that is seen too
    return following.kept(work, behind, await looked_at_last(work, tab, ticket, decision, done))


async def read_order(given: PassGiven, tab: Tab, ticket: Ticket) -> Order:
    """The order's detail page, read once for each ticket."""
    doing = Doing(tab, {"order_id": ticket.order_id}, {}, given.policy.evidence)
    now = given.session.clock.now()
    order = await read.read_order(doing, given.flows.order, ticket.order_id, now)
    act("read", ticket=ticket.ticket_id, status=order.status).info(t("run.order_read"))
    return order


def ended_by_decision(
    given: PassGiven, claims: TicketClaims, decision: Decision, now: ConsoleTime
) -> tuple[State | None, str]:
    """Where the decision alone leaves the ticket; None when its actions are to be done."""
    if decision.verdict == "skip":
        return State.SKIPPED, decision.because
    if decision.verdict == "hand_over":
        return State.HANDED_OVER, decision.hand_over or decision.because
    if given.wanted.plan is not None:
        entry = given.wanted.plan.entry(decision.ticket.ticket_id)
        fit = match(entry, decision) if entry is not None else Stale(t("run.not_planned"))
        if isinstance(fit, Stale):
            return State.STALE, fit.reason
    if all(claims.is_verified(planned.key(decision.ticket)) for planned in decision.actions):
        if decision.hand_over:
            return State.HANDED_OVER, decision.hand_over
        return State.ALREADY, t("run.before.all_done")
    admitted = given.gate.admit(decision, now)
    return (None, "") if admitted.passes else (RULED[admitted.ruling], admitted.reason)


def not_let_through(brake: Brake, verdict: Judged) -> ActionOutcome:
    """The gate said no, or writing has been stopped meanwhile."""
    ruled: Ruled = verdict.ruled
    state, reason = RULED.get(ruled.ruling, State.STOPPED), ruled.reason or brake.why
    if ruled.ruling is Ruling.STOP:
        brake.stop.set()
    return ActionOutcome(verdict.planned, state, reason, verdict.acting.digest, verdict.pictures)


def heard(work: Work, ticket: Ticket, submission: Submission) -> None:
    """What the console said to the click, and whether it took too long."""
    act("submit", ticket=ticket.ticket_id, verdict=submission.verdict).info(submission.detail)
    work.found.note_slow(ticket, submission.seconds, work.given.console.file)


async def proven(
    work: Work, verdict: Judged, permit: Permit, submission: Submission, clicked_at: datetime
) -> ActionOutcome:
    """What reading proves of a submission, kept in the ledger. The toast is not asked (law 4)."""
    acting, ledger = verdict.acting, work.given.ledger
    if submission.doubt is not None:
        halted(work, submission.doubt, submission.detail, acting.doing.tab)
    if submission.surely_not_sent:
        ledger.not_done(permit, submission.detail)
        return await _ended(
            work.given,
            work.brake,
            verdict,
            State.STOPPED,
            t("run.not_clicked", detail=submission.detail),
        )
    if risk := RISKS.get(submission.verdict):
        halted(work, risk, t("run.answer_to_submit", detail=submission.detail), acting.doing.tab)
    if work.brake.reads is MayRead.NOTHING or acting.doing.tab.gone:
        ledger.unknown(permit, submission.detail)
        return await _ended(
            work.given,
            work.brake,
            verdict,
            State.UNKNOWN,
            t("run.cannot_read_back", detail=submission.detail),
        )
    proof = await prove(work.given, acting, submission.verdict)
    if proof.state == "verified":
        ledger.verified(permit, proof.detail)
        act("verify", ticket=acting.key.ticket_id).info(proof.detail)
        picture = await work.given.evidence.shoot(acting.doing.tab, f"{_name(acting)}-after")
        pictures = (*verdict.pictures, *([picture] if picture else []))
        return ActionOutcome(
            verdict.planned, State.VERIFIED, proof.detail, acting.digest, pictures, clicked_at
        )
    if submission.verdict == "refused" and proof.state == "not_done":
        ledger.refused(permit, submission.detail)
        return await _ended(
            work.given,
            work.brake,
            verdict,
            State.REFUSED,
            t("run.refused", detail=submission.detail),
        )
    ledger.unknown(permit, f"{submission.detail}；{proof.detail}")
    if record(work.given, permit, proof):
        return await _ended(
            work.given, work.brake, verdict, State.STOPPED, f"{submission.detail}；{proof.detail}"
        )
    return await _ended(
        work.given, work.brake, verdict, State.UNKNOWN, f"{submission.detail}；{proof.detail}"
    )


async def _ended(
    given: PassGiven, brake: Brake, verdict: Judged, state: State, detail: str
) -> ActionOutcome:
    act("doubt", ticket=verdict.acting.key.ticket_id, state=state).warning(detail)
    if state is not State.REFUSED:  # a refusal is business: the console works
        tab = verdict.acting.doing.tab
        if address_of(tab):
            await given.evidence.trace(tab, f"{_name(verdict.acting)}-{state}", f"{state} {detail}")
        brake.count_failure(detail, tab.died_with)
    return ActionOutcome(verdict.planned, state, detail, verdict.acting.digest, verdict.pictures)


def _name(acting: Acting) -> str:
    return f"{acting.key.ticket_id}-{acting.flow.flow}"
