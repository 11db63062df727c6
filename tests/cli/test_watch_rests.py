"""`watch` in a cool-down: passes are refused before anything is opened, and it goes on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qn_assist.basics.clock import utc_now
from qn_assist.basics.paths import Home, Workspace
from qn_assist.cli.commands.watch import scheduled
from qn_assist.cli.passing import Notices
from qn_assist.desk.load import load_desk
from qn_assist.ledger import Halting, Ledger
from qn_assist.run.order import PassOrder
from tests.clocks import set_machine

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("mode", ["headless", "dry-run"])
def test_watch_asks_nothing_of_the_console_while_the_shop_cools_down(
    home_folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
) -> None:
    """A browser that is not there would be another message: none was looked for."""
    home = Home(home_folder).prepare()
    desk = replace(load_desk(Workspace.find(ROOT, home=home), home, "practice"), home=home)
    with Ledger.open(home.ledger_place()) as ledger:
        ledger.halt(Halting("practice", "captcha", "滑块", rest=timedelta(minutes=20)))
    order = PassOrder(mode=mode, browser=home_folder / "no-browser")  # type: ignore[arg-type]
    again = scheduled(desk, order, Notices(), lambda showing: showing())
    for _ in range(2):
        asyncio.run(again(asyncio.Event()))
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all("冷却中" in line and "滑块" in line for line in told)
    later = utc_now() + timedelta(minutes=21)
    set_machine(monkeypatch, lambda: later)
    asyncio.run(again(asyncio.Event()))
    assert "no-browser" in capsys.readouterr().err
