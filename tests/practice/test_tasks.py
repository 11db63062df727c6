"""平台任务: lists, replies, refusals, what ends a task."""

from __future__ import annotations

from typing import Any

import pytest

from .clerk import TASKS, Clerk, cannot_ship, cases, ids

PROOF = [{"name": "delay-1.png", "digest": "0" * 64, "url": "http://127.0.0.1/x"}]
LATER = "2026-06-21 18:00:00"


def row(clerk: Clerk, case: dict[str, Any]) -> dict[str, Any]:
    found = clerk.read(f"{TASKS}.list", {"tab": "all", "keyword": case["ticket_id"]})["rows"]
    assert len(found) == 1
    return dict(found[0])


def a_task(clerk: Clerk, scenario: str = "agreed_delay") -> dict[str, Any]:
    return cases(clerk.console, kind="task", scenario=scenario)[0]


def delay_reply(case: dict[str, Any]) -> dict[str, Any]:
    return ids(case) | {
        "result": "延迟发货",
        "reason": "双方协商一致",
        "promisedDate": LATER,
        "description": "已和买家商量好",
        "images": PROOF,
    }


def test_open_tasks_come_by_deadline_and_all_pages_together_are_complete(clerk: Clerk) -> None:
    rows: list[dict[str, Any]] = []
    for number in range(1, 5):
        page = clerk.read(f"{TASKS}.list", {"tab": "pending", "pageNo": str(number)})
        rows += page["rows"]
    assert len(rows) == int(page["total"]) == 60
    assert [one["deadline"] for one in rows] == sorted(one["deadline"] for one in rows)
    assert len({one["ticketId"] for one in rows}) == 60


@pytest.mark.parametrize("size", ["10", "100"])
def test_only_the_three_page_sizes_are_served(clerk: Clerk, size: str) -> None:
    assert clerk.ask(f"{TASKS}.list", {"pageSize": size})["ret"][0].startswith("FAIL_BIZ_PARAM")


def test_a_task_is_found_by_its_number_or_its_order(clerk: Clerk) -> None:
    case = a_task(clerk)
    for keyword in (case["ticket_id"], case["order_id"]):
        found = clerk.read(f"{TASKS}.list", {"tab": "pending", "keyword": keyword})["rows"]
        assert [one["ticketId"] for one in found] == [case["ticket_id"]]


def test_the_form_says_which_fields_each_result_has(clerk: Clerk) -> None:
    results = clerk.read(f"{TASKS}.form", {"ticketId": a_task(clerk)["ticket_id"]})["results"]
    assert [one["value"] for one in results] == ["无法发货", "延迟发货", "双方协商一致换货"]
    needed = {
        one["value"]: [k for k, spec in one.items() if isinstance(spec, dict) and spec["required"]]
        for one in results
    }
    assert needed == {
        "无法发货": ["reason", "description"],
        "延迟发货": ["reason", "promisedDate", "description", "images"],
        "双方协商一致换货": ["description", "images"],
    }


def test_cannot_ship_goes_to_review_and_shows_its_reason(clerk: Clerk) -> None:
    case = a_task(clerk, "relief_epidemic")
    assert clerk.write(f"{TASKS}.reply", cannot_ship(case)) == "SUCCESS::调用成功"
    shown = row(clerk, case)
    assert (shown["statusText"], shown["resultText"]) == ("处理中", "无法发货（疫情原因）")
    assert shown["replyTime"].startswith("2026-06-18 10:0")
    assert shown["remainSeconds"] is None


def test_an_agreed_delay_is_done_at_once(clerk: Clerk) -> None:
    case = a_task(clerk)
    assert clerk.write(f"{TASKS}.reply", delay_reply(case)) == "SUCCESS::调用成功"
    detail = clerk.read(f"{TASKS}.detail", {"ticketId": case["ticket_id"]})
    assert (detail["statusText"], detail["promisedDate"]) == ("已完成", LATER)
    assert detail["images"] == PROOF
    submission = clerk.console.truth()["submissions"][0]
    assert submission["fields"]["images"] == PROOF
    assert (submission["accepted"], submission["kind"]) == (True, "urge_reply")


def test_T14_a_second_reply_is_refused_and_both_are_in_the_truth_log(clerk: Clerk) -> None:
    case = a_task(clerk, "relief_epidemic")
    clerk.write(f"{TASKS}.reply", cannot_ship(case))
    assert clerk.write(f"{TASKS}.reply", cannot_ship(case)) == "FAIL_BIZ_TASK_HANDLED::该工单已处理"
    assert [one["accepted"] for one in clerk.console.truth()["submissions"]] == [True, False]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"result": ""}, "请填写处理结果"),
        ({"result": "已发货"}, "请填写处理结果"),
        ({"reason": ""}, "请填写原因"),
        ({"reason": "疫情原因"}, "原因不正确"),
        ({"promisedDate": ""}, "请填写预计发货时间"),
        ({"promisedDate": "2026-06-17 10:00:00"}, "预计发货时间必须晚于当前时间"),
        ({"promisedDate": "soon"}, "预计发货时间格式不正确"),
        ({"description": "  "}, "请填写说明"),
        ({"description": "长" * 201}, "说明不能超过200个字"),
        ({"images": []}, "请填写协商凭证"),
        ({"images": PROOF * 4}, "协商凭证不能超过3张"),
        ({"orderId": "3000000000000000000"}, "订单号与任务不符"),
    ],
)
def test_an_incomplete_reply_is_refused(clerk: Clerk, change: dict[str, Any], text: str) -> None:
    case = a_task(clerk)
    answer = clerk.write(f"{TASKS}.reply", delay_reply(case) | change)
    assert answer == f"FAIL_BIZ_PARAM_INVALID::{text}"
    assert row(clerk, case)["status"] == "pending"


@pytest.mark.parametrize(
    ("deed", "text"), [("ship", "订单已发货，任务已关闭"), ("refund", "订单已退款，任务已关闭")]
)
def test_shipping_or_refunding_closes_the_task_at_once(clerk: Clerk, deed: str, text: str) -> None:
    case = a_task(clerk, "stock_ready")
    clerk.console.person(deed, order_id=case["order_id"])
    assert row(clerk, case)["statusText"] == "已关闭"
    assert clerk.write(f"{TASKS}.reply", cannot_ship(case)) == f"FAIL_BIZ_TASK_CLOSED::{text}"


def test_a_buyer_may_withdraw_and_a_colleague_may_reply(clerk: Clerk) -> None:
    first, second = cases(clerk.console, kind="task", scenario="agreed_delay")[:2]
    clerk.console.person("withdraw", ticket_id=first["ticket_id"])
    clerk.console.person("reply", ticket_id=second["ticket_id"], result="延迟发货", reason="补货中")
    assert row(clerk, first)["status"] == "closed"
    assert row(clerk, second)["resultText"] == "延迟发货（补货中）"


def test_T8_a_task_not_answered_in_24_hours_is_overdue_and_a_complaint(clerk: Clerk) -> None:
    case = a_task(clerk)
    clerk.console.advance(24 * 3600)
    assert clerk.read(f"{TASKS}.list", {"tab": "pending"})["total"] == "0"
    shown = row(clerk, case)
    assert (shown["statusText"], shown["remainSeconds"] < 0) == ("已超时", True)
    complaints = clerk.console.generator()["complaints"]
    assert case["order_id"] in {one["orderId"] for one in complaints}
    assert clerk.write(f"{TASKS}.reply", cannot_ship(case)).startswith("FAIL_BIZ_TASK_OVERDUE")


def test_every_third_cycle_has_a_task_of_a_type_nobody_knows(clerk: Clerk) -> None:
    case = a_task(clerk, "unknown_type")
    assert row(clerk, case)["type"] == "异地签收"
