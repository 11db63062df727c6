"""Getting in: accounts, refusals, challenges that only a person passes."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from qn_assist.practice import PracticeConsole

from .clerk import Clerk

HOME = "/myseller/home.htm/QnworkbenchHome/"
STATE = "/havanalogin/newlogin/state"


@pytest.mark.parametrize("path", [HOME, "/qn/home.htm/trade-platform/tp/detail?bizOrderId=3"])
def test_without_a_login_the_workbench_leads_to_the_form_and_names_the_way_back(
    stranger: Clerk, path: str
) -> None:
    answer = stranger.first(path)
    target = quote(stranger.console.origin + path, safe="")
    assert answer.status == 302
    assert (
        answer.headers["location"]
        == f"{stranger.console.origin}/loginmyseller/?redirect_url={target}"
    )


def test_the_example_login_opens_the_workbench(stranger: Clerk) -> None:
    assert stranger.log_in() == {
        "success": True,
        "message": "",
        "next": None,
        "redirect": f"{stranger.console.origin}{HOME}",
    }
    assert stranger.first(HOME).status == 200
    assert stranger.cookie("sn") == quote("青禾家居:小青", safe="")
    assert all(cookie.expires is None for cookie in stranger.jar)


def test_after_the_login_the_form_sends_back_to_where_one_came_from(stranger: Clerk) -> None:
    wanted = f"{stranger.console.origin}/qn/home.htm/trade-platform/tp/sold"
    assert stranger.log_in(returnUrl=wanted)["redirect"] == wanted


def test_the_form_sends_nobody_to_another_site(stranger: Clerk) -> None:
    elsewhere = "http://127.0.0.1.example/"
    assert stranger.log_in(returnUrl=elsewhere)["redirect"] == f"{stranger.console.origin}{HOME}"


def test_the_way_back_may_stand_in_the_address_of_the_form(stranger: Clerk) -> None:
    wanted = f"{stranger.console.origin}/myseller/home.htm/aftersales-task/list"
    query = urlencode({"returnUrl": wanted})
    form = f"{stranger.console.login_origin}/havanalogin/mini_login.htm?{query}"
    login = stranger.console.login
    body = urlencode({"loginId": login["account"], "password": login["password"]}).encode()
    url = f"{stranger.console.login_origin}/havanalogin/newlogin/login.do"
    assert stranger.open(url, body, Referer=form).json()["redirect"] == wanted


@pytest.mark.parametrize(
    ("account", "password", "message"),
    [
        ("青禾家居:小青", "wrong", "账号名或登录密码不正确"),
        ("青禾家居:没有", "practice-2026", "账号不存在"),
        ("青禾家居:离职", "anything", "该子账号已经离职"),
        ("青禾家居:冻结", "anything", "账号被冻结"),
    ],
)
def test_refused_logins_say_why(stranger: Clerk, account: str, password: str, message: str) -> None:
    answer = stranger.log_in(account, password)
    assert (answer["success"], answer["message"]) == (False, message)
    assert stranger.cookie("cookie2") == ""
    login = stranger.console.truth()["logins"][-1]
    assert (login["account"], login["accepted"], login["reason"]) == (account, False, message)


def test_the_form_wipes_its_inputs_unless_told_otherwise(stranger: Clerk) -> None:
    assert stranger.second(STATE).json()["wipeMs"] == 400
    stranger.console.arm("no_wipe")
    assert stranger.second(STATE).json()["wipeMs"] == 0


@pytest.mark.parametrize("fault", ["slider", "captcha_at_login"])
def test_a_slider_stands_until_a_person_has_passed_it(stranger: Clerk, fault: str) -> None:
    stranger.console.arm(fault)
    assert stranger.second(STATE).json()["slider"] is (fault == "slider")
    answer = stranger.log_in()
    assert (answer["success"], answer["next"]) == (False, "slider")
    assert stranger.second(STATE).json()["slider"] is True
    stranger.console.person("slider")
    assert stranger.second(STATE).json()["slider"] is False
    assert stranger.log_in()["success"]


def test_a_new_device_is_asked_for_an_sms_code(stranger: Clerk) -> None:
    stranger.console.arm("sms_needed")
    assert stranger.log_in()["next"] == "sms"
    wrong = stranger.second("/havanalogin/newlogin/sms.do", {"smsCode": "nonsense"}).json()
    assert (wrong["success"], wrong["message"]) == (False, "短信验证码错误")
    code = stranger.console.person("sms_code")["code"]
    assert stranger.second("/havanalogin/newlogin/sms.do", {"smsCode": code}).json()["success"]
    assert stranger.first(HOME).status == 200


def by_phone(stranger: Clerk, phone: str, code: str) -> dict[str, object]:
    form = {"phone": phone, "smsCode": code}
    answer: dict[str, object] = stranger.second("/havanalogin/newlogin/smsLogin.do", form).json()
    return answer


def send_code(stranger: Clerk, phone: str) -> str:
    answer = stranger.second("/havanalogin/newlogin/sendCode.do", {"phone": phone})
    return str(answer.json()["message"])


def test_a_code_sent_to_the_phone_logs_in_once(stranger: Clerk) -> None:
    phone = stranger.console.login["phone"]
    assert by_phone(stranger, phone, "")["message"] == "请先获取验证码"
    assert send_code(stranger, phone) == ""
    assert by_phone(stranger, phone, "12345x")["message"] == "短信验证码错误"
    code = stranger.console.person("sms_code")["code"]
    assert by_phone(stranger, phone, code)["success"]
    assert stranger.cookie("sn") == quote("青禾家居:小青", safe="")
    assert not by_phone(stranger, phone, code)["success"]


def test_a_code_is_sent_only_to_a_known_phone(stranger: Clerk) -> None:
    assert send_code(stranger, "12000") == "请输入正确的手机号"
    assert send_code(stranger, "12000000000") == "账号不存在"
    assert send_code(stranger, "12000002304") == ""
    code = stranger.console.person("sms_code")["code"]
    assert by_phone(stranger, "12000002304", code)["message"] == "账号被冻结"


def test_the_slider_stands_before_a_code_too(stranger: Clerk) -> None:
    stranger.console.arm("slider")
    assert by_phone(stranger, stranger.console.login["phone"], "")["next"] == "slider"


def test_a_scanned_code_logs_in(stranger: Clerk) -> None:
    quick = "/havanalogin/newlogin/quick.do"
    assert not stranger.second(quick, {}).json()["success"]
    stranger.console.person("scan_qr")
    assert stranger.second(STATE).json()["scanned"] is True
    assert stranger.second(quick, {}).json()["success"]


def test_a_remembered_login_needs_one_button(stranger: Clerk) -> None:
    stranger.console.arm("quick_enter")
    state = stranger.second(STATE).json()
    assert (state["quick"], state["account"]) == (True, "青禾家居:小青")
    assert stranger.second("/havanalogin/newlogin/quick.do", {}).json()["success"]


def test_a_right_password_may_land_in_the_wrong_shop(stranger: Clerk) -> None:
    stranger.console.arm("wrong_shop")
    assert stranger.log_in()["success"]
    shop = stranger.read("mtop.taobao.jdy.resource.shop.info.get")
    assert shop["shopName"] == "云岚服饰旗舰店"
    assert stranger.console.truth()["logins"][-1]["shop"] == "云岚服饰旗舰店"


def test_the_two_shops_have_no_ticket_in_common(console: PracticeConsole) -> None:
    orders = []
    for account in ("青禾家居:小青", "云岚服饰:小云"):
        clerk = Clerk(console)
        clerk.log_in(account)
        rows = clerk.read("mtop.taobao.aftersales.task.list", {"tab": "all", "pageSize": "50"})[
            "rows"
        ]
        orders.append({row["orderId"] for row in rows})
    assert orders[0]
    assert orders[1]
    assert not orders[0] & orders[1]


def test_every_login_may_be_refused_as_resigned(stranger: Clerk) -> None:
    stranger.console.arm("resigned_account")
    assert stranger.log_in()["message"] == "该子账号已经离职"


def test_logging_out_ends_the_session(clerk: Clerk) -> None:
    assert clerk.first("/logout").status == 302
    assert clerk.first(HOME).status == 302


def test_a_reset_leaves_people_logged_in(clerk: Clerk) -> None:
    clerk.console.reset()
    assert clerk.first(HOME).status == 200


def test_a_reset_takes_the_slider_away(stranger: Clerk) -> None:
    stranger.console.arm("slider")
    assert not stranger.log_in()["success"]
    stranger.console.reset()
    assert stranger.log_in()["success"]
