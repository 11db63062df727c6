"""Spreadsheets: nothing in them runs, ids keep their digits, times are times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from qn_assist.report.period import PeriodShown, StatShown, WaitShown
from qn_assist.report.period_forms import period_sheets
from qn_assist.report.scan import scan_json, scan_sheets, scan_shown
from qn_assist.report.sheets import ReportSheet, workbook
from tests.report.examples import NOW, TITLES, a_reading, a_ticket


def _cells(*values: Any) -> list[Any]:
    book = load_workbook(BytesIO(workbook([ReportSheet("t", ["h"] * len(values), [values])])))
    return list(book.worksheets[0][2])


@pytest.mark.parametrize("text", ["=1+1", "+86", "-2", "@SUM(A1)", "=HYPERLINK(1)", "=cmd|'/c'!A"])
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    [cell] = _cells(text)
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    assert cell.quotePrefix


def test_an_id_keeps_its_digits() -> None:
    [cell] = _cells("3895101549382725078")
    assert (cell.value, cell.data_type) == ("3895101549382725078", "s")


def test_times_are_those_of_shanghai() -> None:
    [cell] = _cells(datetime(2026, 6, 18, 2, 0, tzinfo=UTC))
    assert cell.value == datetime(2026, 6, 18, 10, 0)  # noqa: DTZ001
    assert cell.number_format == "yyyy-mm-dd hh:mm"


def test_a_negative_time_left_can_be_read() -> None:
    assert [cell.value for cell in _cells(timedelta(hours=-26, minutes=-5))] == ["-26:05"]


def nobody(*_: object) -> None:
    """Of whom the shop says nothing."""


def test_a_scan_has_its_tickets_and_lists_and_no_buyer() -> None:
    ticket = a_ticket(item_title="=1+1", remarks="催过=【小青｜06-18 09:00:00】", waybill="00123")
    scan = scan_shown("店", NOW, (ticket,), (a_reading(),), {"待处理工单": 60}, TITLES, nobody)
    book = load_workbook(BytesIO(workbook(scan_sheets(scan))))
    row = [cell.value for cell in book.worksheets[0][2]]
    assert row[3:8] == ["催发货", "催发货", "266167654296", "3895101549382725078", "00123"]
    assert "张三丰" not in str(scan_json(scan))
    assert scan_json(scan)["tickets"][0]["waybill"] == "00123"  # type: ignore[index]


def test_a_period_has_a_tab_for_each_way_of_counting() -> None:
    stat = StatShown("total", "合计", (3, 2, 2, 0, 0, 1, 0, 0), 4.5)
    wait = WaitShown("小麦", "waiting", "催发货", "催发货", "1", "2", NOW, "-看")
    period = PeriodShown(("a",), "全部", NOW, (stat,), (wait,), ())
    book = load_workbook(BytesIO(workbook(period_sheets(period))))
    assert book.sheetnames == ["合计", "等人处理", "不确定的提交"]
    assert [cell.value for cell in book.worksheets[0][2]] == ["合计", 3, 2, 2, 0, 0, 1, 0, 0, 4.5]
