"""Figures by day: read again replaces, other shops and older days stay apart."""

from __future__ import annotations

from datetime import date

from qn_assist.case.figures import Figure, Figures

from .ledger_examples import SHOP


def of(day: int, *values: str) -> Figures:
    rows = tuple(Figure(f"指标{at}", value, "97%", "前30%") for at, value in enumerate(values))
    return Figures(date(2026, 6, day), rows)


def test_a_day_read_again_takes_the_place_of_the_first_reading(ledger):
    ledger.keep_figures(SHOP, of(17, "96%", "71小时"))
    ledger.keep_figures(SHOP, of(17, "96.5%"))
    assert ledger.figures(SHOP, days=30) == [of(17, "96.5%")]


def test_days_are_counted_back_from_the_newest_that_was_kept(ledger):
    for day in (10, 15, 17):
        ledger.keep_figures(SHOP, of(day, "96%"))
    assert [row.day.day for row in ledger.figures(SHOP, days=3)] == [15, 17]
    assert [row.day.day for row in ledger.figures(SHOP, days=2)] == [17]


def test_shops_do_not_see_each_others_figures(ledger):
    ledger.keep_figures("another", of(17, "96%"))
    assert ledger.figures(SHOP, days=30) == []
    assert ledger.forget("another") == 1
