"""One self-contained web page per run: `<reports>/<run id>/index.html` with its pictures.

Private (0600), without a script or an outside address; autoescape is on, so hostile text is shown
as the text it is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from qn_assist.basics.language import language, t
from qn_assist.basics.paths import private_folder, write_private
from qn_assist.case import BAD, State
from qn_assist.report.columns import Output, ReportColumn, ValueKind, columns_on
from qn_assist.report.period import STAT_COLUMNS, UNKNOWN_COLUMNS, WAIT_COLUMNS, PeriodShown
from qn_assist.report.shown import SOON, left_shown, moment, tail, word
from qn_assist.report.view import FOR_A_PERSON, RunShown

PICTURES = "pictures"

_GOOD = frozenset({State.VERIFIED, State.PREVIEWED, State.ALREADY, State.SKIPPED})


def write_run(run: RunShown, reports: Path) -> Path:
    """The page of a run; OSError when it cannot be written."""
    folder = private_folder(reports / run.run_id)
    pictures = _keep(run, folder / PICTURES)
    page = folder / "index.html"
    write_private(page, render("run.html.j2", run=run, pictures=pictures))
    return page


def write_period(period: PeriodShown, page: Path) -> Path:
    """The page of a period of the ledger, at the path given; OSError when it cannot be written."""
    values = {
        "period": period,
        "stat_columns": columns_on(Output.PAGE, STAT_COLUMNS),
        "wait_columns": columns_on(Output.PAGE, WAIT_COLUMNS),
        "unknown_columns": columns_on(Output.PAGE, UNKNOWN_COLUMNS),
    }
    write_private(page, render("period.html.j2", **values))
    return page


def render(template: str, **values: Any) -> bytes:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        t=t,
        word=word,
        moment=moment,
        tail=tail,
        left_shown=left_shown,
        colour=colour,
        column_class=column_class,
        urgency=urgency,
        lang="zh-CN" if language() == "zh" else "en",
    )
    return environment.get_template(template).render(values).encode()


def colour(state: State | str | None) -> str:
    """The class of a state: good, person, bad, or none."""
    if state in BAD:
        return "bad"
    if state in FOR_A_PERSON or state == State.DECLINED:
        return "person"
    return "good" if state in _GOOD else ""


def column_class(column: ReportColumn[Any], row: Any) -> str:
    if column.kind is ValueKind.STATE:
        return colour(column.value(row))
    if column.kind is ValueKind.MOMENT:
        return "tight"
    return "number" if column.is_number else "text" if column.wide else ""


def urgency(left: Any) -> str:
    if left is None:
        return ""
    return "late" if left.total_seconds() < 0 else "soon" if left < SOON else ""


def _keep(run: RunShown, folder: Path) -> Mapping[Path, str]:
    """Each picture linked or copied beside the page, under a number: its address in the page."""
    wanted = dict.fromkeys(
        path for ticket in run.tickets for action in ticket.actions for path in action.pictures
    )
    kept: dict[Path, str] = {}
    for number, path in enumerate((one for one in wanted if one.is_file()), 1):
        private_folder(folder)
        target = folder / f"{number:04}{path.suffix.lower()}"
        _link(path, target)
        kept[path] = f"{PICTURES}/{target.name}"
    return kept


def _link(source: Path, target: Path) -> None:
    """A hard link costs nothing; where there is none (another disk) a private copy is made."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        target.chmod(0o600)
