"""A file of answers stands in for a person only for what was seen, or on a practice console."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest

from qn_assist import cli
from qn_assist.basics.clock import utc_now
from qn_assist.practice.wire import app, control

from .conftest import Rehearse
from .judge import done_for, wanted
from .rehearsal import PASSWORD, Rehearsal

ANYTHING = '- {ticket: "*", do: approve}\n'

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def unproven(monkeypatch: pytest.MonkeyPatch, rehearse: Rehearse) -> Rehearsal:
    """One open task at a console that is local, but does not say that it is for practice."""
    for name in ("_FIRST", "_SECOND"):
        kept = [route for route in getattr(app, name) if route is not control.PROOF]
        monkeypatch.setattr(app, name, kept)
    rehearsal = rehearse(2)
    rehearsal.only("urge_ship")
    return rehearsal


def _run(rehearsal: Rehearsal, text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    path = rehearsal.folder / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("QN_HOME", str(rehearsal.home.root))
    monkeypatch.setenv("QN_PASSWORD_PRACTICE", PASSWORD)
    where = ["--shop", rehearsal.shop, "--workspace", str(rehearsal.folder)]
    return cli.run(["run", *where, "--mode", "supervised", "--answers", str(path)])


def _seen(ticket_id: str, digests: Iterable[str]) -> str:
    """Approvals of what a dry run showed."""
    until = (utc_now() + timedelta(minutes=30)).isoformat()
    line = '- {{ticket: "{}", do: approve, digest: {}, until: "{}"}}\n'
    return "".join(line.format(ticket_id, one, until) for one in digests)


def _dry(rehearsal: Rehearsal) -> tuple[str, list[str]]:
    case = rehearsal.case("agreed_delay", "task")
    (outcome,) = rehearsal.run().outcomes
    assert outcome.ticket.ticket_id == case.ticket_id
    return case.ticket_id, [one.digest for one in outcome.actions]


def test_a_blanket_approval_submits_nothing_where_practice_is_not_proven(
    unproven: Rehearsal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unproven.ask_a_person("urge_agreed_delay")
    assert _run(unproven, ANYTHING, monkeypatch) == 2
    assert "练习后台" in capsys.readouterr().err
    assert unproven.truth().silent


def test_what_was_seen_in_a_dry_run_may_be_approved_anywhere(
    unproven: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = unproven.case("agreed_delay", "task")
    assert _run(unproven, _seen(*_dry(unproven)), monkeypatch) == 0
    assert done_for(unproven.truth(), case) == wanted(case)


def test_an_approval_of_something_else_submits_nothing(
    unproven: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket_id, digests = _dry(unproven)
    assert _run(unproven, _seen(ticket_id, reversed(digests)), monkeypatch) != 0
    assert unproven.truth().silent


def test_on_the_practice_console_anything_may_be_approved(
    one_task: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = one_task.case("agreed_delay", "task")
    assert _run(one_task, ANYTHING, monkeypatch) == 0
    assert done_for(one_task.truth(), case) == wanted(case)
