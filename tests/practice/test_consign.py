"""发货: an order leaves with courier and waybill; what is refused, and what it ends."""

from __future__ import annotations

from typing import Any

import pytest

from .clerk import TASKS, Clerk, cases

CONSIGN = "mtop.taobao.logistics.consign"


def ready(clerk: Clerk) -> dict[str, Any]:
    return cases(clerk.console, kind="task", scenario="stock_ready")[0]


def label(clerk: Clerk, case: dict[str, Any]) -> list[str]:
    """Courier and waybill as the shop's file has them."""
    lines = clerk.console.facts("shipments").splitlines()
    return next(one for one in lines if case["order_id"] in one).split(",")[2:4]


def shipment(clerk: Clerk, case: dict[str, Any], **changed: str) -> dict[str, str]:
    courier, waybill = label(clerk, case)
    asked = {"way": "自己联系物流", "cpName": courier, "mailNo": waybill}
    return {"orderId": case["order_id"], **asked, **changed}


def test_T12_an_order_is_shipped_with_courier_and_waybill_and_its_task_closes(clerk: Clerk) -> None:
    case = ready(clerk)
    assert clerk.write(f"{CONSIGN}.submit", shipment(clerk, case)).startswith("SUCCESS")
    order = clerk.read("mtop.taobao.trade.detail", {"bizOrderId": case["order_id"]})
    assert [order["cpName"], order["mailNo"]] == label(clerk, case)
    task = clerk.read(f"{TASKS}.detail", {"ticketId": case["ticket_id"]})
    assert task["status"] == "closed"
    written = clerk.console.truth()["submissions"][0]
    assert (written["kind"], written["order_id"]) == ("shipment", case["order_id"])


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"cpName": "中通快递", "mailNo": "SF1234567890123"}, "运单号与中通快递的规则不符"),
        ({"cpName": "飞毛腿快递"}, "请选择物流公司"),
        ({"mailNo": ""}, "请填写运单号"),
        ({"way": ""}, "请填写发货方式"),
        ({"way": "在线下单"}, "店铺没有开通在线下单"),
    ],
)
def test_T12_a_shipment_that_cannot_be_is_refused(
    clerk: Clerk, changed: dict[str, str], text: str
) -> None:
    answer = clerk.write(f"{CONSIGN}.submit", shipment(clerk, ready(clerk), **changed))
    assert text in answer
    assert clerk.console.truth()["submissions"][0]["accepted"] is False


def test_an_order_that_was_shipped_is_not_shipped_again(clerk: Clerk) -> None:
    case = ready(clerk)
    wanted = shipment(clerk, case)
    answers = [clerk.write(f"{CONSIGN}.submit", wanted) for _ in range(2)]
    assert answers[1] == "FAIL_BIZ_ORDER_STATUS::订单已发货，不能发货"


def test_the_form_shows_the_order_and_every_courier(clerk: Clerk) -> None:
    case = ready(clerk)
    form = clerk.read(f"{CONSIGN}.form", {"tradeId": case["order_id"]})
    assert (form["orderId"], form["statusText"]) == (case["order_id"], "待发货")
    assert {"中通快递", "其他物流"} <= set(form["couriers"])
    assert form["receiverAddress"].count("*") > 0


def test_a_buyer_may_urge_an_order_that_stands_in_another_list(clerk: Clerk) -> None:
    case = cases(clerk.console, kind="exception", scenario="agreed_delay")[0]
    urged = clerk.console.person("urge", order_id=case["order_id"])["ticket_id"]
    found = clerk.read(f"{TASKS}.list", {"tab": "pending", "keyword": case["order_id"]})["rows"]
    assert [one["ticketId"] for one in found] == [urged]
    assert 24 * 3600 - 60 < found[0]["remainSeconds"] <= 24 * 3600
