"""Every number that a file may hold has a floor and a ceiling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from qn_assist.console import KINDS, ConsoleFile, Page, Platform, ShopFile
from qn_assist.rules.couriers_file import CouriersFile
from qn_assist.rules.replies_file import RepliesFile
from qn_assist.rules.rules_file import RulesFile
from qn_assist.trials.example_files import ExampleFile

FILES: tuple[type[BaseModel], ...] = (
    ShopFile, RulesFile, RepliesFile, CouriersFile, ConsoleFile, Page, Platform, ExampleFile,
    *KINDS.values(),
)  # fmt: skip
NUMBERS = ("int", "float", "decimal", "timedelta")
FLOORS, CEILINGS = frozenset({"ge", "gt"}), frozenset({"le", "lt"})


def numbers_in(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, schema) of every number below a core schema, through models, unions and lists."""
    if isinstance(schema, dict):
        if schema.get("type") in NUMBERS:
            yield path, schema
        for key, value in schema.items():
            if key not in ("metadata", "serialization"):
                yield from numbers_in(value, f"{path}.{key}" if key not in _BETWEEN else path)
    elif isinstance(schema, list | tuple):
        for one in schema:
            yield from numbers_in(one, path)


_BETWEEN = frozenset({"schema", "fields", "type", "choices", "items_schema", "values_schema"})


def open_ended(model: type[BaseModel]) -> list[str]:
    return [
        path
        for path, found in numbers_in(model.__pydantic_core_schema__)
        if not (FLOORS & found.keys() and CEILINGS & found.keys())
    ]


@pytest.mark.parametrize("model", FILES, ids=lambda model: model.__name__)
def test_every_number_of_a_file_has_both_ends(model: type[BaseModel]) -> None:
    assert open_ended(model) == []


def test_the_walk_finds_numbers_and_a_missing_end() -> None:
    class Loose(BaseModel):
        many: list[dict[str, int | str]]
        maybe: float | None = None

    assert len(open_ended(Loose)) == 2
    assert len(list(numbers_in(ShopFile.__pydantic_core_schema__))) >= 15
