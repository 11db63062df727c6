"""What stands on the terminal after a run, and that no text can colour or hide anything there."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from qn_assist.case.outcomes import RunSummary, State
from qn_assist.report.terminal import run_lines, ticket_block
from qn_assist.report.view import run_shown
from tests.report.examples import (
    TITLES,
    a_hostile_summary,
    a_reading,
    a_summary,
    a_ticket,
    an_outcome,
)


def _printed(summary: RunSummary, *, colours: bool = False) -> str:
    out = StringIO()
    console = Console(file=out, width=140, force_terminal=colours, highlight=False)
    run = run_shown(summary, TITLES)
    for line in [ticket_block(run.tickets[0]), *run_lines(run)]:
        console.print(line)
    return out.getvalue()


def test_a_ticket_says_what_why_and_what_was_written() -> None:
    printed = _printed(a_summary())
    for told in (
        "剩3小时12分  催发货  …725078  已提交并核实",
        "已和买家约好：协商记录里买家已同意",
        "→ 给买家发消息 [已提交并核实]  消息：您好，今天发出",
        "→ 回复催发货：延迟发货  说明：已和买家约好",
        "合计",
    ):
        assert told in printed


def test_markup_and_escapes_of_a_buyer_are_only_text() -> None:
    printed = _printed(a_hostile_summary(), colours=True)
    assert "[bold red]红[/]" in printed
    assert "\x1b[31m\u202e" not in printed
    assert "13812345678" not in printed


def test_an_incomplete_list_is_the_last_thing_on_the_screen() -> None:
    printed = _printed(a_summary(readings=(a_reading("少了 1 条"),), stopped="连续失败"))
    last = printed.strip().splitlines()[-2:]
    assert "清单没有读全" in last[0]
    assert "催发货：读到 59 条，页面写 60；少了 1 条" in last[1]


def test_only_the_first_waits_are_listed_and_the_rest_counted() -> None:
    outcomes = [an_outcome(State.HANDED_OVER, a_ticket(str(n)), hand_over="看") for n in range(13)]
    printed = _printed(a_summary(*outcomes))
    assert "客服小麦：13 件，最早 2026-06-18 13:12" in printed
    assert "还有 3 件" in printed


def test_what_failed_is_repeated_at_the_end() -> None:
    printed = _printed(a_summary(an_outcome(), an_outcome(State.UNKNOWN, a_ticket("7"))))
    assert "→ 给买家发消息 [不确定]" in printed.splitlines()[-2]


def test_english_is_spoken_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QN_LANG", "en")
    printed = _printed(a_summary())
    assert "3h 12m left" in printed
    assert "submitted and verified" in printed
