from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from qn_assist.practice import PracticeConsole

from .conftest import sign_in

pytestmark = pytest.mark.browser

TASKS = re.compile(r"/myseller/home\.htm/aftersales-task/list$")


def fill_in(form: FrameLocator, account: str, password: str) -> None:
    form.locator("a.password-login-tab-item").click()
    form.locator("#fm-login-id").fill(account)
    form.locator("#fm-login-password").fill(password)
    form.locator("button.fm-submit.password-login").click()


def test_L1_both_prefixes_serve_the_same_pages(page: Page, console: PracticeConsole) -> None:
    sign_in(page, console)
    for prefix in ("myseller", "qn"):
        page.goto(f"{console.origin}/{prefix}/home.htm/aftersales-task/list")
        expect(page.get_by_role("heading", name="平台任务")).to_be_visible()


def test_L2_the_form_belongs_to_another_origin(page: Page, login_form: FrameLocator) -> None:
    expect(login_form.get_by_text("扫码登录", exact=True)).to_be_visible()
    assert page.evaluate("document.querySelector('iframe').contentDocument") is None


def test_L3_login_leads_back_to_the_page_asked_for(
    page: Page, console: PracticeConsole, login_form: FrameLocator
) -> None:
    assert "/loginmyseller/?redirect_url=" in page.url
    fill_in(login_form, console.login["account"], console.login["password"])
    expect(page).to_have_url(TASKS)


def test_L3_login_without_a_wish_leads_home(page: Page, console: PracticeConsole) -> None:
    console.arm("no_wipe")
    page.goto(f"{console.origin}/loginmyseller/")
    form = page.frame_locator("#alibaba-login-box")
    fill_in(form, console.login["account"], console.login["password"])
    expect(page).to_have_url(re.compile("QnworkbenchHome"))
    expect(page).to_have_title("千牛商家工作台")


def test_L4_the_qr_code_comes_first(login_form: FrameLocator) -> None:
    expect(login_form.locator(".qrcode-img canvas")).to_be_visible()
    expect(login_form.locator("#fm-login-id")).to_be_hidden()
    login_form.locator("a.password-login-tab-item").click()
    expect(login_form.locator("#fm-login-password")).to_be_visible()


def test_L4_a_person_scans_the_qr_code(
    page: Page, console: PracticeConsole, login_form: FrameLocator
) -> None:
    expect(login_form.locator(".qrcode-img canvas")).to_be_visible()
    console.person("scan_qr")
    expect(page).to_have_url(TASKS)


FILL_EARLY = """addEventListener('DOMContentLoaded', () => {
    const field = document.querySelector('#fm-login-id');
    if (field) field.value = 'early';
})"""


def test_L5_inputs_are_wiped_once(page: Page, console: PracticeConsole) -> None:
    page.add_init_script(FILL_EARLY)
    page.goto(f"{console.login_origin}/havanalogin/mini_login.htm")
    page.locator("a.password-login-tab-item").click()
    account = page.locator("#fm-login-id")
    expect(account).to_have_value("")
    account.fill("late")
    page.wait_for_function(
        "start => performance.now() > start + 500", arg=page.evaluate("performance.now()")
    )
    expect(account).to_have_value("late")


def test_L5_the_wipe_can_be_turned_off(page: Page, console: PracticeConsole) -> None:
    console.arm("no_wipe")
    page.add_init_script(FILL_EARLY)
    page.goto(f"{console.login_origin}/havanalogin/mini_login.htm")
    expect(page.locator(".qrcode-img canvas")).to_be_attached()
    page.wait_for_function("performance.now() > 700")
    expect(page.locator("#fm-login-id")).to_have_value("early")


@pytest.mark.parametrize(
    ("account", "password", "text"),
    [
        ("青禾家居:小青", "wrong", "账号名或登录密码不正确"),
        ("没有:这人", "practice-2026", "账号不存在"),
        ("青禾家居:离职", "practice-2026", "该子账号已经离职"),
        ("青禾家居:冻结", "practice-2026", "账号被冻结"),
    ],
)
def test_L6_a_refused_login_says_why(
    page: Page,
    console: PracticeConsole,
    login_form: FrameLocator,
    account: str,
    password: str,
    text: str,
) -> None:
    fill_in(login_form, account, password)
    box = login_form.locator("#login-error > div, .login-error-msg").filter(visible=True)
    expect(box).to_have_text(text)
    assert [login["accepted"] for login in console.truth()["logins"]] == [False]


def test_L7_only_a_person_passes_the_slider(
    page: Page, console: PracticeConsole, login_form: FrameLocator
) -> None:
    console.arm("slider")
    page.reload()
    fill_in(login_form, console.login["account"], console.login["password"])
    slider = login_form.locator(".nc_wrapper")
    expect(slider).to_contain_text("向右滑动验证")
    expect(page).to_have_url(re.compile("loginmyseller"))
    console.person("slider")
    expect(slider).to_be_hidden()
    login_form.locator("button.fm-submit.password-login").click()
    expect(page).to_have_url(TASKS)


def test_L8_an_sms_code_can_be_asked_for(
    page: Page, console: PracticeConsole, login_form: FrameLocator
) -> None:
    console.arm("sms_needed")
    fill_in(login_form, console.login["account"], console.login["password"])
    login_form.locator("#J_GetCode").click()
    login_form.locator("#J_Checkcode").fill(console.person("sms_code")["code"])
    login_form.locator("#btn-submit").click()
    expect(page).to_have_url(TASKS)


def test_L8_a_code_to_a_phone_replaces_the_password(
    page: Page, console: PracticeConsole, login_form: FrameLocator
) -> None:
    login_form.get_by_text("短信登录", exact=True).click()
    box = login_form.locator("#login-error > div, .login-error-msg").filter(visible=True)
    login_form.locator("#fm-sms-login-id").fill("1200000")
    login_form.locator("#login-form").get_by_text("获取验证码").click()
    expect(box).to_have_text("请输入正确的手机号")
    login_form.locator("#fm-sms-login-id").fill(console.login["phone"])
    login_form.locator("#login-form").get_by_text("获取验证码").click()
    expect(login_form.get_by_text("秒后重发")).to_be_visible()
    login_form.locator("#fm-smscode").fill("wrong")
    login_form.locator("button.fm-submit.sms-login").click()
    expect(box).to_have_text("短信验证码错误")
    login_form.locator("#fm-smscode").fill(console.person("sms_code")["code"])
    login_form.locator("button.fm-submit.sms-login").click()
    expect(page).to_have_url(TASKS)


def test_L9_a_remembered_login_is_one_button(
    page: Page, console: PracticeConsole, login_form: FrameLocator
) -> None:
    console.arm("quick_enter")
    page.reload()
    button = login_form.locator("button.fm-button.fm-submit").filter(visible=True)
    expect(button).to_have_text("快速进入")
    expect(login_form.locator("#fm-login-id")).to_be_hidden()
    button.click()
    expect(page).to_have_url(TASKS)


def test_L10_the_page_says_who_is_logged_in(page: Page, console: PracticeConsole) -> None:
    sign_in(page, console)
    page.goto(f"{console.origin}/myseller/home.htm/QnworkbenchHome/")
    shop = page.locator('[class^="shopName-"]')
    expect(shop).to_have_text(console.login["shop"], use_inner_text=True)
    assert "退出当前账号" in (shop.text_content() or "")
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert cookies["sn"] == quote("青禾家居:小青", safe="")


def test_L10_the_hidden_menu_logs_out(page: Page, console: PracticeConsole) -> None:
    sign_in(page, console)
    page.goto(f"{console.origin}/myseller/home.htm/QnworkbenchHome/")
    page.locator('[class^="shopName-"]').hover()
    page.get_by_text("退出当前账号").click()
    expect(page).to_have_url(re.compile("/loginmyseller/"))


def test_L12_a_right_login_may_land_in_the_wrong_shop(
    page: Page, console: PracticeConsole, login_form: FrameLocator
) -> None:
    console.arm("wrong_shop")
    fill_in(login_form, console.login["account"], console.login["password"])
    expect(page.locator('[class^="shopName-"]')).to_have_text("云岚服饰旗舰店", use_inner_text=True)


def test_L11_the_landing_page_opens_the_login_in_a_new_tab(
    page: Page, console: PracticeConsole
) -> None:
    page.goto(f"{console.origin}/landing")
    with page.expect_popup() as popup:
        page.get_by_text("登录千牛").click()
    expect(popup.value).to_have_url(re.compile("loginmyseller"))


def test_L13_a_new_context_is_logged_out(page: Page, console: PracticeConsole) -> None:
    sign_in(page, console)
    assert all(cookie["expires"] == -1 for cookie in page.context.cookies())
    browser = page.context.browser
    assert browser
    with browser.new_context() as fresh:
        other = fresh.new_page()
        other.goto(f"{console.origin}/myseller/home.htm/QnworkbenchHome/")
        assert "/loginmyseller/" in other.url
