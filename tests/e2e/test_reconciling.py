"""Nothing stands in one place only without being said."""

from __future__ import annotations

import pytest

from qn_assist.run.gate import Proposal, Ruled, Ruling

from .conftest import Rehearse
from .rehearsal import replace_in

pytestmark = pytest.mark.timeout(300)


async def declined(_proposal: Proposal) -> Ruled:
    """A pass that remembers and submits nothing."""
    return Ruled(Ruling.DECLINE, "先不做")


def test_lists_all_tasks_and_ledger_are_compared_at_the_end_of_a_pass(rehearse: Rehearse) -> None:
    rehearsal = rehearse(12)
    rehearsal.only("urge_ship")
    with rehearsal.shop_file.open("a", encoding="utf-8") as file:
        file.write("reconcile_hours: 0\n")
    hidden, answered, withdrawn, *_ = rehearsal.cases("task")
    office = rehearsal.console.world.example_office
    task = office.tasks.pop(hidden.ticket_id)
    first = rehearsal.run("supervised", limit=1, ask=declined)
    assert {one.kind for one in first.findings} <= {"seen_late"}
    assert (first.exit_code, first.readings[-1].category) == (0, "all_tasks")

    office.tasks[hidden.ticket_id] = task
    task.state, task.closed_by = "closed", "withdraw"
    person = rehearsal.console.person
    person("reply", ticket_id=answered.ticket_id, result="无法发货", reason="卖家原因")
    person("withdraw", ticket_id=withdrawn.ticket_id)
    second = rehearsal.run("supervised", limit=1, ask=declined)
    assert {one.ticket_id: one.kind for one in second.findings} == {
        hidden.ticket_id: "never_seen",
        answered.ticket_id: "answered_by_person",
        withdrawn.ticket_id: "closed_by_itself",
    }
    assert second.exit_code == 1
    replace_in(rehearsal.shop_file, ("reconcile_hours: 0", "reconcile_hours: 1"))
    third = rehearsal.run("supervised", limit=1, ask=declined)
    assert (third.findings, third.exit_code) == ((), 0)
    assert "all_tasks" not in {one.category for one in third.readings}  # it was read just now
