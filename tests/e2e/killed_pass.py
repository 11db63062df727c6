"""A headless pass in a process of its own, which a test may kill.

python killed_pass.py WORKSPACE HOME TICKET
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from qn_assist.basics.paths import Home, Workspace
from qn_assist.desk.load import load_desk
from qn_assist.run.order import PassOrder
from qn_assist.run.passes import run_pass
from qn_assist.run.wanted import Wanted


def main() -> None:
    files, home_folder, ticket_id = sys.argv[1:]
    home = Home(Path(home_folder))
    desk = load_desk(Workspace.find(Path(files), home=home), home, "practice")
    wanted = Wanted(only=frozenset({ticket_id}))
    order = PassOrder("headless", wanted, password=lambda: "practice-2026")
    asyncio.run(run_pass(desk, order))


if __name__ == "__main__":
    main()
