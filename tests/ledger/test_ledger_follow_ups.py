"""A case is followed once, looked at, and ended or handed over; other shops are not touched."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qn_assist.basics.errors import OurFault
from qn_assist.case.endings import FollowUpEntry, Seen
from qn_assist.case.outcomes import State
from qn_assist.ledger import FollowStep

from .ledger_examples import SHOP, START, a_decision, a_ticket

ENTRY = FollowUpEntry(after_hours=24, limit_hours=72, until=["parcel_moved"])
THEN = Seen("shipped", "快件离开【廊坊】", START, "2", "pending")
STEP = FollowStep(SHOP, "T1", START + timedelta(hours=24), "还没有进展")


@pytest.fixture
def followed(ledger, run_id):
    ledger.read(run_id, a_ticket())
    ledger.follow(a_decision(), ENTRY, THEN, START)
    return ledger


def test_it_is_due_after_its_hours_and_comes_back_with_the_ticket(followed):
    [row] = followed.follow_ups(SHOP)
    assert row == followed.follow_up(SHOP, "T1")
    assert (row.due_at, row.limit_at) == (START + timedelta(days=1), START + timedelta(days=3))
    assert (row.entry, row.then, row.rule, row.owner) == (ENTRY, THEN, "今天能发", "小王")
    assert row.ticket["order_id"] == "9007199254740993123"
    assert "廊坊" not in repr(row)
    assert followed.follow_ups("another") == []


def test_a_look_counts_and_says_when_the_next_is(followed):
    due = START + timedelta(days=2)
    followed.followed_up(STEP, 1, due)
    row = followed.follow_up(SHOP, "T1")
    assert (row.number, row.due_at, row.state) == (1, due, "open")


def test_another_rule_begins_it_anew_and_its_number_goes_on(followed):
    followed.followed_up(STEP, 1, STEP.at)
    again = FollowUpEntry(after_hours=6, limit_hours=12, until=["signed"])
    followed.follow(a_decision(rule="again"), again, THEN, STEP.at)
    [row] = followed.follow_ups(SHOP)
    assert (row.rule, row.number, row.entry) == ("again", 1, again)
    assert row.limit_at == STEP.at + timedelta(hours=12)


def test_an_ended_one_is_looked_at_no_more_a_handed_over_one_is(followed):
    followed.follow_up_handed_over(STEP, STEP.at)
    assert [row.state for row in followed.follow_ups(SHOP)] == ["handed_over"]
    followed.follow_up_ended(STEP, "parcel_moved")
    assert followed.follow_ups(SHOP) == []
    row = followed.follow_up(SHOP, "T1")
    assert (row.state, row.ended_how, row.ended_at) == ("ended", "parcel_moved", STEP.at)


def test_its_life_stands_in_the_history(followed):
    followed.followed_up(STEP, 1, STEP.at)
    followed.follow_up_handed_over(STEP, STEP.at)
    followed.follow_up_ended(STEP, "parcel_moved")
    assert [event.event for event in followed.history(SHOP, "T1")][1:] == [
        "follow_up_begun",
        "followed_up",
        "follow_up_handed_over",
        "follow_up_ended",
    ]


def test_nothing_becomes_of_a_case_that_is_not_followed(ledger):
    with pytest.raises(OurFault, match="没有在跟踪"):
        ledger.follow_up_ended(STEP, "parcel_moved")


def test_a_case_past_its_limit_waits_for_its_owner_also_when_the_ticket_is_closed(followed, run_id):
    closed = a_ticket(state="closed")
    followed.follow_up_handed_over(STEP, STEP.at)
    followed.left_at(run_id, a_decision(closed, hand_over="没有进展"), State.HANDED_OVER)
    assert [row.ticket_id for row in followed.waiting(SHOP)] == ["T1"]
    followed.follow_up_ended(STEP, "parcel_moved")
    assert followed.waiting(SHOP) == []
