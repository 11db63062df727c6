"""The lists that were read, as columns: what stood there against what the page declares."""

from __future__ import annotations

from collections.abc import Iterable

from qn_assist.basics.language import t
from qn_assist.report.columns import ReportColumn, ValueKind, as_sheet
from qn_assist.report.sheets import ReportSheet
from qn_assist.report.view import ReadingShown

READING_COLUMNS: tuple[ReportColumn[ReadingShown], ...] = (
    ReportColumn("title", "report.category", ValueKind.TEXT, lambda row: row.title),
    ReportColumn("rows", "report.rows", ValueKind.NUMBER, lambda row: row.rows),
    ReportColumn("declared", "report.declared", ValueKind.NUMBER, lambda row: row.declared),
    ReportColumn("badge", "report.badge", ValueKind.NUMBER, lambda row: row.badge),
    ReportColumn("source", "report.source", ValueKind.TEXT, lambda row: row.source),
    ReportColumn("fault", "report.fault", ValueKind.TEXT, lambda row: row.fault, wide=True),
)


def readings_sheet(readings: Iterable[ReadingShown]) -> ReportSheet:
    return as_sheet(t("report.lists"), READING_COLUMNS, readings)
