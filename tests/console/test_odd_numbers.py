"""A number that no operator can mean is refused with its line, whatever file it stands in."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from qn_assist.basics.errors import DataFileError
from qn_assist.console.platform_numbers import load_platform
from qn_assist.console.selectors import ConsoleFile
from qn_assist.console.shop import ShopFile
from qn_assist.datafiles import load, validate
from qn_assist.rules.couriers_file import CouriersFile
from qn_assist.rules.rules_file import RulesFile

ROOT = Path(__file__).resolve().parents[2]
FILES: dict[str, type[BaseModel]] = {
    "shops/practice/shop.yaml": ShopFile,
    "shops/practice/rules.yaml": RulesFile,
    "shops/practice/couriers.yaml": CouriersFile,
    "selectors/qianniu/console.yaml": ConsoleFile,
}
ODD = st.one_of(
    st.integers(min_value=10**7), st.floats(min_value=1e7), st.just(math.nan), st.just(math.inf)
)


def places_of_numbers(data: Any) -> Iterator[tuple[Any, Any]]:
    """(container, key) of every number of a document."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from places_of_numbers(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield data, key


@pytest.mark.parametrize("name", FILES)
@given(number=ODD, negative=st.booleans(), data=st.data())
def test_an_odd_number_is_refused_with_its_line(
    name: str, number: float, negative: bool, data: st.DataObject
) -> None:
    document = load(ROOT / name)
    container, key = data.draw(st.sampled_from(list(places_of_numbers(document.data))))
    container[key] = -number if negative else number
    with pytest.raises(DataFileError) as caught:
        validate(document, FILES[name])
    assert all(fault.line > 0 for fault in caught.value.faults)


@pytest.mark.parametrize("shown", ["1e300", ".nan", ".inf", "-.inf", "99999999999999999999"])
def test_an_odd_number_of_the_platform_is_refused(shown: str, tmp_path: Path) -> None:
    path = tmp_path / "platform.yaml"
    kept = (ROOT / "selectors/qianniu/platform.yaml").read_text("utf-8")
    assert "ahead: {value: 30" in kept
    path.write_text(
        kept.replace("most_days_ahead: {value: 30", f"most_days_ahead: {{value: {shown}")
    )
    with pytest.raises(DataFileError, match="most_days_ahead"):
        load_platform(path)
