"""What of a run may be seen: masked, by deadline, in words."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from qn_assist.basics.words import WORDS
from qn_assist.case.outcomes import State
from qn_assist.report.as_json import run_json
from qn_assist.report.shown import left_shown, moment, shown, tail, word
from qn_assist.report.terminal import STYLES
from qn_assist.report.view import run_shown
from tests.report.examples import NOW, TITLES, a_hostile_summary, a_summary, a_ticket, an_outcome


def test_every_state_has_a_word_and_a_colour() -> None:
    assert [state for state in State if f"state.{state}" not in WORDS] == []
    assert set(STYLES) == set(State)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=59, seconds=59), "剩59分"),
        (timedelta(hours=3, minutes=12), "剩3小时12分"),
        (timedelta(days=1, hours=2, minutes=3), "剩1天2小时"),
        (timedelta(seconds=-1), "超时0分"),
        (timedelta(hours=-26), "超时1天2小时"),
        (None, "无期限"),
    ],
)
def test_time_left_is_said_in_words(length: timedelta | None, words: str) -> None:
    assert left_shown(length) == words


def test_texts_lose_what_a_terminal_obeys_and_what_is_personal() -> None:
    told = shown("a\x1b[31m\x07b\u202e 13812345678\ud800")
    assert told == "a[31mb 138********"
    assert shown(None) == ""


def test_an_id_that_looks_like_a_phone_is_still_an_id() -> None:
    ticket = a_ticket("13812345678")
    [one] = run_shown(a_summary(an_outcome(ticket=ticket)), TITLES).tickets
    assert one.ticket_id == "13812345678"
    assert tail("3895101549382725078") == "…725078"


def test_tickets_stand_by_deadline_and_those_without_one_last() -> None:
    late = a_ticket("3", deadline=NOW - timedelta(hours=1))
    never = a_ticket("1", deadline=None)
    run = run_shown(
        a_summary(*(an_outcome(ticket=one) for one in (never, a_ticket("2"), late))), TITLES
    )
    assert [one.ticket_id for one in run.tickets] == ["3", "2", "1"]
    assert [one.left_word for one in run.tickets] == ["超时1小时0分", "剩3小时12分", "无期限"]


def test_what_was_planned_and_not_begun_is_shown_too() -> None:
    [one] = run_shown(a_summary(), TITLES).tickets
    assert [(each.title, each.state_word) for each in one.actions] == [
        ("给买家发消息", "已提交并核实"),
        ("回复催发货：延迟发货", ""),
    ]
    assert [(each.title, each.text) for each in one.actions[1].fields] == [
        ("说明", "已和买家约好"),
        ("evidence", "a.png"),
    ]


def test_waits_are_grouped_by_the_person_who_is_needed() -> None:
    outcomes = [an_outcome(State.WAITING), an_outcome(State.HANDED_OVER, owner=None)]
    run = run_shown(a_summary(*outcomes, an_outcome()), TITLES)
    assert [(one.owner, len(one.tickets), moment(one.first)) for one in run.waits] == [
        ("客服小麦", 1, "2026-06-18 13:12"),
        ("", 1, "2026-06-18 13:12"),
    ]


def test_totals_count_each_category_by_outcome() -> None:
    other = a_ticket("9", category="ship_warning")
    run = run_shown(a_summary(an_outcome(), an_outcome(State.FAILED, other)), TITLES)
    assert dict(run.totals) == {"催发货": {State.VERIFIED: 1}, "发货预警": {State.FAILED: 1}}
    assert dict(run.states) == {State.VERIFIED: 1, State.FAILED: 1}


def test_json_holds_ids_as_text_and_nothing_personal() -> None:
    told = run_json(run_shown(a_hostile_summary(), TITLES))
    written = json.dumps(told, ensure_ascii=False)
    assert "13812345678" not in written
    assert "张三丰" not in written
    assert "\\u001b" not in written
    [ticket] = told["tickets"]  # type: ignore[misc]
    assert ticket["order_id"] == "3895101549382725078"
    assert ticket["minutes_left"] == 192


def test_a_state_without_a_word_is_shown_as_it_is() -> None:
    assert word("state", "brand_new") == "brand_new"
