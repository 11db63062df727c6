"""Where results go: the screen, JSON on stdout, a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import typer
from rich.console import Console, RenderableType

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import write_private
from qn_assist.report import ReportSheet, workbook

# A pipe has no width; tables keep their shape at this one.
PIPE_WIDTH = 160


def screen(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def show(lines: Iterable[RenderableType]) -> None:
    console = screen()
    for line in lines:
        console.print(line)


def show_json(value: object) -> None:
    """`value` must already be masked."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def write_xlsx(path: Path, sheets: Iterable[ReportSheet]) -> Path:
    """A private file; UsageFault when it cannot be written there."""
    try:
        write_private(path, workbook(sheets))
    except OSError as fault:
        raise unwritable(path, fault) from fault
    return path


def unwritable(path: Path, fault: OSError) -> UsageFault:
    return UsageFault(
        t("report.unwritable", path=path, reason=fault.strerror or fault),
        remedy=t("report.unwritable.remedy"),
    )
