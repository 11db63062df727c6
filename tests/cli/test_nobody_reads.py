"""Commands whose output nobody takes: `… | head -1`, `>&-`, a full disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
READING = [
    "--help",
    "version",
    "version --json",
    "status",
    "status --json",
    "ledger waiting",
    "ledger waiting --json",
    "report",
    "report --json",
    "rules test --shop practice",
    "check",
    "check --json",
    "couriers --help",
    "watch --shop practice --next 3",
]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes close differently on Windows")


def told(line: str, redirected: str, stdout: int = subprocess.DEVNULL) -> tuple[int, str]:
    """Exit code and stderr of a real process under a shell's redirection."""
    command = ["sh", "-c", f'exec "$@" {redirected}', "sh", sys.executable, "-m", "qn_assist"]
    ended = subprocess.run(
        [*command, *line.split()], stdout=stdout, stderr=subprocess.PIPE, check=False
    )
    return ended.returncode, ended.stderr.decode()


@pytest.mark.parametrize("line", READING)
def test_a_reader_who_leaves_is_no_failure(line: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = told(line, "", writer)
    os.close(writer)
    assert ended == (0, "")


@pytest.mark.parametrize("line", ["version", "status --json", "check"])
@pytest.mark.parametrize("closed", [">&-", "<&- >&-", "<&- >&- 2>&-"])
def test_a_screen_that_is_closed_is_no_failure(line: str, closed: str) -> None:
    assert told(line, closed) == (0, "")


def test_a_fault_told_to_nobody_keeps_its_exit_code() -> None:
    assert told("status --shop nosuch", "2>&-")[0] == 2
    assert told("status --shop nosuch", ">&- 2>&-")[0] == 2


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is full")
@pytest.mark.parametrize("line", ["version", "status", "status --json", "check"])
def test_a_full_disk_is_told_and_is_not_our_fault(line: str) -> None:
    code, said = told(line, f">{FULL}")
    assert code == 2
    assert said.startswith("出错：没有地方写了：")
    assert "怎么办：" in said
    assert "Traceback" not in said
