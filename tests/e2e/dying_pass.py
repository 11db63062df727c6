"""A headless pass in a process of its own that kills itself at a given moment.

python dying_pass.py WORKSPACE HOME TICKET never|before_click|after_click|before_verify
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from qn_assist import run
from qn_assist.browser.acting import submit
from qn_assist.desk import load_desk
from qn_assist.passes import PassOrder, run_pass
from qn_assist.paths import Home, Workspace
from qn_assist.work import Wanted


def die() -> NoReturn:
    """With the browser: everything that this process started belongs to its session."""
    os.killpg(os.getpgid(0), signal.SIGKILL)
    raise AssertionError("unreachable: nobody survives SIGKILL")


async def die_before_click(*_given: Any) -> NoReturn:
    die()


async def die_after_click(*given: Any) -> NoReturn:
    await submit(*given)
    die()


async def die_before_verify(*_given: Any) -> NoReturn:
    die()


def main() -> None:
    files, home_folder, ticket_id, moment = sys.argv[1:]
    if moment == "before_click":
        run.console.submit = die_before_click  # type: ignore[assignment]
    if moment == "after_click":
        run.console.submit = die_after_click  # type: ignore[assignment]
    if moment == "before_verify":
        run.prove = die_before_verify  # type: ignore[assignment]
    home = Home(Path(home_folder))
    desk = load_desk(Workspace.find(Path(files), home=home), home, "practice")
    wanted = Wanted(only=frozenset({ticket_id}))
    order = PassOrder("headless", wanted, password=lambda: "practice-2026")
    asyncio.run(run_pass(desk, order))


if __name__ == "__main__":
    main()
