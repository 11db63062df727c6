"""Where results go: the screen, JSON on stdout, a file; and what is done when they cannot."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import typer
from rich.console import Console, RenderableType

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.basics.paths import write_private
from qn_assist.report import ReportSheet, workbook

# A pipe has no width; tables keep their shape at this one.
PIPE_WIDTH = 160
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Screen(Console):
    """As rich's, but a reader who leaves is told to the caller and does not end the program."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def screen(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    return Screen(file=stream, width=width, highlight=False, markup=False, emoji=False)


def show(lines: Iterable[RenderableType]) -> None:
    console = screen()
    for line in lines:
        console.print(line)


def show_json(value: object) -> None:
    """`value` must already be masked."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def shown_or_lost(show: Callable[[], None]) -> bool:
    """Show the end of long work; False when it is lost. A reader who left wanted no more of it."""
    try:
        show()
        sys.stdout.flush()
    except OSError as fault:
        let_go_of_stdout()
        if not isinstance(fault, BrokenPipeError):
            lost(fault)
            return False
    return True


def let_go_of_stdout() -> None:
    """Python must not flush once more, at its end, into what takes nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def lost(fault: BaseException) -> None:
    """What was shown beside the work is lost; the work is not."""
    act("report").warning(t("output.lost", reason=_why(fault)))


def _why(fault: BaseException) -> str:
    return (fault.strerror if isinstance(fault, OSError) else "") or repr(fault)


def place_for_xlsx(path: Path | None) -> Path | None:
    """As given. Before any work is done, UsageFault for what Excel would not open or no folder."""
    if path is not None and path.suffix.lower() != ".xlsx":
        raise UsageFault(t("report.ending", path=path), remedy=t("report.ending.remedy"))
    return place_in_a_folder(path)


def place_in_a_folder(path: Path | None) -> Path | None:
    """As given. Before any work is done, UsageFault where its folder is not there."""
    if path is not None and not path.absolute().parent.is_dir():
        folder = path.absolute().parent
        raise UsageFault(t("report.no_folder", path=folder), remedy=t("report.no_folder.remedy"))
    return path


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
