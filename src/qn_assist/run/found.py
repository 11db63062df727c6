"""What a pass has found so far, for its summary: it decides nothing and stops nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from qn_assist.basics.language import t
from qn_assist.case import Finding, FollowedUp, PromiseTold, Ticket
from qn_assist.console import ConsoleFile


@dataclass
class PassFound:
    """`faults`: what of our own broke. `unlisted`: tickets that stand in no list any more; `begun`:
    those of them of which a part was done, with the rule that began it and what it did.
    `followed`: the looks at followed cases. `promises`: of the dates promised to buyers, and
    `promises_seen` the orders whose page was read for them. `findings`: what stands in one place
    only.
    """

    faults: list[str] = field(default_factory=list)
    unlisted: set[str] = field(default_factory=set)
    begun: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    followed: list[FollowedUp] = field(default_factory=list)
    promises: list[PromiseTold] = field(default_factory=list)
    promises_seen: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def note_slow(self, ticket: Ticket, seconds: float, console: ConsoleFile) -> None:
        """An answer near the time after which a write counts as decided: that number is too small,
        and what is decided later would be sent again.
        """
        allowed = console.request_timeout_seconds
        if seconds > allowed / 2:
            detail = t("run.answer_slow", seconds=f"{seconds:.1f}", allowed=f"{allowed:g}")
            about = (ticket.ticket_id, ticket.order_id, ticket.category)
            self.findings.append(Finding("slow_answer", *about, detail))
