"""Ctrl-C in a real terminal, which tells every process in front of it, and a terminal that closes:
the click that is under way is finished and read back.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests import browsers

from .rehearsal import PASSWORD, Rehearsal

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal"),
    pytest.mark.timeout(240),
]

WAIT_SECONDS = 90
CTRL_C = b"\x03"
# Its own session, whose terminal is stdin, as a shell in a window has it.
IN_A_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    ours, theirs = os.openpty()
    yield ours, theirs
    for end in (ours, theirs):
        with suppress(OSError):
            os.close(end)


def begun(rehearsal: Rehearsal, theirs: int) -> subprocess.Popen[bytes]:
    line = f"-m qn_assist run --mode headless --workspace {rehearsal.folder}".split()
    own = {"QN_HOME": str(rehearsal.home.root), "QN_PASSWORD_PRACTICE": PASSWORD}
    with browsers.taken(browsers.ASKED):
        return subprocess.Popen(
            [sys.executable, "-c", IN_A_TERMINAL, *line],
            stdin=theirs,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | own,
        )


@pytest.mark.parametrize("ended_by", ["ctrl_c", "hang_up", "terminate"])
def test_the_click_under_way_is_finished_and_read_back(
    one_reply: Rehearsal, terminal: tuple[int, int], ended_by: str
) -> None:
    ours, theirs = terminal
    case = one_reply.case("relief_epidemic")
    one_reply.console.arm("late_answer", "1500:urge_reply")
    arrived = one_reply.when_arrives("urge_reply")
    process = begun(one_reply, theirs)
    assert arrived.wait(WAIT_SECONDS)
    if ended_by == "ctrl_c":
        os.write(ours, CTRL_C)
    elif ended_by == "hang_up":
        os.close(theirs)
        os.close(ours)
    else:
        process.send_signal(signal.SIGTERM)

    assert process.wait(WAIT_SECONDS) == 130
    assert one_reply.truth().kinds(case.ticket_id) == ["urge_reply"]
    assert one_reply.entries(case.order.order_id) == {"urge_reply": "verified"}
    with one_reply.ledger() as ledger:
        [run] = ledger.runs(one_reply.shop)
    assert run.ended_at is not None
