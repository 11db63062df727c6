"""The drill itself: rounds over workers, each judged as soon as it has been played."""

from __future__ import annotations

import os
import queue
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from qn_assist.drill.judge import RoundVerdict, judged
from qn_assist.drill.machines import two_machines
from qn_assist.drill.play import play
from qn_assist.drill.rounds import Round
from qn_assist.drill.search import smallest
from qn_assist.drill.soak import soak
from qn_assist.drill.worker import Worker

Tell = Callable[[RoundVerdict], None]


@dataclass(frozen=True, slots=True)
class LongRun:
    """A soak until that moment of the monotonic clock; with a `ledger` two machines share it."""

    seed: int
    until: float
    ledger: str | None = None

    @property
    def over(self) -> bool:
        return time.monotonic() >= self.until


def run(
    rounds: Sequence[Round],
    workers: int,
    tell: Tell,
    stop: threading.Event,
    shrink: int = 0,
    long: LongRun | None = None,
) -> list[RoundVerdict]:
    """Play and judge every round; the verdicts in the rounds' order. `tell` hears each as it comes.

    What fails in the drill itself is raised once the rounds under way are done. `stop` ends it
    early. `shrink`: a round that breaks a law is made as small as so many further rounds allow.
    With `long` each worker lives on one home, console after console, instead; two machines are
    enough for one worker.
    """
    # Another ledger or the keyring of the person who runs this must not see any of it.
    os.environ.pop("QN_LEDGER", None)
    os.environ["QN_KEYRING"] = "off"
    under_way = _UnderWay(tell, stop, shrink, long)
    for one in rounds:
        under_way.left.put(one)
    with ExitStack() as stack:
        temporary = tempfile.TemporaryDirectory(prefix="qn-drill-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(temporary))
        made = [Worker(folder / f"said-{number}.log") for number in range(workers)]
        for worker in made:
            stack.enter_context(worker)
        threads = stack.enter_context(ThreadPoolExecutor(workers))
        futures = [threads.submit(under_way.work, worker, at) for at, worker in enumerate(made)]
        if any(one.exception() for one in wait(futures, return_when=FIRST_EXCEPTION).done):
            stop.set()
        for future in futures:
            future.result()
    return sorted(under_way.found, key=lambda one: one.played.round.number)


@dataclass
class _UnderWay:
    """What the workers share: the rounds that are left, and the verdicts so far."""

    tell: Tell
    stop: threading.Event
    shrink: int
    long: LongRun | None
    left: queue.SimpleQueue[Round] = field(default_factory=queue.SimpleQueue)
    found: list[RoundVerdict] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def work(self, worker: Worker, number: int) -> None:
        if self.long is not None:
            self._last(self.long, worker, number)
        for one in _taken(self.left, self.stop):
            verdict = judged(play(one, worker))
            if self.shrink and not verdict.well:
                verdict = _shrunk(verdict, worker, self.shrink)
            self._heard(verdict)

    def _last(self, long: LongRun, worker: Worker, number: int) -> None:
        seed = long.seed * 100 + number
        if long.ledger is None:
            soak(seed, worker, self._heard, lambda: self.stop.is_set() or long.over)
        elif number == 0:
            two_machines(seed, long.ledger, self._heard, lambda: self.stop.is_set() or long.over)

    def _heard(self, verdict: RoundVerdict) -> None:
        with self.lock:
            self.found.append(verdict)
            self.tell(verdict)


def _shrunk(verdict: RoundVerdict, worker: Worker, tries: int) -> RoundVerdict:
    """The smallest round found that breaks one of the same laws."""
    laws = {breach.law for breach in verdict.breaches}
    found = {verdict.played.round: verdict}

    def breaks(one: Round) -> bool:
        found[one] = judged(play(one, worker))
        return bool(laws & {breach.law for breach in found[one].breaches})

    return found[smallest(verdict.played.round, breaks, tries)]


def _taken(left: queue.SimpleQueue[Round], stop: threading.Event) -> Iterator[Round]:
    while not stop.is_set():
        try:
            yield left.get_nowait()
        except queue.Empty:
            return
