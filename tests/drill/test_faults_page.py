"""docs/faults.md says of every fault what there is to know; the tables themselves are generated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qn_assist.basics.words import WORDS
from qn_assist.drill.expected import EXPECTED
from qn_assist.drill.faults import ALL, GROUPS, MACHINE, ONCE, Disturbance
from qn_assist.drill.laws import Law
from qn_assist.drill.moments import MOMENTS
from qn_assist.practice import FAULTS
from qn_assist.practice.office.faults import parse

PAGE = (Path(__file__).parents[2] / "docs" / "faults.md").read_text(encoding="utf-8")
KNOWN_TO_HAPPEN = {
    "session": "session_expiry wrong_shop no_permission resigned_account token_expired_once",
    "risk": "captcha captcha_at_login sms_needed rgv587 rate_limit",
    "server": "slow http_500 drop lost_answer late_answer false_success false_failure "
    "already_handled",
    "page": "announcement unknown_dialog guide stale_mask swapped_detail row_shift short_total "
    "hidden_row empty_for_error closed_meanwhile option_missing field_reset renamed_classes "
    "moved_field second_button new_tab",
    "machine": "process_killed browser_killed page_crashed ledger_locked ledger_read_only "
    "evidence_full clock_jump time_zone two_runs stale_lock",
}


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_known_to_happen_can_be_made_to_happen(group: str) -> None:
    assert all(ALL[name].group == group for name in KNOWN_TO_HAPPEN[group].split())


def test_every_fault_has_an_answer_and_a_law_and_stands_on_the_page() -> None:
    assert EXPECTED.keys() == ALL.keys()
    assert all(one.answer and one.laws for one in EXPECTED.values())
    named = re.findall(r"^\| `(\w+)` \|", PAGE.partition("\n## Session")[2], re.MULTILINE)
    assert sorted(named) == sorted(ALL)
    assert not FAULTS.keys() & MACHINE.keys()


def test_every_fault_is_played_once_in_a_form_that_can_be_played() -> None:
    played = [Disturbance.read(shown) for shown in ONCE]
    assert {one.name for one in played} == ALL.keys()
    for one in played:
        if not one.of_the_machine:
            parse(one.name, one.arg)


def test_every_law_and_every_moment_is_explained() -> None:
    laws = re.findall(
        r"^\| `(\w+)` \|", PAGE.partition("## The laws")[2].partition("\n## ")[0], re.M
    )
    assert laws == [law.value for law in Law]
    assert {f"drill.law.{law}" for law in Law} <= WORDS.keys()
    assert all(f"`{moment}`" in PAGE for moment in MOMENTS)
