"""A shop of its own on a practice console: temporary files, a temporary home, real passes.

What became of a pass is asked of the console's truth log (`Truth`), never of the assistant.
"""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from qn_assist.browser import handover
from qn_assist.browser.session import Session
from qn_assist.browser.tab import Tab
from qn_assist.case.outcomes import RunSummary, State, TicketOutcome
from qn_assist.case.plan import Plan
from qn_assist.drill.stage import PASSWORD, SHOPS, Stage, make_workspace, replace_in
from qn_assist.drill.truth import Truth
from qn_assist.practice.generate.cases import Case
from qn_assist.run.gate import AskPerson
from qn_assist.run.order import Mode, PassOrder
from qn_assist.run.passes import run_pass, scan_pass
from qn_assist.run.scan import Scan
from qn_assist.run.wanted import Wanted
from qn_assist.visits.login import resume_by_person
from tests import browsers
from tests.clocks import set_machine

from .one_browser import Result, in_the_loop

__all__ = [
    "PASSWORD",
    "SHOPS",
    "Rehearsal",
    "Truth",
    "make_workspace",
    "of",
    "replace_in",
    "states",
]

PERSON_SECONDS = 60

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Rehearsal(Stage):
    """One shop of one practice console, its own workspace and home."""

    browser: str | None = None

    def with_pictures(self) -> None:
        super().with_pictures()
        self.browser = browsers.DRAWING

    def _passes(self, work: Coroutine[Any, Any, Result]) -> Result:
        if self.browser is None:
            return in_the_loop(work)
        with browsers.taken(self.browser):
            return in_the_loop(work)

    def limits(self, **values: float) -> None:
        """Set limits of the shop file, e.g. `per_run=1`."""
        lines = self.shop_file.read_text("utf-8").split("\n")
        for name, value in values.items():
            at = next(n for n, line in enumerate(lines) if line.strip().startswith(f"{name}:"))
            lines[at] = f"  {name}: {value}"
        self.shop_file.write_text("\n".join(lines), "utf-8")

    def ask_a_person(self, rule: str) -> None:
        """The rule's approval becomes `person`."""
        path = self.folder / "shops/practice/rules.yaml"
        before, found, after = path.read_text("utf-8").partition(f"- name: {rule}\n")
        assert found, f"no rule {rule}"
        path.write_text(before + found + after.replace("auto", "person", 1), "utf-8")

    def run(
        self,
        mode: Mode = "dry-run",
        *,
        only: Iterable[str] = (),
        limit: int | None = None,
        plan: Plan | None = None,
        ask: AskPerson | None = None,
        password: str | None = PASSWORD,
    ) -> RunSummary:
        """One pass, in the real browser."""
        given = None if password is None else lambda: password
        wanted = Wanted(only=frozenset(only), limit=limit, plan=plan)
        order = PassOrder(mode=mode, wanted=wanted, ask=ask, password=given)
        return self._passes(run_pass(self.desk(), order))

    def headless(self, *only: str, **how: Any) -> RunSummary:
        return self.run("headless", only=only, **how)

    def scan(self, *only: str, source: str = "rows") -> Scan:
        wanted = Wanted(only=frozenset(only), source="json" if source == "json" else "rows")
        order = PassOrder(wanted=wanted, password=lambda: PASSWORD)
        return self._passes(scan_pass(self.desk(), order))

    def case(self, scenario: str, kind: str = "") -> Case:
        return self.cases(kind, scenario)[0]

    def entries(self, order_id: str) -> dict[str, str]:
        """What the ledger says of each action on an order."""
        with self.ledger() as ledger:
            return {one.key.action: one.state.value for one in ledger.find(order_id)}

    def goes_on(self, monkeypatch: Any, deed: Callable[[Session, Tab], Awaitable[None]]) -> int:
        """`login --resume` without its window; the person acts when first waited for."""
        hindered, waited = handover._hindered, list[str]()

        async def looked(session: Session, tab: Tab) -> str:
            why = await hindered(session, tab)
            if why and not waited:
                waited.append(why)
                await deed(session, tab)
            return why

        monkeypatch.setattr(handover, "_hindered", looked)
        going = resume_by_person(self.desk(), PERSON_SECONDS, "阿宁", window=False)
        return self._passes(going)

    def when_arrives(self, kind: str) -> threading.Event:
        """Set as soon as a write of that kind has reached the console."""
        arrived, truth = threading.Event(), self.console.world.truth
        arrive = truth.arrive

        def noticed(connection: int, its_kind: str, *rest: Any) -> Any:
            arrival = arrive(connection, its_kind, *rest)
            if its_kind == kind:
                arrived.set()
            return arrival

        truth.arrive = noticed  # type: ignore[method-assign]
        return arrived


def of(summary: RunSummary, ticket_id: str) -> TicketOutcome:
    """What a pass says of one ticket."""
    return next(one for one in summary.outcomes if one.ticket.ticket_id == ticket_id)


def states(summary: RunSummary) -> Mapping[str, State]:
    return {one.ticket.ticket_id: one.state for one in summary.outcomes}


def minutes_later(monkeypatch: Any, minutes: float) -> None:
    """From now on this machine's clock is so much further on, which the ledger's times are of."""
    set_machine(monkeypatch, lambda: datetime.now(UTC) + timedelta(minutes=minutes))


def before(monkeypatch: Any, owner: object, name: str, then: Callable[..., Any]) -> None:
    """Call `then` with the same arguments just before `owner.name` is called for the first time."""
    real: Callable[..., Awaitable[Any]] = getattr(owner, name)
    called: list[bool] = []

    async def interrupted(*arguments: Any, **named: Any) -> Any:
        if not called:
            called.append(True)
            waiting = then(*arguments)
            if waiting is not None:
                await waiting
        return await real(*arguments, **named)

    monkeypatch.setattr(owner, name, interrupted)
