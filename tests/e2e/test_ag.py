"""AG tickets: the buyer is told, then the 回单 says truly what was done; late ones are seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from qn_assist.case.outcomes import RunSummary, State
from qn_assist.drill.wanted import faults_of
from qn_assist.practice.generate.cases import Case

from .conftest import Rehearse, begin
from .judge import done_for, fields_of, wanted
from .rehearsal import Rehearsal, of, states

KINDS = ("ag_platform_merchant", "ag_logistics", "ag_experience")
AG = 13  # the first that is overdue, and three with the orders of others

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Rehearsal, RunSummary]]:
    """One pass over the three lists; the tests only look at what it left."""
    with ExitStack() as stack:
        rehearsal = begin(stack, tmp_path_factory.mktemp("ag"), 8, "2026", ag=AG)
        rehearsal.only(*KINDS)
        yield rehearsal, rehearsal.headless()


def ag(rehearsal: Rehearsal) -> list[Case]:
    return rehearsal.cases("ag")


def test_every_list_and_what_is_overdue_is_read_completely(
    worked: tuple[Rehearsal, RunSummary],
) -> None:
    rehearsal, summary = worked
    assert summary.exit_code == 0
    assert len(summary.readings) == 2 * len(KINDS)
    assert {one.ticket.ticket_id for one in summary.outcomes} == {
        case.ticket_id for case in ag(rehearsal)
    }
    badges = {one.category: one.badge for one in summary.readings}
    assert all(badges[kind] is not None for kind in KINDS)


def test_each_ag_ticket_gets_exactly_what_its_scenario_wants(
    worked: tuple[Rehearsal, RunSummary],
) -> None:
    rehearsal, _ = worked
    truth = rehearsal.truth()
    for case in ag(rehearsal):
        assert done_for(truth, case) == wanted(case), case.scenario
    assert truth.doubled() == []
    assert len(truth.arrivals) == len(truth.accepted)


def test_return_notes_say_what_the_facts_say(worked: tuple[Rehearsal, RunSummary]) -> None:
    rehearsal, _ = worked
    truth, base = rehearsal.truth(), {one.order.order_id for one in rehearsal.cases("task")}
    base |= {one.order.order_id for one in rehearsal.cases("exception")}
    noted = [case for case in ag(rehearsal) if "return_note" in wanted(case)]
    for case in noted:
        if case.order.order_id not in base:  # its facts are another ticket's
            fields = fields_of(truth, case, "return_note")
            assert not faults_of("return_note", fields, case, rehearsal.folder / "shops")
    assert len(noted) > len(KINDS)


def test_an_overdue_ag_ticket_is_found_under_all_tasks_and_handed_over(
    worked: tuple[Rehearsal, RunSummary],
) -> None:
    rehearsal, summary = worked
    late = [case for case in ag(rehearsal) if case.scenario == "late"]
    assert late
    for case in late:
        outcome = of(summary, case.ticket_id)
        assert outcome.state is State.HANDED_OVER
        assert outcome.ticket.category == f"{case.category}_overdue"
        assert "钉钉群" in outcome.detail


def test_what_the_buyer_wrote_is_neither_read_nor_told(
    worked: tuple[Rehearsal, RunSummary],
) -> None:
    rehearsal, summary = worked
    told = str([one.ticket.model_dump() for one in summary.outcomes])
    for case in ag(rehearsal):
        assert case.feedback is not None
        assert case.feedback.text not in told


def test_the_legacy_console_has_the_same_lists(rehearse: Rehearse) -> None:
    rehearsal = rehearse(2, "legacy", ag=3)
    rehearsal.only(*KINDS)
    scan = rehearsal.scan(source="json")
    assert not [one.fault for one in scan.readings if one.fault]
    found = {one.ticket_id: one.kind for one in scan.tickets}
    assert found == {case.ticket_id: case.category for case in ag(rehearsal)}


def test_a_colleague_who_was_faster_leaves_the_ticket_to_a_person(rehearse: Rehearse) -> None:
    rehearsal = rehearse(2, ag=1)
    rehearsal.only("ag_logistics")
    rehearsal.console.arm("already_handled")
    summary = rehearsal.headless()
    (case,) = ag(rehearsal)
    assert states(summary)[case.ticket_id] in {State.REFUSED, State.UNKNOWN}
    assert done_for(rehearsal.truth(), case) == ["message"]


def test_a_note_that_was_only_said_to_be_saved_is_left_to_a_person(rehearse: Rehearse) -> None:
    rehearsal = rehearse(2, ag=1)
    rehearsal.only("ag_logistics")
    rehearsal.console.arm("false_success", "return_note:x1")
    (case,) = ag(rehearsal)
    assert states(rehearsal.headless())[case.ticket_id] is not State.VERIFIED
    rehearsal.console.disarm()
    assert states(rehearsal.headless())[case.ticket_id] is State.UNKNOWN
    assert done_for(rehearsal.truth(), case) == ["message"]
