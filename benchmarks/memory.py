"""How much memory the browser of one long pass holds, with and without new contexts.

    .venv/bin/python benchmarks/memory.py [--tickets 2000] [--every 200] [--mode …] [--only-new]

Counted is the proportional share (PSS) of the browser's processes, read from /proc: Linux only.
The pass is a real one against the practice console. A table is printed at the end, each figure on
stderr as soon as it is known: 2000 tickets take hours. Figures depend on the machine, its browser
and, because what is shared is shared out, on other browsers that run.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from loguru import logger
from tickets import workspace

from qn_assist.basics.paths import Home
from qn_assist.case.outcomes import TicketOutcome
from qn_assist.desk.load import load_desk
from qn_assist.practice import PracticeConsole
from qn_assist.run.passes import PassOrder, run_pass
from qn_assist.run.wanted import Wanted

NEVER = 1_000_000
ROWS = 10
Measured = dict[int, float]


def browser_megabytes() -> float:
    """PSS of every browser process that descends from this one."""
    parents = dict(_processes())
    ours = [pid for pid in parents if os.getpid() in _ancestors(pid, parents)]
    return sum(_share(pid) for pid in ours if "chrom" in _program(pid)) / 1024


def _processes() -> Iterator[tuple[int, int]]:
    for place in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (place / "stat").read_text().rpartition(")")[2]
        except OSError:
            continue
        yield int(place.name), int(after_name.split()[1])


def _ancestors(pid: int, parents: dict[int, int]) -> Iterator[int]:
    while pid := parents.get(pid, 0):
        yield pid


def _program(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/exe").readlink().name
    except OSError:
        return ""


def _share(pid: int) -> int:
    """Kilobytes; 0 for a process that has ended meanwhile."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def measured(mode: str, tickets: int, every: int) -> tuple[Measured, float]:
    """Megabytes after so many tickets of one pass, and its seconds."""
    found: Measured = {}
    step = max(1, tickets // ROWS)

    def told(done: int, _total: int, _outcome: TicketOutcome) -> None:
        if done == 1 or done % step == 0:
            found[done] = browser_megabytes()
            sys.stderr.write(f"every {every}: {done} tickets, {found[done]:.0f} MB\n")

    with (
        PracticeConsole(tickets=2 * tickets, seed=1) as console,
        tempfile.TemporaryDirectory() as place,
    ):
        folder = Path(place)
        files = workspace(console, folder)
        _set(folder / "shops/practice/shop.yaml", every)
        desk = load_desk(files, Home(folder / "home").prepare(), "practice")
        order = PassOrder(
            mode=mode,  # type: ignore[arg-type]
            wanted=Wanted(only=frozenset({"urge_ship"}), limit=tickets),
            listener=told,
            password=lambda: console.login["password"],
        )
        begun = time.perf_counter()
        asyncio.run(run_pass(desk, order))
        return found, time.perf_counter() - begun


def _set(shop: Path, every: int) -> None:
    text = shop.read_text("utf-8").replace("after_tickets: 200", f"after_tickets: {every}")
    text = text.replace("after_minutes: 60", f"after_minutes: {NEVER}")
    text = text.replace("per_run: 200 ", f"per_run: {NEVER} ")
    text = text.replace("per_day: 2000 ", f"per_day: {NEVER} ")
    shop.write_text(text, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=2000)
    parser.add_argument("--every", type=int, default=200)
    parser.add_argument("--mode", choices=["dry-run", "headless"], default="dry-run")
    parser.add_argument("--only-new", action="store_true", help="not the pass in one context")
    given = parser.parse_args()
    logger.remove()
    columns = {f"a new context every {given.every}": given.every}
    if not given.only_new:
        columns = {"one context": NEVER, **columns}
    found = [measured(given.mode, given.tickets, every) for every in columns.values()]
    heads = [f"tickets ({given.mode})", *(f"{name}, MB" for name in columns)]
    rows = [
        [str(done), *(f"{megabytes[done]:.0f}" for megabytes, _ in found)]
        for done in found[0][0]
        if all(done in megabytes for megabytes, _ in found)
    ]
    table = [heads, ["---"] * len(heads), *rows]
    sys.stdout.write("\n".join(f"| {' | '.join(row)} |" for row in table))
    sys.stdout.write(f"\n{', '.join(f'{seconds:.0f} s' for _, seconds in found)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
