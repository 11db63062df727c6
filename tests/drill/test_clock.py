"""A clock that is set while a write is on its way changes nothing of when the second look comes."""

from __future__ import annotations

import json
import threading
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qn_assist.basics.clock import ConsoleClock, utc_now
from qn_assist.basics.text import SHANGHAI
from qn_assist.desk.shop_lock import ShopLock
from qn_assist.drill import drill
from qn_assist.drill.faults import Disturbance
from qn_assist.drill.rounds import Round
from qn_assist.drill.troubles import Machine, watch_clock
from qn_assist.ledger import Ledger


def test_a_clock_that_jumps_jumps_for_the_ledger_the_lock_and_the_console(
    tmp_path: Path,
) -> None:
    """The fault is worth nothing where a part of the product reads another clock."""
    machine = Machine(tmp_path / "ledger.db", ExitStack())
    day = timedelta(days=1)
    with machine.stack as stack, Ledger.open(tmp_path / "ledger.db") as ledger:
        watch_clock(stack, machine)
        before = utc_now()
        ledger.approve("shop", "1", "digest", "me", before + timedelta(hours=1))
        assert ledger.approved("shop", "1", "digest") is not None
        machine.jump(int(day.total_seconds()))
        assert day <= utc_now() - before < day + timedelta(minutes=1)
        assert day <= ConsoleClock().now() - before < day + timedelta(minutes=1)
        assert ledger.approved("shop", "1", "digest") is None
        run_id = ledger.begin_run("shop", "dry-run")
        assert run_id.startswith(f"{(before + day).astimezone(SHANGHAI):%Y%m%d}")
        with ShopLock(tmp_path / "locks", "shop"):
            [owner] = (tmp_path / "locks").glob("*.json")
            since = datetime.fromisoformat(json.loads(owner.read_text("utf-8"))["since"])
            assert day - timedelta(seconds=1) <= since - before < day + timedelta(minutes=1)
    assert utc_now() - before < timedelta(minutes=1)


@pytest.mark.browser
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("jump", "write"), [("3600", "slow:3200:writes:x1"), ("-86400", "http_500:writes:x1")]
)
def test_a_clock_set_after_the_click_neither_doubles_nor_hangs(jump: str, write: str) -> None:
    """Forward, the wait for a late write would end at once; back, it would take a day."""
    played = (Disturbance("clock_jump", f"{jump}@click_after"), Disturbance.read(write))
    wanted = Round(1, indexes=(4,), disturbances=played)
    (verdict,) = drill.run([wanted], 1, lambda _: None, threading.Event())
    assert verdict.breaches == ()
    assert verdict.done == verdict.wanted
