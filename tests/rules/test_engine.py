"""The kept tables of the rule-engine library are those that it would work out itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest
from rule_engine._vendor.ply import yacc
from rule_engine.parser import Parser

from qn_assist.rules.engine import PLACE, rule_engine

SCRIPT = Path(__file__).parents[2] / "scripts" / "grammar.py"


def test_the_kept_tables_are_those_of_the_installed_library() -> None:
    """Otherwise every start works them out anew: `make grammar`."""
    told = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


def test_no_start_works_the_tables_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def worked_out(*_given: Any) -> NoReturn:
        pytest.fail("the kept tables were not taken")

    monkeypatch.setattr(yacc, "LRGeneratedTable", worked_out)
    Parser()


def test_tables_of_another_grammar_are_left_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[PLACE], "_lr_signature", "another grammar")
    monkeypatch.setattr(sys.modules[PLACE], "_lr_action", {})
    context = rule_engine.Context()
    statement = Parser().parse('stock > 1 and kind in ["urge_ship"]', context)
    assert statement.evaluate({"stock": 2, "kind": "urge_ship"})
