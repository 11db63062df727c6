"""`python -m qn_assist.drill.child`: passes of one shop after another, told on stdin.

One browser serves them all. Nothing in here is part of a real pass: it shortens waits, lets the
moments come, and plays what a machine or a person does.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from qn_assist.basics import log
from qn_assist.basics.errors import QnAssistError
from qn_assist.basics.paths import Home, Workspace
from qn_assist.browser import BrowserProcess, Session, Tab, launch, tab
from qn_assist.case import RunSummary
from qn_assist.desk import Desk, load_desk
from qn_assist.drill import lives
from qn_assist.drill.jobs import KILLED, Job, PassEnd
from qn_assist.drill.moments import DrillEvent, Moments, die, swap, watch
from qn_assist.drill.stage import FIND_MS, PASSWORD
from qn_assist.drill.troubles import Machine, environment, watch_clock, watch_tabs
from qn_assist.run import (
    PASS,
    PassOrder,
    Proposal,
    Ruled,
    Ruling,
    Scan,
    Wanted,
    one_writer,
    run_pass,
    scan_pass,
)
from qn_assist.run import order as passorder

BUSY_SECONDS = 1.0
# A lease of another home is dead at once: there nothing beats.
LIVES_SECONDS, NEVER = 0.3, 3600.0
NOTES = "clicks.jsonl"
ANSWERS: dict[str, Ruled | None] = {
    "approve": PASS,
    "decline": Ruled(Ruling.DECLINE, "不发"),
    "silent": None,
}
# Whoever breaks the assistant on purpose gets the stack that mends it again.
Patch = Callable[[ExitStack], None]


@dataclass
class OneBrowser:
    """Launched when it is first needed; one that was killed is started again."""

    stack: AsyncExitStack
    process: BrowserProcess | None = None
    pid: int = 0

    @asynccontextmanager
    async def launched(self, **given: Any) -> AsyncIterator[BrowserProcess]:
        if self.process is None:
            self.process = await self.stack.enter_async_context(launch.launched(**given))
        await self.process.ensure()
        self.pid = await _pid(self.process.browser)
        yield self.process


async def _pid(browser: Any) -> int:
    devtools = await browser.new_browser_cdp_session()
    told = await devtools.send("SystemInfo.getProcessInfo")
    return next(int(one["id"]) for one in told["processInfo"] if one["type"] == "browser")


@dataclass
class Child:
    """Keeps what is dear between the passes of a round: the browser and the files read."""

    browser: OneBrowser
    desks: dict[tuple[str, str, str, float], Desk] = field(default_factory=dict)

    def desk(self, job: Job) -> Desk:
        shop_file = Path(job.files) / "shops" / job.shop / "shop.yaml"
        place = (job.files, job.home, job.shop, shop_file.stat().st_mtime)
        if place not in self.desks:
            self.desks = {place: _desk(job)}
        return self.desks[place]

    async def do(self, job: Job) -> PassEnd:
        began = time.monotonic()
        log.set_up(Path(job.home) / "logs", console=False)
        with ExitStack() as stack:
            stack.callback(log.shut_down)
            try:
                done = await self._pass(job, stack)
            except QnAssistError as fault:
                done = PassEnd(fault.exit_code, fault=type(fault).__name__, message=str(fault))
        return replace(done, seconds=time.monotonic() - began)

    async def _pass(self, job: Job, stack: ExitStack) -> PassEnd:
        desk = self.desk(job)
        place = Path(job.ledger) if job.ledger else desk.home.ledger / "ledger.sqlite3"
        machine = Machine(place, stack, self.browser.pid)
        self._hurry(stack, machine)
        watch_clock(stack, machine)
        watch_tabs(stack, machine, partial(_note, Path(job.home).parent / NOTES))
        for name in job.patches:
            module, _, patch = name.partition(":")
            getattr(importlib.import_module(module), patch)(stack)
        machine.elsewhere = partial(_elsewhere, job)
        events = [machine.event(one) for one in job.troubles]
        if job.kill is not None:
            events.append(DrillEvent(job.kill.moment, die, job.kill.action, job.kill.nth))
        moments = Moments(events)
        watch(stack, moments)
        await moments.reach("")
        if job.mode == "scan":
            return _scanned(await scan_pass(desk, _order(job)))
        return _done(await run_pass(desk, _order(job)))

    def _hurry(self, stack: ExitStack, machine: Machine) -> None:
        """What is not there within a moment will not come; another writer is not waited for."""

        @asynccontextmanager
        async def launched(**given: Any) -> AsyncIterator[BrowserProcess]:
            async with self.browser.launched(**given) as process:
                machine.browser_pid = self.browser.pid
                yield process

        swap(stack, passorder, "launched", launched)
        swap(stack, tab, "FIND_MS", FIND_MS)
        swap(stack, one_writer, "LIVES_SECONDS", LIVES_SECONDS)
        swap(stack, one_writer, "BEAT_SECONDS", NEVER)
        environment(stack, "QN_LEDGER", f"sqlite:///{machine.ledger}?timeout={BUSY_SECONDS:g}")


def _desk(job: Job) -> Desk:
    home = Home(Path(job.home))
    return load_desk(Workspace.find(Path(job.files), home=home), home, job.shop)


async def _elsewhere(job: Job) -> None:
    """A pass of the same shop from another home that shares the ledger. What ends it is its own."""
    home = Home(Path(job.home).parent / "elsewhere").prepare()
    desk = load_desk(Workspace.find(Path(job.files), home=home), home, job.shop)
    with suppress(QnAssistError):
        await run_pass(desk, replace(_order(job), mode="headless"))


def _read_ahead(line: str) -> None:
    """What is read of a shop's files once is known to every copy; the pass itself tells faults."""
    with suppress(QnAssistError):
        _desk(Job.read(line))


def _order(job: Job) -> PassOrder:
    async def ask(_proposal: Proposal) -> Ruled | None:
        return ANSWERS[job.answer or "silent"]

    wanted = Wanted(only=frozenset(job.only))
    mode: Any = "dry-run" if job.mode == "scan" else job.mode
    return PassOrder(mode, wanted, ask=ask, password=lambda: PASSWORD)


def _scanned(scan: Scan) -> PassEnd:
    """Every list read, nothing decided."""
    faults = tuple(f"{one.title}：{one.fault}" for one in scan.readings if not one.complete)
    states = {one.ticket_id: "read" for one in scan.tickets}
    return PassEnd(1 if faults else 0, states, incomplete=faults, summed_up=True)


def _done(summary: RunSummary) -> PassEnd:
    return PassEnd(
        exit_code=summary.exit_code,
        states={one.ticket.ticket_id: one.state.value for one in summary.outcomes},
        details={one.ticket.ticket_id: one.detail for one in summary.outcomes},
        incomplete=tuple(f"{one.title}：{one.fault}" for one in summary.incomplete),
        stopped=summary.stopped,
        summed_up=True,
    )


def _note(notes: Path, session: Session, opened: Tab) -> None:
    """Write down each declared write as the page sends it: what the browser does with it is its."""
    writes = [(one.method, session.console.url(one.url)) for one in session.flows.writes()]

    def sent(request: Any) -> None:
        for method, start in writes:
            if request.method == method and request.url.startswith(start):
                line = {"api": start.rstrip("/").split("/")[-1]} | _order_of(request.post_data)
                with notes.open("a", encoding="utf-8") as file:
                    file.write(f"{json.dumps(line)}\n")
                return

    opened.page.on("request", sent)


def _order_of(body: str | None) -> dict[str, str]:
    data = json.loads(parse_qs(body or "").get("data", ["{}"])[0])
    orders = data.get("orderIds") or [""]
    return {"order_id": str(data.get("orderId") or orders[0])}


async def live() -> None:
    async with AsyncExitStack() as stack:
        child = Child(OneBrowser(stack))
        while line := await asyncio.to_thread(sys.stdin.readline):
            done = await child.do(Job.read(line))
            sys.stdout.write(f"{done.line()}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    os.environ.pop("QN_LEDGER", None)
    lives.serve(lambda: asyncio.run(live()), PassEnd(died=KILLED).line(), _read_ahead)
