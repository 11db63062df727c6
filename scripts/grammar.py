"""Writes the parsing tables of the rule-engine library: `make grammar`; `--check` only compares.

Needed after a new version of it (`qn_assist/rules/engine.py`). It is made to work them out itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import rule_engine.parser
from rule_engine._vendor.ply import yacc

ROOM = Path(__file__).resolve().parents[1] / "src" / "qn_assist" / "rules"


def worked_out() -> dict[str, Any]:
    """Without tables to read, PLY derives them of the grammar."""
    made: list[yacc.LRGeneratedTable] = []

    class Kept(yacc.LRGeneratedTable):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            made.append(self)

    real, yacc.LRGeneratedTable = yacc.LRGeneratedTable, Kept
    try:
        parser = rule_engine.parser.Parser()
    finally:
        yacc.LRGeneratedTable = real
    [table] = made
    return {
        "version": yacc.__tabversion__,
        "method": table.lr_method,
        "grammar": _grammar_of(parser),
        "action": _in_order(table.lr_action),
        "goto": _in_order(table.lr_goto),
        "productions": [_production(one) for one in table.lr_productions],
    }


def _grammar_of(parser: Any) -> str:
    """What PLY compares: tokens, precedence and rules."""
    names = {name: getattr(parser, name) for name in dir(parser)}
    names["__file__"] = rule_engine.parser.__file__
    read = yacc.ParserReflect(names)
    read.get_all()
    return str(read.signature())


def _in_order(by_state: dict[int, dict[str, int]]) -> list[dict[str, int]]:
    return [by_state.get(state, {}) for state in range(max(by_state) + 1)]


def _production(one: Any) -> tuple[Any, ...]:
    place = (one.func, Path(one.file).name, one.line) if one.func else (None, None, None)
    return (str(one), one.name, one.len, *place)


def main() -> None:
    file = ROOM / "grammar.json"
    written = f"{json.dumps(worked_out(), ensure_ascii=False, separators=(',', ':'))}\n"
    if "--check" not in sys.argv:
        file.write_text(written, "utf-8")
    elif file.read_text("utf-8") != written:
        raise SystemExit("the library has another grammar; run: make grammar")


if __name__ == "__main__":
    main()
