"""A period of the ledger on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from qn_assist.basics.language import listed, t
from qn_assist.report.period import (
    COUNTS,
    PeriodShown,
    StatShown,
    UnknownShown,
    WaitShown,
    count_title,
)
from qn_assist.report.shown import left_shown, moment
from qn_assist.report.terminal import left_style


def period_lines(period: PeriodShown) -> Iterator[RenderableType]:
    yield Text(f"{t('report.period_title')} · {listed(period.shops)} · {period.period}", "bold")
    for dimension in period.dimensions:
        yield _stat_table(dimension, period.by(dimension))
    yield Text(t("report.waits"), "bold yellow" if period.waits else "bold")
    yield from wait_lines(period.waits, period.now)
    yield Text(t("report.unknowns"), "bold red" if period.unknowns else "bold")
    yield from unknown_lines(period.unknowns)


def _stat_table(dimension: str, rows: Iterable[StatShown]) -> Table:
    table = Table(title=t(f"report.dimension.{dimension}"), title_justify="left")
    table.add_column("")
    for name in (*COUNTS, "minutes"):
        table.add_column(count_title(name), justify="right")
    for one in rows:
        numbers = [str(number or "") for number in one.numbers]
        table.add_row(Text(one.title), *numbers, _minutes(one))
    return table


def _minutes(one: StatShown) -> str:
    return "" if one.median_minutes is None else f"{one.median_minutes:g}"


def wait_lines(waits: Iterable[WaitShown], now: datetime) -> Iterator[Text]:
    found = list(waits)
    if not found:
        yield Text(t("report.waits_none"))
    for one in found:
        left = None if one.deadline is None else one.deadline - now
        line = Text("  ").append(left_shown(left), left_style(left))
        who = one.owner or t("report.nobody")
        told = f"{who}  {one.state_word}  {one.category}  {one.ticket_id}  {one.order_id}"
        yield line.append(f"  {told}  {one.why}")


def unknown_lines(unknowns: Iterable[UnknownShown]) -> Iterator[Text]:
    found = list(unknowns)
    if not found:
        yield Text(t("report.unknowns_none"))
    for one in found:
        told = f"{one.action}  {one.ticket_id}  {one.order_id}  {moment(one.at)}  {one.detail}"
        told = f"{told}  {one.owner or t('report.nobody')}"
        yield Text(f"  #{one.claim_id}  {one.shop}  {one.state_word}  {told}", "red")
        yield Text("    " + t("report.unknown.settle", id=one.claim_id, looks=one.looks), "dim")
