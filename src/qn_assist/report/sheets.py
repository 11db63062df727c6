"""Spreadsheets that are safe to open: a text that looks like a formula stays a text.

Cells that begin with = + - @ would be run by spreadsheet programs; ids would lose digits as
numbers. Both are written as strings, marked as typed text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from qn_assist.basics import text

CellValue: TypeAlias = str | int | float | datetime | timedelta | None

WIDEST, LONGEST = 60, 32_000
_AS_TEXT, _AS_TIME, _AS_LENGTH = "@", "yyyy-mm-dd hh:mm", "[h]:mm"


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """One tab. Texts must already be masked; times are aware and shown in Asia/Shanghai."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[CellValue]]


def workbook(sheets: Iterable[ReportSheet]) -> bytes:
    """An .xlsx with a tab per sheet, headers frozen and filterable."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(tab: Worksheet, sheet: ReportSheet) -> None:
    for number, row in enumerate([sheet.headers, *sheet.rows], 1):
        for column, value in enumerate(row, 1):
            _write(tab.cell(number, column), value)
    for column, header in enumerate(sheet.headers, 1):
        tab.cell(1, column).font = Font(bold=True)
        widths = [_width(row[column - 1]) for row in sheet.rows]
        widest = max([_width(header), *widths])
        tab.column_dimensions[get_column_letter(column)].width = min(widest + 2, WIDEST)
    tab.freeze_panes = "A2"
    tab.auto_filter.ref = tab.dimensions


def _write(cell: Cell | MergedCell, value: CellValue) -> None:
    if isinstance(value, str):
        _write_text(cell, value)
    elif isinstance(value, datetime):
        cell.value = value.astimezone(text.SHANGHAI).replace(tzinfo=None)
        cell.number_format = _AS_TIME
    elif isinstance(value, timedelta) and value < timedelta(0):
        # Spreadsheets show a negative length of time as ########.
        _write_text(cell, f"-{_hours(-value)}")
    elif isinstance(value, timedelta):
        cell.value = value
        cell.number_format = _AS_LENGTH
    else:
        cell.value = value


def _write_text(cell: Cell | MergedCell, value: str) -> None:
    cell.value = value[:LONGEST]
    cell.data_type = "s"
    cell.number_format = _AS_TEXT
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _hours(length: timedelta) -> str:
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{hours}:{minutes:02}"


def _width(value: CellValue) -> int:
    """Chinese characters take two places."""
    if not isinstance(value, str):
        return 16 if isinstance(value, datetime) else 8
    return max((sum(1 + (one > "\u2e7f") for one in line) for line in value.split("\n")), default=0)
