"""Rows for a report."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qn_assist.case.outcomes import State

from .ledger_examples import SHOP, START, a_decision, a_key, a_ticket, claim


@pytest.fixture
def week(ledger, run_id, clock):
    """Two verified after 10 and 30 minutes, one unknown, one handed over the next day."""
    for name in ("A", "B", "C"):
        ledger.goes_on(run_id, a_decision(a_ticket(name)))
    permits = {name: claim(ledger, run_id, a_key(name)) for name in ("A", "B", "C")}
    for name, minutes in (("A", 10), ("B", 20)):
        clock.go_on(minutes=minutes)
        ledger.submitted(permits[name])
        ledger.verified(permits[name], "看到了")
    ledger.unknown(permits["C"], "没有回音")
    clock.go_on(days=1)
    ticket = a_ticket("D", courier="圆通速递", kind="exception")
    ledger.left_at(run_id, a_decision(ticket, rule="otherwise"), State.HANDED_OVER)
    return ledger


def rows(stats, dimension):
    return {row.value: row for row in stats if row.dimension == dimension}


def test_the_total_counts_each_case_once(week):
    [total] = rows(week.stats(SHOP), "total").values()
    assert (total.cases, total.verified, total.unknown, total.handed_over) == (4, 2, 1, 1)
    assert total.median_minutes == 20.0


def test_cases_are_counted_by_every_dimension(week):
    stats = week.stats(SHOP)
    assert {value: row.cases for value, row in rows(stats, "day").items()} == {
        "2026-06-18": 3,
        "2026-06-19": 1,
    }
    assert rows(stats, "courier")["圆通速递"].handed_over == 1
    assert rows(stats, "rule")["今天能发"].verified == 2
    assert rows(stats, "kind")["exception"].median_minutes is None
    assert rows(stats, "category")["催发货"].cases == 4


def test_only_cases_first_read_in_the_period_count(week):
    tomorrow = START + timedelta(days=1)
    assert week.stats(SHOP, since=tomorrow)[0].cases == 1
    assert week.stats(SHOP, until=tomorrow)[0].cases == 3


def test_a_case_with_an_action_left_is_not_verified(ledger, run_id):
    ledger.read(run_id, a_ticket())
    permit = claim(ledger, run_id)
    claim(ledger, run_id, a_key(action="ship"))
    ledger.submitted(permit)
    ledger.verified(permit, "看到了")
    assert (ledger.stats()[0].verified, ledger.stats()[0].unknown) == (0, 1)


def test_nothing_read_is_one_row_of_zeros(ledger):
    [total] = ledger.stats(SHOP)
    assert (total.dimension, total.cases, total.median_minutes) == ("total", 0, None)
