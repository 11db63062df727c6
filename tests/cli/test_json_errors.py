"""`--json` gives JSON whatever happens; and no command takes a shop that nobody knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qn_assist import cli
from qn_assist.basics.paths import Home
from qn_assist.ledger import Ledger

from .every_command import every_command, option_of

# What a command cannot do without.
NEEDED = {
    "appeal": "1",
    "explain": "1",
    "agree": "1 --kind refund --proof a.jpg",
    "ledger show": "1",
    "ledger approve": "1 --by 阿宁",
    "ledger paid": "1 5 --by 阿宁",
    "couriers export": "a.xlsx",
    "couriers answer": "1 --kind lost",
    "rules replay": "--since 2026-06-01",
}
EVERY = [(" ".join(typed), found) for typed, found in every_command()]
WITH_SHOP = [name for name, found in EVERY if "--shop" in map(option_of, found.params)]
WITH_JSON = [name for name, found in EVERY if "--json" in map(option_of, found.params)]


def _told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said = capsys.readouterr()
    assert said.err == ""
    told = json.loads(said.out)["error"]
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize("command", WITH_JSON)
def test_a_slip_is_told_in_json(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*command.split(), "--json", "--nonsense"]) == 2
    told = _told(capsys)
    assert told["code"] == 2
    assert "--nonsense" in told["message"]
    assert "--help" in told["remedy"]


@pytest.mark.parametrize("command", WITH_SHOP)
def test_a_shop_nobody_knows_is_refused(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    needed, as_json = NEEDED.get(command, "").split(), command in WITH_JSON
    last = ["--json"] if as_json else []
    assert cli.run([*command.split(), *needed, "--shop", "nosuch", *last]) == 2
    said = capsys.readouterr()
    assert "nosuch" in (json.loads(said.out)["error"]["message"] if as_json else said.err)


def test_a_program_reads_one_array_of_what_waits(
    home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["ledger", "waiting", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    with Ledger.open(Home(home_folder).prepare().ledger_place()) as ledger:
        for shop in ("practice", "closed-shop"):
            ledger.begin_run(shop, "dry-run")
    assert cli.run(["ledger", "waiting", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_person_is_told_that_nothing_waits(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ledger", "waiting"]) == 0
    assert capsys.readouterr().out.strip()
