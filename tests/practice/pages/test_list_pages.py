from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from qn_assist.practice import PracticeConsole

from .conftest import Open, cells, choose, headers, sign_in

pytestmark = pytest.mark.browser

CENTER = "package-center/packageMonitor"
LEGACY = "logistics-abnormal/list"
TASKS = "aftersales-task/list"

COLUMNS = {
    "发货预警": (
        "交易单号 子交易单号 超时类型 支付时间 应揽收时间 异常类型",
        "买家姓名 买家电话 买家地址 订单服务 商品名称 备注信息 操作",
    ),
    "揽收异常": (
        "交易单号 子交易单号 运单号 快递公司 超时类型 支付时间 应揽收时间 异常类型",
        "买家姓名 买家电话 买家地址 预计赔付金额 订单服务 商品名称 备注信息 操作",
    ),
    "阶段更新异常": (
        "运单号 主订单号 子订单号 快递公司 揽收城市 超时类型 异常类型 发货时间 揽收时间",
        "买家姓名 买家电话 买家地址 预计赔付金额 订单服务 备注信息 异常处理情况 操作",
    ),
}
VARIANTS = {"发货预警": "plain", "揽收异常": "fixed", "阶段更新异常": "plain"}


def settled(page: Page) -> None:
    """Rows are there and no mask lies over them."""
    expect(page.locator(".next-table-row, .next-table-empty").first).to_be_visible()
    expect(page.locator(".next-table-loading")).to_have_count(0)


def show_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()
    settled(page)


def test_K1_tabs_and_columns_are_those_of_2026(open_page: Open) -> None:
    page = open_page(CENTER)
    expect(page.get_by_role("heading", name="异常包裹")).to_be_visible()
    for name, columns in COLUMNS.items():
        show_tab(page, name)
        assert headers(page) == " ".join(columns).split()
        badge = page.get_by_role("tab", name=name).locator(".next-badge")
        shown = page.locator(".next-tabs-tab.active .next-badge").last.get_attribute("title")
        expect(page.locator(".next-pagination-total")).to_have_text(f"共{shown}条")
        expect(badge).to_be_visible()


def test_K5_each_list_has_its_table(open_page: Open) -> None:
    page = open_page(CENTER)
    for name, variant in VARIANTS.items():
        show_tab(page, name)
        fixed = page.locator(".next-table-fixed.next-table-lock")
        expect(fixed).to_have_count(1 if variant == "fixed" else 0)


@pytest.mark.parametrize("variant", ["plain", "group", "fixed"])
def test_K5_every_list_can_have_every_table(page: Page, variant: str) -> None:
    with PracticeConsole(tickets=12, tables=variant) as console:
        sign_in(page, console)
        page.goto(f"{console.origin}/myseller/home.htm/{CENTER}")
        settled(page)
        expect(page.locator(".next-table-group")).to_have_count(1 if variant == "group" else 0)
        expect(page.locator(".next-table-lock")).to_have_count(1 if variant == "fixed" else 0)
        assert headers(page) == " ".join(COLUMNS["发货预警"]).split()
        assert cells(page, "交易单号") == [
            one["order_id"]
            for one in console.generator()["tickets"]
            if one["category"] == "ship_warning"
        ]


def test_K2_the_legacy_skin_has_its_five_tabs(console: PracticeConsole, open_page: Open) -> None:
    console.reset(skin="legacy")
    page = open_page(LEGACY)
    settled(page)
    tabs = [text.split()[0] for text in page.get_by_role("tab").all_inner_texts()]
    assert tabs == ["揽收超时", "中转超时", "派签超时", "虚假签收", "快递反馈异常"]
    assert (
        headers(page)
        == "订单号 运单号 快递公司 宝贝信息 超时时长 异常描述 买家信息 备注信息 操作".split()
    )
    row = page.locator("table.next-table-row").first
    expect(row).to_contain_text("订单号：")
    expect(row).to_contain_text(re.compile(r"已超时\d+天\d+小时"))
    expect(row.get_by_role("button", name="上报问题")).to_be_visible()


def test_K3_a_bad_filter_is_refused_with_words(open_page: Open) -> None:
    page = open_page(CENTER)
    settled(page)
    start = page.get_by_placeholder("起始日期")
    assert (start.input_value(), page.get_by_placeholder("结束日期").input_value()) == (
        "2026-05-19",
        "2026-06-18",
    )
    page.get_by_placeholder("请输入运单号/交易单号").fill("12-4")
    page.get_by_role("button", name="查询").click()
    message = page.locator(".next-message-content")
    expect(message).to_have_text("请输入6-32位字母或数字")
    page.get_by_role("button", name="重置").click()
    page.get_by_placeholder("请输入商品ID").fill("12a456")
    page.get_by_role("button", name="查询").click()
    expect(message).to_have_text("请输入6-20位数字")
    page.get_by_role("button", name="重置").click()
    expect(message).to_have_count(0)
    start.fill("2026-05-01")
    start.press("Enter")
    page.get_by_placeholder("结束日期").press("Enter")
    page.get_by_role("button", name="查询").click()
    expect(message).to_have_text("时间范围不能超过30天")


def test_K4_a_typed_date_needs_enter(open_page: Open) -> None:
    page = open_page(CENTER)
    settled(page)
    start = page.get_by_placeholder("起始日期")
    start.click()
    today = page.locator(".next-calendar2-cell-today.next-calendar2-cell-current")
    expect(today).to_have_attribute("title", "2026-06-18")
    start.fill("2026-06-10")
    page.get_by_role("heading", name="异常包裹").click()
    expect(start).to_have_value("2026-05-19")


def test_K6_the_old_rows_stay_under_the_mask(console: PracticeConsole, open_page: Open) -> None:
    page = open_page(TASKS)
    settled(page)
    before = cells(page, "任务编号")
    console.arm("slow", "700:reads")
    page.get_by_role("button", name=re.compile("第2页")).click()
    expect(page.locator(".next-table-loading")).to_have_count(1)
    assert cells(page, "任务编号") == before
    settled(page)
    assert not set(cells(page, "任务编号")) & set(before)


def test_K6_a_late_answer_of_an_older_question_is_dropped(
    console: PracticeConsole, open_page: Open
) -> None:
    page = open_page(TASKS)
    settled(page)
    console.arm("slow", "600:x1")
    page.get_by_role("tab", name="已完成").click()
    with page.expect_response(lambda got: "已完成" in got.url or "done" in got.url):
        page.get_by_role("tab", name="所有任务").click()
    settled(page)
    expect(page.locator(".next-pagination-total")).to_have_text("共40条")


def test_K7_pages_and_sizes_agree_with_the_total(open_page: Open) -> None:
    page = open_page(TASKS)
    settled(page)
    assert len(cells(page, "任务编号")) == 15
    expect(page.locator(".next-pagination-total")).to_have_text("共40条")
    page.get_by_role("button", name="第3页，共3页").click()
    settled(page)
    assert len(cells(page, "任务编号")) == 10
    choose(page, page.get_by_label("请选择每页显示几条"), "50")
    expect(page.get_by_role("button", name="第1页，共1页")).to_be_visible()
    settled(page)
    assert len(cells(page, "任务编号")) == 40


@pytest.mark.parametrize(("mode", "step"), [("leave", 1), ("join", -1)])
def test_K8_rows_move_between_two_pages(
    console: PracticeConsole, open_page: Open, mode: str, step: int
) -> None:
    console.arm("rows_move", mode)
    page = open_page(TASKS)
    settled(page)
    total = page.locator(".next-pagination-total").inner_text()
    first = cells(page, "任务编号")
    page.get_by_role("button", name=re.compile("第2页")).click()
    settled(page)
    expect(page.locator(".next-pagination-total")).not_to_have_text(total)
    second = cells(page, "任务编号")
    (number,) = re.findall(r"\d+", total)
    expect(page.locator(".next-pagination-total")).to_have_text(f"共{int(number) - step}条")
    assert (first[-1] == second[0]) == (mode == "join")


def test_K9_only_the_visible_rows_are_in_the_document(
    console: PracticeConsole, open_page: Open
) -> None:
    console.arm("virtual_rows")
    page = open_page(TASKS)
    settled(page)
    first = cells(page, "任务编号")
    assert len(first) < 15
    page.locator('[class*="virtualRoom-"]').evaluate("room => { room.scrollTop = 300; }")
    expect(page.locator(f'td:has-text("{first[0]}")')).to_have_count(0)


def test_K10_rows_show_what_the_generator_made(console: PracticeConsole, open_page: Open) -> None:
    console.reset(tickets=240)
    page = open_page(f"{CENTER}?tab=pickup_exception")
    settled(page)
    assert "-" in cells(page, "运单号")
    assert all(re.fullmatch(r"\d{19}", text) for text in cells(page, "交易单号"))
    amounts = set(cells(page, "预计赔付金额"))
    assert amounts <= {"-", "50.0", "100.0"}
    assert any(text.endswith("23:59:59") for text in cells(page, "应揽收时间"))
    assert all(re.fullmatch(r"1\*{9}\d", text) for text in cells(page, "买家电话"))


def test_K11_the_stages_are_tabs_of_their_own(open_page: Open) -> None:
    page = open_page(CENTER)
    settled(page)
    assert "异常处理情况" not in headers(page)
    show_tab(page, "阶段更新异常")
    assert set(cells(page, "异常处理情况")) == {"待处理"}
    before = cells(page, "运单号")
    show_tab(page, "派送")
    assert cells(page, "运单号") != before
    expect(page.get_by_placeholder("请输入商品ID")).to_have_count(0)


def test_K12_a_failed_request_does_not_look_empty(
    console: PracticeConsole, open_page: Open
) -> None:
    console.arm("http_500", "reads")
    page = open_page(TASKS)
    expect(page.locator(".next-message-error .next-message-content")).to_be_visible()
    expect(page.locator(".next-table-empty")).to_have_count(0)


def test_K12_an_empty_list_says_so(open_page: Open) -> None:
    page = open_page(TASKS)
    settled(page)
    page.get_by_placeholder("请输入订单号或任务编号").fill("1000000000000000000")
    page.get_by_role("button", name="查询").click()
    expect(page.locator(".next-table-empty")).to_have_text("没有数据")
    expect(page.locator(".next-message-error")).to_have_count(0)


def test_K12_an_armed_lie_shows_a_failure_as_empty(
    console: PracticeConsole, open_page: Open
) -> None:
    console.arm("empty_for_error")
    page = open_page(TASKS)
    expect(page.locator(".next-table-empty")).to_have_text("没有数据")


def test_K13_a_report_appends_a_remark(console: PracticeConsole, open_page: Open) -> None:
    page = open_page(f"{CENTER}?tab=stage_update&stageStatus=transit")
    settled(page)
    old = cells(page, "备注信息")[0]
    page.get_by_role("button", name="上报问题").first.click()
    box = page.get_by_role("dialog")
    choose(page, box.get_by_role("combobox"), "运输停滞")
    box.locator("textarea").fill("快件停滞超过两天，请核实")
    box.get_by_role("button", name="提交").click()
    page.get_by_role("alertdialog").get_by_role("button", name="确定").click()
    expect(page.locator(".next-toast")).to_contain_text("上报成功")
    expect(page.locator(".next-table-row").first).to_contain_text("已上报问题：运输停滞")
    remark = cells(page, "备注信息")[0].split("\n")
    assert re.fullmatch(r"已上报问题：运输停滞【小青｜\d\d-\d\d \d\d:\d\d:\d\d】", remark[-1])
    assert remark[:-1] == (old.split("\n") if old != "-" else [])
    assert cells(page, "异常处理情况")[0] == "已上报"
    (report,) = console.truth()["submissions"]
    assert (report["kind"], report["accepted"]) == ("problem_report", True)
    assert report["fields"]["description"] == "快件停滞超过两天，请核实"


def test_X12_closed_dialogs_stay_in_the_document(console: PracticeConsole, open_page: Open) -> None:
    console.arm("stale_overlay")
    page = open_page(TASKS)
    for _ in range(2):
        page.get_by_role("button", name="处理", exact=True).first.click()
        page.get_by_role("dialog").get_by_role("button", name="取消").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".next-overlay-wrapper:not(.opened) .next-drawer")).to_have_count(2)


def test_X14_a_list_is_read_from_json_text(console: PracticeConsole, open_page: Open) -> None:
    console.arm("result_is_string")
    page = open_page(TASKS)
    settled(page)
    assert len(cells(page, "任务编号")) == 15


def test_X16_an_open_detail_may_not_change(console: PracticeConsole, open_page: Open) -> None:
    console.arm("detail_tab_stuck")
    first, second = (one["order_id"] for one in console.generator()["tickets"][:2])
    shown = '[class*="infoLabel-"]:text-is("订单编号") + [class*="infoValue-"]'
    detail = "trade-platform/tp/detail?bizOrderId="
    for order in (first, second):
        page = open_page(f"{detail}{order}")
        expect(page.locator(shown)).to_have_text(first)
    open_page(TASKS).locator(".next-table-row").first.wait_for()
    expect(open_page(f"{detail}{second}").locator(shown)).to_have_text(second)


def test_X13_classes_can_be_renamed(console: PracticeConsole, open_page: Open) -> None:
    console.arm("renamed_classes")
    page = open_page(TASKS)
    settled(page)
    expect(page.locator('[class*="navItem-"]')).to_have_count(0)
    expect(page.locator(".next-table-cell-wrapper")).to_have_count(0)


def test_links_of_a_row_stay_in_the_tab_unless_told_otherwise(
    console: PracticeConsole, open_page: Open
) -> None:
    page = open_page(CENTER)
    settled(page)
    order = cells(page, "交易单号")[0]
    page.get_by_role("link", name="详情").first.click()
    expect(page).to_have_url(re.compile(f"bizOrderId={order}"))
    expect(page.get_by_text("订单编号", exact=True)).to_be_visible()
    console.arm("new_tab")
    page.go_back()
    settled(page)
    with page.expect_popup() as popup:
        page.get_by_role("link", name="联系买家").first.click()
    expect(popup.value).to_have_url(re.compile(f"orderId={order}"))
    popup.value.close()


def test_X15_the_order_list_is_read_in_gbk(open_page: Open) -> None:
    page = open_page("trade-platform/tp/sold")
    row = page.locator(".next-table-body table.next-table-row").first
    expect(row).to_contain_text(re.compile(r"订单号：\d{19}"))
    order = re.search(r"\d{19}", row.inner_text())
    assert order
    page.get_by_label("搜索").fill(order.group())
    page.get_by_role("button", name="搜索订单").click()
    expect(page.locator(".next-pagination-total")).to_have_text("共1条")
