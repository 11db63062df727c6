"""A prepared session plays as written, and approves nothing that it did not foresee."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.cli.answers import AnswersAsk, load_answers
from qn_assist.run.gate import PASS, Proposal, Ruled, Ruling
from tests.report.examples import a_decision, a_ticket

ONE, OTHER = "266167654296", "266167654297"


def _proposal(ticket_id: str = ONE, number: int = 1, problem: str = "") -> Proposal:
    decision = a_decision(a_ticket(ticket_id))
    return Proposal(decision, decision.actions[number - 1], "d", None, number, problem)


def _played(text: str, tmp_path: Path, *proposals: Proposal) -> list[Ruled | None]:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    ask = AnswersAsk(load_answers(path))

    async def play() -> list[Ruled | None]:
        return [await ask(one) for one in proposals]

    return asyncio.run(play())


def test_a_ticket_without_an_answer_stays_unanswered(tmp_path: Path) -> None:
    text = f'- {{ticket: "{OTHER}", do: approve}}'
    assert _played(text, tmp_path, _proposal()) == [None]


def test_an_answer_is_used_once(tmp_path: Path) -> None:
    text = f'- {{ticket: "{ONE}", do: approve}}'
    assert _played(text, tmp_path, _proposal(), _proposal(number=2)) == [PASS, None]


def test_an_answer_may_be_for_one_action(tmp_path: Path) -> None:
    text = f'- {{ticket: "{ONE}", action: urge_reply, do: skip}}\n- {{ticket: "*", do: approve}}'
    played = _played(text, tmp_path, _proposal(), _proposal(number=2), _proposal(OTHER))
    assert played == [PASS, Ruled(Ruling.DECLINE, "人工跳过"), PASS]


def test_an_edit_is_followed_by_an_answer_to_the_new_form(tmp_path: Path) -> None:
    text = f'- {{ticket: "{ONE}", do: edit, text: 您好}}\n- {{ticket: "*", do: approve}}'
    edit = Ruled(Ruling.EDIT, text="您好")
    assert _played(text, tmp_path, _proposal(), _proposal()) == [edit, PASS]


def test_a_refused_edit_is_not_approved_in_its_old_words(tmp_path: Path) -> None:
    text = '- {ticket: "*", do: approve}'
    assert _played(text, tmp_path, _proposal(problem="太长")) == [None]


@pytest.mark.parametrize(
    ("do", "ruling"),
    [("skip", Ruling.DECLINE), ("hand_over", Ruling.HAND_OVER), ("stop", Ruling.STOP)],
)
def test_the_other_answers(do: str, ruling: Ruling, tmp_path: Path) -> None:
    [ruled] = _played(f'- {{ticket: "*", do: {do}}}', tmp_path, _proposal())
    assert ruled is not None
    assert ruled.ruling is ruling


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('- {ticket: "1", do: aprove}', "aprove"),
        ('- {ticket: "1", do: edit}', "text 和 do: edit 要一起写"),
        ('- {ticket: "1", do: skip, text: x}', "text 和 do: edit 要一起写"),
        ('- {ticket: "*", do: edit, text: x}', 'ticket: "*" 不能改话术'),
        ("- {ticket: 266167654296, do: skip}", ":1 0.ticket"),
        ('- {ticket: "1", do: skip, why: x}', "why"),
        ('ticket: "1"', ""),
    ],
)
def test_a_wrong_file_is_named_with_its_place(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as raised:
        _played(text, tmp_path)
    assert message in str(raised.value)
    assert "answers.yaml" in str(raised.value)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as raised:
        _played('- {ticket: "1", do: x}\n- {ticket: "2", do: y}\n', tmp_path)
    assert [fault.line for fault in raised.value.faults] == [1, 2]
