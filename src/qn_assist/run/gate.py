"""Who may let a submit through: nobody (dry run), a person (supervised), the limits (headless).

A gate rules twice: `admit` before the ticket's pages are opened, `judge` when the form is filled
and read back. It never acts.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.language import t
from qn_assist.basics.text import SHANGHAI
from qn_assist.case import Decision, PlannedAction
from qn_assist.console import Limits


class Ruling(StrEnum):
    PASS = "pass"
    PREVIEW = "preview"
    WAIT = "wait"
    DECLINE = "decline"
    HAND_OVER = "hand_over"
    EDIT = "edit"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling with its reason in the operator's words; `text` is the edited reply of an EDIT."""

    ruling: Ruling
    reason: str = ""
    text: str = ""

    @property
    def passes(self) -> bool:
        return self.ruling is Ruling.PASS


PASS = Ruled(Ruling.PASS)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is about to be submitted, as shown; `digest` binds the answer to exactly this."""

    decision: Decision
    planned: PlannedAction
    digest: str
    screenshot: Path | None
    number: int
    problem: str = ""


class Gate(Protocol):
    """`mode` is the run's mode; `writes` False means that no submit can ever pass."""

    mode: str
    writes: bool

    def admit(self, decision: Decision, now: ConsoleTime) -> Ruled: ...
    async def judge(self, proposal: Proposal) -> Ruled: ...
    def left(self, ticket_id: str) -> None: ...


class DryRunGate:
    """Nobody: everything is shown, nothing passes."""

    mode = "dry-run"
    writes = False

    def admit(self, decision: Decision, now: ConsoleTime) -> Ruled:
        return PASS

    async def judge(self, proposal: Proposal) -> Ruled:
        return Ruled(Ruling.PREVIEW, t("run.preview"))

    def left(self, ticket_id: str) -> None:
        """Nothing was reserved."""


class HeadlessGate:
    """The shop's limits and each rule's approval level. What does not pass waits for a person.

    What a ticket wants is reserved when it is admitted, so that tabs side by side cannot overshoot
    (law 11); what it did not use is free again when it is `left`.

    `approved` tells whether a person approved this very decision and, if so, uses it up;
    `used` counts the submits of the last so long. A day is the console's, from its midnight in
    Shanghai, whatever this machine's clock and time zone say.
    """

    mode = "headless"
    writes = True

    def __init__(
        self,
        limits: Limits,
        used: Callable[[timedelta], int],
        approved: Callable[[Decision], bool],
    ) -> None:
        self._limits = limits
        self._used = used
        self._approved = approved
        self._day: date | None = None
        self._today = 0
        self._run = 0
        self._reserved: dict[str, int] = {}

    def admit(self, decision: Decision, now: ConsoleTime) -> Ruled:
        wanted = len(decision.actions)
        begun = sum(self._reserved.values()) + wanted
        if self._run + begun > self._limits.per_run:
            return Ruled(Ruling.WAIT, t("run.per_run_reached", most=self._limits.per_run))
        if self._used_today(now) + begun > self._limits.per_day:
            return Ruled(Ruling.WAIT, t("run.per_day_reached", most=self._limits.per_day))
        left = decision.ticket.left(now)
        least = timedelta(hours=self._limits.least_hours_left)
        if least and left is not None and left < least:
            return Ruled(Ruling.WAIT, t("run.little_time", hours=self._limits.least_hours_left))
        if decision.approval == "person" and not self._approved(decision):
            return Ruled(Ruling.WAIT, t("run.needs_approval"))
        self._reserved[decision.ticket.ticket_id] = wanted
        return PASS

    def left(self, ticket_id: str) -> None:
        self._reserved.pop(ticket_id, None)

    def _used_today(self, now: ConsoleTime) -> int:
        there = now.astimezone(SHANGHAI)
        if there.date() != self._day:
            midnight = there.replace(hour=0, minute=0, second=0, microsecond=0)
            self._day, self._today = there.date(), self._used(there - midnight)
        return self._today

    async def judge(self, proposal: Proposal) -> Ruled:
        # Counted when let through, also if the click then fails: limits err on the quiet side.
        self._run += 1
        self._today += 1
        ticket_id = proposal.decision.ticket.ticket_id
        self._reserved[ticket_id] = max(0, self._reserved.get(ticket_id, 0) - 1)
        return PASS


AskPerson = Callable[[Proposal], Awaitable[Ruled | None]]


class SupervisedGate:
    """A person, asked for each filled form. No answer is no approval (law 7)."""

    mode = "supervised"
    writes = True

    def __init__(self, ask: AskPerson) -> None:
        self._ask = ask

    def admit(self, decision: Decision, now: datetime) -> Ruled:
        return PASS

    async def judge(self, proposal: Proposal) -> Ruled:
        answer = await self._ask(proposal)
        return answer or Ruled(Ruling.STOP, t("run.no_answer"))

    def left(self, ticket_id: str) -> None:
        """Nothing was reserved."""
