"""A promised date holds until it is kept, broken, or the buyer agreed to another one later."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from qn_assist.basics.text import SHANGHAI
from qn_assist.case.promises import Promise, Word, contradictions, promised
from qn_assist.case.tickets import Order
from qn_assist.ledger import PromiseRow
from qn_assist.run.promise_watch import becomes

NOW = datetime(2026, 6, 18, 10, 0, tzinfo=SHANGHAI)
WEDNESDAY = datetime(2026, 6, 24, 18, 0, tzinfo=SHANGHAI)
FRIDAY = datetime(2026, 6, 26, 18, 0, tzinfo=SHANGHAI)
MADE = Promise(WEDNESDAY, NOW - timedelta(days=1))


def test_the_forms_date_comes_before_the_replys() -> None:
    values = {"agreed_date": FRIDAY, "restock_date": WEDNESDAY}
    assert promised(["2026-06-24 18:00:00"], ["agreed_date"], values) == WEDNESDAY
    assert promised([], ["order_tail", "agreed_date"], values) == FRIDAY
    assert promised([], ["restock_date"], values) == WEDNESDAY
    assert promised([], ["restock_date"], {"restock_date": None}) is None
    assert promised([], ["order_tail"], values) is None


@pytest.mark.parametrize(
    ("new", "before", "word", "refused"),
    [
        (FRIDAY, [], None, False),
        (WEDNESDAY, [MADE], None, False),
        (WEDNESDAY - timedelta(hours=9), [MADE], None, False),
        (FRIDAY, [MADE], None, True),
        (FRIDAY, [MADE], Word(FRIDAY, NOW), False),
        (FRIDAY, [MADE], Word(FRIDAY, MADE.made_at - timedelta(hours=1)), True),
        (FRIDAY, [MADE], Word(FRIDAY + timedelta(days=1), NOW), True),
        (FRIDAY, [MADE, Promise(FRIDAY, NOW)], None, False),
        (WEDNESDAY, [MADE, Promise(FRIDAY, NOW)], None, True),
        (None, [MADE], None, False),
    ],
)
def test_another_day_needs_the_buyers_later_word(
    new: datetime | None, before: list[Promise], word: Word | None, refused: bool
) -> None:
    assert bool(list(contradictions(new, before, word))) is refused


def test_who_gets_it_reads_both_days() -> None:
    [why] = contradictions(FRIDAY, [MADE], None)
    assert "已向买家承诺 06月24日，现在会变成 06月26日" in why


def an_order(status: str, *nodes: datetime) -> Order:
    trace = [{"at": at, "text": "x"} for at in nodes]
    values = {"order_id": "1", "status": status, "status_text": status, "read_at": NOW}
    return Order.model_validate(values | {"trace": trace})


def a_row(promised_date: datetime = WEDNESDAY) -> PromiseRow:
    return PromiseRow(1, "s", "1", "T1", 7, "r", promised_date, NOW, "open", None, None)


@pytest.mark.parametrize(
    ("order", "now", "state"),
    [
        (an_order("wait_ship"), NOW, "open"),
        (an_order("wait_ship"), WEDNESDAY - timedelta(hours=12), "in_danger"),
        (an_order("wait_ship"), WEDNESDAY + timedelta(minutes=1), "broken"),
        (an_order("shipped"), WEDNESDAY, "kept"),
        (an_order("shipped", FRIDAY, NOW), FRIDAY, "kept"),
        (an_order("shipped", FRIDAY), FRIDAY, "broken"),
        (an_order("refunded"), FRIDAY, "void"),
        (an_order("closed"), NOW, "void"),
        (an_order("refunding"), NOW, "open"),
    ],
)
def test_an_order_says_what_became_of_its_promise(order: Order, now: datetime, state: str) -> None:
    assert becomes(a_row(), order, now, timedelta(hours=12)) == state


def test_a_day_without_a_time_lasts_until_its_end() -> None:
    row = a_row(datetime(2026, 6, 24, tzinfo=SHANGHAI))
    waits = an_order("wait_ship")
    assert becomes(row, waits, row.promised_date + timedelta(hours=23), timedelta(0)) == "open"
    assert becomes(row, waits, row.promised_date + timedelta(hours=25), timedelta(0)) == "broken"
