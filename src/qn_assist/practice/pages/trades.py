"""Order detail, and the order list of 已卖出的宝贝 (`asyncSold`, GBK JSON of its own shape)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qn_assist.practice.generate import masks
from qn_assist.practice.office.call import Call, Json
from qn_assist.practice.office.clock import stamp
from qn_assist.practice.office.office import (
    FINISHED,
    ORDER_TEXTS,
    REFUNDED,
    SENT,
    TRADE_CLOSED,
    WAIT_SEND,
    LiveOrder,
    Office,
)

_FULL_TEXTS = {
    WAIT_SEND: "买家已付款，等待卖家发货",
    SENT: "卖家已发货，等待买家确认",
    FINISHED: "交易成功",
    TRADE_CLOSED: "交易关闭",
    REFUNDED: "退款成功",
}

# No order of the practice shop waits for its payment.
_WAIT_PAY = "WAIT_BUYER_PAY"

_TABS = {
    "waitBuyerPay": _WAIT_PAY,
    "waitSend": WAIT_SEND,
    "haveSendGoods": SENT,
    "success": FINISHED,
    "closed": TRADE_CLOSED,
    "refunding": REFUNDED,
}
_ORDER_STATUS = {
    "NOT_PAID": _WAIT_PAY,
    "PAID": WAIT_SEND,
    "SEND": SENT,
    "SUCCESS": FINISHED,
    "DROP": TRADE_CLOSED,
    "REFUNDING": REFUNDED,
}


def full_text(live: LiveOrder) -> str:
    """Commas of both widths occur on the real pages."""
    text = _FULL_TEXTS[live.status]
    return text.replace("，", ",") if int(live.order_id[-1]) % 3 == 0 else text


def detail(call: Call) -> Json:
    live = call.office.order(call.text("bizOrderId"))
    order = live.order
    receiver = (order.masked_name, masks.phone(order.buyer.phone), order.masked_address)
    return {
        "orderId": order.order_id,
        "status": live.status,
        "statusText": full_text(live),
        "buyerNick": masks.nick(order.buyer.nick),
        "payTime": stamp(order.paid_at),
        "shipFrom": order.ship_from.area,
        "receiverAddress": "，".join(receiver),
        "cpName": live.courier,
        "mailNo": live.waybill,
        "promisedShipTime": stamp(order.promised_ship_at),
        "items": [
            {
                "subOrderId": line.sub_order_id,
                "title": line.good.title,
                "sku": line.good.sku,
                "merchantCode": line.good.merchant_code,
                "price": line.good.price,
                "quantity": str(line.quantity),
            }
            for line in order.lines
        ],
        "trace": [{"time": stamp(at), "text": text} for at, text in live.trace],
    }


def sold(office: Office, query: Mapping[str, str]) -> Json:
    """`{mainOrders, page, query}` of the order list, newest payment first."""
    size = int(query.get("pageSize") or 15)
    number = max(int(query.get("pageNum") or 1), 1)
    orders = sorted(_wanted(office, query), key=lambda live: live.order.paid_at, reverse=True)
    shown = orders[(number - 1) * size : number * size]
    return {
        "mainOrders": [_main_order(live) for live in shown],
        "page": {
            "currentPage": number,
            "pageSize": size,
            "totalNumber": len(orders),
            "totalPage": -(-len(orders) // size),
        },
        "query": dict(query),
    }


def _wanted(office: Office, query: Mapping[str, str]) -> list[LiveOrder]:
    status = _TABS.get(query.get("tabCode", "")) or _ORDER_STATUS.get(query.get("orderStatus", ""))
    wanted = {part for part in query.get("bizOrderId", "").replace(",", " ").split() if part}
    nick = query.get("buyerNick", "")
    return [
        live
        for live in office.orders.values()
        if (not status or live.status == status)
        and (not wanted or live.order_id in wanted)
        and (not nick or nick == live.order.buyer.nick)
    ]


def _main_order(live: LiveOrder) -> Json:
    order = live.order
    paid = sum(float(line.good.price) * line.quantity for line in order.lines)
    operations = [
        {"id": "detail", "text": "详情"},
        *([{"id": "ship", "text": "发货"}] if live.status == WAIT_SEND else []),
    ]
    return {
        "id": order.order_id,
        "orderInfo": {"id": order.order_id, "createTime": stamp(order.paid_at)},
        "buyer": {"nick": masks.nick(order.buyer.nick)},
        "payInfo": {"actualFee": f"{paid:.2f}"},
        "statusInfo": {
            "text": full_text(live),
            "type": live.status,
            "shortText": ORDER_TEXTS[live.status],
            "operations": operations,
        },
        "extra": {"sellerFlag": 0, "inHold": False, "batchSendGoods": live.status == WAIT_SEND},
        "subOrders": [_sub_order(line) for line in order.lines],
    }


def _sub_order(line: Any) -> Json:
    return {
        "idStr": line.sub_order_id,
        "quantity": str(line.quantity),
        "itemInfo": {
            "title": line.good.title,
            "skuText": [{"name": "颜色分类", "value": line.good.sku}],
            "extra": [{"name": "商家编码", "value": line.good.merchant_code}],
        },
        "priceInfo": {"realTotal": line.good.price},
    }
