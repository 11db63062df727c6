"""`qn-assist drill`: every fault once and some rounds at random, and what is shown of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from qn_assist.cli import run
from qn_assist.drill.faults import ONCE
from qn_assist.drill.laws import Law
from tests import browsers

ROUNDS = 25

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1500)]


def drilled(*arguments: str) -> tuple[int, dict]:
    """In the whole browser: the shell cannot close connections, so a click may arrive twice."""
    command = [sys.executable, "-c", "from qn_assist.cli import main; main()", "drill"]
    with browsers.taken(browsers.ASKED):
        told = subprocess.run([*command, *arguments, "--json"], capture_output=True, text=True)
    return told.returncode, json.loads(told.stdout or "{}")


def broken(told: dict) -> list[tuple]:
    return [
        (one["what"], one["setting"], one["breaches"]) for one in told["rounds"] if one["breaches"]
    ]


@pytest.mark.parametrize("half", [0, 1])
def test_every_fault_once_breaks_no_law(half: int) -> None:
    chosen = [word for shown in ONCE[half::2] for word in ("--fault", shown)]
    code, told = drilled("--workers", "2", *chosen)
    assert broken(told) == []
    assert code == 0
    assert len(told["rounds"]) == len(ONCE[half::2])


def test_random_rounds_break_no_law(tmp_path: Path) -> None:
    page = tmp_path / "figures.md"
    code, told = drilled("--rounds", str(ROUNDS), "--workers", "2", "--summary", str(page))
    assert broken(told) == []
    assert code == 0
    assert told["figures"]["rounds"] == ROUNDS
    assert all(f"| law broken: {law} | 0 |" in page.read_text("utf-8") for law in Law)


def test_an_unknown_fault_is_refused_with_all_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["drill", "--fault", "no_such_fault"]) == 2
    assert "process_killed" in capsys.readouterr().err


def test_an_argument_that_cannot_be_played_is_refused_before_anything_starts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["drill", "--fault", "slow:soon"]) == 2
    assert "slow" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("--soak", "1", "--machines", "1"),
        ("--ledger", "x.sqlite3"),
        ("--soak", "1", "--ledger", "x"),
    ],
)
def test_a_shared_ledger_goes_with_two_machines_only(words: tuple[str, ...]) -> None:
    assert run(["drill", *words]) == 2


def test_a_drill_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path) -> None:
    """SIGTERM, as a service manager or a closed session sends it."""
    environ = {**os.environ, "TMPDIR": str(tmp_path), "QN_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "qn_assist", "drill", "--rounds", "50", "--seed", "3"]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=tmp_path
    ) as drill:
        begun = threading.Event()
        while not list(tmp_path.glob("qn-drill-*/*")) and drill.poll() is None:
            begun.wait(0.05)
        drill.terminate()
        said = drill.communicate(timeout=170)[1]
    assert drill.returncode == 130, said
    assert [path.name for path in tmp_path.glob("qn-*")] == []
