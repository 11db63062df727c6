"""What a shop writes beside the tasks: messages to buyers and delay reports."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from qn_assist.practice import PracticeConsole

from .conftest import Open, choose, confirm, value_of

pytestmark = pytest.mark.browser

REPORT = "logistics-tools/delay-report"


def order_of_a_task(console: PracticeConsole) -> str:
    tickets = console.generator()["tickets"]
    return next(one["order_id"] for one in tickets if one["category"] == "urge_ship")


def fill_report(page: Page, order: str) -> None:
    choose(page, page.get_by_role("combobox").first, "自然灾害")
    page.get_by_placeholder("请输入影响地区").fill("广东省广州市")
    for placeholder, day in (("起始日期", "2026-06-17"), ("结束日期", "2026-06-20")):
        page.get_by_placeholder(placeholder).fill(day)
        page.get_by_placeholder(placeholder).press("Enter")
    resume = page.get_by_placeholder("选择日期")
    resume.fill("2026-06-21 09:00:00")
    resume.press("Enter")
    page.get_by_text("指定订单", exact=True).click()
    page.get_by_placeholder("每行一个订单号").fill(order)
    page.get_by_label("说明").fill("暴雨导致仓库停运")


def test_T10_a_delay_report_is_sent_once_and_listed(
    console: PracticeConsole, open_page: Open
) -> None:
    order = order_of_a_task(console)
    page = open_page(REPORT)
    fill_report(page, order)
    expect(value_of(page, "校验结果")).to_have_text(f"{order} 待发货")
    page.get_by_role("button", name="提交").click()
    question = page.get_by_role("alertdialog")
    expect(question.locator(".next-message-title")).to_have_text("确认提交报备？")
    confirm(page)
    expect(page.locator(".next-toast")).to_contain_text("提交成功")
    (report,) = console.truth()["submissions"]
    fields = report["fields"]
    assert (report["kind"], report["order_id"]) == ("delay_report", order)
    assert (fields["from"], fields["to"]) == ("2026-06-17", "2026-06-20")
    assert (fields["type"], fields["orderIds"]) == ("自然灾害", [order])
    page.get_by_role("tab", name="报备记录").click()
    row = page.locator(".next-table-row").first
    expect(row).to_contain_text("2026-06-17 至 2026-06-20")
    expect(row).to_contain_text("审核中")


def test_T10_an_unfilled_report_is_not_sent(console: PracticeConsole, open_page: Open) -> None:
    page = open_page(REPORT)
    page.get_by_text("指定订单", exact=True).click()
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".next-form-item-help")).to_have_text(
        [
            "请选择报备类型",
            "请输入影响地区",
            "请选择影响时间",
            "请选择预计恢复发货时间",
            "请输入订单号",
            "请输入说明",
        ]
    )
    assert console.truth()["arrivals"] == []


def test_T13_a_message_is_recorded_with_its_order(
    console: PracticeConsole, open_page: Open
) -> None:
    order = order_of_a_task(console)
    page = open_page(f"qn-chat/conversation?orderId={order}")
    expect(value_of(page, "订单号")).to_have_text(order)
    text = page.get_by_placeholder("请输入消息内容")
    send = page.get_by_role("button", name="发送")
    expect(send).to_be_disabled()
    text.fill("您好，今天为您安排发货")
    send.click()
    bubble = page.locator('[class*="messageItem-"][data-sender="seller"]').last
    expect(bubble.locator('[class*="messageText-"]')).to_have_text("您好，今天为您安排发货")
    expect(bubble.locator('[class*="messageTime-"]')).to_have_text(re.compile("2026-06-18 10:"))
    expect(text).to_have_value("")
    (message,) = console.truth()["submissions"]
    assert (message["kind"], message["order_id"]) == ("message", order)
    assert message["fields"] == {"text": "您好，今天为您安排发货"}


def test_T13_an_unavailable_chat_offers_no_field(console: PracticeConsole, open_page: Open) -> None:
    console.arm("chat_unavailable")
    page = open_page(f"qn-chat/conversation?orderId={order_of_a_task(console)}")
    expect(page.locator(".next-message-content")).to_be_visible()
    expect(page.get_by_placeholder("请输入消息内容")).to_have_count(0)
