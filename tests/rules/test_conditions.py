"""What a condition means when something is not known."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from qn_assist.basics.text import SHANGHAI
from qn_assist.rules.conditions import ConditionFault, compile_condition, split
from qn_assist.rules.symbols import SYMBOLS, SymbolValue


def holds(text: str, **values: SymbolValue) -> bool:
    return compile_condition(text).holds({**dict.fromkeys(SYMBOLS), **values})


@pytest.mark.parametrize(
    "text",
    [
        "stock > 0",
        "stock < 1",
        "not (stock > 0)",
        'courier == "中通快递"',
        '"急" in remarks_text',
        "agreed_date > now",
        'trace_code in ["3"]',
        "hours_left < 6 or stock > 0",
        "stock != 0",
        "not (stock == 0)",
        'courier != "中通快递"',
        'courier not in ["中通快递"]',
        'not (courier == "中通快递" and stock > 0)',
    ],
)
def test_a_comparison_with_something_unknown_is_never_true(text: str) -> None:
    assert not holds(text)


def test_unknown_can_be_asked_for() -> None:
    assert holds("stock == null")
    assert not holds("stock == null", stock=0.0)


def test_what_is_known_decides_wherever_it_stands() -> None:
    assert holds("hours_left < 6 or stock > 0", stock=1.0)
    assert holds("stock > 0 or hours_left < 6", stock=1.0)
    assert (
        compile_condition("hours_left < 6 and stock > 0").truth(
            {**dict.fromkeys(SYMBOLS), "stock": 0.0}
        )
        is False
    )


@pytest.mark.parametrize(
    ("text", "word", "parts"),
    [
        ('a_in ["x and y"] and (p or q)', "and", ['a_in ["x and y"]', "(p or q)"]),
        ("((stock > 0 and hours_left < 1))", "and", ["stock > 0", "hours_left < 1"]),
        ('(kind == "a") or (kind == "b")', "or", ['(kind == "a")', '(kind == "b")']),
        ("not (stock > 0 and hours_left < 1)", "", ["not (stock > 0 and hours_left < 1)"]),
        ("stock > 0 ? p and q : r", "", ["stock > 0 ? p and q : r"]),
    ],
)
def test_a_condition_falls_into_the_parts_it_is_made_of(
    text: str, word: str, parts: list[str]
) -> None:
    assert split(text) == (word, parts)


def test_numbers_compare_as_numbers() -> None:
    assert holds("stock == 0", stock=0)
    assert holds("hours_left < 5.5", hours_left=5.25)


def test_only_the_symbols_used_are_named() -> None:
    used = compile_condition('kind == "urge_ship" and (agreed_delay or stock == 0)').used
    assert used == {"kind", "agreed_delay", "stock"}


SHANGHAI_MIDNIGHT = datetime(2026, 11, 11, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "is_later"),
    [
        (SHANGHAI_MIDNIGHT, True),
        (SHANGHAI_MIDNIGHT - timedelta(seconds=1), False),
        (SHANGHAI_MIDNIGHT + timedelta(hours=7), True),
    ],
)
def test_a_day_in_a_rule_begins_at_the_shops_midnight(at: datetime, is_later: bool) -> None:
    assert holds('agreed_date >= d"2026-11-11"', agreed_date=at) is is_later


@pytest.mark.parametrize("sign", ["==", "!="])
def test_a_moment_is_not_compared_with_a_whole_day(sign: str) -> None:
    with pytest.raises(ConditionFault, match="永远不对"):
        compile_condition(f'agreed_date {sign} d"2026-11-11"')


def test_a_pattern_goes_over_the_lines_of_a_text() -> None:
    assert holds('remarks_text =~ ".*催.*"', remarks_text="已联系\n买家又催了\n")
