"""Failures: each is armed by name, acts as its table row says, and leaves a true record."""

from __future__ import annotations

import http.client
import threading
import urllib.error
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from qn_assist.practice import FAULTS, BadFaultArgument, PracticeConsole, UnknownFault
from qn_assist.practice.office.clock import DEFAULT_START
from qn_assist.practice.office.faults import FaultBoard, parse
from qn_assist.practice.pages.colleague import QUICK_PHRASE

from .clerk import CHAT, PARCELS, PROBLEM, TASKS, Clerk, a_report, cannot_ship, cases, ids

SHOP = "mtop.taobao.jdy.resource.shop.info.get"
PENDING = {"tab": "pending", "pageSize": "15"}
LOST = (OSError, http.client.HTTPException, urllib.error.URLError)


def a_task(clerk: Clerk, scenario: str = "relief_epidemic") -> dict[str, Any]:
    return cases(clerk.console, kind="task", scenario=scenario)[0]


def status(clerk: Clerk, case: dict[str, Any]) -> str:
    return str(clerk.read(f"{TASKS}.detail", {"ticketId": case["ticket_id"]})["status"])


def outcomes(clerk: Clerk) -> list[str]:
    return [one["outcome"] for one in clerk.console.truth()["arrivals"]]


def decisions(clerk: Clerk) -> list[bool]:
    return [one["accepted"] for one in clerk.console.truth()["submissions"]]


# The table and the arguments.


def test_every_fault_is_explained() -> None:
    for name, fault in FAULTS.items():
        assert fault.name == name
        assert fault.does
        takes_a_value = fault.counts or fault.number or fault.values or fault.text
        assert not fault.default or fault.default == parse(name).value
        assert not (fault.number or fault.values or fault.text) or fault.argument, name
        assert takes_a_value or fault.plays == "page" or not fault.argument, name


def test_an_unknown_fault_is_refused_with_all_names() -> None:
    with pytest.raises(UnknownFault) as caught:
        parse("no_such_fault")
    assert all(name in str(caught.value) for name in FAULTS)


@pytest.mark.parametrize(
    ("name", "arg", "message"),
    [
        ("slow", "soon", "slow: 'soon' is not a number"),
        ("drop", "often", "drop: 'often' is not a number"),
        ("session_expiry", "politely", "'politely' is none of redirect, json, frame"),
        ("false_success", "please", "false_success takes no value, got 'please'"),
    ],
)
def test_an_argument_that_does_not_fit_is_refused(name: str, arg: str, message: str) -> None:
    with pytest.raises(BadFaultArgument, match=message):
        parse(name, arg)


@pytest.mark.parametrize(
    ("arg", "kind", "hits"),
    [
        ("reads", None, True),
        ("reads", "message", False),
        ("writes", None, False),
        ("writes", "message", True),
        ("urge_reply", "message", False),
        ("urge_reply", "urge_reply", True),
    ],
)
def test_a_fault_keeps_to_its_scope(arg: str, kind: str | None, hits: bool) -> None:
    board = FaultBoard(lambda: DEFAULT_START)
    board.arm("http_500", arg)
    assert (board.hit("http_500", kind) is not None) is hits


def test_a_fault_can_wait_for_requests_and_end_after_some() -> None:
    board = FaultBoard(lambda: DEFAULT_START)
    board.arm("slow", "7:after=1:x2")
    assert [board.hit("slow") for _ in range(4)] == [None, "7", "7", None]
    assert not board.is_armed("slow")


def test_a_fault_can_wait_for_practice_time() -> None:
    now: list[datetime] = [DEFAULT_START]
    board = FaultBoard(lambda: now[0])
    board.arm("session_expiry", "json:in=60")
    assert board.hit("session_expiry") is None
    now[0] += timedelta(seconds=61)
    assert board.hit("session_expiry") == "json"


def test_pages_are_told_their_faults_as_they_are(clerk: Clerk) -> None:
    clerk.console.arm("announcement", "关闭")
    clerk.console.arm("guide")
    clerk.console.arm("slow", "1")
    told = clerk.control("page-faults").json()
    assert told == {"announcement": "关闭", "guide": ""}
    assert (
        '"faults": {"announcement": "关闭", "guide": ""}'
        in clerk.first("/myseller/home.htm/x").text()
    )


# The front door.


def test_X1_the_session_ends_in_an_answer(clerk: Clerk) -> None:
    clerk.console.arm("session_expiry", "json:after=1")
    clerk.read(SHOP)
    assert clerk.ask(SHOP)["ret"][0].startswith("FAIL_SYS_SESSION_EXPIRED")
    assert clerk.first("/myseller/home.htm/x").status == 302
    assert clerk.log_in()["success"]
    clerk.read(SHOP)


def test_X1_the_session_ends_in_a_redirect_of_data_and_document(clerk: Clerk) -> None:
    clerk.console.arm("session_expiry", "redirect")
    answer = clerk.once(SHOP, {})
    assert answer.status == 302
    assert "/havanalogin/mini_login.htm" in answer.headers["location"]
    clerk.log_in()
    clerk.console.arm("session_expiry", "redirect")
    assert clerk.first("/myseller/home.htm/x").status == 302


def test_X1_the_session_ends_in_a_login_frame(clerk: Clerk) -> None:
    clerk.console.arm("session_expiry", "frame")
    answer = clerk.ask(SHOP)
    assert (answer["data"]["mode"], "mini_login.htm" in answer["data"]["url"]) == ("frame", True)


def test_a_write_that_meets_an_ended_session_is_not_done(clerk: Clerk) -> None:
    clerk.console.arm("session_expiry", "json:writes")
    clerk.read(SHOP)
    clerk.write(f"{TASKS}.reply", cannot_ship(a_task(clerk)))
    assert (outcomes(clerk), decisions(clerk)) == (["session"], [])


def test_X6_an_old_token_is_replaced_and_one_click_arrives_twice(clerk: Clerk) -> None:
    clerk.console.arm("token_expired_once", "writes")
    assert clerk.write(f"{TASKS}.reply", cannot_ship(a_task(clerk))) == "SUCCESS::调用成功"
    assert (outcomes(clerk), decisions(clerk)) == (["token", "accepted"], [True])


@pytest.mark.parametrize("fault", ["captcha", "rgv587"])
def test_a_captcha_answers_until_a_person_has_passed_it(clerk: Clerk, fault: str) -> None:
    clerk.console.arm(fault)
    for _ in range(2):
        answer = clerk.ask(SHOP)
        assert answer["ret"] == [
            "FAIL_SYS_USER_VALIDATE",
            "RGV587_ERROR::SM::哎哟喂,被挤爆啦,请稍后重试",
        ]
    url = answer["data"]["url"]
    assert url.startswith(f"{clerk.console.login_origin}//h5api")
    assert 'id="nc_1_n1z"' in clerk.open(url).text()
    clerk.console.person("slider")
    clerk.read(SHOP)


def test_X4_a_transient_captcha_counts(clerk: Clerk) -> None:
    clerk.console.arm("rgv587", "1")
    assert clerk.ask(SHOP)["ret"][0] == "FAIL_SYS_USER_VALIDATE"
    clerk.read(SHOP)


def test_X3_a_captcha_may_take_the_whole_tab_and_leads_back_when_passed(clerk: Clerk) -> None:
    clerk.console.arm("captcha", "redirect")
    away = clerk.first("/myseller/home.htm/QnworkbenchHome/")
    place = away.headers["location"]
    assert "/_____tmd_____/punish?" in place
    assert clerk.open(place).status == 200
    clerk.console.person("slider")
    back = clerk.open(place)
    assert back.headers["location"] == f"{clerk.console.origin}/myseller/home.htm/QnworkbenchHome/"


@pytest.mark.parametrize(
    ("fault", "ret"),
    [
        ("traffic_limit", "FAIL_SYS_TRAFFIC_LIMIT::"),
        ("illegal_access", "FAIL_SYS_ILLEGAL_ACCESS::"),
    ],
)
def test_X7_the_platform_refuses_by_its_codes(clerk: Clerk, fault: str, ret: str) -> None:
    clerk.console.arm(fault, "1")
    assert clerk.ask(SHOP)["ret"][0].startswith(ret)
    clerk.read(SHOP)


def test_X9_no_permission_takes_lists_and_counts_away(clerk: Clerk) -> None:
    clerk.console.arm("no_permission")
    assert clerk.ask(f"{TASKS}.list", {})["ret"][0].startswith("FAIL_BIZ_NO_PERMISSION")


# The wire.


@pytest.mark.parametrize(("fault", "code"), [("http_500", 500), ("rate_limit", 429)])
def test_X5_a_broken_gateway_does_nothing(clerk: Clerk, fault: str, code: int) -> None:
    clerk.console.arm(fault, "1:writes")
    case = a_task(clerk)
    assert clerk.once(f"{TASKS}.reply", cannot_ship(case), write=True).status == code
    assert (outcomes(clerk), decisions(clerk)) == ([fault], [])
    assert status(clerk, case) == "pending"


def test_a_cut_connection_leaves_an_arrival_and_nothing_else(clerk: Clerk) -> None:
    clerk.console.arm("drop", "1:writes")
    case = a_task(clerk)
    with pytest.raises(LOST):
        clerk.once(f"{TASKS}.reply", cannot_ship(case), write=True)
    assert (outcomes(clerk), decisions(clerk)) == (["dropped"], [])
    clerk.write(f"{TASKS}.reply", cannot_ship(case))
    first, second = clerk.console.truth()["arrivals"]
    assert first["connection"] != second["connection"]


def test_a_lost_answer_was_a_write_all_the_same(clerk: Clerk) -> None:
    clerk.console.arm("lost_answer", "close:x1")
    case = a_task(clerk)
    with pytest.raises(LOST):
        clerk.once(f"{TASKS}.reply", cannot_ship(case), write=True)
    assert status(clerk, case) == "in_review"
    assert decisions(clerk) == [True]


def test_an_answer_that_never_comes_hangs_until_the_asker_gives_up(clerk: Clerk) -> None:
    clerk.console.arm("lost_answer", "message")
    order_id = a_task(clerk)["order_id"]
    asking = threading.Thread(target=_send_in_vain, args=(clerk, order_id), daemon=True)
    asking.start()
    # Once the write is decided nothing but the answer is missing.
    while not decisions(clerk):
        clerk.read(SHOP)
    assert asking.is_alive()
    clerk.read(f"{CHAT}.history", {"orderId": order_id})


def _send_in_vain(clerk: Clerk, order_id: str) -> None:
    with pytest.raises(LOST):
        clerk.once(f"{CHAT}.send", {"orderId": order_id, "text": "亲"}, write=True)


def test_X10_slow_and_late_answers_come_in_the_end(clerk: Clerk) -> None:
    clerk.console.arm("slow", "1")
    clerk.console.arm("late_answer", "1")
    assert clerk.write(f"{TASKS}.reply", cannot_ship(a_task(clerk))) == "SUCCESS::调用成功"


# Lies about writes.


def test_T6_a_false_success_saves_nothing(clerk: Clerk) -> None:
    clerk.console.arm("false_success")
    task = a_task(clerk)
    parcel = cases(clerk.console, scenario="not_collected")[0]
    assert clerk.write(f"{TASKS}.reply", cannot_ship(task)) == "SUCCESS::调用成功"
    assert clerk.write(f"{PROBLEM}.report", a_report(parcel)) == "SUCCESS::调用成功"
    answer = clerk.ask(f"{CHAT}.send", {"orderId": task["order_id"], "text": "亲"}, write=True)
    assert answer["data"]["result"]["text"] == "亲"
    assert status(clerk, task) == "pending"
    history = clerk.read(f"{CHAT}.history", {"orderId": task["order_id"]})["messages"]
    assert all(one["sender"] == "buyer" for one in history)
    assert decisions(clerk) == [False] * 3


def test_T6_a_false_failure_has_saved(clerk: Clerk) -> None:
    clerk.console.arm("false_failure", "urge_reply:x1")
    case = a_task(clerk)
    assert clerk.write(f"{TASKS}.reply", cannot_ship(case)).startswith("FAIL_BIZ_SYSTEM_BUSY")
    assert status(clerk, case) == "in_review"
    assert decisions(clerk) == [True]


def test_a_colleague_may_be_faster(clerk: Clerk) -> None:
    clerk.console.arm("already_handled")
    case = a_task(clerk)
    answer = clerk.write(f"{TASKS}.reply", cannot_ship(case))
    assert answer == "FAIL_BIZ_TASK_HANDLED::该工单已处理"
    detail = clerk.read(f"{TASKS}.detail", {"ticketId": case["ticket_id"]})
    assert (detail["status"], detail["description"]) == ("in_review", "同事已处理")


def test_a_colleague_may_write_to_the_buyer_meanwhile(clerk: Clerk) -> None:
    """Whatever becomes of what we send; the truth log holds ours alone."""
    clerk.console.arm("colleague")
    clerk.console.arm("http_500", "writes")
    order_id = a_task(clerk)["order_id"]
    assert clerk.once(f"{CHAT}.send", {"orderId": order_id, "text": "亲"}, write=True).status == 500
    history = clerk.read(f"{CHAT}.history", {"orderId": order_id})["messages"]
    assert [one["text"] for one in history if one["sender"] == "seller"] == [QUICK_PHRASE]
    assert decisions(clerk) == []


def test_a_colleague_may_do_the_very_same_first(clerk: Clerk) -> None:
    clerk.console.arm("colleague", "same")
    clerk.console.arm("repeat_arrivals", "refuse")
    case = a_task(clerk)
    answer = clerk.write(f"{TASKS}.reply", cannot_ship(case))
    assert answer == "FAIL_BIZ_TASK_HANDLED::该工单已处理"
    detail = clerk.read(f"{TASKS}.detail", {"ticketId": case["ticket_id"]})
    assert (detail["status"], detail["description"]) == ("in_review", "仓库在免责地区")
    assert decisions(clerk) == [False]


def test_every_third_document_may_tell_another_day(clerk: Clerk) -> None:
    clerk.console.arm("wrong_date", "30")
    told = [parsedate_to_datetime(clerk.first("/landing").headers["Date"]) for _ in range(6)]
    days = [round((one - clerk.console.now()).total_seconds() / 86400) for one in told]
    assert days == [30, 0, 0, -30, 0, 0]


def test_a_shop_may_be_shown_under_another_title(clerk: Clerk) -> None:
    title = clerk.read(SHOP)["shopName"]
    clerk.console.arm("two_titles", "x1")
    assert clerk.read(SHOP)["shopName"] != title
    assert clerk.read(SHOP)["shopName"] == title


def test_T7_an_order_may_ship_while_its_drawer_is_open(clerk: Clerk) -> None:
    clerk.console.arm("closed_meanwhile")
    case = a_task(clerk, "stock_ready")
    assert status(clerk, case) == "pending"
    answer = clerk.write(f"{TASKS}.reply", cannot_ship(case))
    assert answer == "FAIL_BIZ_TASK_CLOSED::订单已发货，任务已关闭"


def test_T14_repeated_writes_are_taken_or_refused_as_armed(clerk: Clerk) -> None:
    case = a_task(clerk)
    clerk.console.arm("repeat_arrivals", "accept")
    for _ in range(2):
        assert clerk.write(f"{TASKS}.reply", cannot_ship(case)) == "SUCCESS::调用成功"
    clerk.console.arm("repeat_arrivals", "refuse")
    message = {"orderId": case["order_id"], "text": "亲"}
    assert clerk.write(f"{CHAT}.send", message) == "SUCCESS::调用成功"
    assert clerk.write(f"{CHAT}.send", message) == "FAIL_BIZ_REPEAT::请勿重复提交"
    assert decisions(clerk) == [True, True, True, False]


def test_the_chat_may_be_unavailable(clerk: Clerk) -> None:
    clerk.console.arm("chat_unavailable")
    order_id = a_task(clerk)["order_id"]
    assert clerk.read(f"{CHAT}.history", {"orderId": order_id})["available"] is False
    answer = clerk.write(f"{CHAT}.send", {"orderId": order_id, "text": "亲"})
    assert answer.startswith("FAIL_BIZ_CHAT_UNAVAILABLE::")


# Lies about lists and details.


def test_a_detail_may_be_that_of_another_ticket(clerk: Clerk) -> None:
    task, parcel = a_task(clerk), cases(clerk.console, scenario="not_collected")[0]
    clerk.console.arm("swapped_detail", "2")
    for api, case in ((f"{TASKS}.detail", task), (f"{PROBLEM}.detail", parcel)):
        shown = clerk.read(api, {"ticketId": case["ticket_id"]})
        assert shown["ticketId"] != case["ticket_id"]
        assert shown["orderId"] != case["order_id"]
    assert (
        clerk.read(f"{TASKS}.detail", {"ticketId": task["ticket_id"]})["ticketId"]
        == task["ticket_id"]
    )


def test_a_row_may_move_between_two_pages(clerk: Clerk) -> None:
    first = [one["ticketId"] for one in clerk.read(f"{TASKS}.list", PENDING)["rows"]]
    clerk.console.arm("row_shift")
    second = clerk.read(f"{TASKS}.list", PENDING | {"pageNo": "2"})["rows"]
    assert second[0]["ticketId"] == first[-1]
    again = clerk.read(f"{TASKS}.list", PENDING | {"pageNo": "2"})["rows"]
    assert again[0]["ticketId"] not in first


@pytest.mark.parametrize(
    ("fault", "arg", "total"), [("short_total", "1", "59"), ("hidden_row", "", "61")]
)
def test_the_total_of_a_list_may_be_wrong(clerk: Clerk, fault: str, arg: str, total: str) -> None:
    clerk.console.arm(fault, arg)
    page = clerk.read(f"{TASKS}.list", PENDING)
    assert (page["total"], page["counts"]["pending"]) == (total, "60")


def test_S9_the_badge_may_differ_from_the_total(clerk: Clerk) -> None:
    clerk.console.arm("badge_mismatch")
    page = clerk.read(PARCELS, {"category": "ship_warning"})
    assert (page["total"], page["counts"]["ship_warning"]) == ("20", "21")


def test_X8_a_failed_list_may_look_empty_on_the_page(clerk: Clerk) -> None:
    clerk.console.arm("empty_for_error")
    assert clerk.ask(f"{TASKS}.list", PENDING)["ret"][0].startswith("FAIL_BIZ_SYSTEM_BUSY")
    assert "empty_for_error" in clerk.control("page-faults").json()


def test_a_form_may_lack_an_option(clerk: Clerk) -> None:
    asked = ids(a_task(clerk))
    clerk.console.arm("option_missing")
    results = [one["value"] for one in clerk.read(f"{TASKS}.form", asked)["results"]]
    assert results == ["无法发货", "双方协商一致换货"]
    clerk.console.arm("option_missing", "疫情原因")
    reasons = clerk.read(f"{TASKS}.form", asked)["results"][0]["reason"]["options"]
    assert "疫情原因" not in reasons
    clerk.console.arm("option_missing", "未揽收")
    assert "未揽收" not in clerk.read(f"{PROBLEM}.form", asked)["problemTypes"]


def test_a_console_can_start_with_faults_and_a_reset_arms_them_again() -> None:
    with PracticeConsole(tickets=2, faults=["rgv587:1"]) as console:
        clerk = Clerk(console)
        clerk.log_in()
        assert clerk.ask(SHOP)["ret"][0] == "FAIL_SYS_USER_VALIDATE"
        clerk.read(SHOP)
        console.reset()
        assert clerk.ask(SHOP)["ret"][0] == "FAIL_SYS_USER_VALIDATE"
