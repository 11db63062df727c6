"""What is no number of an order or a parcel is a fault of its row, never an id."""

from __future__ import annotations

import pytest

from qn_assist.facts.cells import id_text, optional_id

NONE = "- null None NaN 0 0000 True FALSE 786/787 / n/a SF-".split()
NUMBERS = "4012345678901230481 SF1234567890 JDVA00001-1-1- ００７８６".split()


@pytest.mark.parametrize("shown", NONE)
def test_a_placeholder_is_no_id(shown: str) -> None:
    with pytest.raises(ValueError, match="不是编号"):
        id_text(shown)


@pytest.mark.parametrize("shown", NUMBERS)
def test_a_number_is_one(shown: str) -> None:
    assert id_text(shown) == optional_id(shown)
