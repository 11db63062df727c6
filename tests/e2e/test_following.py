"""A case is followed over days: a second message, no second report, its owner, its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qn_assist.case.outcomes import State
from qn_assist.ledger import FollowUpRow
from qn_assist.practice.generate.cases import Case

from .conftest import Rehearse
from .judge import fields_of
from .rehearsal import Rehearsal, of

DAY = 24 * 3600 + 60

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def stalled(rehearse: Rehearse) -> tuple[Rehearsal, Case]:
    """A parcel that stands still, reported and told to its buyer."""
    rehearsal = rehearse(24)
    rehearsal.only("logistics_exception")
    case = next(one for one in rehearsal.cases("exception", "stalled") if "transit" in one.category)
    rehearsal.headless(case.ticket_id)
    return rehearsal, case


def follow_up(rehearsal: Rehearsal, case: Case) -> FollowUpRow:
    with rehearsal.ledger() as ledger:
        found = ledger.follow_up(rehearsal.shop, case.ticket_id)
    assert found is not None
    return found


def told(rehearsal: Rehearsal, case: Case) -> list[str]:
    """What the console was sent about the order, in order."""
    order_id = case.order.order_id
    return [one["kind"] for one in rehearsal.truth().accepted if one["order_id"] == order_id]


def test_a_parcel_that_does_not_move_is_told_once_more_then_given_to_its_owner(
    stalled: tuple[Rehearsal, Case],
) -> None:
    rehearsal, case = stalled
    first = told(rehearsal, case)
    assert sorted(first) == ["message", "problem_report"]

    rehearsal.console.world.clock.advance(DAY)
    preview = rehearsal.run(only=[case.ticket_id])
    assert [(one.state, one.number) for one in preview.followed] == [("open", 1)]
    assert (told(rehearsal, case), follow_up(rehearsal, case).number) == (first, 0)

    rehearsal.headless(case.ticket_id)
    assert told(rehearsal, case) == [*first, "message"]
    texts = [
        one["fields"]["text"]
        for one in rehearsal.truth().accepted
        if one["kind"] == "message" and one["order_id"] == case.order.order_id
    ]
    assert len(set(texts)) == 2
    rehearsal.headless(case.ticket_id)
    assert told(rehearsal, case) == [*first, "message"]

    rehearsal.console.world.clock.advance(2 * DAY)
    summary = rehearsal.headless(case.ticket_id)
    outcome = of(summary, case.ticket_id)
    assert (outcome.state, outcome.decision.rule) == (State.HANDED_OVER, "follow_up_limit")
    [one] = summary.followed
    assert (one.state, one.owner) == ("handed_over", "售后组长")
    with rehearsal.ledger() as ledger:
        assert case.ticket_id in {row.ticket_id for row in ledger.waiting(rehearsal.shop)}

    rehearsal.console.person("sign_parcel", order_id=case.order.order_id)
    rehearsal.console.world.clock.advance(DAY)
    summary = rehearsal.headless(case.ticket_id)
    assert [(one.state, one.how) for one in summary.followed] == [("ended", "包裹有了新的物流记录")]
    assert of(summary, case.ticket_id).decision.rule == "followed"
    assert follow_up(rehearsal, case).state == "ended"
    with rehearsal.ledger() as ledger:
        assert case.ticket_id not in {row.ticket_id for row in ledger.waiting(rehearsal.shop)}
    assert told(rehearsal, case) == [*first, "message"]
    assert fields_of(rehearsal.truth(), case, "problem_report")


def test_a_case_that_left_the_lists_comes_back_when_it_is_due_and_not_before(
    stalled: tuple[Rehearsal, Case],
) -> None:
    rehearsal, case = stalled
    first = told(rehearsal, case)
    rehearsal.console.world.example_office.parcel(case.ticket_id).open = False
    assert rehearsal.headless(case.ticket_id).outcomes == ()

    rehearsal.console.world.clock.advance(DAY)
    summary = rehearsal.headless(case.ticket_id)
    assert of(summary, case.ticket_id).decision.rule == "transport_stalled_again"
    assert told(rehearsal, case) == [*first, "message"]
    assert follow_up(rehearsal, case).number == 1


def test_a_delay_report_is_followed_until_the_platform_has_judged_it(rehearse: Rehearse) -> None:
    """One is rejected, for its owner; one accepted, which is its end. None is filed again."""
    rehearsal = rehearse(60)
    rehearsal.only("logistics_exception")
    rejected, accepted = rehearsal.cases("exception", "unpublished_disaster")[:2]
    both = [rejected.ticket_id, accepted.ticket_id]
    rehearsal.run("headless", only=both)
    office, console = rehearsal.console.world.example_office, rehearsal.console
    ids = {report.order_ids[0]: report.report_id for report in office.delay_reports}

    console.world.clock.advance(DAY / 4)
    waits = rehearsal.run("headless", only=both)
    assert {(one.state, one.number) for one in waits.followed} == {("open", 1)}

    reason = "凭证看不清"
    console.person("reject_report", report_id=ids[rejected.order.order_id], reason=reason)
    console.person("approve_report", report_id=ids[accepted.order.order_id])
    console.world.clock.advance(DAY / 4)
    judged = rehearsal.run("headless", only=both)
    found = {one.ticket_id: (one.state, one.how) for one in judged.followed}
    assert found[accepted.ticket_id] == ("ended", "延迟发货报备已通过")
    state, how = found[rejected.ticket_id]
    assert (state, reason in how, "申诉" in how) == ("handed_over", True, True)
    assert of(judged, rejected.ticket_id).state is State.HANDED_OVER
    for case in (rejected, accepted):
        assert sorted(told(rehearsal, case)) == ["delay_report", "message"]


def test_a_promised_date_is_kept_watched_and_not_changed_without_the_buyer(
    one_task: Rehearsal,
) -> None:
    case = one_task.case("agreed_delay", "task")
    order_id, agreed = case.order.order_id, case.facts.agreement.agreed_for
    one_task.headless(case.ticket_id)
    with one_task.ledger() as ledger:
        rows = ledger.promises(one_task.shop, order_id)
    assert [(row.promised_date, row.source) for row in rows] == [(agreed, "agreed_delay")]

    clock = one_task.console.world.clock
    clock.set(agreed - timedelta(hours=3))
    preview, summary = one_task.run(), one_task.headless()
    for told_ in (preview, summary):
        assert [(one.order_id, one.state, one.owner) for one in told_.promises] == [
            (order_id, "in_danger", "客服小麦")
        ]

    one_task.console.person("ship", order_id=order_id)
    kept = one_task.headless()
    assert {one.state for one in kept.promises} == {"kept"}
    clock.advance(DAY)
    assert one_task.headless().promises == ()
