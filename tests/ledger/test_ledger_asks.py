"""A parcel is asked about at most once in an hour, by whomever; each time is an event."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qn_assist.basics.errors import UsageFault
from qn_assist.ledger import Asking, Ledger

from .ledger_examples import SHOP, START

HOUR = timedelta(hours=1)


def asking(waybill="YT1", **changes):
    values = {"ticket_id": "T1", "order_id": "1", "courier": "圆通速递", "branch": "萧山网点"}
    return Asking(SHOP, waybill, **values | {"topic": "stalled", "owner": "小王"} | changes)


def test_the_second_ask_within_an_hour_is_refused(ledger, clock):
    assert ledger.ask_courier(asking(), "小王", HOUR)
    clock.go_on(minutes=59)
    assert not ledger.ask_courier(asking(topic="lost"), "阿宁", HOUR)
    assert ledger.ask_courier(asking("YT2"), "阿宁", HOUR)
    [first, _] = ledger.courier_asks(SHOP)
    assert (first.topic, first.asked_by, first.asked_at) == ("stalled", "小王", START)
    clock.go_on(minutes=1)
    assert ledger.ask_courier(asking(topic="lost"), "阿宁", HOUR)
    told = [(one.event, one.data["by"]) for one in ledger.history(SHOP, "T1")]
    assert told == [("courier_asked", "小王"), ("courier_asked", "阿宁"), ("courier_asked", "阿宁")]


def test_two_programs_cannot_both_ask(url, ledger, clock):
    with Ledger.open(url) as other:
        asked = [one.ask_courier(asking(), "a", HOUR) for one in (ledger, other, ledger)]
    assert asked == [True, False, False]


def test_an_answer_ends_the_waiting_and_the_next_ask_begins_it_anew(ledger, clock):
    ledger.ask_courier(asking(), "小王", HOUR)
    clock.go_on(hours=2)
    ledger.courier_answered(asking(), "阿宁", "delayed", "车坏了")
    [row] = ledger.courier_asks(SHOP)
    assert (row.asked_at, row.answer, row.answered_by) == (START, "delayed", "阿宁")
    assert row.answered_at == clock.now
    assert ledger.ask_courier(asking(), "小王", HOUR)
    assert ledger.courier_asks(SHOP)[0].answered_at is None


def test_an_answer_to_what_was_never_marked_counts_as_asked(ledger, clock):
    ledger.courier_answered(asking(), "阿宁", "lost", "")
    assert not ledger.ask_courier(asking(), "阿宁", HOUR)
    assert ledger.courier_asks(SHOP)[0].answer == "lost"


def test_nobody_asks_in_nobodys_name(ledger):
    with pytest.raises(UsageFault, match="没有写是谁"):
        ledger.ask_courier(asking(), " ", HOUR)
    assert ledger.courier_asks() == []
