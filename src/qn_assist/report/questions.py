"""The answer to one question about a period: on the terminal, as JSON and as a spreadsheet tab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from rich.console import RenderableType
from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.case import CAUSES
from qn_assist.report.columns import (
    AS_DATA,
    ReportColumn,
    ValueKind,
    as_json,
    as_sheet,
    as_table,
)
from qn_assist.report.sheets import ReportSheet
from qn_assist.report.shown import shown
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


def _columns(by: str) -> tuple[ReportColumn[AnswerShown], ...]:
    return (
        ReportColumn("value", "", ValueKind.TEXT, lambda row: row.value, AS_DATA),
        ReportColumn("title", f"question.by.{by}", ValueKind.TEXT, lambda row: row.title),
        *(_number(place, name) for place, name in enumerate(COLUMNS)),
    )


def _number(place: int, name: str) -> ReportColumn[AnswerShown]:
    return ReportColumn(name, f"question.{name}", ValueKind.NUMBER, lambda row: row.numbers[place])


def question_lines(by: str, heading: str, rows: Iterable[AnswerShown]) -> Iterator[RenderableType]:
    found = list(rows)
    yield Text(heading, "bold")
    if not found:
        yield Text(t("report.nothing"))
        return
    columns = _columns(by)
    yield as_table(columns, found, total=AnswerShown("", t("report.all"), _totals(found)))


def _totals(rows: list[AnswerShown]) -> tuple[float | int | None, ...]:
    """Sums; there is no sum of medians."""
    found: list[float | int | None] = []
    for place, name in enumerate(COLUMNS):
        known = [value for one in rows if (value := one.numbers[place]) is not None]
        found.append(sum(known) if name in _SUMMED and known else None)
    return tuple(found)


def question_json(by: str, period: str, rows: Iterable[AnswerShown]) -> dict[str, object]:
    columns = _columns(by)
    return {"by": by, "period": period, "rows": [as_json(columns, one) for one in rows]}


def question_sheet(by: str, rows: Iterable[AnswerShown]) -> ReportSheet:
    return as_sheet(t(f"question.by.{by}"), _columns(by), rows)
