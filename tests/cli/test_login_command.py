"""`login`: who is asked for what. The logins themselves are in tests/e2e/test_login.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.basics.errors import LoginChallenged, LoginNeeded
from qn_assist.cli.commands import login
from qn_assist.cli.desks import account_of, desk_of
from qn_assist.desk.load import Desk
from qn_assist.desk.shop_lock import ShopLock
from qn_assist.secrets import passwords as credentials

pytestmark = pytest.mark.usefixtures("desks_loaded_once")


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, bool]]:
    """How long, and whether in a window, a person was waited for; the person was through."""
    found: list[tuple[float, bool]] = []

    async def resumed(_desk: Desk, seconds: float, _by: str, _browser: object, window: bool) -> int:
        found.append((seconds, window))
        return 1

    async def by_person(desk: Desk, seconds: float, by: str, browser: object, **how: bool) -> int:
        return await resumed(desk, seconds, by, browser, how["window"])

    monkeypatch.setattr(login, "resume_by_person", by_person)
    return found


@pytest.mark.parametrize("line", ["login practice", "login practice --resume"])
def test_a_shop_that_is_being_worked_on_is_not_logged_in_to(
    line: str, home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ShopLock(home_folder / "locks", "practice"):
        assert cli.run(line.split()) == 3
    assert "正由另一个程序处理" in capsys.readouterr().err


def test_a_person_goes_on_in_a_window(
    waited: list[tuple[float, bool]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(login, "has_display", lambda: True)
    assert cli.run("login practice --resume --seconds 120".split()) == 0
    assert waited == [(120, True)]
    assert "可以继续了：青禾家居专营店" in capsys.readouterr().out


def test_without_a_display_it_looks_once_and_says_what_to_do(
    waited: list[tuple[float, bool]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(login, "has_display", lambda: False)
    assert cli.run("login practice --resume".split()) == 0
    assert waited == [(login.LOOK_SECONDS, False)]
    assert "在有屏幕的电脑上运行" in capsys.readouterr().out


@pytest.mark.parametrize(("display", "code"), [(True, 0), (False, 3)])
def test_a_login_that_asks_for_more_goes_on_in_the_window_or_says_so(
    display: bool,
    code: int,
    waited: list[tuple[float, bool]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def challenged(*_: object) -> None:
        raise LoginChallenged("要短信验证码", remedy="qn-assist login practice --resume")

    monkeypatch.setattr(login, "log_in_unattended", challenged)
    monkeypatch.setattr(login, "has_display", lambda: display)
    assert cli.run(["login", "practice"]) == code
    assert len(waited) == display
    assert ("--resume" in capsys.readouterr().err) is not display


def test_a_stored_password_is_forgotten_and_found_no_more(
    home_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QN_SECRET_KEY", "a key that is long enough for the file")
    desk = desk_of("practice", None)
    account = account_of(desk)
    assert credentials.store(account, "geheim", desk.home) == "file"
    assert cli.run("login practice --forget".split()) == 0
    assert "已从钥匙串和加密文件里删除" in capsys.readouterr().out
    with pytest.raises(LoginNeeded):
        credentials.find(account, desk.home)


def test_a_variable_that_still_holds_a_password_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QN_PASSWORD_PRACTICE", "geheim")
    assert cli.run("login practice --forget".split()) == 0
    assert "QN_PASSWORD_PRACTICE" in capsys.readouterr().out


def test_to_forget_is_asked_for_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run("login practice --forget --store".split()) == 2
    assert "分两次运行" in capsys.readouterr().err
