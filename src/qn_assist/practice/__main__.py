"""`python -m qn_assist.practice`: the practice console alone, for work on its pages.

`--write-facts DIR` writes the example shop's fact files instead.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from qn_assist.practice.office.clock import DEFAULT_START
from qn_assist.practice.office.fact_tables import shipped_facts
from qn_assist.practice.office.world import SKINS, TABLES
from qn_assist.practice.wire.server import DEFAULT_PORT, PracticeConsole, serve


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m qn_assist.practice", description=__doc__)
    options.add_argument("--port", type=int, default=DEFAULT_PORT)
    options.add_argument("--tickets", type=int, default=120)
    options.add_argument("--ag", type=int, default=0)
    options.add_argument("--mixed", action="store_true")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--skin", choices=SKINS, default=SKINS[0])
    options.add_argument("--latency", type=int, default=0, metavar="MS")
    options.add_argument("--clock", metavar="ISO|now")
    options.add_argument("--tables", choices=TABLES)
    options.add_argument("--fault", action="append", default=[], metavar="NAME[:ARG]")
    options.add_argument("--write-facts", type=Path, metavar="DIR")
    chosen = options.parse_args()
    if chosen.write_facts:
        _write_facts(chosen.write_facts)
        return
    console = PracticeConsole(
        port=chosen.port,
        tickets=chosen.tickets,
        ag=chosen.ag,
        mixed=chosen.mixed,
        seed=chosen.seed,
        skin=chosen.skin,
        latency_ms=chosen.latency,
        clock=chosen.clock,
        tables=chosen.tables,
        faults=chosen.fault,
    )
    serve(console, ready=lambda running: _announce(running))


def _write_facts(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in shipped_facts(DEFAULT_START).items():
        # Spreadsheet programs take CSV without the mark for the system's own encoding.
        (folder / name).write_text(text, encoding="utf-8-sig", newline="\n")


def _announce(console: PracticeConsole) -> None:
    login = console.login
    sys.stdout.write(f"{console.origin}/landing  {login['account']}  {login['password']}\n")
    sys.stdout.flush()


main()
