"""A column reaches every output, and its kind decides what is masked."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from qn_assist.report.columns import ReportColumn, ValueKind, as_json, as_sheet, as_table
from qn_assist.report.page import render
from qn_assist.report.period import (
    STAT_COLUMNS,
    UNKNOWN_COLUMNS,
    WAIT_COLUMNS,
    PeriodShown,
    StatShown,
    WaitShown,
)
from qn_assist.report.period_lines import period_lines
from tests.report.examples import NOW

PHONE = "13812345678"


def outputs(column: ReportColumn[str], value: str) -> dict[str, str]:
    console = Console(file=StringIO(), width=100)
    console.print(as_table([column], [value]))
    return {
        "screen": console.file.getvalue(),  # type: ignore[attr-defined]
        "sheet": str(as_sheet("t", [column], [value]).rows),
        "json": str(as_json([column], value)),
        "page": column.text(value),
    }


@pytest.mark.parametrize("kind", [ValueKind.TEXT, ValueKind.OWNER, ValueKind.STATE])
def test_a_text_is_masked_in_every_output(kind: ValueKind) -> None:
    column: ReportColumn[str] = ReportColumn("x", "report.detail", kind, lambda row: row)
    for name, shown in outputs(column, f"打给 {PHONE}").items():
        assert "打给" in shown, name
        assert PHONE not in shown, name


def test_an_id_that_looks_like_a_phone_number_is_an_id() -> None:
    column: ReportColumn[str] = ReportColumn("x", "report.ticket", ValueKind.ID, lambda row: row)
    for name, shown in outputs(column, PHONE).items():
        assert PHONE in shown, name


def an_empty_period() -> PeriodShown:
    nothing = StatShown("total", "合计", (0,) * 8, None)
    return PeriodShown((), "2030-01-01 – …", NOW, (nothing,), (), ())


def test_a_period_without_tickets_says_so_under_a_full_heading() -> None:
    console = Console(file=StringIO(), width=100)
    for line in period_lines(an_empty_period()):
        console.print(line)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "台账报告 · 台账里还没有店铺 · 2030-01-01 – …" in shown
    assert "这段时间里没有读到任务。" in shown


def test_the_page_shows_the_columns_of_the_workbook() -> None:
    wait = WaitShown("", "waiting", "催发货", "催发货", "71", "72", NOW, "<b>看</b>")
    period = PeriodShown(("a",), "全部", NOW, (), (wait,), ())
    columns = {"stat_columns": STAT_COLUMNS, "unknown_columns": UNKNOWN_COLUMNS}
    page = render("period.html.j2", period=period, wait_columns=WAIT_COLUMNS, **columns).decode()
    for heading in as_sheet("t", WAIT_COLUMNS, [wait]).headers:
        assert f">{heading}</th>" in page
    assert "&lt;b&gt;看&lt;/b&gt;" in page
    assert "（没有指定）" in page


def a_scan(width: int) -> str:
    """Two tickets of a scan on a screen of that width."""
    columns: list[ReportColumn[dict[str, str]]] = [
        ReportColumn(name, f"report.{name}", kind, lambda row, name=name: row[name])
        for name, kind in (
            ("owner", ValueKind.TEXT), ("category", ValueKind.TEXT), ("ticket", ValueKind.ID),
            ("order", ValueKind.ID), ("courier", ValueKind.TEXT), ("item", ValueKind.TEXT),
        )
    ]  # fmt: skip
    rows = [
        {"owner": "小麦", "category": "派送更新异常", "ticket": f"26514530859{number}",
         "order": "4012345678901230481", "courier": "申通快递", "item": "加厚棉被"}
        for number in (1, 2)
    ]  # fmt: skip
    console = Console(file=StringIO(), width=width)
    console.print(as_table(columns, rows))
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120])
def test_no_column_is_lost_on_a_narrow_screen(width: int) -> None:
    """What no table has room for stands row by row."""
    shown = "".join(one for one in a_scan(width) if one not in " \n│┃")
    for heading in ("谁", "类别", "任务编号", "订单号", "快递", "商品"):
        assert heading in shown, (heading, a_scan(width))
    if width <= 40:
        assert "265145308591" in shown
        assert "4012345678901230481" in shown
        assert shown.count("加厚棉被") == 2
