"""The answer to one question about a period: on the terminal, as JSON and as a spreadsheet tab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.case import CAUSES
from qn_assist.report.sheets import CellValue, ReportSheet
from qn_assist.report.shown import brief, shown
from qn_assist.report.titles import Titles

COLUMNS = "cases overdue handled median_minutes p90_minutes repeats expected paid".split()
_SUMMED = ("cases", "overdue", "handled", "repeats", "expected", "paid")


class Counted(Protocol):
    """A row as the ledger hands it out."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """`value` is the identifier, `title` what a person reads; numbers in the order of COLUMNS."""

    value: str
    title: str
    numbers: tuple[float | int | None, ...]


def answer_shown(by: str, row: Counted, titles: Titles) -> AnswerShown:
    numbers = tuple(getattr(row, name) for name in COLUMNS)
    return AnswerShown(shown(row.value), _title(by, row, titles), numbers)


def _title(by: str, row: Counted, titles: Titles) -> str:
    if not row.value:
        return t("report.nobody") if by == "owner" else t("question.not_known")
    if by == "item" and row.label and row.label != row.value:
        return shown(f"{row.value} {row.label}")
    if by == "category":
        return titles.category(row.value)
    return shown(t(f"cause.{row.value}") if by == "cause" and row.value in CAUSES else row.value)


def question_lines(by: str, heading: str, rows: Iterable[AnswerShown]) -> Iterator[RenderableType]:
    found = list(rows)
    yield Text(heading, "bold")
    if not found:
        yield Text(t("report.nothing"))
        return
    table = Table()
    table.add_column(t(f"question.by.{by}"))
    for name in COLUMNS:
        table.add_column(t(f"question.{name}"), justify="right")
    for one in found:
        table.add_row(Text(brief(one.title)), *map(_number, one.numbers))
    table.add_section()
    table.add_row(t("report.all"), *(_number(total) for total in _totals(found)), style="bold")
    yield table


def _totals(rows: list[AnswerShown]) -> list[float | int | None]:
    """Sums; there is no sum of medians."""
    found: list[float | int | None] = []
    for place, name in enumerate(COLUMNS):
        known = [value for one in rows if (value := one.numbers[place]) is not None]
        found.append(sum(known) if name in _SUMMED and known else None)
    return found


def _number(value: float | int | None) -> str:
    return "" if value is None else f"{value:g}" if abs(value) < 100_000 else f"{value:.2f}"


def question_json(by: str, period: str, rows: Iterable[AnswerShown]) -> dict[str, object]:
    return {
        "by": by,
        "period": period,
        "rows": [
            {"value": one.value, "title": one.title} | dict(zip(COLUMNS, one.numbers, strict=True))
            for one in rows
        ],
    }


def question_sheet(by: str, rows: Iterable[AnswerShown]) -> ReportSheet:
    headers = [t(f"question.by.{by}"), *(t(f"question.{name}") for name in COLUMNS)]
    cells: list[list[CellValue]] = [[one.title, *one.numbers] for one in rows]
    return ReportSheet(t(f"question.by.{by}"), headers, cells)
