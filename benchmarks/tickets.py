"""How long a ticket takes and how many browser messages it costs, against the practice console.

    .venv/bin/python benchmarks/tickets.py [--tickets 24] [--latency 0 200]

The floor is the same writes sent as bare HTTP requests, one after the other. Figures depend on the
machine and on what else it does; messages do not.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from pathlib import Path

from loguru import logger

from qn_assist.basics.paths import Home, Workspace, packaged
from qn_assist.browser.tab import Tab
from qn_assist.case.outcomes import RunSummary
from qn_assist.desk.load import load_desk
from qn_assist.practice import PracticeConsole
from qn_assist.run.passes import PassOrder, run_pass
from qn_assist.run.wanted import Wanted

DEFAULT = "http://127.0.0.1:"


class Counter:
    """Counts every message that any tab sends."""

    def __init__(self) -> None:
        self.tabs: list[Tab] = []
        begin = Tab.__init__

        def remember(tab: Tab, *args: object, **named: object) -> None:
            begin(tab, *args, **named)  # type: ignore[arg-type]
            self.tabs.append(tab)

        Tab.__init__ = remember  # type: ignore[method-assign, assignment]

    def take(self) -> int:
        total = sum(tab.messages for tab in self.tabs)
        self.tabs.clear()
        return total


def workspace(console: PracticeConsole, folder: Path) -> Workspace:
    """A copy of the data files whose practice shop points at this console."""
    for kind in ("selectors", "flows", "shops"):
        shutil.copytree(packaged() / kind, folder / kind)
    shop = folder / "shops/practice/shop.yaml"
    text = shop.read_text("utf-8")
    text = text.replace(f"{DEFAULT}18730", console.origin)
    shop.write_text(text.replace(f"{DEFAULT}18731", console.login_origin), "utf-8")
    return Workspace.find(folder, home=Home(folder))


def one_pass(console: PracticeConsole, mode: str, limit: int) -> RunSummary:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        home = Home(folder / "home").prepare()
        desk = load_desk(workspace(console, folder), home, "practice")
        order = PassOrder(
            mode=mode,  # type: ignore[arg-type]
            wanted=Wanted(only=frozenset({"urge_ship"}), limit=limit),
            password=lambda: console.login["password"],
        )
        return asyncio.run(run_pass(desk, order))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=24)
    parser.add_argument("--latency", type=int, nargs="*", default=[0, 200])
    given = parser.parse_args()
    logger.remove()
    counter = Counter()
    for latency in given.latency:
        for mode in ("dry-run", "headless"):
            with PracticeConsole(tickets=2 * given.tickets, seed=1, latency_ms=latency) as console:
                begun = time.perf_counter()
                summary = one_pass(console, mode, given.tickets)
                seconds = time.perf_counter() - begun
                writes = sum(one["accepted"] for one in console.truth()["submissions"])
            tickets = len(summary.outcomes)
            sys.stdout.write(
                f"{mode:9} latency {latency:4} ms: {tickets} tickets, {writes} writes, "
                f"{seconds:6.1f} s, {seconds / tickets:5.2f} s and "
                f"{counter.take() / tickets:5.1f} messages a ticket\n"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
