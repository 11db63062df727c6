"""What `make lint` refuses of a package, on one that breaks each of its rules once."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "house.py"

SEAM = """
def opened(url, wait=1): ...
def used(url): return opened(url)
"""
GIVEN = """
def opened(url, wait=1): ...
def used(url): return opened(url, wait=2)
def handed_on(url, **more): return opened(url, **more)
"""
BY_PLACE = """
class Door:
    def __init__(self, url, wait=1): ...
def used(url): return Door(url, 2)
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script over an empty package."""
    spec = importlib.util.spec_from_file_location("house", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "house", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "PACKAGE", tmp_path / "src/qn_assist")
    return module


def faults(house: ModuleType, name: str, **files: str) -> list[str]:
    """What one check says of modules `room/name`, given as `room__name`."""
    for place, text in files.items():
        path = house.PACKAGE / (place.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    check: Callable[[], Iterator[str]] = getattr(house, name)
    assert check in house.CHECKS
    return list(check())


@pytest.mark.parametrize(
    ("check", "files"),
    [
        ("only_rooms_on_the_root", {"stray": ""}),
        ("no_import_past_a_face", {"run__a": "from qn_assist.ledger.store import Store"}),
        ("one_name_one_class", {"run__a": "class A: ...", "ledger__b": "class A: ..."}),
        ("one_name_one_class", {"run__a": "class Kind: ...", "ledger__b": "Kind: T = str"}),
        ("one_clock", {"run__a": "now = datetime.now(UTC)"}),
        ("no_sentence_outside_the_words", {"run__a": "def said(): return '不行'"}),
        ("no_parameter_for_a_test", {"ledger__a": SEAM}),
        ("no_parameter_for_a_test", {"ledger__a": SEAM, "drill__a": "opened('', wait=2)"}),
    ],
)
def test_what_breaks_a_rule_is_told_with_its_place(
    house: ModuleType, check: str, files: dict[str, str]
) -> None:
    [told] = faults(house, check, **files)
    assert told.startswith("src/qn_assist/")


@pytest.mark.parametrize(
    ("check", "files"),
    [
        ("only_rooms_on_the_root", {"__main__": "", "run__a": ""}),
        ("no_import_past_a_face", {"run__a": "from qn_assist.ledger import Store"}),
        ("one_name_one_class", {"run__a": "class A: ...", "practice__b": "class A: ..."}),
        ("one_clock", {"basics__clock": "now = datetime.now(UTC)"}),
        ("no_sentence_outside_the_words", {"run__a": "STATE = '已关闭'"}),
        ("no_parameter_for_a_test", {"ledger__a": GIVEN}),
        ("no_parameter_for_a_test", {"ledger__a": BY_PLACE}),
        ("no_parameter_for_a_test", {"ledger__a": SEAM, "run__a": "each(opened)"}),
    ],
)
def test_what_keeps_it_is_let_pass(house: ModuleType, check: str, files: dict[str, str]) -> None:
    assert faults(house, check, **files) == []
