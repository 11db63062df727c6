"""Questions about a period, answered by the database itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from qn_assist.basics.errors import UsageFault
from qn_assist.case.facets import Facets
from qn_assist.case.outcomes import State

from .ledger_examples import SHOP, START, a_decision, a_key, a_ticket, claim

BYS = ("courier", "city", "province", "category", "cause", "item", "shop", "owner", "day")
ADDRESS = {"address": "浙江省杭州市西湖区 *****"}


def decided(ledger, run_id, name, *, owner="小王", facets=None, **changes):
    ticket = a_ticket(name, **{"order_id": f"{name}0", **changes})
    facets = facets or Facets(province="浙江", cause="lost", item="QH-1", item_title="窗帘")
    decision = a_decision(ticket, owner=owner, facets=facets, basis=KEPT)
    ledger.left_at(run_id, decision, State.WAITING)


class _Kept:
    def stored(self):
        return {}


KEPT = _Kept()


def verified(ledger, run_id, clock, name, minutes):
    permit = claim(ledger, run_id, a_key(name))
    clock.go_on(minutes=minutes)
    ledger.submitted(permit)
    ledger.verified(permit, "看到了")
    clock.go_on(minutes=-minutes)


def answers(ledger, by, **period):
    return {row.value: row for row in ledger.question(by, SHOP, **period)}


@pytest.fixture
def week(ledger, run_id, clock):
    """Ten cases of one day handled after 1, 2, … 10 minutes, and three of the next."""
    for number in range(1, 11):
        decided(ledger, run_id, f"A{number}", expected_compensation="50.00")
        verified(ledger, run_id, clock, f"A{number}", number)
    clock.go_on(days=1)
    other = Facets(province="云南", cause="damaged", item_title="台灯", waybill="YT9")
    late = {"deadline": START - timedelta(hours=1), "courier": "圆通速递"}
    decided(ledger, run_id, "B1", owner="阿宁", facets=other, **late)
    decided(ledger, run_id, "B2", owner="阿宁", facets=other, order_id="B20", courier="圆通速递")
    decided(ledger, run_id, "B3", owner=None, facets=Facets(), order_id="A10")
    return ledger


def test_counts_times_and_sums_stand_by_each_value(week):
    first = answers(week, "courier")["中通快递"]
    assert (first.cases, first.handled, first.overdue) == (11, 10, 0)
    assert (first.median_minutes, first.p90_minutes) == (5.5, 9.0)
    assert (first.expected, first.paid) == (500.0, None)
    other = answers(week, "courier")["圆通速递"]
    assert (other.cases, other.handled, other.overdue, other.median_minutes) == (2, 0, 1, None)


def test_every_dimension_has_its_values(week):
    found = {by: {value: row.cases for value, row in answers(week, by).items()} for by in BYS}
    assert found == {
        "courier": {"中通快递": 11, "圆通速递": 2},
        "city": {"": 13},
        "province": {"浙江": 10, "云南": 2, "": 1},
        "category": {"催发货": 13},
        "cause": {"lost": 10, "damaged": 2, "": 1},
        "item": {"QH-1": 10, "台灯": 2, "": 1},
        "shop": {SHOP: 13},
        "owner": {"小王": 10, "阿宁": 2, "": 1},
        "day": {"2026-06-18": 10, "2026-06-19": 3},
    }
    assert answers(week, "item")["QH-1"].label == "窗帘"


def test_the_same_order_or_parcel_again_is_a_repetition(week):
    """B3 is about A1's order, B2 about B1's parcel; both came before."""
    assert answers(week, "day")["2026-06-19"].repeats == 2
    assert answers(week, "day", since=START + timedelta(hours=20))["2026-06-19"].repeats == 2
    assert answers(week, "day")["2026-06-18"].repeats == 0


def test_only_the_period_counts(week):
    tomorrow = START + timedelta(days=1)
    assert sum(row.cases for row in week.question("owner", SHOP, since=tomorrow)) == 3
    assert sum(row.cases for row in week.question("owner", SHOP, until=tomorrow)) == 10
    assert week.question("owner", "another") == []


def test_a_day_is_a_day_in_shanghai(ledger, run_id, clock):
    clock.go_on(hours=13, minutes=59)
    decided(ledger, run_id, "A")
    clock.go_on(minutes=2)
    decided(ledger, run_id, "B")
    assert list(answers(ledger, "day")) == ["2026-06-18", "2026-06-19"]


def test_a_case_seen_as_settled_on_the_console_is_handled_then(ledger, run_id, clock):
    ledger.read(run_id, a_ticket("A"))
    clock.go_on(minutes=30)
    for state in ("done", "done"):
        ledger.read(run_id, a_ticket("A", state=state))
        clock.go_on(minutes=30)
    [row] = ledger.question("shop", SHOP)
    assert (row.handled, row.median_minutes) == (1, 30.0)


def test_what_an_earlier_reading_showed_is_kept(ledger, run_id, clock):
    ledger.read(run_id, a_ticket("A", buyer=ADDRESS, deadline=START - timedelta(minutes=1)))
    ledger.read(run_id, a_ticket("A", deadline=None))
    [row] = ledger.question("province", SHOP)
    assert (row.value, row.overdue) == ("浙江", 1)


def test_of_the_buyers_address_the_table_holds_the_province_only(ledger, run_id):
    ledger.read(run_id, a_ticket("A", buyer=ADDRESS))
    with ledger._engine.connect() as conn:
        row = conn.exec_driver_sql("SELECT * FROM cases").mappings().one()
    assert [name for name, value in row.items() if "西湖" in str(value)] == ["ticket"]
    assert row["province"] == "浙江"


def test_what_was_paid_is_a_persons_word_and_the_last_one_counts(week):
    week.paid(SHOP, "A1", 5000, "小麦")
    week.paid(SHOP, "A1", 3050, "小麦")
    week.paid(SHOP, "A2", 100, "小麦")
    assert answers(week, "cause")["lost"].paid == 31.5
    assert [one.data["cents"] for one in week.history(SHOP, "A1") if one.event == "paid"] == [
        5000,
        3050,
    ]
    with pytest.raises(UsageFault, match="没有任务 X"):
        week.paid(SHOP, "X", 1, "小麦")


@pytest.mark.parametrize("by", BYS)
def test_a_question_is_one_statement_that_reads_each_table_once(week, by):
    read: list[str] = []
    event.listen(week._engine, "before_cursor_execute", lambda *given: read.append(given[2]))
    week.question(by, SHOP, since=START)
    asked = [one for one in read if one.lstrip().startswith(("SELECT", "WITH"))]
    assert len(asked) == 1
    places = {name: asked[0].count(f"FROM {name}") for name in ("cases", "claims", "decisions")}
    assert places == {"cases": 1, "claims": 1, "decisions": 0}
