"""What becomes of a pass that dies in its process, and of what it started."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from pathlib import Path

import pytest

from qn_assist.drill.jobs import KILLED, Job
from qn_assist.drill.play import stage_of
from qn_assist.drill.rounds import Round
from qn_assist.drill.stage import Stage
from qn_assist.drill.worker import Worker

DEATHS = """
import os, subprocess, sys
from pathlib import Path
from qn_assist.drill.moments import die

def started_something(stack):
    beside = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    Path(__file__).with_name("pids").write_text(f"{os.getpid()} {beside.pid}")
    die()

def left(stack):
    print("the last words", file=sys.stderr, flush=True)
    os._exit(7)

def refused(stack):
    Path(__file__).with_name("pid").write_text(f"{os.getpid()}")
    from qn_assist.basics.errors import UsageFault
    raise UsageFault("not today")
"""


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with stage_of(Round(1, tickets=2, indexes=()), tmp_path) as made:
        yield made


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    (tmp_path / "deaths.py").write_text(DEATHS, "utf-8")
    with Worker(tmp_path / "said", tmp_path) as one:
        yield one


def dying(stage: Stage, how: str) -> Job:
    places = (str(stage.folder), str(stage.home.root), stage.shop)
    return Job(*places, patches=(f"deaths:{how}",))


def ends(pid: int) -> bool:
    """Whether a process is gone, or goes within the seconds that a busy machine takes for it."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 20)[0])
    finally:
        os.close(handle)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="processes are waited for as on Linux")
def test_what_a_killed_pass_started_is_gone_with_it(stage: Stage, worker: Worker, tmp_path: Path):
    assert worker.do(dying(stage, "started_something")).died == KILLED
    pids = [int(one) for one in (tmp_path / "pids").read_text().split()]
    assert all(map(ends, pids))


def test_a_pass_that_ends_its_process_is_told_with_its_last_words(stage: Stage, worker: Worker):
    died = worker.do(dying(stage, "left")).died
    assert died.startswith("crashed: ")
    assert "the last words" in died


def test_a_killed_pass_is_followed_by_one_in_another_process(
    stage: Stage, worker: Worker, tmp_path: Path
):
    def refused() -> str:
        assert worker.do(dying(stage, "refused")).message == "not today"
        return (tmp_path / "pid").read_text()

    first = refused()
    assert refused() == first
    worker.do(dying(stage, "started_something"))
    assert refused() != first
    worker.do(dying(stage, "left"))
    assert refused() != first
