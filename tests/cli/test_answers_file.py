"""A prepared session plays as written, and approves nothing that it did not foresee."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError, UsageFault
from qn_assist.cli.answers import AnswersAsk, ApprovalTerms, load_answers
from qn_assist.run.gate import PASS, Proposal, Ruled, Ruling
from tests.report.examples import a_decision, a_ticket

ONE, OTHER = "266167654296", "266167654297"
SEEN, CHANGED = "83a1f00d83a1f00d", "0000f00d83a1f00d"
NOW = datetime(2026, 6, 18, 2, 0, tzinfo=UTC)


def _proposal(ticket_id: str = ONE, number: int = 1, problem: str = "") -> Proposal:
    decision = a_decision(a_ticket(ticket_id))
    return Proposal(decision, decision.actions[number - 1], SEEN, None, number, problem)


def _terms(*, practice: bool = True, minutes: int = 60, later: float = 0) -> ApprovalTerms:
    now = NOW + timedelta(minutes=later)
    return ApprovalTerms("my-shop", minutes, lambda: practice, lambda: now)


def _bound(digest: str = SEEN, minutes: float = 30) -> str:
    until = (NOW + timedelta(minutes=minutes)).isoformat()
    return f'- {{ticket: "{ONE}", do: approve, digest: {digest}, until: "{until}"}}'


def _file(text: str, tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _played(
    text: str, tmp_path: Path, *proposals: Proposal, terms: ApprovalTerms | None = None
) -> list[Ruled | None]:
    ask = AnswersAsk(load_answers(_file(text, tmp_path)), terms or _terms())

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
        (f'- {{ticket: "1", do: approve, digest: {SEEN}}}', "两个都要写"),
        ('- {ticket: "1", do: approve, until: "2026-06-18T12:00:00+08:00"}', "两个都要写"),
        (_bound().replace("approve", "skip"), "只跟 do: approve 一起写"),
        (_bound().replace(ONE, "*"), "摘要只属于一个任务"),
        (_bound().replace("+00:00", ""), "until"),
        (_bound("abc"), "digest"),
        ('ticket: "1"', ""),
    ],
)
def test_a_wrong_file_is_named_with_its_place(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as raised:
        _played(text, tmp_path)
    assert message in str(raised.value)
    assert "answers.yaml" in str(raised.value)


def test_a_bound_approval_passes_what_was_seen_on_any_console(tmp_path: Path) -> None:
    terms = _terms(practice=False)
    assert _played(_bound(), tmp_path, _proposal(), terms=terms) == [PASS]


def test_a_bound_approval_passes_nothing_that_changed(tmp_path: Path) -> None:
    assert _played(_bound(CHANGED), tmp_path, _proposal()) == [None]


def test_an_approval_expires_also_within_a_pass(tmp_path: Path) -> None:
    assert _played(_bound(), tmp_path, _proposal(), terms=_terms(later=30)) == [None]


@pytest.mark.parametrize("ticket", ["*", ONE])
def test_an_approval_of_anything_counts_on_a_practice_console_only(
    ticket: str, tmp_path: Path
) -> None:
    text, elsewhere = f'- {{ticket: "{ticket}", do: approve}}', _terms(practice=False)
    assert _played(text, tmp_path, _proposal(), terms=elsewhere) == [None]
    with pytest.raises(UsageFault) as refused:
        elsewhere.check(load_answers(_file(text, tmp_path)))
    assert "my-shop" in refused.value.message
    _terms().check(load_answers(_file(text, tmp_path)))


@pytest.mark.parametrize(
    ("minutes", "limit", "message"),
    [
        (0, 60, "已过期"),
        (-1, 60, "已过期"),
        (61, 60, "最多 60 分钟"),
        (72 * 60 + 1, 7 * 24 * 60, "最多 4320 分钟"),
    ],
)
def test_an_approval_stands_for_the_shops_time_at_most(
    minutes: float, limit: int, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageFault) as refused:
        _terms(minutes=limit).check(load_answers(_file(_bound(minutes=minutes), tmp_path)))
    assert message in refused.value.message


def test_an_approval_within_its_time_is_taken(tmp_path: Path) -> None:
    _terms(practice=False).check(load_answers(_file(_bound(minutes=60), tmp_path)))


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as raised:
        _played('- {ticket: "1", do: x}\n- {ticket: "2", do: y}\n', tmp_path)
    assert [fault.line for fault in raised.value.faults] == [1, 2]
