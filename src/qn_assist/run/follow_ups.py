"""Following a case to its end: which are due, how each stands, what is kept of the look.

It reads and remembers; what is done about a case that has not moved is for the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.language import listed, t
from qn_assist.basics.log import act
from qn_assist.browser import Doing, RequestRecord, Tab, read
from qn_assist.case import (
    BAD,
    ENDINGS,
    REPORT_ACCEPTED,
    ActionOutcome,
    Basis,
    Decision,
    FollowedUp,
    FollowUp,
    ListReading,
    Order,
    Past,
    Seen,
    State,
    Ticket,
    TicketOutcome,
    ended,
    is_rejected,
    seen_of,
)
from qn_assist.ledger import FollowStep, FollowUpRow, Ledger, TicketBehind, TicketClaims
from qn_assist.run.found import PassFound
from qn_assist.run.given import PassGiven
from qn_assist.run.work import Work

DELAY_REPORT = "delay_report"

# The look was not finished: the case stays due.
UNFINISHED = BAD | {State.WAITING, State.LEFT, State.PREVIEWED}
FOLLOWABLE = frozenset({State.VERIFIED, State.ALREADY, State.HANDED_OVER})


def due_again(
    given: PassGiven, found: PassFound, listed: Iterable[Ticket], readings: Iterable[ListReading]
) -> list[FollowUpRow]:
    """Cases that came due and stand in no list any more; they are read anew.

    Only of lists that were read completely in this pass: else nobody knows whether they stand
    there.
    """
    now = given.session.clock.now()
    whole = {one.category for one in readings if one.complete}
    shown = {ticket.ticket_id for ticket in listed}
    gone = [
        row
        for row in given.ledger.follow_ups(given.shop)
        if row.due_at <= now and row.category in whole and row.ticket_id not in shown
    ]
    found.unlisted |= {row.ticket_id for row in gone}
    return gone


async def past_of(
    given: PassGiven, found: PassFound, tab: Tab, ticket: Ticket, order: Order, behind: TicketBehind
) -> Past:
    """What lies behind the ticket, seen against what the console shows now."""
    rule, begun = found.begun.get(ticket.ticket_id, ("", ()))
    past = Past(FollowUp(), delay_reports(behind.claims), behind.promised, rule, begun)
    row = behind.follow_up
    if row is None or row.state == "ended" or begun:
        number = row.number if row else 0
        return replace(past, follow_up=FollowUp(number, listed=not begun))
    now = given.session.clock.now()
    record = await _record(given, tab, row) if now >= row.due_at else RequestRecord()
    seen = seen_of(ticket, order, given.policy.platform, record.state, record.reason)
    listed = ticket.ticket_id not in found.unlisted
    return replace(past, follow_up=standing(row, seen, now, listed=listed))


def delay_reports(claims: TicketClaims) -> tuple[str, ...]:
    """Filed, or perhaps filed, for the order."""
    filed = claims.of_order(DELAY_REPORT)
    return tuple(sorted(f"{one.key.ticket_id}/{one.key.occasion}" for one in filed))


async def _record(given: PassGiven, tab: Tab, row: FollowUpRow) -> RequestRecord:
    """How the delay report stands, where the rule waits for its acceptance."""
    flow = given.flows.statuses.get(DELAY_REPORT)
    if flow is None or REPORT_ACCEPTED not in row.entry.until:
        return RequestRecord()
    doing = Doing(tab, {"order_id": row.order_id}, {}, given.policy.evidence)
    record = await read.read_status(doing, flow)
    act("follow", ticket=row.ticket_id, state=record.state).info(flow.title)
    return record


def standing(row: FollowUpRow, seen: Seen, now: ConsoleTime, *, listed: bool) -> FollowUp:
    """Pure: ended, over, due, or none of these."""
    ending = ended(row.entry.until, row.then, seen)
    if ending is not None:
        return FollowUp(row.number, ended=ending.name, listed=listed)
    due = now >= row.due_at
    if is_rejected(seen):
        return FollowUp(row.number, over=_rejected(seen), listed=listed, due=due)
    if row.state == "handed_over":
        return FollowUp(row.number, over=row.ended_how, listed=listed, due=due)
    if now >= row.limit_at:
        return FollowUp(row.number, over=_over(row), listed=listed, due=due)
    return FollowUp(row.number + due, listed=listed, due=due)


def _rejected(seen: Seen) -> str:
    reason = seen.reason or t("run.no_reason_given")
    return t("run.report_rejected", reason=reason)


def _over(row: FollowUpRow) -> str:
    missing = listed(ENDINGS[name].title for name in row.entry.until)
    return t("run.followed_too_long", hours=row.entry.limit_hours, missing=missing)


def kept(work: Work, behind: TicketBehind, outcome: TicketOutcome) -> TicketOutcome:
    """The outcome, after what the look at a case leaves was kept in the ledger and the summary.

    Then the case is followed, if the rule that was done, or that handed it over, wants so.
    """
    decision, row = outcome.decision, behind.follow_up
    if decision is None or decision.basis is None or decision.basis.order is None:
        return outcome
    given, found = work.given, work.found
    now = given.session.clock.now()
    if row is not None:
        look = _Look(given.ledger, row, decision.basis.past.follow_up, now)
        found.followed += _keep_look(look, decision, outcome)
    if outcome.state in FOLLOWABLE and _begins(decision, row, outcome.actions):
        _begin(given, decision, decision.basis, now)
    return outcome


@dataclass(frozen=True, slots=True)
class _Look:
    ledger: Ledger
    row: FollowUpRow
    found: FollowUp
    now: ConsoleTime

    @property
    def next_due(self) -> ConsoleTime:
        return self.row.entry.due(self.now, self.row.limit_at)


def _keep_look(look: _Look, decision: Decision, outcome: TicketOutcome) -> list[FollowedUp]:
    """What is told of it; nothing where the case was not looked at."""
    row, found, ledger = look.row, look.found, look.ledger
    if not (found.ended or found.over or found.due):
        return []
    title = ENDINGS[found.ended].title if found.ended else ""
    detail = title or found.over or t("run.followed", number=found.number)
    step = FollowStep(row.shop, row.ticket_id, look.now, detail)
    finished = outcome.state not in UNFINISHED
    due_at = row.due_at
    if found.ended:
        state = "ended"
        ledger.follow_up_ended(step, found.ended)
    elif found.over:
        state, due_at = "handed_over", look.next_due
        if finished and (row.state == "open" or found.due):
            ledger.follow_up_handed_over(step, due_at)
    else:
        state, due_at = "open", look.next_due
        if finished:
            ledger.followed_up(step, found.number, due_at)
    act("follow", ticket=row.ticket_id, state=state).info(detail)
    owner = decision.owner or row.owner or ""
    return [
        FollowedUp(
            row.ticket_id, row.order_id, row.category, owner, state, detail, found.number, due_at
        )
    ]


def _begins(
    decision: Decision, row: FollowUpRow | None, actions: tuple[ActionOutcome, ...]
) -> bool:
    """A rule that wants it and is not followed yet; an ended case only when something was done."""
    if decision.follow_up is None:
        return False
    if row is None or row.rule != decision.rule:
        return True
    return row.state == "ended" and any(one.state is State.VERIFIED for one in actions)


def _begin(given: PassGiven, decision: Decision, basis: Basis, now: ConsoleTime) -> None:
    if decision.follow_up is None or basis.order is None:
        return
    then = seen_of(decision.ticket, basis.order, given.policy.platform)
    if given.ledger.follow(decision, decision.follow_up, then, now):
        act("follow", ticket=decision.ticket.ticket_id, rule=decision.rule).info(
            t("run.follow_begins")
        )
