from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from qn_assist.practice import PracticeConsole

from .conftest import Open, choose, confirm, value_of

pytestmark = pytest.mark.browser

TASKS = "aftersales-task/list"


def open_first(page: Page, action: str = "处理") -> Locator:
    page.get_by_role("button", name=action, exact=True).first.click()
    drawer = page.get_by_role("dialog")
    expect(value_of(drawer, "任务编号")).to_be_visible()
    return drawer


def cannot_ship(page: Page, drawer: Locator, words: str = "所在地区疫情，快递停运") -> None:
    drawer.get_by_text("无法发货", exact=True).click()
    choose(page, drawer.get_by_role("combobox"), "疫情原因")
    drawer.get_by_label("说明").fill(words)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "proof.png"
    Image.new("RGB", (8, 8), "white").save(path)
    return path


def test_T1_the_countdown_follows_the_practice_clock(
    console: PracticeConsole, open_page: Open
) -> None:
    page = open_page(TASKS)
    row = page.locator(".next-table-row").first
    expect(row).to_contain_text(re.compile(r"剩余\d+小时\d+分"))
    expect(page.locator(".next-tabs-tab.active .next-badge")).to_have_attribute("title", "40")
    before = row.inner_text()
    console.advance(1800)
    page.get_by_role("button", name="查询").click()
    expect(row).not_to_contain_text(re.findall(r"剩余\d+小时\d+分", before)[0])
    console.advance(24 * 3600)
    page.get_by_role("tab", name="已超时").click()
    expect(row).to_contain_text(re.compile(r"已超时\d+天\d+小时"))


def test_T2_the_fields_follow_the_result(open_page: Open) -> None:
    page = open_page(TASKS)
    drawer = open_first(page)
    expect(drawer.locator(".next-drawer-header")).to_have_text("处理任务")
    results = drawer.get_by_role("radiogroup").locator("label")
    expect(results).to_have_text(["无法发货", "延迟发货", "双方协商一致换货"])
    labels = drawer.locator(".next-form-item-label label")
    for result, expected in (
        ("无法发货", ["处理结果", "原因", "说明", "凭证图片"]),
        ("延迟发货", ["处理结果", "原因", "预计发货时间", "协商凭证", "说明"]),
        ("双方协商一致换货", ["处理结果", "协商凭证", "说明"]),
    ):
        drawer.get_by_text(result, exact=True).click()
        expect(labels).to_have_text(expected)


def test_T3_unable_to_ship_goes_to_review(console: PracticeConsole, open_page: Open) -> None:
    page = open_page(TASKS)
    drawer = open_first(page)
    ticket = value_of(drawer, "任务编号").inner_text()
    order = value_of(drawer, "订单号").inner_text()
    cannot_ship(page, drawer)
    drawer.get_by_role("button", name="提交").click()
    confirm(page)
    expect(page.locator(".next-toast")).to_contain_text("提交成功")
    expect(drawer).to_be_hidden()
    (reply,) = console.truth()["submissions"]
    assert (reply["kind"], reply["ticket_id"], reply["order_id"]) == ("urge_reply", ticket, order)
    assert reply["fields"]["reason"] == "疫情原因"
    page.get_by_role("tab", name="处理中").click()
    row = page.locator(".next-table-row").filter(has_text=ticket)
    expect(row).to_contain_text("无法发货（疫情原因）")
    row.get_by_role("button", name="查看").click()
    expect(value_of(page.get_by_role("dialog"), "处理结果")).to_have_text("无法发货")
    expect(value_of(page.get_by_role("dialog"), "剩余时间")).to_have_text("-")


def test_T4_missing_fields_are_named(console: PracticeConsole, open_page: Open) -> None:
    page = open_page(TASKS)
    drawer = open_first(page)
    help_text = drawer.locator(".next-form-item-help")
    drawer.get_by_role("button", name="提交").click()
    expect(help_text).to_have_text(["请选择处理结果"])
    drawer.get_by_text("延迟发货", exact=True).click()
    drawer.get_by_role("button", name="提交").click()
    expect(help_text).to_have_text(
        ["请选择原因", "请选择预计发货时间", "请上传协商凭证", "请输入说明"]
    )
    assert console.truth()["arrivals"] == []


def test_T5_a_delay_is_told_with_date_and_proof(
    console: PracticeConsole, open_page: Open, picture: Path
) -> None:
    page = open_page(TASKS)
    drawer = open_first(page)
    drawer.get_by_text("延迟发货", exact=True).click()
    choose(page, drawer.get_by_role("combobox"), "双方协商一致")
    date = drawer.get_by_placeholder("选择日期")
    date.fill("2026-06-20 18:00:00")
    date.press("Enter")
    drawer.locator("input[type=file]").set_input_files(picture)
    expect(drawer.locator(".next-upload-list-item-done")).to_have_count(1)
    drawer.get_by_label("说明").fill("与买家协商一致，20日发出")
    expect(drawer.locator(".next-input-len")).to_have_text("13/200")
    drawer.get_by_role("button", name="提交").click()
    confirm(page)
    expect(drawer).to_be_hidden()
    fields = console.truth()["submissions"][0]["fields"]
    assert fields["promisedDate"] == "2026-06-20 18:00:00"
    assert fields["images"][0]["name"] == "proof.png"
    assert len(fields["images"][0]["digest"]) == 64


def test_T6_a_cancelled_question_sends_nothing(console: PracticeConsole, open_page: Open) -> None:
    page = open_page(TASKS)
    drawer = open_first(page)
    cannot_ship(page, drawer)
    drawer.get_by_role("button", name="提交").click()
    question = page.get_by_role("alertdialog")
    expect(question.locator(".next-message-title")).to_have_text("确认提交处理结果？")
    question.get_by_role("button", name="取消").click()
    expect(question).to_be_hidden()
    assert console.truth()["arrivals"] == []


def test_T6_a_false_success_shows_the_same_toast(console: PracticeConsole, open_page: Open) -> None:
    console.arm("false_success")
    page = open_page(TASKS)
    drawer = open_first(page)
    cannot_ship(page, drawer)
    drawer.get_by_role("button", name="提交").click()
    confirm(page)
    expect(page.locator(".next-toast")).to_contain_text("提交成功")
    assert [done["accepted"] for done in console.truth()["submissions"]] == [False]


def test_T7_a_shipped_order_refuses_the_reply(console: PracticeConsole, open_page: Open) -> None:
    page = open_page(TASKS)
    drawer = open_first(page)
    cannot_ship(page, drawer)
    console.person("ship", order_id=value_of(drawer, "订单号").inner_text())
    drawer.get_by_role("button", name="提交").click()
    confirm(page)
    expect(page.locator(".next-toast.next-message-error")).to_contain_text("订单已发货，任务已关闭")
    expect(drawer).to_be_visible()
    assert [done["accepted"] for done in console.truth()["submissions"]] == [False]


def test_T8_a_task_out_of_time_moves_to_overdue(console: PracticeConsole, open_page: Open) -> None:
    console.advance(25 * 3600)
    page = open_page(TASKS)
    expect(page.locator(".next-table-empty")).to_be_visible()
    page.get_by_role("tab", name="已超时").click()
    expect(page.locator(".next-pagination-total")).to_have_text("共40条")
    drawer = open_first(page, "查看")
    expect(drawer.locator(".next-drawer-header")).to_have_text("任务详情")
    expect(drawer.get_by_role("radiogroup")).to_have_count(0)


def test_T8_each_task_out_of_time_is_a_complaint(console: PracticeConsole, open_page: Open) -> None:
    console.advance(25 * 3600)
    page = open_page("QnworkbenchHome/")
    card = page.locator('a[class*="todoCard-"]').filter(has_text="待处理投诉")
    expect(card.locator('[class*="todoCount-"]')).to_have_text("40")
    complaints = console.generator()["complaints"]
    assert {one["type"] for one in complaints} == {"发货问题"}
    card.click()
    expect(page.locator("h2")).to_have_text("投诉管理")
    expect(page.locator(".next-pagination-total")).to_have_text("共40条")


def test_T8_an_upheld_complaint_may_be_appealed_against_once(
    console: PracticeConsole, open_page: Open, picture: Path
) -> None:
    console.advance(25 * 3600)
    first = min(console.generator()["complaints"], key=lambda one: str(one["time"]))
    console.person("judge_complaint", complaint_id=first["complaintId"], upheld="true")
    page = open_page("complaint-manage/list")
    drawer = open_first(page, "申诉")
    expect(value_of(drawer, "投诉编号")).to_have_text(first["complaintId"])
    choose(page, drawer.get_by_role("combobox"), "快递原因")
    drawer.get_by_label("说明").fill("快递停运，已和买家说明")
    drawer.locator("input[type=file]").set_input_files(picture)
    expect(drawer.locator(".next-upload-list-item-done")).to_have_count(1)
    drawer.get_by_role("button", name="提交申诉").click()
    confirm(page)
    expect(page.get_by_role("row").filter(has_text=first["complaintId"])).to_have_count(0)
    (done,) = console.truth()["submissions"]
    assert (done["kind"], done["accepted"]) == ("appeal", True)
    assert done["fields"]["reason"] == "快递原因"


def test_a_field_can_change_while_the_question_is_open(
    console: PracticeConsole, open_page: Open
) -> None:
    console.arm("field_reset", "草稿")
    page = open_page(TASKS)
    drawer = open_first(page)
    cannot_ship(page, drawer)
    drawer.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()
    expect(drawer.locator("textarea")).to_have_value("草稿")


def test_the_drawer_can_have_two_buttons_of_one_name(
    console: PracticeConsole, open_page: Open
) -> None:
    console.arm("second_button")
    page = open_page(TASKS)
    drawer = open_first(page)
    expect(drawer.get_by_role("button", name="提交")).to_have_count(2)


def test_hostile_text_of_a_buyer_stays_text(console: PracticeConsole, open_page: Open) -> None:
    page = open_page(TASKS)
    hostile = "<img src=x onerror=\"document.title='taken'\">"
    drawer = open_first(page)
    order = value_of(drawer, "订单号").inner_text()
    console.person("buyer_says", order_id=order, text=hostile)
    page.goto(f"{console.origin}/myseller/home.htm/qn-chat/conversation?orderId={order}")
    expect(page.locator('[class*="messageText-"]').last).to_have_text(hostile)
    expect(page).to_have_title("千牛商家工作台")
