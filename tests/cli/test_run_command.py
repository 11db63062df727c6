"""`run`, `scan` and `watch`: what is asked of a pass, what is printed, with which exit code.

The passes themselves are played; tests/e2e runs them in a browser.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.basics.errors import CaptchaSeen, ShopBusy
from qn_assist.case.outcomes import RunSummary, State
from qn_assist.cli import passing
from qn_assist.cli.commands import run as running
from qn_assist.cli.commands import scan
from qn_assist.desk.load import Desk
from qn_assist.report.notice import Notice
from qn_assist.run.order import PassOrder
from qn_assist.run.scan import Scan
from tests.report.examples import NOW, a_reading, a_summary, a_ticket, an_outcome

pytestmark = pytest.mark.usefixtures("desks_loaded_once")

Play = Callable[..., list[PassOrder]]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    """`play(summary_or_error)` makes the next passes end so; the orders they got."""

    def played(result: RunSummary | Exception) -> list[PassOrder]:
        orders: list[PassOrder] = []

        async def run_pass(desk: Desk, order: PassOrder) -> RunSummary:
            orders.append(order)
            if isinstance(result, Exception):
                raise result
            for number, outcome in enumerate(result.outcomes, 1):
                assert order.listener is not None
                order.listener(number, len(result.outcomes), outcome)
            return replace(result, mode=order.mode)

        monkeypatch.setattr(passing, "run_pass", run_pass)
        return orders

    return played


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Notice]:
    notices: list[Notice] = []

    async def send(notice: Notice, *_: object) -> bool:
        notices.append(notice)
        return True

    monkeypatch.setattr(passing.notify, "send", send)
    return notices


def test_it_is_a_dry_run_unless_told_otherwise(
    play: Play, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = Path("/home/plans/p.json")
    orders = play(a_summary(an_outcome(State.PREVIEWED), plan_file=plan))
    assert cli.run(["run"]) == 0
    assert [order.mode for order in orders] == ["dry-run"]
    shown = capsys.readouterr().out
    assert "青禾家居专营店 · 预演 · 2026-06-18 09:55" in shown
    assert "预演，没提交" in shown
    assert f"计划：{plan}" in shown
    assert f"qn-assist run --shop practice --mode headless --plan {plan}" in shown


def test_the_report_is_where_it_says(play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    play(a_summary())
    cli.run(["run"])
    page = capsys.readouterr().out.rpartition("报告：")[2].strip()
    assert Path(page).read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, 0),
        ({"outcomes": (an_outcome(State.UNKNOWN),)}, 1),
        ({"readings": (a_reading("少了 1 条"),)}, 1),
        ({"stopped": "连续失败"}, 1),
        ({"person_needed": True}, 3),
        ({"faults": ("台账写不了",), "person_needed": True}, 70),
    ],
)
def test_the_exit_code_says_how_it_went(
    play: Play, changes: dict[str, object], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    play(replace(a_summary(), **changes))  # type: ignore[arg-type]
    assert cli.run(["run", "--mode", "headless"]) == code


def test_a_fault_of_ours_is_told_with_the_log_and_the_rest_of_the_run(
    play: Play, told: list[Notice], capsys: pytest.CaptureFixture[str]
) -> None:
    play(a_summary(faults=("任务 266 可能已经点了提交",)))
    assert cli.run(["run", "--mode", "headless"]) == 70
    captured = capsys.readouterr()
    assert "任务 266 可能已经点了提交" in captured.out
    assert "已提交并核实" in captured.out
    assert "详情在日志里" in captured.err


def test_what_was_asked_for_reaches_the_pass(play: Play) -> None:
    orders = play(a_summary())
    line = "run --only urge_ship,3895101549382725078 --limit 5 --source json --window --json"
    cli.run(line.split())
    [order] = orders
    assert order.wanted.only == {"urge_ship", "3895101549382725078"}
    assert (order.wanted.limit, order.wanted.source, order.window) == (5, "json", True)


def test_json_is_all_there_is_on_stdout(play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    play(a_summary())
    assert cli.run(["run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["states"] == {"verified": 1}
    assert Path(told["report"]).is_file()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("run --only urge_shp", "没有 urge_shp 这种任务"),
        ("run --mode live", "只能是"),
        ("run --shop nobody", "没有叫 nobody 的店铺"),
        ("run --plan nowhere.json", "nowhere.json"),
        ("run --answers a.yaml", "--answers 只用于 --mode supervised"),
        ("run --mode supervised --answers nowhere.yaml", "nowhere.yaml"),
        ("run --limit 0", "--limit"),
    ],
)
def test_a_mistake_in_the_line_runs_nothing(
    play: Play, line: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    orders = play(a_summary())
    assert cli.run(line.split()) == 2
    assert message in capsys.readouterr().err
    assert orders == []


def test_a_second_pass_of_the_shop_is_refused(
    play: Play, told: list[Notice], capsys: pytest.CaptureFixture[str]
) -> None:
    play(ShopBusy("店铺 practice 正由另一个程序处理"))
    assert cli.run(["run", "--mode", "headless"]) == 3
    assert "另一个程序" in capsys.readouterr().err
    assert told == []


def _with_notify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace whose shop tells somebody."""
    cli.run(["init", str(tmp_path)])
    shop = tmp_path / "shops" / "practice" / "shop.yaml"
    text = shop.read_text(encoding="utf-8").replace("notify: []", 'notify: ["env:QN_NOTIFY"]')
    shop.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_a_person_who_is_needed_is_told_of_a_headless_run_only(
    play: Play, told: list[Notice], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_notify(tmp_path, monkeypatch)
    play(CaptchaSeen("出现滑块"))
    assert cli.run(["run", "--mode", "dry-run"]) == 3
    assert told == []
    assert cli.run(["run", "--mode", "headless"]) == 3
    assert [one.title for one in told] == ["千牛助手 · 青禾家居专营店：要人处理"]


def test_a_report_that_cannot_be_written_fails_no_run(
    play: Play, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr(passing, "write_run", full)
    play(a_summary())
    assert cli.run(["run"]) == 0
    captured = capsys.readouterr()
    assert "报告：" not in captured.out
    assert "no space left" in captured.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_finishes_the_ticket_at_hand_and_says_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def run_pass(desk: Desk, order: PassOrder) -> RunSummary:
        assert order.stop is not None
        os.kill(os.getpid(), signal.SIGINT)
        await order.stop.wait()
        return a_summary(stopped="按要求停下")

    monkeypatch.setattr(passing, "run_pass", run_pass)
    assert cli.run(["run"]) == 130
    captured = capsys.readouterr()
    assert "做完手上这一个就停" in captured.err
    assert "已提交并核实" in captured.out


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_twice_breaks_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def run_pass(desk: Desk, order: PassOrder) -> RunSummary:
        assert order.stop is not None
        os.kill(os.getpid(), signal.SIGINT)
        await order.stop.wait()
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(passing, "run_pass", run_pass)
    assert cli.run(["run"]) == 130
    assert "已中断。" in capsys.readouterr().err


def test_a_window_needs_a_display(
    play: Play, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "has_display", lambda: False)
    orders = play(a_summary())
    assert cli.run(["run", "--mode", "supervised"]) == 0
    assert orders[0].window is False
    assert orders[0].ask is not None
    assert "没有屏幕" in capsys.readouterr().err


def _scan(monkeypatch: pytest.MonkeyPatch, fault: str = "") -> None:
    async def scan_pass(desk: Desk, order: PassOrder) -> Scan:
        tickets = (a_ticket("1", item_title="=1+1"), a_ticket("2", deadline=None))
        return Scan((a_reading(fault),), tickets, NOW, "青禾家居专营店", {"待处理工单": 2})

    monkeypatch.setattr(scan, "scan_pass", scan_pass)


def test_a_scan_shows_a_table_and_its_totals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _scan(monkeypatch)
    assert cli.run(["scan"]) == 0
    shown = capsys.readouterr().out
    assert "剩3小时12分" in shown
    assert "青禾家居专营店 · 共 2 件，已超时 0 件 · 催发货 2" in shown


def test_an_incomplete_scan_is_loud_and_exits_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _scan(monkeypatch, fault="少了 1 条")
    assert cli.run(["scan"]) == 1
    assert "清单没有读全" in capsys.readouterr().out


def test_a_scan_can_be_kept_as_a_spreadsheet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _scan(monkeypatch)
    assert cli.run(["scan", "--json", "--xlsx", str(tmp_path / "a.xlsx")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["complete"], len(told["tickets"])) == (True, 2)
    assert (tmp_path / "a.xlsx").stat().st_size


@pytest.mark.parametrize("command", ["scan", "report"])
@pytest.mark.parametrize(
    ("name", "told"), [("s.csv", "以 .xlsx 结尾"), ("no/s.xlsx", "先建好文件夹")]
)
def test_a_spreadsheet_that_would_not_open_or_has_no_folder_is_refused_before_the_work(
    command: str, name: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No scan is set up here: it would fail if it began."""
    assert cli.run([command, "--xlsx", str(tmp_path / name)]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ["couriers export", "appeal 266167654296 --out"])
def test_a_file_whose_folder_is_not_there_is_refused_before_the_work(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*line.split(), str(tmp_path / "no/a.xlsx")]) == 2
    assert "先建好文件夹" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_next_times_are_shown_without_running(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["watch", "--next", "5"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert all(line.endswith("  practice  预演") for line in lines)


def test_a_shop_without_a_schedule_cannot_be_watched(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["watch", "--shop", "practice-legacy", "--next", "1"]) == 2
    assert "practice-legacy 没有写 schedule" in capsys.readouterr().err
