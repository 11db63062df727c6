"""A shop of its own on a practice console: temporary files, a temporary home, real passes.

What became of a pass is asked of the console's truth log (`Truth`), never of the assistant.
"""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from qn_assist.browser import handover
from qn_assist.browser.session import Session
from qn_assist.browser.tab import Tab
from qn_assist.clock import utc_now
from qn_assist.desk import Desk, load_desk
from qn_assist.gate import Ask
from qn_assist.ledger import Ledger
from qn_assist.logins import resume_by_person
from qn_assist.outcomes import RunSummary, State, TicketOutcome
from qn_assist.passes import Mode, PassOrder, Scan, run_pass, scan_pass
from qn_assist.paths import Home, Workspace
from qn_assist.plan import Plan
from qn_assist.practice import PracticeConsole
from qn_assist.practice.cases import Case
from qn_assist.work import Wanted

ROOT = Path(__file__).resolve().parents[2]
ORIGINS = ("http://127.0.0.1:18730", "http://127.0.0.1:18731")
SHOPS = {"2026": "practice", "legacy": "practice-legacy"}
PASSWORD = "practice-2026"
FACTS = "shipments stock relief_areas agreements courier_contacts courier_answers".split()
ANSWER_SECONDS = 2
PERSON_SECONDS = 60

Result = TypeVar("Result")


def in_own_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it in a thread: pytest-playwright's sync fixtures keep a loop in the main one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


def replace_in(path: Path, *changes: tuple[str, str]) -> None:
    """Change a text file; a text to be replaced that is not there is the test's mistake."""
    content = path.read_text("utf-8")
    for old, new in changes:
        assert old in content, f"{path.name} does not hold {old!r}"
        content = content.replace(old, new)
    path.write_text(content, "utf-8")


def make_workspace(folder: Path, console: PracticeConsole) -> Path:
    """The shipped shops, selectors and flows, at the console's addresses and in a hurry.

    The console answers at once here, so that its time-out and ours are made short. The facts are
    those of the console's seed; no pictures unless a test asks for them.
    """
    for name in ("shops", "selectors", "flows"):
        shutil.copytree(ROOT / name, folder / name)
    addresses = tuple(zip(ORIGINS, (console.origin, console.login_origin), strict=True))
    for path in folder.glob("shops/*/shop.yaml"):
        replace_in(path, *addresses)
    replace_in(folder / "shops/practice/shop.yaml", ("screenshots: all", "screenshots: none"))
    with (folder / "shops/practice-legacy/shop.yaml").open("a", encoding="utf-8") as legacy:
        legacy.write("\nevidence:\n  screenshots: none\n")
    for name in FACTS:
        text = console.facts(name)
        (folder / f"shops/practice/facts/{name}.csv").write_text(text, "utf-8")
    timeout = ("request_timeout_seconds: 15", f"request_timeout_seconds: {ANSWER_SECONDS}")
    replace_in(folder / "selectors/qianniu/console.yaml", timeout)
    for path in folder.glob("flows/*/*.yaml"):
        if "\nsubmit:\n" in path.read_text("utf-8"):
            hurried = ("\nsubmit:\n", f"\nsubmit:\n  answer_seconds: {ANSWER_SECONDS}\n")
            replace_in(path, hurried)
    return folder


@dataclass(frozen=True)
class Truth:
    """The truth log at one moment."""

    logins: list[dict[str, Any]]
    arrivals: list[dict[str, Any]]
    submissions: list[dict[str, Any]]

    @property
    def accepted(self) -> list[dict[str, Any]]:
        return [one for one in self.submissions if one["accepted"]]

    @property
    def silent(self) -> bool:
        """Nothing that writes has reached the console."""
        return not self.arrivals and not self.submissions

    def kinds(self, ticket_id: str = "", order_id: str = "") -> list[str]:
        """What was accepted for a ticket, in order. Messages and reports name only the order."""
        return [
            one["kind"]
            for one in self.accepted
            if (one["ticket_id"] == ticket_id if one["ticket_id"] else one["order_id"] == order_id)
        ]

    def doubled(self) -> list[tuple[str, str, str]]:
        """Kind, ticket and order of everything accepted more than once."""
        found = Counter((one["kind"], one["ticket_id"], one["order_id"]) for one in self.accepted)
        return [key for key, count in found.items() if count > 1]


@dataclass
class Rehearsal:
    """One shop of one practice console, its own workspace and home."""

    console: PracticeConsole
    folder: Path
    home: Home
    shop: str

    @property
    def shop_file(self) -> Path:
        return self.folder / "shops" / self.shop / "shop.yaml"

    def facts_file(self, name: str) -> Path:
        return self.folder / "shops/practice/facts" / f"{name}.csv"

    def only(self, *kinds: str) -> None:
        """Read only the lists of these kinds from now on."""
        content = self.shop_file.read_text("utf-8")
        self.shop_file.write_text(f"{content}\nonly_kinds: [{', '.join(kinds)}]\n", "utf-8")

    def with_pictures(self) -> None:
        replace_in(self.shop_file, ("screenshots: none", "screenshots: all"))

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

    def desk(self) -> Desk:
        workspace = Workspace.find(self.folder, home=self.home)
        return load_desk(workspace, self.home, self.shop)

    def run(
        self,
        mode: Mode = "dry-run",
        *,
        only: Iterable[str] = (),
        limit: int | None = None,
        plan: Plan | None = None,
        ask: Ask | None = None,
        password: str | None = PASSWORD,
    ) -> RunSummary:
        """One pass, in the real browser."""
        given = None if password is None else lambda: password
        wanted = Wanted(only=frozenset(only), limit=limit, plan=plan)
        order = PassOrder(mode=mode, wanted=wanted, ask=ask, password=given)
        return in_own_loop(run_pass(self.desk(), order))

    def headless(self, *only: str, **how: Any) -> RunSummary:
        return self.run("headless", only=only, **how)

    def scan(self, *only: str, source: str = "rows") -> Scan:
        wanted = Wanted(only=frozenset(only), source="json" if source == "json" else "rows")
        order = PassOrder(wanted=wanted, password=lambda: PASSWORD)
        return in_own_loop(scan_pass(self.desk(), order))

    def truth(self) -> Truth:
        return Truth(**self.console.truth())

    def cases(self, kind: str = "", scenario: str = "") -> list[Case]:
        """The generator's own records: `task` or `exception`, of one scenario."""
        return [
            case
            for case in self.console.world.example_office.cases
            if kind in ("", case.kind) and scenario in ("", case.scenario)
        ]

    def ticket_id(self, case: Case) -> str:
        """As we call it: a legacy list shows the order, a 2026 list the sub-order."""
        legacy = self.shop == "practice-legacy" and case.kind == "exception"
        return f"{case.category}/{case.order.order_id}" if legacy else case.ticket_id

    def case(self, scenario: str, kind: str = "") -> Case:
        return self.cases(kind, scenario)[0]

    def ledger(self) -> Ledger:
        return Ledger.open(self.home.ledger_place({}))

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
        return in_own_loop(going)

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
    """From now on the ledger is opened so much later."""
    opened = Ledger.open
    later = lambda: utc_now() + timedelta(minutes=minutes)  # noqa: E731
    monkeypatch.setattr(Ledger, "open", lambda place: opened(place, later))


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
