"""A column of a report, declared once: its name, its heading, its value and the kind of value.

Terminal, page, spreadsheet and JSON are made from the same columns. The kind alone decides how a
value is written, and so what is masked (law 9): a text always is, an id never.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar

from rich.table import Table
from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.report.narrow import TableOrRows
from qn_assist.report.sheets import CellValue, ReportSheet
from qn_assist.report.shown import brief, id_shown, left_shown, moment, shown, word
from qn_assist.report.terminal import left_style

Listed = TypeVar("Listed")


class ValueKind(StrEnum):
    """`count` hides a zero, `number` shows it; `owner` and `state` are words on paper."""

    TEXT = "text"
    ID = "id"
    OWNER = "owner"
    STATE = "state"
    MOMENT = "moment"
    LEFT = "left"
    COUNT = "count"
    NUMBER = "number"


class Output(StrEnum):
    SCREEN = "screen"
    PAGE = "page"
    SHEET = "sheet"
    JSON = "json"


EVERYWHERE = frozenset(Output)
IN_SHEETS = frozenset({Output.SHEET})
AS_DATA = frozenset({Output.JSON})
_NUMBERS = (ValueKind.COUNT, ValueKind.NUMBER)
# A column of fewer shows nothing that one can read; what does not fit so is shown row by row.
LEAST_WIDE = 4
_LEAST_WIDE = {ValueKind.ID: 12, ValueKind.LEFT: 6, ValueKind.COUNT: 1, ValueKind.NUMBER: 1}


@dataclass(frozen=True, slots=True)
class ReportColumn(Generic[Listed]):
    """`name` is its key in JSON, `words` that of its heading; none has an empty one."""

    name: str
    words: str
    kind: ValueKind
    value: Callable[[Listed], Any]
    on: frozenset[Output] = EVERYWHERE
    wide: bool = False

    @property
    def heading(self) -> str:
        return t(self.words) if self.words else ""

    @property
    def is_number(self) -> bool:
        return self.kind in _NUMBERS

    def text(self, row: Listed) -> str:
        """As a person reads it."""
        return _WRITTEN[self.kind](self.value(row))

    def cell(self, row: Listed) -> CellValue:
        """As a spreadsheet computes with it; what is nobody's stays empty."""
        value: CellValue = self.value(row)
        if self.kind is ValueKind.OWNER:
            return shown(value)
        textual = self.kind in (ValueKind.TEXT, ValueKind.ID, ValueKind.STATE)
        return self.text(row) if textual else value

    def plain(self, row: Listed) -> object:
        """As another program reads it."""
        value = self.value(row)
        if self.kind is ValueKind.MOMENT:
            return moment(value) or None
        if self.kind is ValueKind.LEFT:
            return None if value is None else int(value.total_seconds() // 60)
        if self.kind is ValueKind.ID:
            return id_shown(value)
        return value if self.is_number else shown(value)

    def screen(self, row: Listed) -> Text:
        value = self.value(row)
        if self.kind is ValueKind.LEFT:
            return Text(left_shown(value), left_style(value))
        return Text(brief(value) if self.kind is ValueKind.TEXT else self.text(row))


def _number(value: float | int | None) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    return f"{value:g}" if abs(value) < 100_000 else f"{value:.2f}"


_WRITTEN: dict[ValueKind, Callable[[Any], str]] = {
    ValueKind.TEXT: shown,
    ValueKind.ID: id_shown,
    ValueKind.OWNER: lambda value: shown(value) or t("report.nobody"),
    ValueKind.STATE: lambda value: word("state", str(value)),
    ValueKind.MOMENT: moment,
    ValueKind.LEFT: left_shown,
    ValueKind.COUNT: lambda value: str(value or ""),
    ValueKind.NUMBER: _number,
}


def columns_on(
    output: Output, columns: Iterable[ReportColumn[Listed]]
) -> tuple[ReportColumn[Listed], ...]:
    return tuple(one for one in columns if output in one.on)


def as_sheet(
    title: str, columns: Iterable[ReportColumn[Listed]], rows: Iterable[Listed]
) -> ReportSheet:
    chosen = columns_on(Output.SHEET, columns)
    cells = [[one.cell(row) for one in chosen] for row in rows]
    return ReportSheet(title, [one.heading for one in chosen], cells)


def as_table(
    columns: Iterable[ReportColumn[Listed]],
    rows: Iterable[Listed],
    title: str | None = None,
    total: Listed | None = None,
) -> TableOrRows:
    """`total` stands below a line, under all rows."""
    chosen = columns_on(Output.SCREEN, columns)
    table = Table(title=title, title_justify="left")
    for one in chosen:
        wide = _LEAST_WIDE.get(one.kind, LEAST_WIDE)
        side: Literal["right", "left"] = "right" if one.is_number else "left"
        table.add_column(one.heading, justify=side, overflow="fold", min_width=wide)
    shown_rows = [[one.screen(row) for one in chosen] for row in rows]
    for cells in shown_rows:
        table.add_row(*cells)
    if total is not None:
        table.add_section()
        shown_rows.append([one.screen(total) for one in chosen])
        table.add_row(*shown_rows[-1], style="bold")
    return TableOrRows(table, [one.heading for one in chosen], shown_rows, title or "")


def as_json(columns: Sequence[ReportColumn[Listed]], row: Listed) -> dict[str, object]:
    return {one.name: one.plain(row) for one in columns_on(Output.JSON, columns)}
