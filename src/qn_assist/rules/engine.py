"""The rule-engine library, with the parsing tables of its grammar ready.

The library works its tables out anew in every process, which takes longer than importing all the
rest of this room. Its parser (PLY) looks first for a module with tables, and takes them only if
they were made of the same grammar: those of another version are left aside. `make grammar` writes
them. Whoever needs the library imports it from here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

TABLES = Path(__file__).with_name("grammar.json")
PLACE = "rule_engine.parser.parsetab"  # where PLY looks for them


def _tables() -> ModuleType:
    kept = json.loads(TABLES.read_text("utf-8"))
    module = ModuleType(PLACE)
    module.__dict__.update(
        _tabversion=kept["version"],
        _lr_method=kept["method"],
        _lr_signature=kept["grammar"],
        _lr_action=_by_state(kept["action"]),
        _lr_goto=_by_state(kept["goto"]),
        _lr_productions=kept["productions"],
    )
    return module


def _by_state(rows: list[dict[str, int]]) -> dict[int, dict[str, int]]:
    return dict(enumerate(rows))


sys.modules.setdefault(PLACE, _tables())

import rule_engine  # noqa: E402
from rule_engine import ast, errors  # noqa: E402

__all__ = ["ast", "errors", "rule_engine"]
