"""What the ledger hands out: frozen rows. All times are aware, in Asia/Shanghai.

Fields that hold buyer data (the ticket, the texts written) are left out of `repr`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from qn_assist.basics.clock import ConsoleTime, MachineTime
from qn_assist.case import ClaimKey, FollowUpEntry, ParamValue, PlannedAction, Seen
from qn_assist.ledger.life import EntryState

FollowUpState: TypeAlias = Literal["open", "ended", "handed_over"]
PromiseState: TypeAlias = Literal["open", "kept", "broken", "void"]


@dataclass(frozen=True, slots=True)
class RunRow:
    """One pass; `ended_at` and `summary` are None when it is running or was killed."""

    run_id: str
    shop: str
    mode: str
    started_at: datetime
    ended_at: datetime | None
    summary: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One claimed action; times and texts are those of the latest attempt.

    `answer` is the console's own verdict on its click, "" when nobody heard one; `missed` how often
    reading has shown a click of any attempt not done.
    """

    claim_id: int
    key: ClaimKey
    order_id: str
    run_id: str
    state: EntryState
    attempt: int
    digest: str
    params: Mapping[str, ParamValue] = field(repr=False)
    claimed_at: datetime
    submitted_at: datetime | None
    verified_at: datetime | None
    updated_at: datetime
    evidence: str
    detail: str
    settled_by: str | None
    looks: int = 0
    answer: str = ""
    missed: int = 0
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class HaltRow:
    """What stopped a shop. `address` is the page it happened on, "" for the home page.

    `until` is the end of its cool-down, None without one; `ended_by` who ended it.
    """

    halt_id: int
    shop: str
    run_id: str | None
    kind: str
    reason: str
    address: str
    picture: str
    at: MachineTime
    until: datetime | None
    ended_at: datetime | None
    ended_by: str | None

    def cools_until(self, now: MachineTime) -> datetime | None:
        """When the rest ends, seen from `now`; None when there is none or it is over.

        Never further away than it is long: seen from before its beginning, it begins now.
        """
        if self.until is None or now >= self.until:
            return None
        return min(self.until, now + (self.until - self.at))


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A case that is followed until the console shows its end.

    `opened_at`, `due_at`, `limit_at` and `ended_at` are times of the console. `then` is what it
    showed when the follow-up began; `number` how often the case came due since. `ended_how` names
    the end that was seen or, handed over, says why. `ticket` is the record as last read, as JSON.
    """

    shop: str
    ticket_id: str
    order_id: str
    kind: str
    category: str
    rule: str
    entry: FollowUpEntry
    then: Seen = field(repr=False)
    opened_at: datetime
    due_at: ConsoleTime
    limit_at: ConsoleTime
    number: int
    state: FollowUpState
    ended_how: str
    owner: str | None
    ended_at: datetime | None
    ticket: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A date a buyer was promised. `source` is the reply or form that named it; times are the
    console's. `state`: open, kept (shipped in time), broken, or void (nothing to ship any more).
    """

    promise_id: int
    shop: str
    order_id: str
    ticket_id: str
    claim_id: int
    source: str
    promised_date: ConsoleTime
    made_at: ConsoleTime
    state: PromiseState
    owner: str | None
    ended_at: ConsoleTime | None


@dataclass(frozen=True, slots=True)
class Approval:
    """A person's word for exactly the content `digest` on one ticket."""

    approval_id: int
    shop: str
    ticket_id: str
    digest: str
    by: str
    approved_at: datetime
    expires_at: MachineTime


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A case left to a person, with the proposal that waits. `digest` is what to approve.

    `deadline` is what the page showed, or the time of reading plus the time left.
    """

    shop: str
    ticket_id: str
    order_id: str
    kind: str
    category: str
    state: str
    deadline: datetime | None
    last_read_at: datetime
    run_id: str
    decided_at: datetime
    verdict: str
    rule: str
    because: str
    facts: tuple[str, ...]
    actions: tuple[PlannedAction, ...] = field(repr=False)
    digest: str
    approval: str
    hand_over: str | None
    owner: str | None
    refusals: tuple[str, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision as it was made. `decided_at` is this machine's time. `basis` is what it was made
    from (`basis.read_basis`), None when nothing was kept.
    """

    decision_id: int
    run_id: str
    shop: str
    ticket_id: str
    order_id: str
    decided_at: datetime
    verdict: str
    rule: str
    because: str
    facts: tuple[str, ...]
    actions: tuple[PlannedAction, ...] = field(repr=False)
    approval: str
    hand_over: str | None
    owner: str | None
    refusals: tuple[str, ...]
    basis: Mapping[str, Any] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskRow:
    """What a courier was last asked about a parcel. `answered_at` None: no answer yet; `answer` is
    its kind. `topic` is the name of the ask in couriers.yaml."""

    shop: str
    waybill: str
    ticket_id: str
    order_id: str
    courier: str
    branch: str
    topic: str
    owner: str
    asked_at: MachineTime
    asked_by: str
    answered_at: MachineTime | None = None
    answered_by: str | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An open case with its newest decision, for following it up outside the console."""

    ticket_id: str
    order_id: str
    deadline: datetime | None
    last_read_at: datetime
    owner: str | None
    basis: Mapping[str, Any] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One ticket as last read, and where it stands.

    `state` is the latest word of its life (`read` until decided); `console_state` is the
    console's own. `rule` and `because` are empty until decided. `ticket` is the record as JSON.
    """

    shop: str
    ticket_id: str
    order_id: str
    kind: str
    category: str
    courier: str
    state: str
    console_state: str
    deadline: datetime | None
    first_read_at: datetime
    last_read_at: datetime
    rule: str
    because: str
    owner: str | None
    ticket: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened. `was` is the entry's state before, None when there was none."""

    event_id: int
    at: datetime
    shop: str
    ticket_id: str
    run_id: str | None
    claim_id: int | None
    event: str
    was: str | None
    detail: str
    data: Mapping[str, Any] = field(repr=False)
