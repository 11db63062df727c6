"""The prompt of a supervised run: one key per form, and silence is no approval."""

from __future__ import annotations

import asyncio
import os
import select
import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TextIO

import pytest
from rich.console import Console

from qn_assist.cli.asking import Lines, TerminalAsk
from qn_assist.run.gate import PASS, Proposal, Ruled, Ruling
from tests.report.examples import HOSTILE, TITLES, a_decision, a_message


def _proposal(**changes: object) -> Proposal:
    decision = a_decision()
    one = Proposal(decision, decision.actions[0], "d", Path("/e/form.png"), 1)
    return replace(one, **changes)  # type: ignore[arg-type]


def _asked(typed: str | TextIO, proposal: Proposal | None = None) -> tuple[Ruled | None, str]:
    stream = StringIO(typed) if isinstance(typed, str) else typed
    out = StringIO()
    console = Console(file=out, width=120, highlight=False, markup=False)

    async def ask() -> Ruled | None:
        asking = TerminalAsk(stream, console, TITLES, asyncio.Event(), 20)
        return await asking(proposal or _proposal())

    return asyncio.run(ask()), out.getvalue()


def test_the_form_is_shown_whole_before_it_is_asked_about() -> None:
    _, shown = _asked("a\n")
    for told in (
        "第 1 项，共 2 项",
        "催发货 · 266167654296 · 3895101549382725078 · 剩3小时12分 2026-06-18 13:12",
        "规则：已和买家约好",
        "理由：协商记录里买家已同意",
        "依据：协商记录：6-24 前发货",
        "将要写：给买家发消息",
        "  消息：您好，今天发出",
        "截图：/e/form.png",
        "[a 批准]",
    ):
        assert told in shown


@pytest.mark.parametrize(
    ("typed", "ruled"),
    [
        ("a\n", PASS),
        ("A\n", PASS),
        ("批准\n", PASS),
        ("s\n", Ruled(Ruling.DECLINE, "人工跳过")),
        ("h\n", Ruled(Ruling.HAND_OVER, "人工决定转人工")),
        ("q\n", Ruled(Ruling.STOP, "人工停止")),
        ("e\n您好\n明天发\n\n", Ruled(Ruling.EDIT, text="您好\n明天发")),
        ("e\n\na\n", PASS),
        ("x\na\n", PASS),
    ],
)
def test_each_key_has_its_ruling(typed: str, ruled: Ruled) -> None:
    assert _asked(typed)[0] == ruled


@pytest.mark.parametrize("typed", ["", "\n", "   \n", "x\n", "e\n您好"])
def test_no_answer_is_no_approval(typed: str) -> None:
    ruled, _ = _asked(typed)
    assert ruled is None or ruled.ruling is Ruling.EDIT


def test_an_unanswered_question_is_said_to_be_one() -> None:
    assert "没有回答，这一项不提交。" in _asked("")[1]


def test_an_unknown_key_is_asked_again() -> None:
    assert "不认识：yes" in _asked("yes\na\n")[1]


def test_a_refused_edit_is_told() -> None:
    assert "改的话术不行：太长" in _asked("a\n", _proposal(problem="太长"))[1]


def test_what_would_be_written_is_shown_to_the_letter_and_obeyed_by_nothing() -> None:
    _, shown = _asked("a\n", _proposal(planned=a_message(f"电话 95311，{HOSTILE}")))
    assert "电话 95311" in shown
    assert "[bold red]红[/]" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def _with_pipe(wait: Callable[[Lines, TextIO], object]) -> object:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stream, os.fdopen(writing, "w") as keyboard:
        return wait(Lines(stream, asyncio.Event()), keyboard)


def test_a_time_out_is_no_answer_and_what_comes_late_answers_nothing_else() -> None:
    def wait(lines: Lines, keyboard: TextIO) -> object:
        async def main() -> tuple[str | None, str | None]:
            first = await lines.next(0.01)
            keyboard.write("a\n")
            keyboard.flush()
            return first, await lines.next(20)

        return asyncio.run(main())

    assert _with_pipe(wait) == (None, None)


def test_a_stop_ends_the_waiting() -> None:
    def wait(lines: Lines, keyboard: TextIO) -> object:
        async def main() -> str | None:
            asyncio.get_running_loop().call_soon(lines._stop.set)
            answer = await lines.next(20)
            keyboard.write("\n")  # lets the reader's thread go
            return answer

        return asyncio.run(main())

    assert _with_pipe(wait) is None


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_what_was_typed_before_the_form_was_shown_is_thrown_away() -> None:
    keyboard, terminal = os.openpty()
    try:
        with os.fdopen(terminal) as stream:
            lines = Lines(stream, asyncio.Event())
            os.write(keyboard, b"a\n")
            select.select([stream], [], [], 20)
            lines.forget_typed_ahead()
            os.write(keyboard, b"s\n")
            assert asyncio.run(lines.next(20)) == "s"
    finally:
        os.close(keyboard)
