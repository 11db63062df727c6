"""`--plan` applies exactly what a dry run showed, ticket by ticket, or refuses it as stale."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.case.outcomes import State
from qn_assist.case.plan import Plan, load_plan

from .judge import done_for, wanted
from .rehearsal import Rehearsal, of, replace_in, states

pytestmark = pytest.mark.timeout(240)


def planned(rehearsal: Rehearsal) -> Plan:
    """The plan of a dry run, read from the file it left."""
    summary = rehearsal.run("dry-run")
    assert summary.plan_file is not None
    return load_plan(summary.plan_file, shop=rehearsal.shop)


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
