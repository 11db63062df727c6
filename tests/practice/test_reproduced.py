"""The list of what the console reproduces names its tests, and no test of another name exists."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "fidelity.md"
ITEM = re.compile(r"^\| ([LSKTXD]\d+) \| (.+?) \|$", flags=re.MULTILINE)
NOT_YET = "(not there)"


def listed() -> dict[str, str]:
    return dict(ITEM.findall(PAGE.read_text(encoding="utf-8")))


def named() -> set[str]:
    files = [*TESTS.glob("practice/test_*.py"), *TESTS.glob("practice/pages/test_*.py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return set(re.findall(r"^def test_([LSKTXD]\d+)_", text, flags=re.MULTILINE))


def test_every_item_that_is_there_has_a_test_of_its_name() -> None:
    there = {item for item, what in listed().items() if NOT_YET not in what}
    assert there == named()


def test_the_items_are_numbered_without_a_gap() -> None:
    items = list(listed())
    counts = {letter: len([one for one in items if one[0] == letter]) for letter in "LSKTXD"}
    assert items == [f"{letter}{n}" for letter in "LSKTXD" for n in range(1, counts[letter] + 1)]
