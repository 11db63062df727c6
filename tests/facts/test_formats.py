"""Cells as Excel, ERPs and people write them: read exactly, or refused in words."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from qn_assist.basics.text import SHANGHAI
from qn_assist.facts import cells
from qn_assist.facts.rounding import comes_from, is_rounded

ORDER = "4012345678901230481"


@pytest.mark.parametrize(
    ("shown", "pieces"),
    [
        ("3", 3), ("3.0", 3), ("1,234", 1234), ("1，234", 1234), ("12,345,678", 12345678),
        ("3件", 3), ("3 件", 3), ("１２", 12), ("-2", -2), ("0", 0), ("40箱", 40),
    ],
)  # fmt: skip
def test_pieces(shown: str, pieces: int) -> None:
    assert cells.count(shown) == pieces


@pytest.mark.parametrize("shown", ["", "-", "1,23", "12,3456", "3.5", "3件半", "约3", "3-5", "1E3"])
def test_what_is_no_number_of_pieces(shown: str) -> None:
    with pytest.raises(ValueError, match=r"个数|数"):
        cells.count(shown)


@pytest.mark.parametrize(
    ("shown", "at"),
    [
        ("2026-06-18 10:00", (10, 0, 0)),
        ("2026/6/18 10:00:30", (10, 0, 30)),
        ("2026.6.18 10:00", (10, 0, 0)),
        ("2026年6月18日 10:00", (10, 0, 0)),
        ("2026年6月18日10时05分", (10, 5, 0)),
        ("2026/6/18 上午10:00", (10, 0, 0)),
        ("2026/6/18 下午3:05:00", (15, 5, 0)),
        ("2026/6/18 上午12:05", (0, 5, 0)),
        ("2026/6/18 下午12:05", (12, 5, 0)),
        ("2026-06-18 3:05 PM", (15, 5, 0)),
        ("2026-06-18 10:00:00.0", (10, 0, 0)),
        ("2026-06-18T10:00:00", (10, 0, 0)),
        ("46191.4166666667", (10, 0, 0)),
        ("2026/6/18", (0, 0, 0)),
        ("2026年6月18日", (0, 0, 0)),
        ("46191", (0, 0, 0)),
    ],
)
def test_moments(shown: str, at: tuple[int, int, int]) -> None:
    assert cells.moment(shown) == datetime(2026, 6, 18, *at, tzinfo=SHANGHAI)


@pytest.mark.parametrize("shown", ["2026/6/18", "2026.6.18", "2026年6月18日", "46191"])
def test_a_last_day_counts_to_its_end(shown: str) -> None:
    assert cells.until(shown) == datetime(2026, 6, 18, 23, 59, tzinfo=SHANGHAI)
    assert cells.day(shown) == date(2026, 6, 18)


@pytest.mark.parametrize(
    "shown",
    [
        "6月18日", "2026-13-01", "2026-02-30", "18/6/2026", "上午10:00", "2026/6/18 下午13:00",
        "2026/6/18 25:00", "尽快", "12345", "46191.x", "2026-06-18 10", "61000",
    ],
)  # fmt: skip
def test_what_is_no_moment(shown: str) -> None:
    with pytest.raises(ValueError, match="时间"):
        cells.moment(shown)


@pytest.mark.parametrize("shown", ["", "-", "无", "0", "2000-01-01 00:00:00"])
def test_what_means_that_nobody_knows(shown: str) -> None:
    assert cells.moment(shown) is cells.until(shown) is None


@pytest.mark.parametrize(
    "shown", ["4.01E+18", "4.01234567890123E+18", "4012345678901230000", "4012345678901230048.0"]
)
def test_a_number_that_a_spreadsheet_has_rounded_is_refused(shown: str) -> None:
    assert is_rounded(shown)
    with pytest.raises(ValueError, match="Excel"):
        cells.id_text(shown)


@pytest.mark.parametrize(
    ("shown", "number", "may_be"),
    [
        ("4.01E+18", ORDER, True),
        ("4.01234567890123E+18", ORDER, True),
        ("4012345678901230000", ORDER, True),
        ("4.02E+18", ORDER, True),  # one that was rounded up
        ("4.05E+18", ORDER, False),
        ("1E+19", "9999999999999999481", True),
        ("4012345678902000000", "4012345678901999999", True),
        ("4.11E+18", ORDER, False),
        ("4.01E+17", ORDER, False),
        ("4012345678911230000", ORDER, False),
        ("4.01E+18", "SF1234567890", False),
    ],
)
def test_what_a_rounded_number_may_have_been(shown: str, number: str, may_be: bool) -> None:
    assert comes_from(shown, number) is may_be
