"""One run as people may see it: the single place where a summary becomes masked text.

Terminal, page, JSON and spreadsheet render this record and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from qn_assist.basics.clock import ConsoleTime
from qn_assist.case import (
    BAD,
    URGENT,
    Finding,
    FollowedUp,
    ListReading,
    PromiseTold,
    RunSummary,
    State,
)
from qn_assist.report.shown import id_shown, shown, word
from qn_assist.report.ticketview import TicketShown, ticket_shown
from qn_assist.report.titles import Titles

# What the run leaves to a person.
FOR_A_PERSON = (State.WAITING, State.LEFT, State.HANDED_OVER, State.UNKNOWN, State.REFUSED)


@dataclass(frozen=True, slots=True)
class Waits:
    """What one person has to look at; `owner` is empty when the shop names nobody."""

    owner: str
    tickets: tuple[TicketShown, ...]

    @property
    def first(self) -> datetime | None:
        return min((one.deadline for one in self.tickets if one.deadline), default=None)


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """A list as read, with its fault in words; empty when it is complete."""

    title: str
    rows: int
    declared: int | None
    badge: int | None
    source: str
    fault: str


@dataclass(frozen=True, slots=True)
class FollowedShown:
    """A followed case as this run found it: still open, ended, or its owner's."""

    category: str
    ticket_id: str
    order_id: str
    state: str
    how: str
    owner: str
    number: int
    due_at: datetime

    @property
    def state_word(self) -> str:
        return word("follow_up", self.state)


@dataclass(frozen=True, slots=True)
class PromiseShown:
    """A date a buyer was promised, and whether it is in danger, broken or kept."""

    order_id: str
    ticket_id: str
    promised_date: datetime
    owner: str
    state: str

    @property
    def state_word(self) -> str:
        return word("promise", self.state)


@dataclass(frozen=True, slots=True)
class FindingShown:
    """What stands in one place only, or ended without us."""

    kind: str
    category: str
    ticket_id: str
    order_id: str
    detail: str
    urgent: bool

    @property
    def kind_word(self) -> str:
        return word("finding", self.kind)


@dataclass(frozen=True, slots=True)
class RunShown:
    """Tickets are sorted by deadline, those without one last."""

    run_id: str
    shop: str
    shop_name: str
    mode: str
    started_at: ConsoleTime
    ended_at: ConsoleTime
    readings: tuple[ReadingShown, ...]
    tickets: tuple[TicketShown, ...]
    waits: tuple[Waits, ...]
    stopped: str
    person_needed: bool
    plan_file: Path | None
    exit_code: int
    faults: tuple[str, ...] = ()
    followed: tuple[FollowedShown, ...] = ()
    promises: tuple[PromiseShown, ...] = ()
    findings: tuple[FindingShown, ...] = ()

    @property
    def mode_word(self) -> str:
        return word("mode", self.mode)

    @property
    def incomplete(self) -> tuple[ReadingShown, ...]:
        return tuple(one for one in self.readings if one.fault)

    @property
    def states(self) -> Mapping[State, int]:
        """In the order of `State`, only what occurs."""
        counted = Counter(one.state for one in self.tickets)
        return {state: counted[state] for state in State if counted[state]}

    @property
    def totals(self) -> Mapping[str, Mapping[State, int]]:
        """Counts per category, in the order of their first deadline."""
        found: dict[str, Counter[State]] = {}
        for one in self.tickets:
            found.setdefault(one.category, Counter())[one.state] += 1
        return found

    @property
    def troubled(self) -> tuple[TicketShown, ...]:
        return tuple(one for one in self.tickets if one.state in BAD)


def run_shown(summary: RunSummary, titles: Titles) -> RunShown:
    """The run with time left counted at its end, on the console's clock."""
    tickets = [ticket_shown(one, titles, summary.ended_at) for one in summary.outcomes]
    tickets.sort(key=lambda one: (one.left is None, one.left or timedelta(0)))
    return RunShown(
        run_id=summary.run_id,
        shop=shown(summary.shop),
        shop_name=shown(summary.shop_name),
        mode=summary.mode,
        started_at=summary.started_at,
        ended_at=summary.ended_at,
        readings=tuple(map(reading_shown, summary.readings)),
        tickets=tuple(tickets),
        waits=_waits(tickets),
        stopped=shown(summary.stopped),
        person_needed=summary.person_needed,
        plan_file=summary.plan_file,
        exit_code=summary.exit_code,
        faults=tuple(map(shown, summary.faults)),
        followed=tuple(followed_shown(one, titles) for one in summary.followed),
        promises=tuple(map(promise_shown, summary.promises)),
        findings=tuple(finding_shown(one, titles) for one in summary.findings),
    )


def reading_shown(one: ListReading) -> ReadingShown:
    return ReadingShown(
        shown(one.title or one.category),
        one.rows,
        one.declared,
        one.badge,
        one.source,
        shown(one.fault),
    )


def followed_shown(one: FollowedUp, titles: Titles) -> FollowedShown:
    return FollowedShown(
        category=titles.category(one.category),
        ticket_id=id_shown(one.ticket_id),
        order_id=id_shown(one.order_id),
        state=one.state,
        how=shown(one.how),
        owner=shown(one.owner),
        number=one.number,
        due_at=one.due_at,
    )


def promise_shown(one: PromiseTold) -> PromiseShown:
    order, ticket = id_shown(one.order_id), id_shown(one.ticket_id)
    return PromiseShown(order, ticket, one.promised_date, shown(one.owner), one.state)


def finding_shown(one: Finding, titles: Titles) -> FindingShown:
    return FindingShown(
        one.kind,
        titles.category(one.category),
        id_shown(one.ticket_id),
        id_shown(one.order_id),
        shown(one.detail),
        one.kind in URGENT,
    )


def _waits(tickets: Iterable[TicketShown]) -> tuple[Waits, ...]:
    by_owner: dict[str, list[TicketShown]] = {}
    for one in tickets:
        if one.state in FOR_A_PERSON:
            by_owner.setdefault(one.owner, []).append(one)
    return tuple(Waits(owner, tuple(group)) for owner, group in by_owner.items())
