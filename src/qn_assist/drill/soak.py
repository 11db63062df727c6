"""Lives one after another on one home: troubled passes of every mode, kills, another machine on the
same ledger, one console after another; each console judged at its end as a round is.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from qn_assist.basics.paths import Home
from qn_assist.drill.jobs import Job
from qn_assist.drill.judge import RoundVerdict, judged
from qn_assist.drill.play import FURTHER_PASSES, Played, Playing, stage_of
from qn_assist.drill.rounds import SKINS, Round
from qn_assist.drill.search import searched
from qn_assist.drill.worker import Worker

TICKETS = 40
MOST_LIVES = 20
AT_ONCE = (2, 3, 4, 6, 8)
# What would have to be undone before the next life.
_ONCE_ONLY = frozenset({"renamed_shop", "evidence_full", "ledger_read_only"})

Over = Callable[[], bool]


def soak(seed: int, worker: Worker, tell: Callable[[RoundVerdict], None], over: Over) -> None:
    """Consoles one after another until it is over; the home and its ledger stay."""
    folder, number = Path(tempfile.mkdtemp(prefix="qn-soak-")), 0
    try:
        while not over():
            number += 1
            rng = Random(f"soak|{seed}|{number}")
            one = Round(
                number,
                rng.randrange(1, 1_000_000),
                rng.choice(SKINS),
                TICKETS,
                (),
                mixed=rng.random() < 0.7,
            )
            shutil.rmtree(folder / "files", ignore_errors=True)
            (folder / "clicks.jsonl").unlink(missing_ok=True)
            began = time.monotonic()
            with stage_of(one, folder) as stage:
                soaking = _Soaking(one, stage, worker, (), rng=rng)
                played = soaking.live(over)
                tell(judged(replace(played, seconds=time.monotonic() - began)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class _Soaking(Playing):
    """The lives on one console; at the end two passes that nothing disturbs."""

    rng: Random = field(default_factory=Random)

    def live(self, over: Over) -> Played:
        self._begin_anew()
        for number in range(1, MOST_LIVES + 1):
            chosen = self._chosen()
            if over() or not chosen:
                break
            self._one_life(searched(self.round.seed, number), chosen)
            self._begin_anew()
        for _ in range(FURTHER_PASSES):
            if self._pass(self._job("headless")).done.exit_code == 0:
                break
        return self._left()

    def _chosen(self) -> tuple[str, ...]:
        """Some of what is open, some of it not for the first time."""
        waits = sorted(self._open())
        return tuple(self.rng.sample(waits, min(len(waits), self.rng.choice(AT_ONCE))))

    def _one_life(self, one: Round, chosen: tuple[str, ...]) -> None:
        troubles = [each for each in one.disturbances if each.name not in _ONCE_ONLY]
        job = replace(self._job(one.mode, one.answer, one.kill), only=chosen)
        with ExitStack() as stack:
            for each in troubles:
                self._disturb(each, stack, job)
            job = replace(job, troubles=tuple(self._troubles(troubles)))
            if self.rng.random() < 0.4:
                job = self._elsewhere(job)
            self._pass(job, tuple(troubles), among=frozenset(chosen))

    def _elsewhere(self, job: Job) -> Job:
        """The same life on another machine that shares the ledger."""
        home = Home(self.stage.home.root.parent / "elsewhere").prepare()
        place = str(self.stage.home.ledger_place({}))
        return replace(job, home=str(home.root), ledger=place)

    def _begin_anew(self) -> None:
        """A person has passed what only a person can pass; nothing is armed."""
        console, stage = self.stage.console, self.stage
        console.person("slider")
        console.disarm()
        console.arm("repeat_arrivals", "accept")
        with stage.ledger() as ledger:
            ledger.resume(stage.desk().name_in(ledger), "soak")
