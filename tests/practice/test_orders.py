"""Chat, order detail, order list, delay reports, images."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest

from .clerk import CHAT, PARCELS, REPORT, TASKS, Clerk, cases

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
SOLD = "/trade/itemlist/asyncSold.htm"


def unshipped(clerk: Clerk) -> str:
    return str(cases(clerk.console, scenario="unpublished_disaster")[0]["order_id"])


def a_report(*order_ids: str) -> dict[str, Any]:
    return {
        "type": "自然灾害",
        "area": "湖南省怀化市溆浦县",
        "from": "2026-06-15",
        "to": "2026-06-25",
        "resumeAt": "2026-06-26 12:00:00",
        "scope": "指定订单",
        "orderIds": list(order_ids),
        "description": "暴雨，快递停运",
        "images": [],
    }


def test_a_message_stands_in_the_history_with_its_time(clerk: Clerk) -> None:
    order_id = unshipped(clerk)
    before = clerk.read(f"{CHAT}.history", {"orderId": order_id})
    assert {one["sender"] for one in before["messages"]} == {"buyer"}
    assert before["orderStatus"] == "待发货"
    assert (
        clerk.write(f"{CHAT}.send", {"orderId": order_id, "text": "亲，已登记"})
        == "SUCCESS::调用成功"
    )
    last = clerk.read(f"{CHAT}.history", {"orderId": order_id})["messages"][-1]
    assert (last["sender"], last["text"]) == ("seller", "亲，已登记")


def test_a_message_is_recorded_with_its_order_and_may_be_sent_twice(clerk: Clerk) -> None:
    order_id = unshipped(clerk)
    for _ in range(2):
        clerk.write(f"{CHAT}.send", {"orderId": order_id, "text": "亲，已登记"})
    done = clerk.console.truth()["submissions"]
    assert [(one["kind"], one["order_id"], one["fields"]) for one in done] == [
        ("message", order_id, {"text": "亲，已登记"})
    ] * 2


@pytest.mark.parametrize("text", ["", "   ", "长" * 501])
def test_empty_and_overlong_messages_are_refused(clerk: Clerk, text: str) -> None:
    answer = clerk.write(f"{CHAT}.send", {"orderId": unshipped(clerk), "text": text})
    assert answer.startswith("FAIL_BIZ_PARAM_INVALID::")


def test_a_buyer_may_write_too(clerk: Clerk) -> None:
    order_id = unshipped(clerk)
    clerk.console.person("buyer_says", order_id=order_id, text="好的")
    last = clerk.read(f"{CHAT}.history", {"orderId": order_id})["messages"][-1]
    assert (last["sender"], last["text"]) == ("buyer", "好的")


def test_the_detail_of_an_order_tells_where_it_ships_from_and_how_far_it_came(clerk: Clerk) -> None:
    stuck = cases(clerk.console, scenario="address")[0]["order_id"]
    order = clerk.read("mtop.taobao.trade.detail", {"bizOrderId": stuck})
    assert "地址不详" in order["trace"][0]["text"]
    assert order["mailNo"]
    fresh = clerk.read("mtop.taobao.trade.detail", {"bizOrderId": unshipped(clerk)})
    assert fresh["shipFrom"] in ("湖南省怀化市溆浦县", "四川省雅安市芦山县")
    assert (fresh["trace"], fresh["mailNo"]) == ([], None)
    assert fresh["items"][0]["merchantCode"].startswith("QH-")
    assert fresh["statusText"].replace(",", "，") == "买家已付款，等待卖家发货"


def test_an_unknown_order_is_refused(clerk: Clerk) -> None:
    answer = clerk.ask("mtop.taobao.trade.detail", {"bizOrderId": "1"})
    assert answer["ret"] == ["FAIL_BIZ_NOT_FOUND::订单不存在"]


def test_a_shipped_order_shows_the_waybill_the_shop_had_ready(clerk: Clerk) -> None:
    case = cases(clerk.console, kind="task", scenario="stock_ready")[0]
    line = next(
        one for one in clerk.console.facts("shipments").splitlines() if case["order_id"] in one
    )
    clerk.console.person("ship", order_id=case["order_id"])
    order = clerk.read("mtop.taobao.trade.detail", {"bizOrderId": case["order_id"]})
    assert order["mailNo"] in line.split(",")
    assert order["statusText"].startswith("卖家已发货")


def test_X15_the_order_list_speaks_gbk_and_pages_through_all_orders(clerk: Clerk) -> None:
    seen = set()
    for number in range(1, 9):
        answer = clerk.first(SOLD, f"pageNum={number}&pageSize=15&tabCode=latest3Months".encode())
        page = json.loads(answer.text("gbk"))
        seen |= {one["id"] for one in page["mainOrders"]}
    assert "GBK" in answer.headers["content-type"]
    assert len(seen) == page["page"]["totalNumber"] == 120
    with pytest.raises(UnicodeDecodeError):
        answer.text("utf-8")


def test_D5_texts_have_both_commas_wide_digits_and_stray_spaces(clerk: Clerk) -> None:
    clerk.console.reset(tickets=500)
    found = json.loads(clerk.first(SOLD, b"pageSize=500").text("gbk"))["mainOrders"]
    states = "".join(one["statusInfo"]["text"] for one in found)
    assert "," in states
    assert "，" in states
    skus = [sub["itemInfo"]["skuText"][0]["value"] for one in found for sub in one["subOrders"]]
    assert any(re.search("[０-９]", sku) for sku in skus)
    asked = {"category": "ship_warning", "pageSize": "50"}
    titles = [row["itemTitle"] for row in clerk.read(PARCELS, asked)["rows"]]
    assert any(title != title.strip() for title in titles)


def test_the_order_list_finds_an_order_and_a_status(clerk: Clerk) -> None:
    order_id = unshipped(clerk)
    found = json.loads(clerk.first(SOLD, f"bizOrderId={order_id}".encode()).text("gbk"))
    assert [one["id"] for one in found["mainOrders"]] == [order_id]
    waiting = json.loads(clerk.first(SOLD, b"tabCode=waitSend&pageSize=100").text("gbk"))
    assert {one["statusInfo"]["type"] for one in waiting["mainOrders"]} == {
        "WAIT_SELLER_SEND_GOODS"
    }
    unpaid = json.loads(clerk.first(SOLD, b"tabCode=waitBuyerPay").text("gbk"))
    assert unpaid["mainOrders"] == []


def test_the_order_list_needs_a_login(stranger: Clerk) -> None:
    answer = stranger.first(SOLD, b"")
    assert answer.status == 302
    assert "/loginmyseller/" in answer.headers["location"]


def test_a_delay_report_is_recorded_and_judged_by_a_person(clerk: Clerk) -> None:
    order_id = unshipped(clerk)
    assert clerk.write(f"{REPORT}.submit", a_report(order_id)) == "SUCCESS::调用成功"
    asked = {"keyword": order_id}
    record = clerk.read(f"{REPORT}.list", asked)["rows"][0]
    assert (record["statusText"], record["orderIds"]) == ("审核中", [order_id])
    clerk.console.person("reject_report", report_id=record["reportId"], reason="凭证不清晰")
    record = clerk.read(f"{REPORT}.list", asked)["rows"][0]
    assert (record["statusText"], record["rejectReason"]) == ("驳回", "凭证不清晰")


def test_T11_an_approved_report_puts_off_the_deadline_of_its_task(clerk: Clerk) -> None:
    case = cases(clerk.console, kind="task", scenario="relief_disaster")[0]
    clerk.write(f"{REPORT}.submit", a_report(case["order_id"]))
    report = clerk.read(f"{REPORT}.list")["rows"][0]
    clerk.console.person("approve_report", report_id=report["reportId"])
    task = clerk.read(f"{TASKS}.detail", {"ticketId": case["ticket_id"]})
    assert task["deadline"] == "2026-06-26 12:00:00"


def test_one_report_is_one_submission_and_names_its_only_order(clerk: Clerk) -> None:
    one, two = (
        case["order_id"] for case in cases(clerk.console, scenario="unpublished_disaster")[:2]
    )
    clerk.write(f"{REPORT}.submit", a_report(one))
    clerk.write(f"{REPORT}.submit", a_report(one, two))
    done = clerk.console.truth()["submissions"]
    assert [(each["ticket_id"], each["order_id"]) for each in done] == [("", one), ("", "")]
    assert set(done[0]["fields"]) == {
        "type", "area", "from", "to", "resumeAt", "scope", "orderIds", "description", "images",
    }  # fmt: skip


def test_a_report_may_cover_all_orders_that_wait(clerk: Clerk) -> None:
    order_id = unshipped(clerk)
    clerk.write(f"{REPORT}.submit", a_report() | {"scope": "全部待发货"})
    assert clerk.read(f"{REPORT}.list", {"keyword": order_id})["total"] == "1"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"type": "心情不好"}, "报备类型不正确"),
        ({"area": ""}, "请填写影响地区"),
        ({"from": "2026-06-26"}, "影响时间不正确"),
        ({"to": ""}, "请填写影响时间"),
        ({"resumeAt": "2026-06-01 00:00:00"}, "预计恢复发货时间必须晚于当前时间"),
        ({"orderIds": []}, "请填写订单号"),
        ({"description": ""}, "请填写说明"),
    ],
)
def test_an_incomplete_delay_report_is_refused(
    clerk: Clerk, change: dict[str, Any], text: str
) -> None:
    answer = clerk.write(f"{REPORT}.submit", a_report(unshipped(clerk)) | change)
    assert answer == f"FAIL_BIZ_PARAM_INVALID::{text}"


def test_orders_typed_into_the_form_are_looked_up(clerk: Clerk) -> None:
    order_id = unshipped(clerk)
    orders = clerk.read(f"{REPORT}.check", {"orderIds": [order_id, "99"]})["orders"]
    assert orders == [
        {"orderId": order_id, "found": True, "statusText": "待发货"},
        {"orderId": "99", "found": False, "statusText": "订单不存在"},
    ]


def upload(clerk: Clerk, name: str, body: bytes) -> dict[str, Any]:
    """A signed multipart request, as the page's upload sends it."""
    from qn_assist.practice.office.sessions import APP_KEY, sign

    token = clerk.cookie("_m_h5_tk").partition("_")[0]
    query = f"appKey={APP_KEY}&t=1&sign={sign(token, '1', APP_KEY, '{}')}&data=%7B%7D"
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    url = f"{clerk.console.login_origin}/h5api/h5/mtop.taobao.qn.image.upload/1.0/?{query}"
    raw = head.encode() + body + b"\r\n--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer: dict[str, Any] = clerk.open(url, raw, **kind).json()
    return answer


def test_a_picture_is_kept_and_named_by_its_digest(clerk: Clerk) -> None:
    kept = upload(clerk, "证据.png", PNG)["data"]["result"]
    assert kept["digest"] == hashlib.sha256(PNG).hexdigest()
    assert (kept["name"], kept["size"]) == ("证据.png", str(len(PNG)))
    shown = clerk.open(kept["url"])
    assert (shown.body, shown.headers["content-type"]) == (PNG, "image/png")


@pytest.mark.parametrize(
    ("name", "body", "text"),
    [
        ("a.gif", PNG, "只支持jpg、png格式的图片"),
        ("a.png", b"GIF89a", "只支持jpg、png格式的图片"),
        ("a.png", PNG + b"\0" * (5 * 1024 * 1024), "图片不能超过5MB"),
    ],
)
def test_other_files_are_refused(clerk: Clerk, name: str, body: bytes, text: str) -> None:
    assert upload(clerk, name, body)["ret"] == [f"FAIL_BIZ_PARAM_INVALID::{text}"]
