"""`stop`: it works while everything else is busy, and says how to take it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.basics.paths import Home
from qn_assist.desk.shop_lock import ShopLock
from qn_assist.desk.stop_file import order_for

pytestmark = pytest.mark.usefixtures("desks_loaded_once")


@pytest.fixture
def stopped(home_folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Every shop, by the command."""
    assert cli.run(["stop", "--reason", "盘点", "--by", "阿宁"]) == 0
    assert str(home_folder / "STOP") in capsys.readouterr().out
    return home_folder


def test_the_command_stops_while_a_pass_is_going_on(
    home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ShopLock(home_folder / "locks", "practice"):
        assert cli.run(["stop", "--shop", "practice"]) == 0
    assert order_for(Home(home_folder), "practice") is not None


@pytest.mark.parametrize("mode", ["headless", "supervised"])
def test_a_pass_that_could_write_is_refused_and_told_why(
    stopped: Path, mode: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["run", "--mode", mode, "--no-window"]) == 3
    told = capsys.readouterr().err
    assert "阿宁" in told
    assert "盘点" in told
    assert "qn-assist stop --lift" in told


def test_status_shows_it_and_lifting_ends_it(
    stopped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["status", "--shop", "practice"]) == 0
    assert "人工停止：阿宁" in capsys.readouterr().out
    assert cli.run(["stop", "--lift", "--shop", "practice"]) == 2
    told = capsys.readouterr().err
    assert "practice没有停止可取消" in told
    assert "还有停止在：人工停止：阿宁" in told
    assert cli.run(["stop", "--lift"]) == 0
    assert "已取消：人工停止：阿宁" in capsys.readouterr().out
    assert cli.run(["stop", "--lift"]) == 2
    assert "没有停止可取消" in capsys.readouterr().err
    assert cli.run(["status", "--shop", "practice", "--json"]) == 0
    assert '"stop": null' in capsys.readouterr().out


def test_a_copy_that_windows_named_stops_a_pass_and_is_lifted(
    home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = home_folder / "STOP - 副本.txt.txt"
    order.touch()
    assert cli.run(["run", "--mode", "headless"]) == 3
    assert str(order) in capsys.readouterr().err
    assert cli.run(["stop", "--lift"]) == 0
    assert not order.exists()


def test_a_second_stop_keeps_why_the_first_was_given(
    stopped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["stop", "--by", "小林"]) == 0
    assert cli.run(["status", "--shop", "practice"]) == 0
    told = capsys.readouterr().out
    assert "阿宁、小林" in told
    assert "盘点" in told


def test_a_slip_of_the_shops_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["stop", "--shop", "practise"]) == 2
    assert "practise" in capsys.readouterr().err
