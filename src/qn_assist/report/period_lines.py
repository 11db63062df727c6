"""A period of the ledger on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.report.columns import as_table
from qn_assist.report.period import STAT_COLUMNS, PeriodShown, UnknownShown, WaitShown
from qn_assist.report.shown import left_shown, moment
from qn_assist.report.terminal import left_style


def period_lines(period: PeriodShown) -> Iterator[RenderableType]:
    yield Text(f"{t('report.period_title')} · {period.shops_word} · {period.period}", "bold")
    if period.is_empty:
        yield Text(t("report.period_empty"))
    for dimension in period.dimensions:
        title = t(f"report.dimension.{dimension}")
        yield as_table(STAT_COLUMNS, period.by(dimension), title)
    yield Text(t("report.waits"), "bold yellow" if period.waits else "bold")
    yield from wait_lines(period.waits)
    yield Text(t("report.unknowns"), "bold red" if period.unknowns else "bold")
    yield from unknown_lines(period.unknowns)


def wait_lines(waits: Iterable[WaitShown]) -> Iterator[Text]:
    found = list(waits)
    if not found:
        yield Text(t("report.waits_none"))
    for one in found:
        line = Text("  ").append(left_shown(one.left), left_style(one.left))
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
