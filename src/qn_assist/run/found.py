"""What a pass has found so far, for its summary: it decides nothing and stops nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from qn_assist.case import Finding, FollowedUp, PromiseTold


@dataclass
class PassFound:
    """`faults`: what of our own broke. `unlisted`: followed tickets that stand in no list any more.
    `followed`: the looks at followed cases. `promises`: of the dates promised to buyers, and
    `promises_seen` the orders whose page was read for them. `findings`: what stands in one place
    only.
    """

    faults: list[str] = field(default_factory=list)
    unlisted: set[str] = field(default_factory=set)
    followed: list[FollowedUp] = field(default_factory=list)
    promises: list[PromiseTold] = field(default_factory=list)
    promises_seen: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
