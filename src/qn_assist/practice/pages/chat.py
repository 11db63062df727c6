"""千牛聊天: the conversation with the buyer of one order."""

from __future__ import annotations

from qn_assist.practice.generate import masks
from qn_assist.practice.office import forms
from qn_assist.practice.office.call import Call, Json
from qn_assist.practice.office.clock import stamp
from qn_assist.practice.office.office import ORDER_TEXTS, LiveOrder
from qn_assist.practice.office.refusal import Refusal


def history(call: Call) -> Json:
    live = call.office.order(call.text("orderId"))
    if call.text("next"):
        live = _after(call, live)
    return {
        "orderId": live.order_id,
        "buyerNick": masks.nick(live.order.buyer.nick),
        "orderStatus": ORDER_TEXTS[live.status],
        "itemTitle": live.order.lines[0].good.title,
        "available": not call.faults.is_armed("chat_unavailable"),
        "maxLength": forms.CHAT_MAX,
        "messages": list(live.messages),
    }


def _after(call: Call, live: LiveOrder) -> LiveOrder:
    """The conversation below this one in the list of all."""
    orders = list(call.office.orders.values())
    return orders[(orders.index(live) + 1) % len(orders)]


def send(call: Call) -> Json:
    live = call.office.order(call.text("orderId"))
    text = call.text("text")
    if call.faults.hit("chat_unavailable", call.kind) is not None:
        raise Refusal("CHAT_UNAVAILABLE", "当前会话不可用，请稍后再试")
    forms.text_within(text, "消息内容", forms.CHAT_MAX)
    return _append(call, live, "seller", text)


def buyer_says(call: Call) -> Json:
    """What the control interface's person writes as the buyer."""
    return _append(call, call.office.order(call.text("order_id")), "buyer", call.text("text"))


def _append(call: Call, live: LiveOrder, sender: str, text: str) -> Json:
    message = {
        "messageId": call.office.number("m"),
        "sender": sender,
        "text": text,
        "time": stamp(call.now),
    }
    live.messages.append(message)
    return dict(message)
