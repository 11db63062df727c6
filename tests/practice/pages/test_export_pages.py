from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from qn_assist.practice import PracticeConsole

from .conftest import Open, confirm, headers

pytestmark = pytest.mark.browser

CENTER = "package-center/packageMonitor"
RECORDS = "package-center/export-list"


def export(page: Page) -> None:
    page.get_by_role("button", name="导出", exact=True).click()
    expect(page.get_by_role("alertdialog")).to_contain_text("隐私条款")
    confirm(page)


def test_K14_an_export_is_asked_for_waited_for_and_downloaded(
    console: PracticeConsole, open_page: Open
) -> None:
    page = open_page(f"{CENTER}?tab=pickup_exception")
    expect(page.locator(".next-table-row").first).to_be_visible()
    with page.expect_popup() as popup:
        export(page)
    button = page.get_by_role("button", name="导出", exact=True)
    expect(button).to_be_disabled()
    records = popup.value
    expect(records.locator(".next-table-row")).to_contain_text("生成中")
    console.advance(61)
    records.get_by_role("button", name="刷新").click()
    expect(records.locator(".next-table-row")).to_contain_text("已完成")
    records.get_by_role("button", name="下载").click()
    with records.expect_download() as download:
        confirm(records)
    sheet = load_workbook(BytesIO(download.value.path().read_bytes())).active
    assert [cell.value for cell in sheet[1]] == headers(page)[:-1]
    total = page.locator(".next-pagination-total").inner_text()
    assert total == f"共{sheet.max_row - 1}条"
    records.close()
    console.advance(240)
    page.get_by_role("button", name="查询").click()
    expect(button).to_be_enabled()


def test_K14_without_consent_nothing_is_exported(open_page: Open) -> None:
    page = open_page(CENTER)
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_role("alertdialog").get_by_role("button", name="取消").click()
    expect(page.get_by_role("button", name="导出", exact=True)).to_be_enabled()
    page.goto(re.sub(r"/home\.htm/.*", f"/home.htm/{RECORDS}", page.url))
    expect(page.locator(".next-table-empty")).to_have_text("暂无导出记录")


def test_X11_an_export_may_be_too_soon_or_its_tab_never_open(
    console: PracticeConsole, open_page: Open
) -> None:
    console.arm("export_throttle")
    console.arm("export_new_tab")
    page = open_page(CENTER)
    export(page)
    expect(page.locator(".next-toast")).to_have_text("5分钟内只能导出一次，请稍后再试")
    console.disarm("export_throttle")
    page.evaluate("() => { window.tabs = 0; window.open = () => { window.tabs += 1; }; }")
    export(page)
    expect(page.get_by_role("button", name="导出", exact=True)).to_be_disabled()
    assert page.evaluate("window.tabs") == 0
    page.goto(re.sub(r"/home\.htm/.*", f"/home.htm/{RECORDS}", page.url))
    expect(page.locator(".next-table-row")).to_contain_text("发货预警")
