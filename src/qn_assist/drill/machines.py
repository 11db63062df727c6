"""Two machines on one ledger: whole programs in homes of their own, killed and started at random.

Nothing is hurried or swapped here: leases, beats, locks and waits are those of real life. Judged at
the end of each console, like a round.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from qn_assist.basics.paths import Home
from qn_assist.drill import jobs
from qn_assist.drill.jobs import Job, PassEnd
from qn_assist.drill.judge import RoundVerdict, judged
from qn_assist.drill.play import Played, PlayedPass, left_of, stage_of
from qn_assist.drill.rounds import SKINS, Round
from qn_assist.drill.soak import Over
from qn_assist.drill.stage import Stage
from qn_assist.ledger import Ledger

TICKETS = 30
LIVES_OF_A_CONSOLE = 12
KILLED = 0.5
# A lease that another machine left behind is watched for 45 s before it is taken.
LAST_SECONDS = 600.0
PATIENCE = 60.0
BUSY = 3


def two_machines(seed: int, ledger: str, tell: Callable[[RoundVerdict], None], over: Over) -> None:
    """Consoles one after another until it is over. `ledger`: `postgresql://…`, "" for one file."""
    number = 0
    while not over():
        number += 1
        rng = Random(f"machines|{seed}|{number}")
        skin, mixed = rng.choice(SKINS), rng.random() < 0.5
        one = Round(number, rng.randrange(1, 1_000_000), skin, TICKETS, (), mixed=mixed)
        folder = Path(tempfile.mkdtemp(prefix="qn-two-"))
        try:
            with stage_of(one, folder) as stage:
                place = ledger or str(folder / "shared" / "ledger.sqlite3")
                tell(judged(_TwoMachines(one, stage, place, rng).live(over)))
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass
class _Machine:
    """One of the two: its home, and how each of its programs ended."""

    stage: Stage
    ledger: str
    rng: Random
    ends: list[PassEnd] = field(default_factory=list)

    def live(self, over: Over) -> None:
        """Programs one after another, about half of them killed; a moment between two."""
        for _ in range(LIVES_OF_A_CONSOLE):
            if over():
                return
            time.sleep(self.rng.uniform(0, 4))
            kill_after = self.rng.uniform(1, 25) if self.rng.random() < KILLED else LAST_SECONDS
            end = self.run(kill_after)
            if end.exit_code == 0 and all(state != "left" for state in end.states.values()):
                return

    def run(self, seconds: float) -> PassEnd:
        """One whole program, killed with its whole group after so long."""
        began, home = time.monotonic(), self.stage.home.root
        environ = os.environ | {"QN_HOME": str(home), "QN_LEDGER": self.ledger}
        words = ["run", "--mode", "headless", "--json", "--shop", self.stage.shop]
        words += ["--workspace", str(self.stage.folder)]
        with (home / "said.json").open("wb") as out, (home / "said.log").open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", "qn_assist", *words],
                env=environ,
                stdout=out,
                stderr=log,
                start_new_session=True,
            )
            try:
                code = child.wait(seconds)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.wait()
                hung = seconds >= LAST_SECONDS
                end = PassEnd(died=f"hung for {seconds:g} s" if hung else jobs.KILLED)
            else:
                end = _end(code, home / "said.json", home / "said.log")
        end = replace(end, seconds=time.monotonic() - began)
        self.ends.append(end)
        return end


@dataclass
class _TwoMachines:
    """One console, and the two that work on it."""

    round: Round
    stage: Stage
    ledger: str
    rng: Random

    def live(self, over: Over) -> Played:
        began = time.monotonic()
        if not self.ledger.startswith("postgresql"):
            Path(self.ledger).parent.mkdir(mode=0o700, exist_ok=True)
        first, second = (self._machine(name) for name in ("home", "second"))
        threads = [
            threading.Thread(target=one.live, args=(over,), daemon=True) for one in (first, second)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self._to_the_end((first, second))
        with Ledger.open(self.ledger) as ledger:
            passes = tuple(self._passes(first, second))
            left = left_of(self.round, self.stage, ledger, passes, second.stage.home)
        return replace(left, seconds=time.monotonic() - began)

    def _machine(self, name: str) -> _Machine:
        home = Home(self.stage.home.root.parent / name).prepare()
        stage = Stage(self.stage.console, self.stage.folder, home, self.stage.shop)
        stage.log_in()
        return _Machine(stage, self.ledger, Random(f"{self.rng.random()}"))

    def _to_the_end(self, machines: tuple[_Machine, _Machine]) -> None:
        """Undisturbed, until a machine is not kept out by what the other left behind."""
        for one in machines:
            end = time.monotonic() + PATIENCE
            while one.run(LAST_SECONDS).exit_code == BUSY and time.monotonic() < end:
                continue

    def _passes(self, first: _Machine, second: _Machine) -> Iterator[PlayedPass]:
        """Which of the two sent what cannot be told apart: all of it stands with the first."""
        arrived = range(len(self.stage.truth().arrivals))
        for end in (*first.ends, *second.ends):
            job = Job(str(self.stage.folder), str(self.stage.home.root), self.stage.shop)
            yield PlayedPass(job, end, arrived)
            arrived = range(0)


def _end(code: int, out: Path, log: Path) -> PassEnd:
    try:
        told = json.loads(out.read_text("utf-8"))
    except ValueError:
        said = log.read_text("utf-8", errors="replace").strip().splitlines()
        return PassEnd(code, message=said[-1] if said else "")
    if "tickets" not in told:  # a failure in words: it gave up before there was a summary
        return PassEnd(code, fault=str(code), message=str(told.get("message", "")))
    states = {one["ticket_id"]: one["state"] for one in told["tickets"]}
    incomplete = tuple(one["category"] for one in told["lists"] if not one["complete"])
    return PassEnd(code, states, {}, incomplete, told["stopped"], summed_up=True)
