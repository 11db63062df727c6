"""What pages list of the code is complete: symbols, claims, columns, commands, keys, verbs."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from qn_assist.basics.errors import QnAssistError
from qn_assist.case import endings
from qn_assist.cli import MODULES
from qn_assist.cli.boundary import INTERRUPTED, OUR_FAULT
from qn_assist.console import flows, reading_flows, selectors, shop
from qn_assist.console import list_flow as listflow
from qn_assist.console.selectors import WITNESSES, Control
from qn_assist.console.verbs import VERBS
from qn_assist.rules import couriers_file as courierfile
from qn_assist.rules import replies_file as replies
from qn_assist.rules import rules_file as rulefile
from qn_assist.rules.templates import _ENV

from .conftest import READMES, ROOT, read

DOCS = ROOT / "docs"
_SPAN = re.compile(r"`([^`\n]+)`")

KEYS: dict[str, list[type[BaseModel]]] = {
    "selectors": [
        selectors.Page,
        selectors.Selector,
        selectors.Witness,
        selectors.ConsoleFile,
        selectors.Mask,
        selectors.Signs,
        selectors.Envelope,
        selectors.Personal,
    ],
    "flows": [
        flows.ActionFlow,
        flows.NeedField,
        flows.Submit,
        flows.WriteRequest,
        listflow.ListFlow,
        listflow.Category,
        listflow.JsonSource,
        reading_flows.LoginFlow,
        reading_flows.TodoFlow,
        reading_flows.OrderFlow,
        reading_flows.StatusFlow,
        reading_flows.RowOf,
        reading_flows.StatusValues,
        *VERBS.values(),
    ],
    "rules": [rulefile.RuleEntry, rulefile.ActionEntry, endings.FollowUpEntry],
    "replies": [replies.RepliesFile, replies.ReplyEntry],
    "couriers": [courierfile.CouriersFile, courierfile.AskEntry],
    "shop": [
        shop.ShopFile,
        shop.Limits,
        shop.Pace,
        shop.Schedule,
        shop.Owners,
        shop.EvidencePolicy,
    ],
}


def test_tables_made_from_code_are_up_to_date() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "tables.py"), "--check"]
    told = subprocess.run(script, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("doc", KEYS)
def test_every_key_of_a_file_is_on_its_page(doc: str) -> None:
    named = _named(read(DOCS / f"{doc}.md"))
    for model in KEYS[doc]:
        keys = {field.alias or name for name, field in model.model_fields.items()}
        assert keys <= named, (model.__name__, keys - named)


def _named(text: str) -> set[str]:
    return set(_SPAN.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)))


def _table(text: str, heading: str) -> set[str]:
    """The first column of the first table after a heading."""
    section = text.split(f"\n{heading}\n", 1)[1]
    rows = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert rows is not None
    return set(re.findall(r"^\| `([^`]+)` \|", rows[0], re.MULTILINE))


@pytest.mark.parametrize(
    ("doc", "heading", "expected"),
    [
        ("flows", "## Steps", set(VERBS)),
        ("selectors", "### Types: `is`", set(get_args(Control))),
        ("selectors", "### Witnesses: `find`", set(WITNESSES)),
    ],
)
def test_closed_lists_are_complete(doc: str, heading: str, expected: set[str]) -> None:
    assert _table(read(DOCS / f"{doc}.md"), heading) == expected


def test_every_argument_of_a_verb_stands_beside_it() -> None:
    text = read(DOCS / "flows.md").split("\n## Steps\n")[1]
    for verb, model in VERBS.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{verb}` |"))
        cell = row.split("|")[2]
        for name in model.model_fields.keys() - {"optional"}:
            assert f"`{name}`" in cell, (verb, name)


def test_every_filter_is_named() -> None:
    text = read(DOCS / "replies.md")
    for name in _ENV.filters:
        assert re.search(rf"`{name}[`(]", text), name


def _codes(failure: type[Any]) -> set[int]:
    return {failure.exit_code}.union(*(_codes(one) for one in failure.__subclasses__()))


@pytest.mark.parametrize("doc", [DOCS / "cli.md", *READMES], ids=lambda doc: doc.name)
def test_every_exit_code_is_explained(doc: Any) -> None:
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", read(doc), re.MULTILINE)}
    assert explained == {0, INTERRUPTED, OUR_FAULT, *_codes(QnAssistError)}


def test_every_command_has_its_part() -> None:
    parts = set(re.findall(r"^### `qn-assist (\w+)", read(DOCS / "cli.md"), re.MULTILINE))
    assert parts == set(MODULES)
