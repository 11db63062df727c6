"""A clock that is set while a write is on its way changes nothing of when the second look comes."""

from __future__ import annotations

import threading

import pytest

from qn_assist.drill import drill
from qn_assist.drill.faults import Disturbance
from qn_assist.drill.rounds import Round

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.mark.parametrize(
    ("jump", "write"), [("3600", "slow:3200:writes:x1"), ("-86400", "false_success:x1")]
)
def test_a_clock_set_after_the_click_neither_doubles_nor_hangs(jump: str, write: str) -> None:
    """Forward, the wait for a late write would end at once; back, it would take a day."""
    played = (Disturbance("clock_jump", f"{jump}@click_after"), Disturbance.read(write))
    wanted = Round(1, indexes=(4,), disturbances=played)
    (verdict,) = drill.run([wanted], 1, lambda _: None, threading.Event())
    assert verdict.breaches == ()
    assert verdict.done == verdict.wanted
