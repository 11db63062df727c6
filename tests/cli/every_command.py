"""Every command of the command line, as the parser sees it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import typer

from qn_assist.cli import MODULES, app


def every_command() -> Iterator[tuple[list[str], Any]]:
    """What is typed for it, and its command."""
    for module in MODULES.values():
        import_module(f"qn_assist.cli.commands.{module}")
    for name, found in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(found, "commands", None)
        if inner is None:
            yield [name], found
        else:
            yield from (([name, below], each) for below, each in inner.items())


def option_of(parameter: Any) -> str:
    """`--shop`; "" for an argument."""
    return next((name for name in parameter.opts if name.startswith("--")), "")
