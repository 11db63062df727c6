"""Every failure becomes a message in the operator's words and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from qn_assist import cli
from qn_assist.basics import errors
from qn_assist.basics.errors import (
    CaptchaSeen,
    LedgerUnavailable,
    PageChanged,
    QnAssistError,
    UsageFault,
)
from qn_assist.basics.masking import register_secret
from qn_assist.cli.app import Command, Group
from qn_assist.cli.boundary import run_app


def _app_that(raises: BaseException) -> typer.Typer:
    app = typer.Typer(cls=Group)

    @app.command(cls=Command)
    def go() -> None:
        raise raises

    @app.callback()
    def root() -> None:
        pass

    return app


def _failing(raises: BaseException) -> int:
    return run_app(lambda: _app_that(raises), ["go"])


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (UsageFault("坏参数"), 2),
        (CaptchaSeen("出现滑块"), 3),
        (PageChanged("找不到按钮"), 1),
        (LedgerUnavailable("台账锁住了"), 70),
        (KeyboardInterrupt(), 130),
        (typer.Abort(), 130),
        (typer.Exit(1), 1),
        (ZeroDivisionError("x"), 70),
        (OSError("disk"), 70),
    ],
)
def test_each_failure_has_its_exit_code(failure: BaseException, code: int) -> None:
    assert _failing(failure) == code


def test_no_failure_class_has_an_unknown_exit_code() -> None:
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    named = [kind for kind in classes if issubclass(kind, QnAssistError)]
    assert {kind.exit_code for kind in named} == {1, 2, 3, 70}


def test_a_named_failure_says_what_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    _failing(UsageFault("没有叫 x 的店铺", remedy="用 a"))
    assert capsys.readouterr().err == "出错：没有叫 x 的店铺\n怎么办：用 a\n"


def test_our_fault_prints_the_log_path_and_no_traceback(
    capsys: pytest.CaptureFixture[str], home_folder: Path
) -> None:
    register_secret("geheim-1")
    _failing(ZeroDivisionError("with geheim-1"))
    shown = capsys.readouterr().err
    log = next((home_folder / "logs").glob("*.jsonl"))
    assert str(log) in shown
    assert "Traceback" not in shown
    assert "ZeroDivisionError: with ******" in log.read_text(encoding="utf-8")


def test_our_fault_without_a_log_still_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("QN_HOME", str(tmp_path / "file"))
    assert _failing(ZeroDivisionError("x")) == 70
    assert "（日志写不了）" in capsys.readouterr().err


def test_messages_are_masked(capsys: pytest.CaptureFixture[str]) -> None:
    _failing(UsageFault("买家 13812345678 不对"))
    assert "13812345678" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["init"], "缺少：DIR"),
        (["init", "--bogus"], "没有这个选项：--bogus"),
        (["verison"], "没有这个命令：verison"),
        (["practice", "--port", "x"], "--port 的值不对：要填整数"),
        (["run", "--limit", "-1"], "--limit 的值不对：最小是 1"),
        (["login", "practice", "--seconds", "99999"], "--seconds 的值不对：最大是 3600"),
        (["run", "stray"], "多写了：stray"),
        (["run", "--limit"], "--limit 后面少了值"),
        (["run", "--json=3"], "--json 后面不带值"),
        (["ledger", "paid", "T", "-5"], "-5：这里不能是负数"),
        (["practice", "--skin", "2030"], "没有页面版本 2030"),
        (["practice", "--port", "70000"], "--port 不能是 70000"),
        (["practice", "--tickets", "0"], "--tickets 不能是 0"),
        (["practice", "--fault", "nix"], "练习控制台不会演这个故障"),
        (["practice", "--clock", "morgen"], "看不懂练习时间：morgen"),
        (["doctor", "--only", "nix"], "没有这一项检查：nix"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"出错：{message}")
    assert "怎么办：" in shown


def test_a_mistyped_command_gets_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["docter"])
    assert "是不是 doctor？" in capsys.readouterr().err


def test_no_arguments_explains_in_ten_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 10
    assert "qn-assist demo" in lines[2]


@pytest.mark.parametrize("name", sorted(cli.MODULES))
def test_every_command_explains_itself_in_chinese(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "显示这段说明。" in shown
    assert "Show this message" not in shown


def _spawn(*arguments: str, **environ: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "qn_assist", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environ},
    )


def test_english_on_request_and_utf8_whatever_the_code_page() -> None:
    run = _spawn("verison", QN_LANG="en", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    _, err = run.communicate(timeout=60)
    assert run.returncode == 2
    assert err.decode("utf-8").startswith("Error: No such command: verison")
    run = _spawn(PYTHONIOENCODING="cp437", PYTHONUTF8="0")
    assert "练习控制台" in run.communicate(timeout=60)[0].decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="pipes close differently on Windows")
def test_a_reader_who_leaves_is_no_failure() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(
        [sys.executable, "-m", "qn_assist"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (run.returncode, run.stderr) == (0, b"")


def test_the_version_is_told_without_browser_database_and_server() -> None:
    heavy = "[m for m in ('playwright', 'sqlalchemy', 'starlette') if m in sys.modules]"
    code = f"import sys; from qn_assist import cli; cli.run(['version']); print({heavy})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


def test_the_version_is_told_as_most_programs_tell_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["version"]) == cli.run(["--version"]) == 0
    first, second = capsys.readouterr().out.split("qn-assist ")[1:]
    assert first
    assert first == second


@pytest.mark.parametrize(
    ("group", "first"), [("couriers", "list"), ("ledger", "find"), ("rules", "test")]
)
def test_a_group_typed_alone_says_which_word_is_missing(
    group: str, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([group]) == 2
    said = capsys.readouterr().err
    assert f"出错：后面还少一个词：{first}、" in said
    assert f"怎么办：看说明：qn-assist {group} --help" in said
