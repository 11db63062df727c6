"""What a person does has the same effect on the real library's widgets and on ours."""

from collections.abc import Callable

import pytest
from gallery import Gallery
from gallery_page import Opener, Sample
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.fusion]

OpenSample = Callable[[str], Sample]
PICTURE = {"name": "凭证.png", "mimeType": "image/png", "buffer": b"\x89PNG"}


@pytest.fixture(params=["real", "ours"])
def open_sample(
    request: pytest.FixtureRequest, gallery: Gallery, open_gallery: Opener
) -> OpenSample:
    url = gallery.real_url if request.param == "real" else gallery.ours_url
    return lambda name: Sample(open_gallery(url, name), name)


# Dates


@pytest.mark.parametrize(
    ("widget", "text"), [("date", "2026-06-20"), ("datetime", "2026-06-20 18:30:05")]
)
def test_a_date_typed_and_left_is_lost(open_sample: OpenSample, widget: str, text: str) -> None:
    sample = open_sample(widget)
    sample.type(text)
    sample.away()
    sample.closed()
    expect(sample.inputs).to_have_value("")
    expect(sample.reported).to_have_text("")


@pytest.mark.parametrize(
    ("widget", "text"), [("date", "2026-06-20"), ("datetime", "2026-06-20 18:30:05")]
)
def test_a_date_typed_and_entered_is_kept(open_sample: OpenSample, widget: str, text: str) -> None:
    sample = open_sample(widget)
    sample.type(text)
    sample.page.keyboard.press("Enter")
    sample.away()
    sample.closed()
    expect(sample.inputs).to_have_value(text)
    expect(sample.reported).to_have_text(text)


def test_a_date_with_time_typed_and_confirmed_is_kept(open_sample: OpenSample) -> None:
    sample = open_sample("datetime")
    sample.open()
    expect(sample.ok).to_be_disabled()
    sample.type("2026-06-20 18:30:05")
    sample.ok.click()
    sample.closed()
    expect(sample.reported).to_have_text("2026-06-20 18:30:05")


def test_a_date_without_time_has_no_confirmation_and_counts_at_once(
    open_sample: OpenSample,
) -> None:
    sample = open_sample("date")
    sample.open()
    expect(sample.ok).to_have_count(0)
    sample.popup.locator('[title="2026-06-25"]').click()
    sample.closed()
    expect(sample.reported).to_have_text("2026-06-25")


def test_a_day_and_a_time_clicked_count_only_once_confirmed(open_sample: OpenSample) -> None:
    sample = open_sample("datetime")
    sample.open()
    sample.popup.locator('[title="2026-06-25"]').click()
    sample.popup.locator('.next-time-picker2-menu-hour [title="7"]').click()
    expect(sample.inputs).to_have_value("2026-06-25 07:00:00")
    expect(sample.reported).to_have_text("")
    sample.ok.click()
    expect(sample.reported).to_have_text("2026-06-25 07:00:00")


@pytest.mark.parametrize("text", ["2026-6-20", "20260620", "明天"])
def test_a_text_that_is_no_date_empties_the_field_when_entered(
    open_sample: OpenSample, text: str
) -> None:
    sample = open_sample("date-set")
    sample.type(text)
    sample.page.keyboard.press("Enter")
    expect(sample.inputs).to_have_value("")
    expect(sample.reported).to_have_text("")


def test_a_day_that_does_not_exist_runs_over_into_the_next_month(open_sample: OpenSample) -> None:
    sample = open_sample("date")
    sample.type("2026-02-30")
    sample.page.keyboard.press("Enter")
    expect(sample.reported).to_have_text("2026-03-02")


def test_the_calendar_of_a_closed_date_field_is_removed(open_sample: OpenSample) -> None:
    sample = open_sample("date")
    sample.open()
    sample.away()
    expect(sample.page.locator(".next-overlay-wrapper")).to_have_count(0)


def test_a_day_is_reached_by_way_of_decade_year_and_month(open_sample: OpenSample) -> None:
    sample = open_sample("datetime")
    sheet = sample.open()
    for title in ("2026年", "2020-2029"):
        sheet.get_by_role("button", name=title, exact=True).click()
    for title in ("2030-2039", "2031", "2031-02"):
        expect(sample.ok).to_have_count(0)
        sheet.locator(f'[title="{title}"]').click()
    sheet.locator('[title="2031-02-28"]').click()
    sample.ok.click()
    expect(sample.reported).to_have_text("2031-02-28 10:00:00")


# Ranges


def test_a_range_typed_and_left_is_lost(open_sample: OpenSample) -> None:
    sample = open_sample("range")
    sample.type("2026-06-01")
    sample.type("2026-06-05", field=1)
    sample.away()
    expect(sample.inputs.first).to_have_value("")
    expect(sample.inputs.last).to_have_value("")
    expect(sample.reported).to_have_text('["",""]')


def test_a_range_takes_enter_after_each_field(open_sample: OpenSample) -> None:
    sample = open_sample("range")
    sample.type("2026-06-01")
    sample.page.keyboard.press("Enter")
    expect(sample.inputs.last).to_be_focused()
    sample.page.keyboard.type("2026-06-05")
    sample.page.keyboard.press("Enter")
    sample.closed()
    expect(sample.reported).to_have_text('["2026-06-01","2026-06-05"]')


def test_a_range_with_time_is_confirmed_twice(open_sample: OpenSample) -> None:
    sample = open_sample("range-time")
    sample.type("2026-06-01 00:00:00")
    sample.ok.click()
    expect(sample.inputs.last).to_be_focused()
    expect(sample.ok).to_be_disabled()
    expect(sample.reported).to_have_text('["",""]')
    sample.page.keyboard.type("2026-06-05 23:59:59")
    sample.ok.click()
    sample.closed()
    expect(sample.reported).to_have_text('["2026-06-01 00:00:00","2026-06-05 23:59:59"]')


def test_half_a_range_that_was_accepted_counts_on_leaving(open_sample: OpenSample) -> None:
    sample = open_sample("range-set")
    sample.type("2026-06-03")
    sample.page.keyboard.press("Enter")
    expect(sample.inputs.last).to_be_focused()
    expect(sample.reported).to_have_text('["2026-06-01","2026-06-10"]')
    sample.away()
    expect(sample.reported).to_have_text('["2026-06-03","2026-06-10"]')


def test_an_end_before_its_start_sends_back_to_the_start(open_sample: OpenSample) -> None:
    sample = open_sample("range")
    sample.type("2026-06-09")
    sample.page.keyboard.press("Enter")
    expect(sample.inputs.last).to_be_focused()
    sample.page.keyboard.type("2026-06-05")
    sample.page.keyboard.press("Enter")
    expect(sample.inputs.first).to_be_focused()
    expect(sample.inputs.first).to_have_value("")


def test_a_range_may_begin_in_a_month_chosen_by_name(open_sample: OpenSample) -> None:
    sample = open_sample("range")
    left = sample.open().locator(".next-range-picker-left")
    left.get_by_role("button", name="6月", exact=True).click()
    expect(sample.popup.locator(".next-calendar2")).to_have_count(1)
    left.locator('[title="2026-02"]').click()
    left.locator('[title="2026-02-03"]').click()
    sample.popup.locator('.next-range-picker-right [title="2026-03-04"]').click()
    sample.closed()
    expect(sample.reported).to_have_text('["2026-02-03","2026-03-04"]')


# Selects


def test_a_chosen_option_shows_as_an_em_with_title(open_sample: OpenSample) -> None:
    sample = open_sample("select-reason")
    expect(sample.drawn.locator("em")).to_have_count(0)
    sample.open()
    sample.choose("自然灾害")
    sample.closed()
    expect(sample.drawn.locator("em")).to_have_attribute("title", "自然灾害")
    expect(sample.reported).to_have_text("自然灾害")


def test_the_menu_of_a_closed_select_stays_hidden_in_the_document(
    open_sample: OpenSample,
) -> None:
    sample = open_sample("select-reason")
    sample.open()
    sample.choose("自然灾害")
    layer = sample.page.locator(".next-overlay-wrapper")
    expect(layer).to_have_css("display", "none")
    expect(layer.locator("li")).to_have_count(4)


def test_all_is_just_one_more_option_of_a_multiple_select(open_sample: OpenSample) -> None:
    sample = open_sample("select-multiple")
    sample.open()
    sample.choose("全部")
    expect(sample.reported).to_have_text('["进行中","全部"]')
    expect(sample.popup).to_have_count(1)
    expect(sample.drawn.locator(".next-tag-body")).to_have_text(["进行中", "全部"])


def test_a_tag_of_a_multiple_select_can_be_removed(open_sample: OpenSample) -> None:
    sample = open_sample("select-multiple")
    sample.drawn.get_by_role("button", name="删除", exact=True).click()
    expect(sample.reported).to_have_text("[]")


def test_a_select_is_driven_by_the_keyboard_too(open_sample: OpenSample) -> None:
    sample = open_sample("select-reason")
    sample.open()
    sample.page.keyboard.press("ArrowDown")
    sample.page.keyboard.press("Enter")
    expect(sample.reported).to_have_text("自然灾害")


def test_a_virtual_select_draws_only_some_of_its_options(open_sample: OpenSample) -> None:
    sample = open_sample("select-virtual")
    popup = sample.open()
    options = popup.get_by_role("option")
    assert options.count() < 30
    expect(options.filter(has_text="快递60")).to_have_count(0)
    popup.locator(".next-select-menu-wrapper").hover()
    sample.page.mouse.wheel(0, 60 * 32)
    expect(options.filter(has_text="快递60")).to_have_count(1)
    assert options.count() < 30
    sample.choose("快递60")
    expect(sample.reported).to_have_text("c60")


# Other fields


def test_a_textarea_counts_its_letters(open_sample: OpenSample) -> None:
    sample = open_sample("textarea")
    sample.drawn.locator("textarea").click()
    sample.page.keyboard.type("已协商一致")
    expect(sample.drawn.locator(".next-input-len")).to_have_text("5/200")
    sample.drawn.locator("textarea").fill("好" * 200)
    sample.page.keyboard.type("多")
    expect(sample.drawn.locator(".next-input-len")).to_have_text("200/200")
    expect(sample.reported).to_have_text("好" * 200)


def test_a_radio_says_on_its_label_that_it_is_checked(open_sample: OpenSample) -> None:
    sample = open_sample("radio")
    labels = sample.drawn.locator("label")
    labels.nth(1).click()
    labels.nth(2).click()
    for label, checked in zip(labels.all(), ("false", "false", "true"), strict=True):
        expect(label).to_have_attribute("aria-checked", checked)
    expect(sample.reported).to_have_text("双方协商一致换货")


def test_an_order_id_does_not_fit_into_a_number_picker(open_sample: OpenSample) -> None:
    sample = open_sample("number-picker")
    sample.type("3300000000000001234")
    sample.away()
    expect(sample.reported).to_have_text("9007199254740991")


def test_a_picture_set_on_the_hidden_input_becomes_a_card(open_sample: OpenSample) -> None:
    sample = open_sample("upload")
    sample.drawn.locator('input[type="file"]').set_input_files(PICTURE)
    card = sample.drawn.locator(".next-upload-list-item-done")
    expect(card.locator(".next-upload-list-item-name")).to_have_text("凭证.png")
    expect(sample.reported).to_have_text('["凭证.png"]')
    card.hover()
    card.get_by_role("button", name="删除").click()
    expect(card).to_have_count(0)
    expect(sample.reported).to_have_text("[]")


def test_a_button_has_lost_the_focus_after_its_click(open_sample: OpenSample) -> None:
    sample = open_sample("button")
    sample.press("查询")
    sample.page.keyboard.press("Enter")
    expect(sample.reported).to_have_text("1")


# Tables


def test_stale_rows_stay_readable_under_the_mask(open_sample: OpenSample) -> None:
    sample = open_sample("table-stale")
    rows = sample.drawn.locator(".next-table-row")
    sample.press("加载")
    # The mask has no height: what keeps a person off the rows is that they take no clicks.
    expect(sample.drawn.locator(".next-loading-masker")).to_have_count(1)
    expect(rows.first).to_have_css("pointer-events", "none")
    expect(sample.drawn.locator(".next-table")).to_contain_class("next-table-loading")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("商品1")
    sample.press("完成")
    expect(sample.drawn.locator(".next-loading-masker")).to_have_count(0)
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("商品7")


def test_a_row_is_handled_by_the_button_of_its_own_row(open_sample: OpenSample) -> None:
    sample = open_sample("work-list")
    row = sample.drawn.locator(".next-table-row").filter(has_text="330000000000000107")
    row.get_by_role("button", name="处理").click()
    assert sample.record["handled"] == "330000000000000107"


def test_pages_are_turned_and_resized(open_sample: OpenSample) -> None:
    sample = open_sample("work-list")
    rows = sample.drawn.locator(".next-table-row")
    expect(sample.drawn.locator(".next-pagination-total")).to_have_text("共33条")
    expect(rows).to_have_count(15)
    sample.drawn.locator(".next-next").click()
    expect(sample.drawn.locator(".next-current")).to_have_text("2")
    assert sample.record["current"] == 2
    sample.drawn.get_by_role("button", name="第3页，共3页").click()
    expect(rows).to_have_count(3)
    expect(sample.drawn.locator(".next-next")).to_be_disabled()
    sample.drawn.get_by_label("请选择每页显示几条").click()
    sample.choose("50")
    expect(rows).to_have_count(33)
    assert sample.record == {"handled": "", "current": 1, "pageSize": 50}


@pytest.mark.parametrize(("typed", "reached"), [("7", 7), ("99", 25)])
def test_jumping_takes_its_own_confirmation(
    open_sample: OpenSample, typed: str, reached: int
) -> None:
    sample = open_sample("pagination")
    sample.drawn.get_by_label("请输入跳转到第几页").click()
    sample.page.keyboard.type(typed)
    assert sample.record["current"] == 1
    sample.press("确定")
    expect(sample.drawn.locator(".next-current")).to_have_text(str(reached))


# Layers


@pytest.mark.parametrize("widget", ["dialog-v1", "dialog-v2", "drawer", "confirm"])
def test_a_closed_layer_is_removed(open_sample: OpenSample, widget: str) -> None:
    sample = open_sample(widget)
    sample.open().get_by_label("关闭").click()
    expect(sample.page.locator(".next-overlay-wrapper")).to_have_count(0)


def test_a_cached_dialog_stays_hidden_and_comes_back(open_sample: OpenSample) -> None:
    sample = open_sample("dialog-cache")
    sample.open().get_by_label("关闭").click()
    expect(sample.page.locator(".next-overlay-wrapper")).to_have_css("display", "none")
    sample.open()
    expect(sample.page.locator(".next-overlay-wrapper")).to_have_count(1)


@pytest.mark.parametrize("widget", ["dialog-v1", "dialog-v2", "confirm"])
def test_a_click_beside_a_dialog_does_not_close_it(open_sample: OpenSample, widget: str) -> None:
    sample = open_sample(widget)
    sample.open()
    sample.away()
    sample.settle()
    expect(sample.popup).to_have_count(1)


def test_a_click_beside_a_drawer_closes_it(open_sample: OpenSample) -> None:
    sample = open_sample("drawer")
    sample.open()
    sample.away()
    sample.closed()


@pytest.mark.parametrize(
    ("widget", "button", "reported"),
    [
        ("dialog-v1", "提交", "ok"),
        ("dialog-v1", "取消", "cancel"),
        ("confirm", "确定", "ok"),
        ("confirm", "取消", "cancel"),
    ],
)
def test_a_dialog_reports_its_answer(
    open_sample: OpenSample, widget: str, button: str, reported: str
) -> None:
    sample = open_sample(widget)
    sample.open().get_by_role("button", name=button).click()
    sample.closed()
    expect(sample.reported).to_have_text(reported)


def test_a_confirmation_is_an_alert_dialog(open_sample: OpenSample) -> None:
    sample = open_sample("confirm")
    sample.open()
    box = sample.page.get_by_role("alertdialog")
    expect(box.locator(".next-message-title")).to_have_text("确认提交处理结果？")
    expect(box.locator(".next-message-content")).to_have_text("提交后不可修改")
    sample.page.keyboard.press("Escape")
    sample.closed()
    expect(sample.reported).to_have_text("")


def test_a_toast_goes_by_itself(open_sample: OpenSample) -> None:
    sample = open_sample("toast")
    sample.press("success")
    toast = sample.page.get_by_role("alert")
    expect(toast).to_have_text("提示 success")
    expect(toast).to_have_count(0)


def test_escape_closes_a_menu_first_and_then_the_drawer_below_it(open_sample: OpenSample) -> None:
    """At rest: the library's drawer goes too when its menu is still opening (a quarter second)."""
    sample = open_sample("urge-reply")
    sample.open().locator(".next-select").click()
    expect(sample.popup).to_have_count(2)
    sample.at_rest()
    sample.page.keyboard.press("Escape")
    expect(sample.popup).to_have_count(1)
    expect(sample.page.get_by_role("dialog")).to_be_visible()
    sample.at_rest()
    sample.page.keyboard.press("Escape")
    sample.closed()


def test_escape_closes_neither_a_calendar_nor_the_drawer_below_it(open_sample: OpenSample) -> None:
    sample = open_sample("urge-reply")
    drawer = sample.open()
    drawer.get_by_text("延迟发货").click()
    drawer.get_by_placeholder("选择日期").click()
    expect(sample.popup).to_have_count(2)
    sample.at_rest()
    sample.page.keyboard.press("Escape")
    sample.at_rest()
    expect(sample.popup).to_have_count(2)


def test_the_menus_of_a_drawer_go_with_it(open_sample: OpenSample) -> None:
    sample = open_sample("urge-reply")
    drawer = sample.open()
    drawer.locator(".next-select").click()
    sample.page.get_by_role("option", name="自然灾害").click()
    drawer.get_by_label("关闭").click()
    expect(sample.page.locator(".next-overlay-wrapper")).to_have_count(0)


def test_a_reply_is_filled_in_confirmed_and_reported(open_sample: OpenSample) -> None:
    sample = open_sample("urge-reply")
    drawer = sample.open()
    page = sample.page
    drawer.get_by_text("延迟发货").click()
    drawer.locator(".next-select").click()
    page.get_by_role("option", name="自然灾害").click()
    drawer.get_by_placeholder("选择日期").click()
    page.keyboard.type("2026-06-20 18:00:00")
    page.keyboard.press("Enter")
    drawer.get_by_placeholder("请输入说明").fill("仓库补货中")
    drawer.locator('input[type="file"]').set_input_files(PICTURE)
    expect(drawer.locator(".next-upload-list-item-done")).to_have_count(1)
    drawer.get_by_role("button", name="提交").click()
    page.get_by_role("alertdialog").get_by_role("button", name="确定").click()
    expect(page.locator(".next-toast")).to_have_text("提交成功")
    assert sample.record == {
        "result": "延迟发货",
        "reason": "自然灾害",
        "promisedDate": "2026-06-20 18:00:00",
        "description": "仓库补货中",
        "images": ["凭证.png"],
    }
    expect(page.locator(".next-drawer")).to_have_count(0)


def test_tabs_keep_the_panes_once_shown(open_sample: OpenSample) -> None:
    sample = open_sample("tabs")
    panes = sample.drawn.get_by_role("tabpanel", include_hidden=True)
    expect(panes).to_have_count(1)
    sample.drawn.get_by_role("tab", name="已完成").click()
    expect(panes).to_have_count(2)
    expect(panes.first).to_be_hidden()
    expect(panes.last).to_have_text("第三页")
    expect(sample.reported).to_have_text("c")
    badge = sample.drawn.locator(".next-badge")
    expect(badge).to_have_attribute("title", "5")
    assert len(badge.locator("sup").inner_text()) > 1
