"""The gateway: token, sign, session, permission, shapes of answers."""

from __future__ import annotations

import json
import re

from qn_assist.practice import PracticeConsole

from .clerk import PARCELS, TASKS, Clerk, cannot_ship, cases

SHOP = "mtop.taobao.jdy.resource.shop.info.get"
TODO = "mtop.tmall.tmallwork.todoList"


def test_the_first_request_gets_a_token_and_the_second_an_answer(stranger: Clerk) -> None:
    stranger.log_in()
    assert stranger.once(SHOP, {}).json()["ret"] == ["FAIL_SYS_TOKEN_EMPTY::令牌为空"]
    assert re.fullmatch(r"[0-9a-f]{32}_\d{13}", stranger.cookie("_m_h5_tk"))
    assert stranger.once(SHOP, {}).json()["ret"] == ["SUCCESS::调用成功"]


def test_a_token_ends_after_two_hours_of_practice_time(clerk: Clerk) -> None:
    clerk.console.advance(2 * 3600 + 1)
    assert clerk.once(SHOP, {}).json()["ret"] == ["FAIL_SYS_TOKEN_EXOIRED::令牌过期"]
    assert clerk.once(SHOP, {}).json()["ret"] == ["SUCCESS::调用成功"]


def test_parameters_made_by_hand_are_illegal_access(clerk: Clerk) -> None:
    for wrong in ({"sign": "0" * 32}, {"appKey": "1"}, {"t": "2"}):
        assert clerk.once(SHOP, {}, **wrong).json()["ret"][0].startswith("FAIL_SYS_ILLEGAL_ACCESS")


def test_without_a_session_nothing_is_answered(stranger: Clerk) -> None:
    assert stranger.ask(SHOP)["ret"] == ["FAIL_SYS_SESSION_EXPIRED::Session过期"]


def test_an_unknown_api_is_no_crash(clerk: Clerk) -> None:
    assert clerk.ask("mtop.taobao.no.such.api")["ret"][0].startswith("FAIL_SYS_API_NOT_FOUNDED")


def test_a_write_by_get_is_refused_and_not_saved(clerk: Clerk) -> None:
    case = cases(clerk.console, scenario="relief_epidemic")[0]
    answer = clerk.ask(f"{TASKS}.reply", cannot_ship(case))
    assert answer["ret"][0].startswith("FAIL_SYS_ILLEGAL_ACCESS")
    assert clerk.console.truth()["submissions"] == []
    assert clerk.console.truth()["arrivals"][0]["outcome"] == "illegal"


def test_only_the_first_origin_may_read_answers(clerk: Clerk) -> None:
    headers = clerk.once(SHOP, {}).headers
    assert headers["access-control-allow-origin"] == clerk.console.origin
    assert headers["access-control-allow-credentials"] == "true"
    assert headers["access-control-expose-headers"] == "Date"


def test_every_response_tells_practice_time(clerk: Clerk) -> None:
    for answer in (clerk.first("/landing"), clerk.once(SHOP, {}), clerk.first("/no-such-page")):
        assert answer.headers["date"].startswith("Thu, 18 Jun 2026 02:")


def test_ids_and_counts_are_texts(clerk: Clerk) -> None:
    page = clerk.read(f"{TASKS}.list", {"tab": "pending"})
    row = page["rows"][0]
    assert all(isinstance(page[key], str) for key in ("total", "pageNo", "pageSize"))
    assert all(isinstance(row[key], str) for key in ("ticketId", "orderId", "subOrderId"))
    assert set(page["counts"]) == {"pending", "in_review", "done", "overdue", "closed", "all"}
    assert all(isinstance(count, str) for count in page["counts"].values())


def test_a_clerk_in_training_sees_no_lists_and_no_counts(console: PracticeConsole) -> None:
    trainee = Clerk(console)
    trainee.log_in("青禾家居:实习")
    for api, data in ((f"{TASKS}.list", {}), (PARCELS, {"category": "ship_warning"})):
        assert trainee.ask(api, data)["ret"][0].startswith("FAIL_BIZ_NO_PERMISSION::")
    counts = [one["count"] for group in trainee.read(TODO) for one in group["todoListDetail"]]
    assert set(counts) == {None}


def test_the_todo_groups_have_the_real_shape_and_the_true_counts(clerk: Clerk) -> None:
    groups = {group["todoId"]: group for group in clerk.read(TODO)}
    assert list(groups) == ["1", "2", "3", "5"]
    counts = {
        one["uiCode"]: int(one["count"]) for g in groups.values() for one in g["todoListDetail"]
    }
    open_tasks = int(clerk.read(f"{TASKS}.list", {"tab": "pending"})["total"])
    parcels = clerk.read(PARCELS, {"category": "ship_warning"})["counts"]
    assert counts["pendingOrder"] == open_tasks
    assert counts["willTimeOutDelivery"] + counts["timeOutDelivery"] == int(parcels["ship_warning"])
    assert counts["payGotException"] == int(parcels["pickup_exception"])
    assert counts["updateException"] == int(parcels["transit"])
    assert counts["deliveryException"] == int(parcels["delivery"])


def test_late_orders_move_from_soon_to_late_as_time_goes_by(clerk: Clerk) -> None:
    clerk.console.advance(2 * 24 * 3600)
    group = next(group for group in clerk.read(TODO) if group["todoId"] == "3")
    counts = {one["uiCode"]: one["count"] for one in group["todoListDetail"]}
    assert (counts["willTimeOutDelivery"], counts["timeOutDelivery"]) == ("0", "20")


def test_the_legacy_home_has_one_card_for_all_exceptions(clerk: Clerk) -> None:
    clerk.console.reset(skin="legacy")
    group = next(group for group in clerk.read(TODO) if group["todoId"] == "3")
    assert [one["uiCode"] for one in group["todoListDetail"]] == ["logisticsAbnormal"]
    assert group["todoCount"] == "60"


def test_X14_a_result_may_be_json_text(clerk: Clerk) -> None:
    clerk.console.arm("result_is_string")
    assert json.loads(clerk.read(SHOP))["shopName"] == "青禾家居专营店"
