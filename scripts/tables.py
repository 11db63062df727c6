"""Writes the tables of docs/ that are lists of code: `make tables`; `--check` only compares.

A table stands between `<!-- table: NAME -->` and `<!-- end -->`; nothing else of a page is touched.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

os.environ["QN_LANG"] = "en"

import typer

from qn_assist.case.endings import ENDINGS
from qn_assist.cli import MODULES, app
from qn_assist.console import PLATFORM_CONSOLE, load_console, load_flows, load_platform
from qn_assist.drill.expected import EXPECTED
from qn_assist.drill.faults import ALL, GROUPS
from qn_assist.facts.kinds import TABLES
from qn_assist.rules.claims import CLAIMS
from qn_assist.rules.symbols import SYMBOLS, Symbol

DOCS = Path(__file__).resolve().parents[1] / "docs"
PLACE = re.compile(r"(<!-- table: ([a-z_]+) -->\n).*?(<!-- end -->)", re.DOTALL)
VALUES = {"Path": "PATH", "int": "NUMBER", "float": "NUMBER"}


def main() -> None:
    only_compare = "--check" in sys.argv
    stale = [page for page in sorted(DOCS.glob("*.md")) if _renew(page, only_compare)]
    for page in stale:
        sys.stdout.write(f"{page.name}: tables {'are stale' if only_compare else 'written'}\n")
    if stale and only_compare:
        raise SystemExit("run: make tables")


def _renew(page: Path, only_compare: bool) -> bool:
    old = page.read_text(encoding="utf-8")
    new = PLACE.sub(lambda place: f"{place[1]}{_table(place[2])}\n{place[3]}", old)
    if new != old and not only_compare:
        page.write_text(new, encoding="utf-8")
    return new != old


def _table(name: str) -> str:
    return "\n".join(MAKERS[name]())


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', ' or ') for cell in cells)} |"


def _head(*titles: str) -> list[str]:
    return [_row(*titles), "|" + "---|" * len(titles)]


def symbols() -> Iterator[str]:
    yield from _head("symbol", "type", "meaning", "facts file", "values")
    for one in SYMBOLS.values():
        yield _row(f"`{one.name}`", one.type, one.title, one.needs or "", _words(one))


def _words(symbol: Symbol) -> str:
    return " · ".join(f"`{value}` {symbol.word(value)}" for value in symbol.values)


def claims() -> Iterator[str]:
    options: dict[str, list[str]] = {}
    for option, claim in _claimed_by_choosing():
        if option not in options.setdefault(claim, []):
            options[claim].append(option)
    yield from _head("claim", "holds when", "also claimed by choosing")
    for name, one in CLAIMS.items():
        yield _row(f"`{name}`", one.title, "、".join(options.get(name, ())))


def _claimed_by_choosing() -> Iterator[tuple[str, str]]:
    """(what is chosen, a claim) for our own consoles; a flow's own choice by its title."""
    root = DOCS.parent
    platform = load_platform(root / "selectors" / PLATFORM_CONSOLE / "platform.yaml")
    flows = load_flows(root / "flows", load_console(root / "selectors", "qianniu"), platform)
    for flow in flows.actions.values():
        yield from ((flow.title, claim) for claim in flow.claims)
        for need in flow.needs.values():
            for option, claims in need.options.items():
                yield from ((option, claim) for claim in claims)


def facts() -> Iterator[str]:
    for table in TABLES.values():
        yield f"\n**`{table.name}`** {table.title}\n"
        yield from _head("column", "needed", "also read as", "values")
        for column in table.columns:
            also = "、".join(column.headers[1:])
            needed = "yes" if column.required else ""
            yield _row(column.headers[0], needed, also, "、".join(column.choices))


def commands() -> Iterator[str]:
    for module in dict.fromkeys(MODULES.values()):
        import_module(f"qn_assist.cli.commands.{module}")
    yield from _commands("qn-assist", typer.main.get_command(app))


def _commands(path: str, group: Any) -> Iterator[str]:
    """Every command below a group; a group in it brings its own."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _commands(f"{path} {name}", command)
            continue
        takes = [_argument(one) for one in command.params if one.param_type_name == "argument"]
        options = [one for one in command.params if one.param_type_name == "option"]
        yield f"\n### `{' '.join([path, name, *takes])}`\n\n{_sentence(command.help)}\n"
        if options:
            yield from _head("option", "meaning", "default")
        yield from (_row(f"`{_option(one)}`", one.help or "", _default(one)) for one in options)


def _sentence(text: str | None) -> str:
    shown = (text or "").strip()
    return shown[:1].upper() + shown[1:] + ("" if shown.endswith(".") else ".")


def _argument(one: Any) -> str:
    shown = one.metavar or (one.name or "").upper()
    shown = shown if one.nargs == 1 else f"{shown}…"
    return shown if one.required else f"[{shown}]"


def _option(one: Any) -> str:
    names = ", ".join([*one.opts, *one.secondary_opts])
    return names if one.is_flag else f"{names} {one.metavar or _value(one)}"


def _value(one: Any) -> str:
    """What kind of value an option takes, in a word."""
    shown = str(one.type_descriptor.annotation)
    choices = re.findall(r"'([^']+)'", shown) if "Literal" in shown else []
    return "/".join(choices) or next((VALUES[part] for part in VALUES if part in shown), "TEXT")


def _default(one: Any) -> str:
    shown = one.default
    return "" if shown is None or callable(shown) or shown is False or shown == () else str(shown)


def faults(group: str) -> Iterator[str]:
    yield from _head("fault", "what happens", "argument (default)", "lasts", "assistant", "laws")
    for fault in (one for one in ALL.values() if one.group == group):
        expected = EXPECTED[fault.name]
        shown = f" ({fault.default})" if fault.default and "(" not in fault.argument else ""
        lasts = "once" if fault.times == 1 else "a pass" if group == "machine" else "until disarmed"
        laws = " ".join(f"`{law}`" for law in expected.laws)
        argument = f"{fault.argument}{shown}" if fault.argument else shown.strip()
        yield _row(f"`{fault.name}`", fault.does, argument, lasts, expected.answer, laws)


def endings() -> Iterator[str]:
    yield from _head("end", "the console shows, and did not before")
    for name, one in ENDINGS.items():
        yield _row(f"`{name}`", one.title)


MAKERS: dict[str, Callable[[], Iterable[str]]] = {
    "symbols": symbols,
    "claims": claims,
    "endings": endings,
    "facts": facts,
    "commands": commands,
    **{f"faults_{group}": partial(faults, group) for group in GROUPS},
}

if __name__ == "__main__":
    main()
