"""The shop's own figures: numbers in words, arrows and bars over the days."""

from __future__ import annotations

from datetime import date

import pytest

from qn_assist.case.figures import Figure, Figures, arrow, number_in, sparkline, trends
from qn_assist.report.performance import performance_json


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("97.3%", 97.3),
        ("68.5小时", 68.5),
        ("1,204件", 1204.0),
        ("-0.4", -0.4),
        ("2天3小时", None),
        ("暂无", None),
        ("", None),
    ],
)
def test_a_value_is_a_number_only_when_it_holds_one(shown: str, number: float | None) -> None:
    assert number_in(shown) == Figure("揽收及时率", shown).number == number


@pytest.mark.parametrize(
    ("numbers", "told", "bars"),
    [
        ((), "", ""),
        ((96.0,), "", "▅"),
        ((96.0, 97.5), "↑", "▁█"),
        ((97.5, None, 96.0), "↓", "█·▁"),
        ((96.0, 96.0), "→", "▅▅"),
        ((None, None), "", ""),
    ],
)
def test_arrows_and_bars_follow_the_numbers(
    numbers: tuple[float | None, ...], told: str, bars: str
) -> None:
    assert (arrow(numbers), sparkline(numbers)) == (told, bars)


def of(day: int, **values: str) -> Figures:
    rows = tuple(Figure(metric, value) for metric, value in values.items())
    return Figures(date(2026, 6, day), rows)


def test_a_trend_has_every_day_of_its_span_and_only_what_the_newest_shows() -> None:
    (one,) = trends([of(14, 揽收及时率="96%", 已取消的="99%"), of(17, 揽收及时率="97%")])
    assert one.numbers == (96.0, None, None, 97.0)
    assert one.change == "↑"
    shown = performance_json("practice", [one])
    assert shown["day"] == "2026-06-17"


def test_nothing_kept_is_no_trend() -> None:
    assert trends([]) == []
    assert performance_json("practice", [])["day"] is None
