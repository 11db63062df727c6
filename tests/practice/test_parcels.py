"""The exception lists of both skins and 上报问题."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .clerk import PARCELS, PROBLEM, Clerk, a_report, cases

LEGACY = "mtop.taobao.logistics.abnormal.list"


def rows(clerk: Clerk, api: str = PARCELS, **asked: str) -> list[dict[str, Any]]:
    found = clerk.read(api, {"pageSize": "50", **asked})["rows"]
    assert isinstance(found, list)
    return found


def test_the_three_lists_hold_the_five_categories(clerk: Clerk) -> None:
    counts = clerk.read(PARCELS, {"category": "ship_warning"})["counts"]
    assert counts == {
        "ship_warning": "20", "pickup_exception": "15", "stage_update": "25",
        "pickup": "5", "transit": "10", "delivery": "10",
    }  # fmt: skip
    for stage in ("pickup", "transit", "delivery"):
        found = rows(clerk, category="stage_update", stageStatus=stage)
        assert len(found) == int(counts[stage])
        assert {one["ticketId"].partition("/")[0] for one in found} == {f"{stage}_update_exception"}


def test_stage_rows_have_a_handling_status_and_no_pickup_deadline(clerk: Clerk) -> None:
    stage = rows(clerk, category="stage_update", stageStatus="transit")[0]
    early = rows(clerk, category="ship_warning")[0]
    assert (stage["handleStatus"], stage["shouldCollectTime"]) == ("待处理", None)
    assert (early["handleStatus"], early["mailNo"]) == (None, None)


def test_a_shown_name_phone_and_address_is_always_masked(clerk: Clerk) -> None:
    for one in rows(clerk, category="pickup_exception"):
        assert re.fullmatch(r"\w\*{1,2}", one["buyerName"])
        assert re.fullmatch(r"1\*{9}\d", one["buyerPhone"])
        assert re.search(r" \*{16,21}$", one["buyerAddress"])


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ({"keyword": "12345"}, "请输入6-32位字母或数字"),
        ({"itemId": "12a456"}, "请输入6-20位数字"),
        ({"timeFrom": "2026-04-01", "timeTo": "2026-06-18"}, "时间范围不能超过30天"),
        ({"timeFrom": "yesterday"}, "时间格式不正确"),
        ({"category": "no_such"}, "类目不正确"),
    ],
)
def test_filters_out_of_range_are_refused(clerk: Clerk, asked: dict[str, str], text: str) -> None:
    answer = clerk.ask(PARCELS, {"category": "ship_warning"} | asked)
    assert answer["ret"] == [f"FAIL_BIZ_PARAM_INVALID::{text}"]


def test_rows_are_found_by_order_waybill_item_and_time(clerk: Clerk) -> None:
    one = next(row for row in rows(clerk, category="pickup_exception") if row["mailNo"])
    for keyword in (one["orderId"], one["mailNo"]):
        found = rows(clerk, category="pickup_exception", keyword=keyword)
        assert [row["ticketId"] for row in found] == [one["ticketId"]]
    day = one["payTime"][:10]
    found = rows(clerk, category="pickup_exception", timeFrom=day, timeTo=day)
    assert one["ticketId"] in {row["ticketId"] for row in found}
    assert {row["payTime"][:10] for row in found} == {day}
    assert rows(clerk, category="pickup_exception", itemId="123456") == []


def test_the_default_range_of_30_days_shows_every_row(clerk: Clerk) -> None:
    asked = {"timeFrom": "2026-05-19", "timeTo": "2026-06-18"}
    assert len(rows(clerk, category="ship_warning", **asked)) == 20


def test_a_report_marks_the_row_and_adds_a_remark_below_the_old_ones(clerk: Clerk) -> None:
    case = cases(clerk.console, category="transit_update_exception")[0]
    asked = {"category": "stage_update", "stageStatus": "transit", "keyword": case["order_id"]}
    before = rows(clerk, **asked)[0]
    assert clerk.write(f"{PROBLEM}.report", a_report(case)) == "SUCCESS::调用成功"
    after = rows(clerk, **asked)[0]
    assert after["handleStatus"] == "已上报"
    old, new = (before["remark"] or "").splitlines(), after["remark"].splitlines()
    assert new[:-1] == old
    assert re.fullmatch(r"已上报问题：未揽收【小青｜06-18 10:0\d:\d\d】", new[-1])


def test_the_dialog_shows_what_was_reported(clerk: Clerk) -> None:
    case = cases(clerk.console, scenario="not_collected")[0]
    asked = {"ticketId": case["ticket_id"]}
    assert clerk.read(f"{PROBLEM}.detail", asked)["handleText"] == "未上报"
    clerk.write(f"{PROBLEM}.report", a_report(case))
    detail = clerk.read(f"{PROBLEM}.detail", asked)
    assert (detail["handleText"], detail["categoryText"]) == ("已上报", "揽收异常")
    assert [one["problemType"] for one in detail["records"]] == ["未揽收"]


def test_a_second_report_is_taken_as_well_it_is_the_sender_who_must_not(clerk: Clerk) -> None:
    case = cases(clerk.console, scenario="not_collected")[0]
    for _ in range(2):
        assert clerk.write(f"{PROBLEM}.report", a_report(case)) == "SUCCESS::调用成功"
    assert len(clerk.console.truth()["submissions"]) == 2


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"problemType": ""}, "请填写问题类型"),
        ({"problemType": "爆炸"}, "问题类型不正确"),
        ({"description": ""}, "请填写问题描述"),
        ({"description": "长" * 201}, "问题描述不能超过200个字"),
        ({"orderId": "1"}, "订单号与包裹不符"),
    ],
)
def test_an_incomplete_report_is_refused(clerk: Clerk, change: dict[str, str], text: str) -> None:
    case = cases(clerk.console, scenario="not_collected")[0]
    answer = clerk.write(f"{PROBLEM}.report", a_report(case) | change)
    assert answer == f"FAIL_BIZ_PARAM_INVALID::{text}"


@pytest.mark.parametrize(
    ("deed", "newest"), [("move_parcel", "发往下一站"), ("sign_parcel", "已签收")]
)
def test_a_parcel_that_moves_on_shows_it_and_leaves_the_list(
    clerk: Clerk, deed: str, newest: str
) -> None:
    case = cases(clerk.console, category="transit_update_exception")[0]
    clerk.console.person(deed, order_id=case["order_id"])
    trace = clerk.read("mtop.taobao.trade.detail", {"bizOrderId": case["order_id"]})["trace"]
    assert newest in trace[0]["text"]
    left = rows(clerk, category="stage_update", stageStatus="transit")
    assert case["ticket_id"] not in {one["ticketId"] for one in left}


def test_a_shipped_order_leaves_the_list(clerk: Clerk) -> None:
    case = cases(clerk.console, category="ship_warning", scenario="stock_ready")[0]
    clerk.console.person("ship", order_id=case["order_id"])
    assert rows(clerk, category="ship_warning", keyword=case["order_id"]) == []
    assert clerk.read(PARCELS, {"category": "ship_warning"})["counts"]["ship_warning"] == "19"


def test_legacy_rows_say_how_late_they_are_and_it_grows(clerk: Clerk) -> None:
    clerk.console.reset(skin="legacy")
    first = rows(clerk, LEGACY, category="pickup_timeout")[0]
    clerk.console.advance(24 * 3600)
    later = rows(clerk, LEGACY, category="pickup_timeout")[0]
    days = [
        int(re.fullmatch(r"已超时(\d+)天\d+小时", one["overdueText"])[1]) for one in (first, later)
    ]  # type: ignore[index]
    assert days[1] == days[0] + 1
    assert re.fullmatch(r"1\d{2}\*{4}\d{4}", first["buyerPhone"])


def test_legacy_feedback_rows_give_the_couriers_words(clerk: Clerk) -> None:
    clerk.console.reset(skin="legacy")
    texts = {one["exceptionDesc"] for one in rows(clerk, LEGACY, category="courier_feedback")}
    for words in ("无法联系", "地址不详", "拒收"):
        assert any(words in text for text in texts)
