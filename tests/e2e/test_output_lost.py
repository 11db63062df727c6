"""What is shown listens to a pass: output that is lost, or that nobody takes, stops no pass."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from .conftest import Rehearse
from .judge import done_for, wanted
from .rehearsal import PASSWORD, Rehearsal, replace_in

TICKETS, TABS = 12, 4
TOO_LONG = 150
FULL = Path("/dev/full")

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="pipes close differently on Windows"),
    pytest.mark.timeout(240),
]


@pytest.fixture
def urged(rehearse: Rehearse) -> Rehearsal:
    """Several open tasks over several tabs: while one is shown, others are being clicked."""
    rehearsal = rehearse(TICKETS)
    rehearsal.only("urge_ship")
    replace_in(rehearsal.shop_file, ("\ntabs: 1", f"\ntabs: {TABS}"))
    return rehearsal


def a_pass(rehearsal: Rehearsal) -> list[str]:
    line = "-m qn_assist --verbose run --mode headless --workspace".split()
    return [sys.executable, *line, str(rehearsal.folder)]


def begun(rehearsal: Rehearsal, stdout: int | IO[bytes], *before: str) -> subprocess.Popen[bytes]:
    """A pass in a real process; its log lines come on stderr."""
    environment = {"QN_HOME": str(rehearsal.home.root), "QN_PASSWORD_PRACTICE": PASSWORD}
    return subprocess.Popen(
        [*before, *a_pass(rehearsal)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=os.environ | environment,
    )


def end_of(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Exit code, and what it said from here on."""
    _, said = process.communicate(timeout=TOO_LONG)
    return process.returncode, said.decode()


def its_run_ended(rehearsal: Rehearsal, exit_code: int = 0) -> None:
    """The ledger knows how the pass ended, and of nothing between click and proof."""
    with rehearsal.ledger() as ledger:
        [run] = ledger.runs(rehearsal.shop)
        assert ledger.unsettled(rehearsal.shop) == []
    assert run.ended_at is not None
    assert run.summary is not None
    assert run.summary["exit_code"] == exit_code


def each_was_done_once(rehearsal: Rehearsal) -> None:
    truth = rehearsal.truth()
    assert truth.doubled() == []
    for case in rehearsal.cases("task"):
        assert done_for(truth, case) == wanted(case), case.scenario


def test_a_reader_who_leaves_after_one_line_stops_no_pass(urged: Rehearsal) -> None:
    process = begun(urged, subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    code, said = end_of(process)
    each_was_done_once(urged)
    its_run_ended(urged)
    assert code == 0
    assert "Traceback" not in said
    assert said.count("运行照常") == 1


def test_a_reader_who_takes_nothing_holds_up_no_pass(urged: Rehearsal) -> None:
    """A full pipe stands still for as long as its reader likes; nothing on the console may."""
    reader, writer = os.pipe()
    fill(writer)
    process = begun(urged, writer)
    os.close(writer)
    assert process.stderr is not None
    assert any(line.split()[1:2] == [b"stop"] for line in process.stderr)
    each_was_done_once(urged)
    its_run_ended(urged)
    os.close(reader)
    code, said = end_of(process)
    assert code == 0
    assert "Traceback" not in said


def fill(writer: int) -> None:
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, b"x")
    except BlockingIOError:
        os.set_blocking(writer, True)


def test_a_screen_that_is_closed_stops_no_pass(one_reply: Rehearsal) -> None:
    closed = ("sh", "-c", 'exec "$@" >&-', "sh")
    code, said = end_of(begun(one_reply, subprocess.DEVNULL, *closed))
    each_was_done_once(one_reply)
    its_run_ended(one_reply)
    assert code == 0
    assert "Traceback" not in said


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is full")
def test_a_full_disk_under_the_output_stops_no_pass_and_is_said(one_reply: Rehearsal) -> None:
    """Its exit code tells that what was asked for is not in the file."""
    with FULL.open("wb") as full:
        code, said = end_of(begun(one_reply, full))
    each_was_done_once(one_reply)
    its_run_ended(one_reply)
    assert code == 2
    assert "Traceback" not in said
    assert "No space left on device" in said


def test_ctrl_c_ends_a_pass_before_the_next_ticket(urged: Rehearsal) -> None:
    process = begun(urged, subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    shown, _ = process.communicate(timeout=TOO_LONG)
    assert process.returncode == 130
    assert "没轮到" in shown.decode()
    its_run_ended(urged, exit_code=1)
    urged.headless()
    assert urged.truth().doubled() == []
