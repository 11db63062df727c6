"""Comparing what a pass read with the list of all tasks and with the ledger: nothing may stand in
one place only without being said.

It reads, compares and remembers; it acts on no ticket. What is found is said once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from qn_assist.basics.clock import ConsoleTime, utc_now
from qn_assist.basics.errors import ConsoleFault, PersonNeeded, RateLimited
from qn_assist.basics.language import listed, t
from qn_assist.basics.log import act
from qn_assist.browser import Doing, Tab, lists
from qn_assist.case import (
    DONE,
    IN_REVIEW,
    OVERDUE,
    PENDING,
    Finding,
    FindingKind,
    ListReading,
    PlannedAction,
    Ticket,
)
from qn_assist.console import ListFlow
from qn_assist.ledger import CaseRow
from qn_assist.run.doubt import halted
from qn_assist.run.given import PassGiven
from qn_assist.run.work import Work

ALERT = "alert.hours_before_deadline"
HANDLED = frozenset({IN_REVIEW, DONE})
# What could be found again: its case stays open, or there is none.
NOTED = frozenset({"never_seen", "overdue", "half_done"})


@dataclass(frozen=True, slots=True)
class ListsRead:
    """What the lists of one pass held. `before`: the tickets the ledger knew before it."""

    tickets: tuple[Ticket, ...]
    readings: tuple[ListReading, ...]
    at: ConsoleTime
    before: frozenset[str]

    @property
    def whole(self) -> frozenset[str]:
        """The categories that were read completely."""
        return frozenset(one.category for one in self.readings if one.complete)


@dataclass(frozen=True, slots=True)
class LedgerCases:
    """What the ledger holds of the tickets in question: `cases` that were open, `seen` ever read.

    `ours`: those with an action of ours that was, or may have been, done; `half` says of which
    only a part was; `followed` are still followed; `noted` were said before. `begun` False: this is
    the shop's first comparison.
    """

    cases: Mapping[str, CaseRow]
    seen: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    half: Mapping[str, str] = field(default_factory=dict)
    followed: frozenset[str] = frozenset()
    noted: frozenset[str] = frozenset()
    begun: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """`findings` are told. `settled` are tickets as the console shows them now, `gone` the ids of
    those that left their list, `history` those that were over before anybody looked.
    """

    findings: tuple[Finding, ...]
    settled: tuple[Ticket, ...] = ()
    gone: tuple[str, ...] = ()
    history: tuple[str, ...] = field(default=())

    @property
    def noted(self) -> tuple[str, ...]:
        """Tickets of which nothing more is to be told."""
        told = [one.ticket_id for one in self.findings if one.kind in NOTED]
        return (*told, *self.history)


async def reconcile(work: Work, tab: Tab, read: ListsRead) -> tuple[ListReading, ...]:
    """Compare, remember, tell; the readings of the lists of all tasks.

    Only after a pass over all that the shop works on: what was not asked for is not missing.
    """
    given = work.given
    every: list[Ticket] = []
    readings: list[ListReading] = []
    for flow in given.flows.overviews if _due(given) else ():
        if not any(one.kind == flow.ticket_kind for one in read.readings):
            continue
        reading = await _overview(work, tab, flow) if work.brake.may_begin() else None
        readings += [reading.report] if reading else []
        if reading is not None and reading.report.complete:
            every += reading.tickets
        else:
            read = _without(read, flow.ticket_kind)
    overview = tuple(every) if readings and all(one.complete for one in readings) else None
    late = timedelta(hours=float(given.policy.platform.number(ALERT)))
    found = compare(read, overview, _known(given, read, overview or ()), late)
    whole = overview is not None
    given.ledger.reconciled(
        given.run_id, given.shop, found.settled, found.gone, found.noted, whole=whole
    )
    for one in found.findings:
        act("read", ticket=one.ticket_id, found=one.kind).warning(one.detail)
    work.found.findings += found.findings
    return tuple(readings)


def _due(given: PassGiven) -> bool:
    """The list of all tasks is long in an old shop: it is not read anew for each pass."""
    shop = given.policy.shop
    since = utc_now() - timedelta(hours=shop.reconcile_hours)
    return shop.reconcile and not given.ledger.reconciles(given.shop, since)


def _without(read: ListsRead, kind: str) -> ListsRead:
    """Where the list of all tasks was not read, one that left its list cannot be judged."""
    return replace(read, readings=tuple(one for one in read.readings if one.kind != kind))


async def _overview(work: Work, tab: Tab, flow: ListFlow) -> lists.CategoryReading | None:
    given = work.given
    doing = Doing(tab, {}, {}, given.policy.evidence, upload=False)
    reader = lists.Reader(
        doing,
        given.shop,
        given.session.clock.now(),
        given.wanted.source,
        seconds=given.policy.shop.limits.list_minutes * 60,
    )
    try:
        return await lists.read_category(reader, flow, flow.categories[0])
    except (PersonNeeded, RateLimited) as fault:
        halted(work, fault.kind, fault.message, tab)
    except ConsoleFault as fault:
        act("read", flow=flow.flow).warning(str(fault))
    return None


def _known(given: PassGiven, read: ListsRead, overview: Iterable[Ticket]) -> LedgerCases:
    ledger, shop = given.ledger, given.shop
    listed = {ticket.ticket_id for ticket in overview}
    cases = {row.ticket_id: row for row in ledger.seen_open(shop)}
    ours = frozenset(ledger.acted_on(shop, {*cases, *listed}))
    return LedgerCases(
        cases,
        # What this pass read counts too: a dry run leaves nothing of it in the ledger.
        frozenset(ledger.seen(shop, listed)) | {ticket.ticket_id for ticket in read.tickets},
        ours=ours,
        half=_half_done(given, ours & cases.keys()),
        followed=frozenset(row.ticket_id for row in ledger.follow_ups(shop)),
        noted=frozenset(ledger.reconciled_before(shop, listed)),
        begun=ledger.reconciles(shop),
    )


def _half_done(given: PassGiven, ours: frozenset[str]) -> dict[str, str]:
    """A pass that was killed, or a person's answer that came too late, leaves a part."""

    def titles(planned: Iterable[PlannedAction]) -> str:
        flows = given.flows.actions
        return listed(flows[one.flow].title if one.flow in flows else one.flow for one in planned)

    found = given.ledger.half_done(given.shop, ours)
    return {
        ticket_id: t("run.half_done", done=titles(one.done), left=titles(one.left))
        for ticket_id, one in found.items()
    }


def compare(
    read: ListsRead, overview: tuple[Ticket, ...] | None, known: LedgerCases, late: timedelta
) -> Compared:
    """Pure. `overview` None: there is no list of all tasks, or it could not be read whole."""
    findings = list(_seen_late(read, late))
    gone = list(_gone(read, overview, known))
    findings += [
        _finding(known.cases[one], "closed_by_itself", t("run.left_the_list"))
        for one in gone
        if one not in known.ours
    ]
    findings += [
        _finding(known.cases[one], "half_done", known.half[one])
        for one in gone
        if one in known.half
    ]
    settled: list[Ticket] = []
    history: list[str] = []
    for ticket in overview or ():
        one = replace_category(ticket, known.cases)
        if ticket.ticket_id not in known.seen:
            if known.begun or ticket.state == PENDING:
                findings += _never_seen(read, one, known)
            else:
                history.append(ticket.ticket_id)
        elif ticket.ticket_id in known.cases and ticket.state != PENDING:
            findings += _ended_without_us(one, known)
            if ticket.ticket_id in known.half and ticket.ticket_id not in known.noted:
                findings.append(_of(one, "half_done", known.half[ticket.ticket_id]))
            settled += [] if ticket.state == OVERDUE else [one]
    findings += _not_in_overview(read, overview)
    return Compared(tuple(findings), tuple(settled), tuple(gone), tuple(history))


def replace_category(ticket: Ticket, cases: Mapping[str, CaseRow]) -> Ticket:
    """A ticket of the list of all tasks belongs to the list that it was first read from."""
    case = cases.get(ticket.ticket_id)
    return ticket.model_copy(update={"category": case.category}) if case else ticket


def _seen_late(read: ListsRead, late: timedelta) -> Iterator[Finding]:
    for ticket in read.tickets:
        left = ticket.left(read.at)
        if ticket.ticket_id not in read.before and left is not None and left < late:
            hours = left / timedelta(hours=1)
            shown = (
                t("run.hours_left", hours=hours)
                if hours >= 0
                else t("run.hours_over", hours=-hours)
            )
            yield _of(ticket, "seen_late", t("run.first_read", shown=shown))


def _gone(
    read: ListsRead, overview: tuple[Ticket, ...] | None, known: LedgerCases
) -> Iterator[str]:
    """Open cases that their list does not show any more; of tasks, all tasks tell the state."""
    shown = {ticket.ticket_id for ticket in (*read.tickets, *(overview or ()))}
    for ticket_id, row in known.cases.items():
        if row.category in read.whole and ticket_id not in shown | known.followed:
            yield ticket_id


def _never_seen(read: ListsRead, ticket: Ticket, known: LedgerCases) -> Iterator[Finding]:
    """What was made after the lists were read is the next pass's."""
    made_before = ticket.created_at is None or ticket.created_at < read.at
    if made_before and ticket.ticket_id not in known.noted:
        shown = ticket.state_text or ticket.state
        yield _of(ticket, "never_seen", t("run.never_read", shown=shown))


def _ended_without_us(ticket: Ticket, known: LedgerCases) -> Iterator[Finding]:
    """An overdue case stays open, for a person; it is told once all the same."""
    if ticket.ticket_id in known.ours | known.noted:
        return
    shown = ticket.state_text or ticket.state
    if ticket.state in HANDLED:
        yield _of(ticket, "answered_by_person", t("run.answered_by_other", shown=shown))
    elif ticket.state == OVERDUE:
        yield _of(ticket, "overdue", t("run.overdue_unanswered"))
    else:
        yield _of(ticket, "closed_by_itself", t("run.now_is", shown=shown))


def _not_in_overview(read: ListsRead, overview: tuple[Ticket, ...] | None) -> Iterator[Finding]:
    if overview is None:
        return
    every = {ticket.ticket_id for ticket in overview}
    kinds = {ticket.kind for ticket in overview}
    for ticket in read.tickets:
        if ticket.kind in kinds and ticket.ticket_id not in every:
            yield _of(ticket, "only_in_list", t("run.only_listed"))


def _of(ticket: Ticket, kind: FindingKind, detail: str) -> Finding:
    return Finding(kind, ticket.ticket_id, ticket.order_id, ticket.category, detail)


def _finding(row: CaseRow, kind: FindingKind, detail: str) -> Finding:
    return Finding(kind, row.ticket_id, row.order_id, row.category, detail)
