"""What is logged: JSON lines in a private file, short lines for the person, nobody's data."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qn_assist.basics import log
from qn_assist.basics.clock import utc_now
from qn_assist.basics.masking import register_secret


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    log.set_up(tmp_path / "logs")
    yield tmp_path / "logs"
    log.shut_down()


def _lines(folder: Path) -> list[dict[str, Any]]:
    written = log.newest(folder)
    assert written is not None
    return [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]


def test_no_line_no_file(folder: Path) -> None:
    assert log.newest(folder) is None


def test_a_line_carries_its_action_and_values_masked(folder: Path) -> None:
    log.act("claim", ticket="T1", buyer="李雷").info("打电话 {}", "13812345678")
    line = _lines(folder)[0]
    assert (line["action"], line["message"]) == ("claim", "打电话 138********")
    assert line["values"] == {"ticket": "T1", "buyer": "******"}
    assert line["at"].endswith("+08:00")


def test_braces_and_markup_in_a_message_are_only_text(folder: Path) -> None:
    log.act("read").info('{"a": 1} <red>x</red> {missing}')
    assert _lines(folder)[0]["message"] == '{"a": 1} <red>x</red> {missing}'


def test_a_text_with_line_ends_is_one_line_on_the_screen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.act("read").warning("标题\r\n10:00:00 submit 成功\x1b[2J\u202e\x85x")
    assert capsys.readouterr().err.count("\n") == 1
    [line] = _lines(folder)
    assert line["message"] == "标题\n10:00:00 submit 成功[2J x"


def test_a_traceback_is_kept_and_masked(folder: Path) -> None:
    register_secret("geheim-123")
    log.act("fault").opt(exception=RuntimeError("login with geheim-123 failed")).error("x")
    told = _lines(folder)[0]["traceback"]
    assert "RuntimeError: login with ****** failed" in told


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX rights")
def test_the_file_is_private(folder: Path) -> None:
    log.act("start").info("x")
    written = log.newest(folder)
    assert written is not None
    assert (written.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_person_sees_warnings_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.act("read").info("quiet")
    log.act("doubt").warning("验证码 13812345678")
    assert capsys.readouterr().err.split(" ", 1)[1] == "doubt 验证码 138********\n"


def test_verbose_shows_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up(None, verbose=True)
    log.act("read").debug("loud")
    log.shut_down()
    assert "read loud" in capsys.readouterr().err


def test_a_librarys_warning_goes_the_same_way(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("some.library").warning("call %s {x}", "13812345678")
    assert _lines(folder)[0]["values"] == {"library": "some.library"}
    assert capsys.readouterr().err.endswith(" call 138******** {x}\n")


def test_an_unknown_action_word_is_refused() -> None:
    with pytest.raises(ValueError, match="not an action word"):
        log.act("frobnicate")


def test_logs_of_earlier_processes_that_are_too_old_are_removed(tmp_path: Path) -> None:
    old, young = tmp_path / "qn-assist-20260101-090000-1.jsonl", tmp_path / "qn-assist-x-2.jsonl"
    other = tmp_path / "notes.txt"
    for path in (old, young, other):
        path.write_text("{}\n", encoding="utf-8")
    long_ago = (utc_now() - log.RETENTION).timestamp() - 60
    os.utime(old, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    os.utime(young, (long_ago + 120, long_ago + 120))
    log.set_up(tmp_path, console=False)
    log.shut_down()
    assert sorted(tmp_path.iterdir()) == sorted([young, other])
