"""docs/coverage.md names only what there is: flows, rules, replies, commands, numbers, tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qn_assist.cli import MODULES
from qn_assist.console.platform_numbers import load_platform
from qn_assist.datafiles.reader import load

from .conftest import ROOT, read

PAGE = ROOT / "docs" / "coverage.md"
ROW = re.compile(r"^\| (?P<named>[^|]+) \| (?P<done>[^|]+) \| (?P<shown>[^|]+) \|$", re.MULTILINE)
REFERENCE = re.compile(r"`(flow|rule|reply|number|qn-assist) ([\w.]+)`")
TEST = re.compile(r"`(test_\w+)`")
NOT_DONE = re.compile(r"not yet|later|to do|还没有做|暂不", re.IGNORECASE)


def rows() -> list[dict[str, str]]:
    found = [match.groupdict() for match in ROW.finditer(read(PAGE))]
    return [one for one in found if one["named"] not in ("named", "---")]


def known() -> dict[str, set[str]]:
    rules = load(ROOT / "shops/practice/rules.yaml").data["rules"]
    return {
        "flow": {path.stem for path in ROOT.glob("flows/*/*.yaml")},
        "rule": {rule["name"] for rule in rules},
        "reply": set(load(ROOT / "shops/practice/replies.yaml").data["replies"]),
        "number": set(load_platform(ROOT / "selectors/qianniu/platform.yaml").numbers),
        "qn-assist": set(MODULES),
    }


def names_of_tests() -> set[str]:
    files = Path(ROOT / "tests").rglob("test_*.py")
    return {name for file in files for name in re.findall(r"def (test_\w+)", read(file))}


def test_there_is_a_row_for_everything_that_is_named() -> None:
    assert len(rows()) >= 45
    assert len({row["named"] for row in rows()}) == len(rows())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["named"][:24])
def test_a_row_names_what_does_it_and_what_shows_it(row: dict[str, str]) -> None:
    there = known()
    for kind, name in REFERENCE.findall(row["done"]):
        assert name in there[kind], f"{kind} {name}"
    shown = set(TEST.findall(row["shown"]))
    assert shown, "no test"
    assert shown <= names_of_tests(), shown - names_of_tests()
    assert not NOT_DONE.search(row["done"])


def test_every_rule_of_the_example_shop_is_reached_from_a_row_or_an_example() -> None:
    """A rule that no row names is at least shown by an example of its own."""
    named = {
        name for row in rows() for kind, name in REFERENCE.findall(row["done"]) if kind == "rule"
    }
    examples = {read(path) for path in ROOT.glob("shops/practice/examples/*/example.yaml")}
    shown = {
        name for text in examples for name in re.findall(r"^  rule: (\w+)$", text, re.MULTILINE)
    }
    assert known()["rule"] <= named | shown
