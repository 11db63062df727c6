"""What a rule says of following a case is checked when the file is loaded."""

from __future__ import annotations

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.case.endings import ENDINGS
from qn_assist.datafiles.reader import parse
from qn_assist.rules.policy import schemas
from qn_assist.rules.rules_file import load_rules

RULES = """
rules:
  - name: one
    title: 一条
    when: kind == "urge_ship"
    {outcome}
    follow_up: {follow_up}
otherwise: {{hand_over: 人工}}
"""


def faults_of(follow_up: str, outcome: str = "hand_over: 人工") -> list[str]:
    document = parse(RULES.format(follow_up=follow_up, outcome=outcome), "rules.yaml")
    try:
        load_rules(document, {}, {})
    except DataFileError as error:
        return [str(fault) for fault in error.faults]
    return []


def test_a_whole_one_is_taken() -> None:
    assert faults_of("{after_hours: 24, limit_hours: 72, until: [signed, closed]}") == []


@pytest.mark.parametrize(
    ("follow_up", "told"),
    [
        (
            "{after_hours: 24, limit_hours: 72, until: [parcel_move]}",
            "没有叫 parcel_move 的结束条件 → 是不是 parcel_moved",
        ),
        ("{after_hours: 24, limit_hours: 12, until: [signed]}", "limit_hours 比 after_hours 短"),
        ("{after_hours: 24, limit_hours: 72, until: []}", "until"),
        ("{after_hours: 0, limit_hours: 72, until: [signed]}", "after_hours"),
        ("{after_hour: 24, limit_hours: 72, until: [signed]}", "after_hours"),
    ],
)
def test_a_slip_is_named_with_its_place(follow_up: str, told: str) -> None:
    assert any(told in fault for fault in faults_of(follow_up)), faults_of(follow_up)


def test_what_is_skipped_is_not_followed() -> None:
    whole = "{after_hours: 24, limit_hours: 72, until: [signed]}"
    assert "skip 后面没有什么可跟踪" in faults_of(whole, "skip: 不用")[0]


def test_editors_are_told_the_ends_there_are() -> None:
    shown = schemas()["rules.yaml"]["$defs"]["FollowUpEntry"]["properties"]["until"]
    assert shown["items"] == {"enum": list(ENDINGS)}
