"""What a machine does to a pass: browser killed, page crashed, clock and zone changed, ledger held.

Runs inside the child. What concerns only files (evidence, a stale lock) is done before, in `play`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

from qn_assist.basics import clock
from qn_assist.browser import Session, Tab
from qn_assist.drill.jobs import Trouble
from qn_assist.drill.moments import DrillEvent, Happens, swap

CRASH_SECONDS = 1.0
HOLD = """
import sqlite3, sys
ledger = sqlite3.connect(sys.argv[1], isolation_level=None)
ledger.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@dataclass
class Machine:
    """What troubles need to know of the running pass."""

    ledger: Path
    stack: ExitStack
    browser_pid: int = 0
    tabs: list[Tab] = field(default_factory=list)
    shift: timedelta = timedelta()
    elsewhere: Callable[[], Awaitable[None]] | None = None

    async def another(self) -> None:
        """Here nothing goes on meanwhile, as on a machine that sleeps."""
        assert self.elsewhere is not None
        await self.elsewhere()

    def kill_browser(self) -> None:
        if self.browser_pid:
            os.kill(self.browser_pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    async def crash_page(self) -> None:
        """The renderer of the newest page ends; the call itself is never answered."""
        page = self.tabs[-1].page
        devtools = await page.context.new_cdp_session(page)
        crash = asyncio.create_task(devtools.send("Page.crash"))
        await asyncio.wait({crash}, timeout=CRASH_SECONDS)
        if crash.done():
            crash.exception()

    def hold_ledger(self) -> None:
        """Another process begins a write and does not end it before the pass does."""
        command = [sys.executable, "-c", HOLD, str(self.ledger)]
        holder = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.stack.callback(_let_go, holder)
        assert holder.stdout is not None
        holder.stdout.readline()

    def read_only_ledger(self) -> None:
        environment(self.stack, "QN_LEDGER", f"sqlite:///file:{self.ledger}?mode=ro&uri=true")

    def jump(self, seconds: int) -> None:
        self.shift += timedelta(seconds=seconds)

    def zone(self, name: str) -> None:
        environment(self.stack, "TZ", name)
        if hasattr(time, "tzset"):
            time.tzset()
            self.stack.callback(time.tzset)

    def event(self, trouble: Trouble) -> DrillEvent:
        return DrillEvent(trouble.moment, lambda: _does(self, trouble))


def _does(machine: Machine, trouble: Trouble) -> Any:
    return TROUBLES[trouble.name](machine, trouble.value)()


TROUBLES: Mapping[str, Callable[[Machine, str], Happens]] = {
    "browser_killed": lambda machine, _: machine.kill_browser,
    "page_crashed": lambda machine, _: machine.crash_page,
    "ledger_locked": lambda machine, _: machine.hold_ledger,
    "ledger_read_only": lambda machine, _: machine.read_only_ledger,
    "another_machine": lambda machine, _: machine.another,
    "clock_jump": lambda machine, value: lambda: machine.jump(int(value)),
    "time_zone": lambda machine, value: lambda: machine.zone(value),
}


def _let_go(holder: subprocess.Popen[bytes]) -> None:
    holder.kill()
    holder.communicate()


def environment(stack: ExitStack, name: str, value: str) -> None:
    before = os.environ.get(name)
    os.environ[name] = value
    if before is None:
        stack.callback(os.environ.pop, name, None)
    else:
        stack.callback(os.environ.__setitem__, name, before)


def watch_clock(stack: ExitStack, machine: Machine) -> None:
    """The machine's clock runs `machine.shift` ahead: for pass, ledger, lock and stop file, which
    all read it in one place.
    """

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            moment = datetime.now(tz) + machine.shift
            return cls.combine(moment.date(), moment.timetz())

    swap(stack, clock, "datetime", Shifted)


def watch_tabs(stack: ExitStack, machine: Machine, note: Callable[[Session, Tab], None]) -> None:
    """Every tab that a pass opens is known to the machine, and told to `note`."""
    real = Session.tab

    async def tab(session: Session) -> Tab:
        opened = await real(session)
        machine.tabs.append(opened)
        note(session, opened)
        return opened

    swap(stack, Session, "tab", tab)
