"""A person who goes on in steps of one comes to the next ticket each time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qn_assist.run.gate import PASS, Proposal, Ruled

from .conftest import Rehearse
from .judge import done_for, wanted
from .rehearsal import Rehearsal
from .test_following import DAY

pytestmark = pytest.mark.timeout(300)


async def approve(_proposal: Proposal) -> Ruled:
    return PASS


@pytest.fixture
def urged(rehearse: Rehearse) -> Rehearsal:
    rehearsal = rehearse(6)
    rehearsal.only("urge_ship")
    return rehearsal


def test_steps_of_one_come_to_every_ticket_once(urged: Rehearsal) -> None:
    cases = urged.cases("task")
    came = [
        one.ticket.ticket_id
        for _ in cases
        for one in urged.run("supervised", limit=1, ask=approve).outcomes
    ]
    assert sorted(came) == sorted(case.ticket_id for case in cases)
    truth = urged.truth()
    assert truth.doubled() == []
    for case in cases:
        assert done_for(truth, case) == wanted(case), case.scenario


def test_what_stays_in_its_list_when_it_is_done_or_handed_over_is_passed_by(
    rehearse: Rehearse,
) -> None:
    rehearsal = rehearse(24)
    rehearsal.only("logistics_exception")
    came = [
        one.ticket.ticket_id
        for _ in range(3)
        for one in rehearsal.run("headless", limit=1).outcomes
    ]
    assert len(set(came)) == 3


def test_a_followed_case_comes_in_its_turn(rehearse: Rehearse) -> None:
    """It left the lists; it is not left for the end, where a limit would never come to it."""
    rehearsal = rehearse(24)
    rehearsal.only("logistics_exception")
    case = next(one for one in rehearsal.cases("exception", "stalled") if "transit" in one.category)
    rehearsal.headless(case.ticket_id)
    rehearsal.console.world.example_office.parcel(case.ticket_id).open = False
    rehearsal.console.world.clock.advance(DAY)
    summary = rehearsal.run()
    came = [one.ticket for one in summary.outcomes]
    # Both as the console shows them, which lives in another year than this machine.
    assert timedelta(0) < summary.ended_at - summary.started_at < timedelta(hours=1)
    turn = [one.ticket_id for one in came].index(case.ticket_id)
    with rehearsal.ledger() as ledger:
        row = ledger.follow_up(rehearsal.shop, case.ticket_id)
    assert row is not None
    sooner, later = came[:turn], came[turn + 1 :]
    assert sooner
    assert later
    assert all(one.deadline and one.deadline <= row.limit_at for one in sooner)
    assert all(one.deadline is None or one.deadline > row.limit_at for one in later)
