"""What one pass over a shop works with, put together once and handed to every step of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from qn_assist.basics.failures import MayRead
from qn_assist.browser import Evidence, Session
from qn_assist.case import Finding, FollowedUp, Plan, PlannedAction, PromiseTold
from qn_assist.console import Console, Flows
from qn_assist.desk import StopOrder
from qn_assist.ledger import Ledger
from qn_assist.rules import Policy
from qn_assist.run.gate import Gate
from qn_assist.run.listening import Listening


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for. `only` names kinds, categories, ticket or order ids; empty means all."""

    only: frozenset[str] = frozenset()
    limit: int | None = None
    plan: Plan | None = None
    source: Literal["rows", "json"] = "rows"


@dataclass
class Work:
    """One pass. `stop` is set by Ctrl-C; `ordered` looks for a person's stop file.

    `stopped` is the reason why writing ended, "" while it may go on; `reads` what may still be
    read; `faults` what of our own broke. `in_flight` holds, by ticket, the action between its
    claim and its proof: should something break there, a click may have been made. `deaths` are
    the browsers that died and were counted. `unlisted` are followed tickets that stand in no list
    any more, `followed` what was found of followed cases, `promises` of dates promised;
    `promises_seen` are the orders whose page was read for them, `findings` what stands in one
    place only.
    """

    shop: str
    policy: Policy
    console: Console
    flows: Flows
    ledger: Ledger
    gate: Gate
    session: Session
    evidence: Evidence
    run_id: str
    wanted: Wanted
    stop: asyncio.Event
    listening: Listening
    ordered: Callable[[], StopOrder | None]
    stopped: str = ""
    person_needed: bool = False
    reads: MayRead = MayRead.ALL
    failures: int = 0
    deaths: list[object] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    in_flight: dict[str, PlannedAction] = field(default_factory=dict)
    unlisted: set[str] = field(default_factory=set)
    followed: list[FollowedUp] = field(default_factory=list)
    promises: list[PromiseTold] = field(default_factory=list)
    promises_seen: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    orders: dict[str, asyncio.Lock] = field(default_factory=dict)

    def may_write(self) -> bool:
        """Whether a write may still begin: asked before each ticket and before each claim."""
        order = self.ordered()
        if order is not None and self.gate.writes and not self.stopped:
            self.stopped, self.person_needed = str(order.fault()), True
        return not self.stopped and not self.stop.is_set()

    def may_begin(self) -> bool:
        """Whether the next ticket may be begun; a dry run goes on where reading is safe."""
        writable = self.may_write()
        readable = self.reads is MayRead.ALL and not self.stop.is_set()
        return readable and (writable or not self.gate.writes)

    def order_lock(self, order_id: str) -> asyncio.Lock:
        """One ticket of an order at a time, also with several tabs."""
        return self.orders.setdefault(order_id, asyncio.Lock())

    def count_failure(self, detail: str, died: object | None = None) -> None:
        """A system failure came; too many in a row end all writing (law 6).

        `died` is the browser, when it was its death: one failure, on however many tabs.
        """
        if died is not None and any(one is died for one in self.deaths):
            return
        self.deaths += [died] if died is not None else []
        self.failures += 1
        limit = self.policy.shop.limits.stop_after_failures
        if self.failures >= limit and not self.stopped:
            self.stopped = f"连续 {self.failures} 次失败，已停止写操作：{detail}"
