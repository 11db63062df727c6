"""发货 of one order: what the page asks for, and what the console does with it.

Route and the two things asked (courier, waybill) are public; the refusals are not.
"""

from __future__ import annotations

from qn_assist.practice.generate import masks
from qn_assist.practice.generate.couriers import BY_NAME, COURIERS, OTHER
from qn_assist.practice.office import forms
from qn_assist.practice.office.call import Call, Json
from qn_assist.practice.office.office import ORDER_TEXTS, WAIT_SEND, LiveOrder
from qn_assist.practice.office.refusal import Refusal

WAYS = ["自己联系物流", "在线下单", "无需物流"]
OWN_COURIER = WAYS[0]


def form(call: Call) -> Json:
    """The order and the choices. Fault `option_missing` takes a courier or a way away."""
    live = call.office.order(call.text("tradeId"))
    missing = call.faults.hit("option_missing")
    names = [one.name for one in (*COURIERS, OTHER)]
    shown = {
        "orderId": live.order_id,
        "statusText": ORDER_TEXTS[live.status],
        "buyerNick": masks.nick(live.order.buyer.nick),
        "receiverAddress": live.order.masked_address,
        "shipFrom": live.order.ship_from.area,
        "cpName": live.courier,
        "mailNo": live.waybill,
        "items": [
            {
                "subOrderId": line.sub_order_id,
                "title": line.good.title,
                "quantity": str(line.quantity),
            }
            for line in live.order.lines
        ],
        "ways": [way for way in WAYS if way != missing],
        "couriers": [name for name in names if name != missing],
    }
    if live.status == WAIT_SEND and call.faults.hit("closed_meanwhile") is not None:
        call.office.ship(live.order_id, call.now)
    return shown


def fields(call: Call) -> Json:
    return {"way": call.text("way"), "courier": call.text("cpName"), "waybill": call.text("mailNo")}


def submit(call: Call) -> Json:
    """The order is shipped and its open tickets close at once (tickets.md §5)."""
    live = call.office.order(call.text("orderId"))
    asked = fields(call)
    if call.faults.hit("already_handled", call.kind) is not None:
        call.office.ship(live.order_id, call.now)
    again = call.faults.value("repeat_arrivals") == "accept" and _is_shipped_as(live, asked)
    if not again:
        _check_waits(live)
    _check(asked)
    call.office.ship(live.order_id, call.now, (asked["courier"], asked["waybill"]))
    return {"orderId": live.order_id, "statusText": ORDER_TEXTS[live.status]}


def _is_shipped_as(live: LiveOrder, asked: Json) -> bool:
    return (live.courier, live.waybill) == (asked["courier"], asked["waybill"])


def _check_waits(live: LiveOrder) -> None:
    if live.status != WAIT_SEND:
        raise Refusal("ORDER_STATUS", f"订单{ORDER_TEXTS[live.status]}，不能发货")


def _check(asked: Json) -> None:
    forms.one_of(asked["way"], WAYS, "发货方式")
    if asked["way"] != OWN_COURIER:
        raise Refusal("WAY_CLOSED", f"店铺没有开通{asked['way']}")
    courier = BY_NAME.get(asked["courier"])
    if courier is None:
        raise Refusal("PARAM_INVALID", "请选择物流公司")
    forms.required(asked["waybill"], "运单号")
    if not courier.fits(asked["waybill"]):
        raise Refusal("WAYBILL_INVALID", f"运单号与{courier.name}的规则不符，请核对")
