from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from qn_assist.practice import PracticeConsole

from .conftest import Open, sign_in

pytestmark = pytest.mark.browser

HOME = "QnworkbenchHome/"
TASKS = "aftersales-task/list"


def test_S1_going_from_page_to_page_keeps_the_document(open_page: Open) -> None:
    page = open_page(HOME)
    expect(page.locator("#icestark-container #icestarkNode")).to_be_visible()
    page.evaluate("window.stillHere = true")
    page.locator('a[class*="todoCard-"]').filter(has_text="待处理工单").click()
    expect(page.get_by_role("heading", name="平台任务")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="待办事项")).to_be_visible()
    assert page.evaluate("window.stillHere")


def test_S2_every_start_has_its_own_classes(
    page: Page, console: PracticeConsole, open_page: Open
) -> None:
    hashed = """seeds => import('/assets/context.js').then(context => seeds.map(seed => {
        context.practice.hashSeed = seed;
        return ['navItem', 'shopName', 'search-form_box', 'sold_create-time'].map(context.hashed);
    }).flat())"""
    open_page(HOME).get_by_role("heading", name="待办事项").wait_for()
    assert re.search(r"navItem--\w{8}", page.locator("nav a").first.get_attribute("class") or "")
    names = page.evaluate(hashed, [f"start{n}" for n in range(40)])
    assert len(set(names)) == len(names)
    assert any("+" in name for name in names)
    assert any(name.endswith("-") for name in names)


@pytest.mark.parametrize("top", ["交易", "物流"])
def test_S3_the_menu_tree_is_exposed(page: Page, top: str) -> None:
    with PracticeConsole(tickets=2, logistics_under=top) as console:
        sign_in(page, console)
        page.goto(f"{console.origin}/myseller/home.htm/{HOME}")
        page.wait_for_function("window.$qnMenus")
        menus = page.evaluate("window.$qnMenus")
    by_id = {one["id"]: one for one in menus}
    parcels = next(one for one in menus if one["name"] == "包裹中心")
    assert by_id[by_id[parcels["parentId"]]["parentId"]]["name"] == top
    assert set(parcels) == {"id", "parentId", "name", "microKey", "path", "pcLink"}
    assert json.loads(parcels["pcLink"]["parameters"])["url"].endswith("packageMonitor")
    assert 200 < len(menus) < 320


def test_S4_popups_mount_outside_the_form(open_page: Open) -> None:
    page = open_page(TASKS)
    page.get_by_role("button", name="处理", exact=True).first.click()
    popups = page.locator("#qn-worbench-container")
    expect(popups.get_by_role("dialog")).to_be_visible()
    page.get_by_text("无法发货", exact=True).click()
    popups.get_by_role("dialog").get_by_role("combobox").click()
    expect(popups.get_by_role("option", name="疫情原因")).to_be_visible()
    expect(page.locator("form").get_by_role("option")).to_have_count(0)


@pytest.mark.parametrize("text", ["知道了", "跳过"])
def test_S5_an_announcement_comes_late(
    console: PracticeConsole, open_page: Open, text: str
) -> None:
    console.arm("announcement", text)
    page = open_page(HOME)
    expect(page.get_by_role("heading", name="待办事项")).to_be_visible()
    box = page.get_by_role("dialog")
    box.get_by_text(text, exact=True).click()
    expect(box).to_be_hidden()


def test_S6_the_guide_swallows_clicks(console: PracticeConsole, open_page: Open) -> None:
    console.arm("guide")
    page = open_page(HOME)
    expect(page.locator("svg.driver-overlay")).to_be_visible()
    card = page.locator('a[class*="todoCard-"]').first
    box = card.bounding_box()
    assert box
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    expect(page).to_have_url(re.compile("QnworkbenchHome"))
    while page.locator(".driver-popover-next-btn").count():
        page.locator(".driver-popover-next-btn").click()
    card.click(trial=True)


def test_S6_a_deep_link_shows_no_guide(console: PracticeConsole, open_page: Open) -> None:
    console.arm("guide")
    page = open_page(TASKS)
    expect(page.locator(".next-table-row").first).to_be_visible()
    expect(page.locator("svg.driver-overlay")).to_have_count(0)


def test_S7_an_unknown_dialog_stands_in_the_way(console: PracticeConsole, open_page: Open) -> None:
    console.arm("unknown_dialog")
    page = open_page(TASKS)
    expect(page.get_by_role("dialog").get_by_role("heading")).to_have_text("服务协议更新")


def test_S8_the_cards_show_the_counts_of_the_answer(open_page: Open, page: Page) -> None:
    open_page(HOME).locator('a[class*="todoCard-"]').first.wait_for()
    with page.expect_response(re.compile("todolist")) as answer:
        page.reload()
    groups = answer.value.json()["data"]["result"]
    counts = [one["count"] for group in groups for one in group["todoListDetail"]]
    expect(page.locator('[class*="todoCount-"]')).to_have_text(counts)
    page.locator('a[class*="todoCard-"]').filter(has_text="派送异常包裹").click()
    expect(page.get_by_role("tab", selected=True)).to_contain_text(["阶段更新异常", "派送"])


def test_S9_a_badge_may_differ_from_the_total(console: PracticeConsole, open_page: Open) -> None:
    console.arm("badge_mismatch", "2")
    page = open_page(TASKS)
    badge = page.get_by_role("tab", name="待处理").locator(".next-badge")
    expect(badge).to_have_attribute("title", "42")
    expect(page.locator(".next-pagination-total")).to_have_text("共40条")


@pytest.mark.parametrize(("shop_type", "headlines"), [("tmall", 0), ("taobao", 1)])
def test_S11_the_home_page_depends_on_the_kind_of_shop(
    page: Page, shop_type: str, headlines: int
) -> None:
    with PracticeConsole(tickets=2, shop_type=shop_type) as console:
        sign_in(page, console)
        page.goto(f"{console.origin}/myseller/home.htm/{HOME}")
        expect(page.get_by_role("heading", name="待办事项")).to_be_visible()
        expect(page.locator('div[title="待付款"]')).to_have_count(headlines)
        expect(page.get_by_text("待发货订单数")).to_have_count(1 - headlines)
        waiting = page.locator('[class*="numberValue-"]').first
        expect(waiting).to_have_text("0" if headlines else "2")


def test_S10_a_page_without_the_right_shows_no_list(open_page: Open, page: Page) -> None:
    open_page(TASKS, "青禾家居:实习")
    expect(page.locator(".next-message-content")).to_have_text(
        "您没有权限访问该页面，请联系主账号开通"
    )
    expect(page.locator(".next-table")).to_have_count(0)
    page.get_by_role("link", name="首页").click()
    expect(page.locator('a[class*="todoCard-"]').first).to_be_visible()
    expect(page.locator('[class*="todoCount-"]')).to_have_count(0)


def test_X2_the_captcha_frame_lies_over_the_page(console: PracticeConsole, open_page: Open) -> None:
    console.arm("captcha")
    page = open_page(TASKS)
    frame = page.locator("iframe#baxia-dialog-content")
    expect(frame).to_have_attribute("src", re.compile("punish"))
    expect(page.locator(".next-table-empty")).to_have_count(0)
    console.person("slider")
    expect(frame).to_have_count(0)
    expect(page.locator(".next-table-row").first).to_be_visible()
