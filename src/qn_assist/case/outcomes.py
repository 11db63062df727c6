"""What became of each ticket in one run: values, never exceptions.

`State` uses the words of the ticket's life (docs/ticket-life.md) and adds those of a run that
ended before the claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeAlias

from qn_assist.basics.clock import ConsoleTime
from qn_assist.case.decisions import Decision, PlannedAction
from qn_assist.case.tickets import Ticket


class State(StrEnum):
    """Where a ticket, or one action of it, stands when the run leaves it."""

    SKIPPED = "skipped"  # nothing to do: closed by itself, or done earlier
    HANDED_OVER = "handed_over"  # the rules give it to a person
    WAITING = "waiting"  # decided, needs a person's approval or the limits' room
    PREVIEWED = "previewed"  # dry run: filled, shown, not submitted
    DECLINED = "declined"  # a person said no
    STALE = "stale"  # changed since the plan that was to be applied
    STOPPED = "stopped"  # doubt: not clicked
    REFUSED = "refused"  # the console refused the submit for a business reason
    VERIFIED = "verified"  # submitted and read back
    ALREADY = "already"  # the ledger says it was done before
    UNKNOWN = "unknown"  # clicked, not proven either way yet
    LEFT = "left"  # the pass ended before its turn: nothing was decided
    FAILED = "failed"  # could not be read or prepared


BAD = frozenset({State.STOPPED, State.REFUSED, State.UNKNOWN, State.FAILED, State.STALE})


@dataclass(frozen=True, slots=True)
class ActionOutcome:
    """`screenshots` are masked pictures: the filled form, and what the read-back saw."""

    planned: PlannedAction
    state: State
    detail: str = ""
    digest: str = ""
    screenshots: tuple[Path, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TicketOutcome:
    """`state` sums up: the worst of its actions, or why there were none. `owner`: whose tickets of
    this kind are, also where nothing was decided."""

    ticket: Ticket
    state: State
    decision: Decision | None = None
    actions: tuple[ActionOutcome, ...] = ()
    detail: str = ""
    owner: str | None = None

    @property
    def responsible(self) -> str:
        """Empty when the shop names nobody."""
        return (self.decision.owner if self.decision else None) or self.owner or ""


@dataclass(frozen=True, slots=True)
class ListReading:
    """One category as read: `declared` is the page's total, `badge` the home page's count."""

    kind: str
    category: str
    title: str
    rows: int
    declared: int | None
    badge: int | None
    pages: int
    source: str
    fault: str = ""

    @property
    def complete(self) -> bool:
        return not self.fault


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """One look at a followed case. `state`: open, ended or handed_over; `how` says it in words.

    `number`: how often it came due; `due_at`: when it is looked at next, on the console's clock.
    """

    ticket_id: str
    order_id: str
    category: str
    owner: str
    state: str
    how: str
    number: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class PromiseTold:
    """A date a buyer was promised. `state`: in_danger (not shipped, the date is near), broken or
    kept. `source` is the reply or form that named the date.
    """

    order_id: str
    ticket_id: str
    promised_date: datetime
    owner: str
    state: str
    source: str


FindingKind: TypeAlias = Literal[
    "seen_late",
    "never_seen",
    "only_in_list",
    "answered_by_person",
    "overdue",
    "closed_by_itself",
    "half_done",
    "slow_answer",
]
UNSEEN = frozenset({"never_seen", "only_in_list"})
URGENT = UNSEEN | {"half_done"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands in one place only, or ended without us; `detail` says it in words."""

    kind: FindingKind
    ticket_id: str
    order_id: str
    category: str
    detail: str


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One pass over one shop. Times are aware, Asia/Shanghai, in the console's clock.

    `faults` are failures of our own: a bug in a ticket, a ledger that could not be written.
    """

    run_id: str
    shop: str
    shop_name: str
    mode: str
    started_at: ConsoleTime
    ended_at: ConsoleTime
    readings: tuple[ListReading, ...] = ()
    outcomes: tuple[TicketOutcome, ...] = ()
    stopped: str = ""
    person_needed: bool = False
    plan_file: Path | None = None
    faults: tuple[str, ...] = ()
    followed: tuple[FollowedUp, ...] = ()
    promises: tuple[PromiseTold, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def incomplete(self) -> tuple[ListReading, ...]:
        return tuple(reading for reading in self.readings if not reading.complete)

    @property
    def counts(self) -> dict[str, object]:
        """What the ledger keeps of a run: numbers and reasons, no texts of buyers."""
        states: dict[str, int] = {}
        for outcome in self.outcomes:
            states[outcome.state] = states.get(outcome.state, 0) + 1
        return {
            "exit_code": self.exit_code,
            "stopped": self.stopped,
            "states": states,
            "readings": {one.category: [one.rows, one.declared] for one in self.readings},
            "incomplete": [f"{one.title}：{one.fault}" for one in self.incomplete],
        }

    @property
    def exit_code(self) -> int:
        """70 something of ours broke, 3 a person is needed, 1 failed, unknown, unseen or half done,
        else 0.
        """
        if self.faults:
            return 70
        if self.person_needed:
            return 3
        bad = any(outcome.state in BAD for outcome in self.outcomes)
        bad = bad or any(one.kind in URGENT for one in self.findings)
        return 1 if bad or self.incomplete or self.stopped else 0
