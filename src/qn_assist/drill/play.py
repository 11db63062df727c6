"""Playing one round: a disturbed pass, then undisturbed ones, with all that is needed to judge."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qn_assist.basics.paths import Home
from qn_assist.drill.faults import Disturbance
from qn_assist.drill.jobs import Job, Kill, PassEnd, Trouble
from qn_assist.drill.rounds import Round
from qn_assist.drill.stage import SHOPS, Stage, make_workspace
from qn_assist.drill.truth import Truth
from qn_assist.drill.wanted import done_for, wanted
from qn_assist.drill.worker import Worker
from qn_assist.ledger import Entry, Ledger
from qn_assist.practice import PracticeConsole
from qn_assist.practice.generate.cases import Case
from qn_assist.practice.office.office import PENDING

FURTHER_PASSES = 2
RENAMED = "qinghe"
_KINDS = {"task": "urge_ship", "exception": "logistics_exception"}
DEAD_PROCESS = 2**22 + 1  # beyond the highest process id of Linux


@dataclass(frozen=True)
class PlayedPass:
    """One pass: what was wanted of it, how it ended, and what reached the console meanwhile.

    `arrived` are places in the truth log's arrivals. `open_tickets` were on the console's lists
    before and after it. `sent` are the writes as its page made them: the browser may have sent
    one more often.
    """

    job: Job
    done: PassEnd
    arrived: range = range(0)
    sent: tuple[dict[str, str], ...] = ()
    open_tickets: frozenset[str] = frozenset()
    disturbances: tuple[Disturbance, ...] = ()


@dataclass(frozen=True)
class Played:
    """A round and everything it left: the console's truth, and what the assistant lists."""

    round: Round
    passes: tuple[PlayedPass, ...]
    truth: Truth
    in_play: tuple[Case, ...]
    open_cases: frozenset[int]
    waiting: frozenset[str]
    entries: tuple[Entry, ...]
    written: str = field(repr=False)
    seconds: float = 0.0

    def arrivals(self, passed: PlayedPass) -> list[dict[str, Any]]:
        """What reached the console during a pass, as it was decided in the end."""
        return [self.truth.arrivals[place] for place in passed.arrived]


def kind_of(case: Case) -> str:
    """What the lists call its kind: each AG list is one of its own."""
    return _KINDS.get(case.kind, case.category)


@contextmanager
def stage_of(one: Round, folder: Path) -> Iterator[Stage]:
    """A fresh console and a fresh home for the round."""
    console = PracticeConsole(
        tickets=one.tickets, ag=one.ag, mixed=one.mixed, seed=one.seed, skin=one.skin, port=0
    )
    with console:
        files = make_workspace(folder / "files", console)
        stage = Stage(console, files, Home(folder / "home").prepare(), SHOPS[one.skin])
        kinds = {kind_of(case) for case in _in_play(one, stage)}
        if one.indexes:
            stage.only(*sorted(kinds))
        stage.working(one.tabs, one.most)
        if one.logged_in:
            stage.log_in()
        yield stage


def play(one: Round, worker: Worker, patches: tuple[str, ...] = ()) -> Played:
    """Play it in a temporary folder. `patches` break the assistant in every pass."""
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="qn-drill-"))
    try:
        with stage_of(one, folder) as stage:
            played = Playing(one, stage, worker, patches).play()
            return replace(played, seconds=time.monotonic() - began)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _in_play(one: Round, stage: Stage) -> tuple[Case, ...]:
    cases = stage.cases()
    return tuple(case for case in cases if not one.indexes or case.index in one.indexes)


@dataclass
class Playing:
    """A round under way on its stage."""

    round: Round
    stage: Stage
    worker: Worker
    patches: tuple[str, ...]
    passes: list[PlayedPass] = field(default_factory=list)
    shop: str = ""

    def play(self) -> Played:
        console = self.stage.console
        console.arm("repeat_arrivals", self.round.repeats)
        with ExitStack() as stack:
            for one in self.round.disturbances:
                self._disturb(one, stack, self._job(self.round.mode, self.round.answer))
            first = self._job(self.round.mode, self.round.answer, self.round.kill)
            first = replace(first, troubles=tuple(self._troubles(self.round.disturbances)))
            self._pass(first, self.round.disturbances)
        if any(one.name == "renamed_shop" for one in self.round.disturbances):
            self._rename()
        console.person("slider")
        console.disarm()
        console.arm("repeat_arrivals", self.round.repeats)
        if not self.round.again and self._all_done():
            return self._left()
        for _ in range(FURTHER_PASSES):
            again = self._pass(self._job("scan" if self.round.mode == "scan" else "headless"))
            if again.done.exit_code == 0:
                break
        return self._left()

    def _all_done(self) -> bool:
        truth = self.stage.truth()
        clean = all(passed.done.exit_code == 0 for passed in self.passes)
        cases = _in_play(self.round, self.stage)
        return clean and all(done_for(truth, case) == wanted(case) for case in cases)

    def _rename(self) -> None:
        """The folder is called otherwise now; who shares its files is not asked any more."""
        folder = self.stage.shop_file.parent
        folder.rename(folder.with_name(RENAMED))
        self.shop = RENAMED

    def _disturb(self, one: Disturbance, stack: ExitStack, job: Job) -> None:
        if not one.of_the_machine:
            self.stage.console.arm(one.name, one.arg)
        elif one.name == "evidence_full":
            stack.enter_context(_full(self.stage))
        elif one.name == "stale_lock":
            _leave_lock(self.stage)
        elif one.name == "two_runs":
            stack.enter_context(self._beside(job))
        elif one.name == "ledger_read_only":
            self.stage.ledger().close()

    def _troubles(self, disturbances: Iterable[Disturbance]) -> Iterator[Trouble]:
        for one in disturbances:
            if one.name == "clock_jump":
                seconds, _, moment = one.arg.partition("@")
                yield Trouble(one.name, seconds, moment)
            elif one.name == "time_zone":
                yield Trouble(one.name, one.arg or "America/New_York")
            elif one.name in _MOMENTS:
                yield Trouble(one.name, moment=one.arg or _MOMENTS[one.name])
            elif one.name == "ledger_read_only":
                yield Trouble(one.name)

    def _job(self, mode: str, answer: str = "", kill: Kill | None = None) -> Job:
        stage = self.stage
        chosen = [stage.ticket_id(case) for case in _in_play(self.round, stage)]
        return Job(
            files=str(stage.folder),
            home=str(stage.home.root),
            shop=self.shop or stage.shop,
            mode=mode,
            only=tuple(chosen) if self.round.indexes else (),
            answer=answer,
            kill=kill,
            patches=self.patches,
        )

    def _pass(
        self,
        job: Job,
        disturbances: tuple[Disturbance, ...] = (),
        among: frozenset[str] | None = None,
    ) -> PlayedPass:
        """`among`: only these tickets were to be worked on."""
        arrived, sent = len(self.stage.truth().arrivals), len(self._sent())
        before = self._open()
        done = self.worker.do(job, len(before if among is None else among))
        passed = PlayedPass(
            job,
            done,
            range(arrived, len(self.stage.truth().arrivals)),
            tuple(self._sent()[sent:]),
            frozenset(before & self._open() & (before if among is None else among)),
            disturbances,
        )
        self.passes.append(passed)
        return passed

    @contextmanager
    def _beside(self, job: Job) -> Iterator[None]:
        """A second run of the same shop, begun at the same time."""
        other = Worker(self.stage.folder.parent / "said-beside.log")
        found: list[PassEnd] = []
        beside = threading.Thread(target=lambda: found.append(other.do(job)))
        with other:
            beside.start()
            try:
                yield
            finally:
                beside.join()
        before = self.passes[-1]
        came = range(before.arrived.stop, len(self.stage.truth().arrivals))
        sent = tuple(self._sent()[len(before.sent) :])
        self.passes.append(PlayedPass(job, found[0], came, sent, disturbances=before.disturbances))

    def _sent(self) -> list[dict[str, str]]:
        notes = self.stage.home.root.parent / "clicks.jsonl"
        lines = notes.read_text("utf-8").splitlines() if notes.exists() else []
        return [json.loads(line) for line in lines]

    def _open(self) -> set[str]:
        stage = self.stage
        return {
            stage.ticket_id(case) for case in _in_play(self.round, stage) if _is_open(stage, case)
        }

    def _left(self) -> Played:
        with self.stage.ledger() as ledger:
            return left_of(self.round, self.stage, ledger, tuple(self.passes))


def left_of(
    one: Round, stage: Stage, ledger: Ledger, passes: tuple[PlayedPass, ...], *homes: Home
) -> Played:
    """Everything a round has left, as it is judged; `homes` beside the stage's own wrote too."""
    in_play = _in_play(one, stage)
    waiting = frozenset(row.ticket_id for row in ledger.waiting(stage.shop))
    entries = [entry for case in in_play for entry in ledger.find(case.order.order_id)]
    return Played(
        one,
        passes,
        stage.truth(),
        in_play,
        frozenset(case.index for case in in_play if _is_open(stage, case)),
        waiting,
        tuple(entries),
        "\n".join(_written(home) for home in (stage.home, *homes)),
    )


_MOMENTS = {
    "browser_killed": "click_after",
    "page_crashed": "prepare_after",
    "ledger_locked": "",
    "another_machine": "click_before",
}


def _is_open(stage: Stage, case: Case) -> bool:
    """Whether the console still lists it as something to do."""
    office, now = stage.console.world.example_office, stage.console.now()
    row = office.tasks.get(case.ticket_id) or office.ag_tickets.get(case.ticket_id)
    if row is not None:
        return row.state_at(now) == PENDING
    return office.parcels[case.ticket_id].open


def _written(home: Home) -> str:
    """Everything the passes wrote for people: logs, plans, reports."""
    folders = (home.logs, home.plans, home.reports)
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return "\n".join(path.read_text("utf-8", errors="replace") for path in files)


@contextmanager
def _full(stage: Stage) -> Iterator[None]:
    """A file stands where the pictures should go."""
    stage.with_pictures()
    stage.home.evidence.rmdir()
    stage.home.evidence.write_text("full", "utf-8")
    try:
        yield
    finally:
        stage.home.evidence.unlink()
        stage.home.prepare()


def _leave_lock(stage: Stage) -> None:
    folder = stage.home.root / "locks"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / f"{stage.shop}.lock").write_text("", "utf-8")
    owner = {"pid": DEAD_PROCESS, "since": "2026-06-18T09:00:00+08:00"}
    (folder / f"{stage.shop}.owner.json").write_text(json.dumps(owner), "utf-8")
