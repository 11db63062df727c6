"""`--plan` applies exactly what a dry run showed, ticket by ticket, or refuses it as stale."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from qn_assist import cli
from qn_assist.basics.errors import DataFileError
from qn_assist.case.outcomes import State
from qn_assist.case.plan import Plan, plan_of
from qn_assist.case.plan_file import load_plan, save

from .judge import done_for, wanted
from .rehearsal import PASSWORD, Rehearsal, of, replace_in, states

pytestmark = pytest.mark.timeout(240)


def planned(rehearsal: Rehearsal) -> Plan:
    """The plan of a dry run, read from the file it left."""
    summary = rehearsal.run("dry-run")
    assert summary.plan_file is not None
    return load_plan(summary.plan_file, rehearsal.desk().plan_for)


def test_a_plan_is_applied_exactly(one_reply: Rehearsal) -> None:
    plan = planned(one_reply)
    assert one_reply.truth().silent
    summary = one_reply.headless(plan=plan)
    assert set(states(summary).values()) == {State.VERIFIED}
    for case in one_reply.cases("task"):
        assert done_for(one_reply.truth(), case) == wanted(case)


def test_a_ticket_that_came_after_the_plan_is_left_alone(one_reply: Rehearsal) -> None:
    plan = planned(one_reply)
    kept = plan.entries[0]
    shorter = plan.model_copy(update={"entries": (kept,)})
    summary = one_reply.headless(plan=shorter)
    assert list(states(summary)) == [kept.ticket_id]
    assert {one["order_id"] for one in one_reply.truth().accepted} == {kept.order_id}


@pytest.mark.parametrize("deed", ["ship", "refund", "withdraw"])
def test_a_ticket_that_a_person_closed_is_refused_alone(one_reply: Rehearsal, deed: str) -> None:
    plan = planned(one_reply)
    closed, other = one_reply.case("agreed_delay", "task"), one_reply.case("relief_epidemic")
    ids = {"order_id": closed.order.order_id, "ticket_id": closed.ticket_id}
    one_reply.console.person(deed, **ids)

    summary = one_reply.headless(plan=plan)

    assert states(summary).get(closed.ticket_id) in {None, State.STALE, State.SKIPPED}
    assert done_for(one_reply.truth(), closed) == []
    assert of(summary, other.ticket_id).state is State.VERIFIED


def agree_on_another_day(path: Path, order_id: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    row = next(row for row in rows if row[0] == order_id)
    row[head.index("约定时间")] = "2026-06-29 18:00"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def test_other_facts_than_at_planning_make_that_ticket_stale(one_reply: Rehearsal) -> None:
    plan = planned(one_reply)
    changed, other = one_reply.case("agreed_delay", "task"), one_reply.case("relief_epidemic")
    agree_on_another_day(one_reply.facts_file("agreements"), changed.order.order_id)

    summary = one_reply.headless(plan=plan)

    assert of(summary, changed.ticket_id).state is State.STALE
    assert done_for(one_reply.truth(), changed) == []
    assert of(summary, other.ticket_id).state is State.VERIFIED
    assert summary.exit_code == 1


def test_other_words_than_at_planning_make_the_ticket_stale(one_task: Rehearsal) -> None:
    plan = planned(one_task)
    replies = one_task.folder / "shops/practice/replies.yaml"
    replace_in(replies, ("聊天记录见凭证", "记录见凭证"))
    summary = one_task.headless(plan=plan)
    assert list(states(summary).values()) == [State.STALE]
    assert one_task.truth().silent


def test_a_plan_changed_by_hand_is_refused(one_task: Rehearsal) -> None:
    summary = one_task.run("dry-run")
    assert summary.plan_file is not None
    content = json.loads(summary.plan_file.read_text("utf-8"))
    content["entries"][0]["actions"][0]["params"]["text"] = "亲，已发货"
    summary.plan_file.write_text(json.dumps(content), "utf-8")
    with pytest.raises(DataFileError, match="被改过"):
        load_plan(summary.plan_file)


@pytest.fixture
def typed(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Path], tuple[int, str]]:
    """`run --mode headless --plan FILE` as it is typed: its exit code and what it said."""
    monkeypatch.setenv("QN_HOME", str(one_reply.home.root))
    monkeypatch.setenv("QN_PASSWORD_PRACTICE", PASSWORD)
    where = ["--shop", one_reply.shop, "--workspace", str(one_reply.folder)]

    def run(path: Path) -> tuple[int, str]:
        code = cli.run(["run", *where, "--mode", "headless", "--plan", str(path)])
        return code, capsys.readouterr().err

    return run


Typed = Callable[[Path], tuple[int, str]]


def made_again(plan: Plan, path: Path, **changes: Any) -> Path:
    """The same plan with another head, sealed as a dry run seals it."""
    head = {"made_for": plan.made_for, "run_id": plan.run_id, "made_at": plan.made_at} | changes
    other = plan_of([], **head).model_copy(update={"entries": plan.entries})
    return save(other.model_copy(update={"seal": other.sealed()}), path)


def test_a_plan_as_old_as_the_shop_allows_is_applied_and_an_older_one_refused(
    one_reply: Rehearsal, typed: Typed, tmp_path: Path
) -> None:
    plan = planned(one_reply)
    old = made_again(plan, tmp_path / "old.json", made_at=plan.made_at - timedelta(hours=12.1))
    code, said = typed(old)
    assert (code, one_reply.truth().silent) == (2, True)
    assert "plan_hours" in said
    assert "重新运行 qn-assist run --shop practice" in said
    young = made_again(plan, tmp_path / "y.json", made_at=plan.made_at - timedelta(hours=11.5))
    assert typed(young)[0] == 0
    for case in one_reply.cases("task"):
        assert done_for(one_reply.truth(), case) == wanted(case)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"made_at": "2019-06-18T10:00:00+08:00"}, "计划被改过"),
        ({"made_for": {"console": "qianniu-legacy"}}, "qianniu-legacy"),
        ({"version": 1}, "旧格式"),
    ],
)
def test_a_plan_with_another_head_submits_nothing(
    one_reply: Rehearsal, typed: Typed, change: dict[str, Any], said: str
) -> None:
    path = one_reply.run("dry-run").plan_file
    assert path is not None
    content = json.loads(path.read_text("utf-8"))
    for name, value in change.items():
        content[name] = content[name] | value if isinstance(value, dict) else value
    path.write_text(json.dumps(content), "utf-8")
    code, told = typed(path)
    assert (code, one_reply.truth().silent) == (2, True)
    assert said in told
    assert "qn-assist check" not in told
