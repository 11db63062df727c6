"""The words rules and replies may use: each declared with its type, its meaning and its source.

A value that is not known is null, never an empty text. `needs` names the facts file without which
a symbol could never be known; a rule that uses it makes that file compulsory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal, TypeAlias

from qn_assist.basics import text
from qn_assist.case import OTHER_COURIER, Known

Type: TypeAlias = Literal["text", "number", "truth", "time"]
SymbolValue: TypeAlias = str | float | bool | datetime | None

# Identifiers a symbol can have, with the word a person reads (tickets.md §3, §4, §12).
KINDS = {
    "urge_ship": "催发货",
    "logistics_exception": "物流异常",
    "ag_platform_merchant": "平台商家工单通",
    "ag_logistics": "物流异常工单",
    "ag_experience": "体验协同工单",
    "complaint": "投诉",
    "unknown": "未知种类",
}
CATEGORIES = {
    "urge_ship": "催发货",
    "ship_warning": "发货预警",
    "pickup_exception": "揽收异常",
    "pickup_update_exception": "揽收更新异常",
    "transit_update_exception": "运输更新异常",
    "delivery_update_exception": "派送更新异常",
    "pickup_timeout": "揽收超时",
    "transfer_timeout": "中转超时",
    "delivery_sign_timeout": "派签超时",
    "false_sign": "虚假签收",
    "courier_feedback": "快递反馈异常",
    "ag_platform_merchant": "平台商家工单通",
    "ag_platform_merchant_overdue": "平台商家工单通·已超时",
    "ag_logistics": "物流异常工单",
    "ag_logistics_overdue": "物流异常工单·已超时",
    "ag_experience": "体验协同工单",
    "ag_experience_overdue": "体验协同工单·已超时",
    "complaint": "投诉",
}
STATES = {
    "pending": "待处理",
    "in_review": "处理中",
    "done": "已完成",
    "overdue": "已超时",
    "closed": "已关闭",
    "unknown": "认不出",
}
ORDER_STATES = {
    "wait_pay": "待付款",
    "wait_ship": "待发货",
    "shipped": "已发货",
    "success": "交易成功",
    "closed": "交易关闭",
    "refunding": "退款中",
    "refunded": "退款成功",
    "unknown": "认不出",
}
ANSWERS = {
    "lost": "丢失",
    "delayed": "延误",
    "damaged": "破损",
    "wrong_address": "地址错误",
    "unreachable": "无法联系",
    "refused": "拒收",
    "normal": "正常",
    "other": "其他",
}
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Symbol:
    """`values`: the texts it can have and their words, to catch slips in rules; empty means any.

    With `open_ended` a console's files may bring others: only a near miss is a slip.
    """

    name: str
    type: Type
    title: str
    find: Callable[[Known], SymbolValue]
    needs: str | None = None
    values: Mapping[str, str] = field(default_factory=lambda: _NONE)
    open_ended: bool = False


def _at(day: date | None, clock: time) -> datetime | None:
    return None if day is None else datetime.combine(day, clock, text.SHANGHAI)


def _midnight(known: Known) -> datetime:
    return known.now.astimezone(text.SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)


def _overdue_hours(known: Known) -> float | None:
    left = known.hours_left
    return None if left is None else max(0.0, -left)


def _courier_name(known: Known) -> str:
    """How a reply calls the courier: 快递 when only 其他物流 is known."""
    return "快递" if known.courier in (None, OTHER_COURIER) else known.courier


def _category(known: Known) -> str | None:
    return known.ticket.category or None


def _remarks(known: Known) -> str | None:
    return "\n".join(remark.text for remark in known.ticket.remarks) or None


def _compensation(known: Known) -> float | None:
    found = known.ticket.expected_compensation
    return None if found is None else float(found)


def _merchant_code(known: Known) -> str | None:
    codes = [item.merchant_code for item in known.order.items] if known.order else []
    return "、".join(code for code in codes if code) or None


def _item_title(known: Known) -> str | None:
    first = known.order.items[0].title if known.order and known.order.items else None
    return known.ticket.item_title or first


def _trace_hours(known: Known) -> float | None:
    at = known.node.at if known.node else None
    return None if at is None else (known.now - at).total_seconds() / 3600


def _shipment_ready(known: Known) -> bool:
    """A label is printed for an order that still waits."""
    waits = known.order is None or known.order.waits_for_shipment
    return known.shipment is not None and known.shipment.shipped_at is None and waits


def _labels(known: Known) -> float:
    rows = known.facts.shipments.get(known.ticket.order_id, ())
    return float(len({one.waybill for one in rows}))


def _of(part: str, name: str) -> Callable[[Known], Any]:
    """One field of one part of what is known, None without the part."""
    return lambda known: getattr(getattr(known, part), name, None)


def _is_known(part: str) -> Callable[[Known], bool]:
    return lambda known: getattr(known, part) is not None


def _agreed(kind: str) -> Callable[[Known], bool]:
    return lambda known: known.agreed(kind) is not None


def _in_relief(*, published: bool) -> Callable[[Known], bool]:
    return lambda known: known.relief is not None and known.relief.published is published


def _relief_from(known: Known) -> datetime | None:
    return _at(known.relief.since, time()) if known.relief else None


def _relief_until(known: Known) -> datetime | None:
    return _at(known.relief.until, time(23, 59, 59)) if known.relief else None


def _relief_proof(known: Known) -> str | None:
    return ";".join(known.relief.evidence) or None if known.relief else None


def _courier_contacted(known: Known) -> bool:
    return known.answer is not None or "problem_report" in known.earlier


def _proof(known: Known) -> str | None:
    return ";".join(known.agreement.evidence) or None if known.agreement else None


def _reported_by_person(known: Known) -> bool:
    return known.reported and "problem_report" not in known.earlier


_ALL = (
    # the ticket
    Symbol("kind", "text", "任务种类", lambda k: k.ticket.kind, None, KINDS, True),
    Symbol("category", "text", "类别", _category, None, CATEGORIES, True),
    Symbol("ticket_type", "text", "后台显示的任务类型", lambda k: k.ticket.type_text),
    Symbol("state", "text", "任务状态", lambda k: k.ticket.state, None, STATES),
    Symbol("result", "text", "后台显示的处理或判定结果", lambda k: k.ticket.result),
    Symbol("courier", "text", "快递公司", lambda k: k.courier),
    Symbol("courier_name", "text", "快递称呼", _courier_name),
    Symbol("waybill", "text", "运单号", lambda k: k.waybill),
    Symbol("has_waybill", "truth", "有运单号", lambda k: k.waybill is not None),
    Symbol("timeout_type", "text", "超时类型", lambda k: k.ticket.timeout_type),
    Symbol("exception_type", "text", "异常类型", lambda k: k.ticket.exception_type),
    Symbol("hours_left", "number", "剩余小时", lambda k: k.hours_left),
    Symbol("overdue_hours", "number", "已超时小时", _overdue_hours),
    Symbol("expected_compensation", "number", "预计赔付金额", _compensation),
    Symbol("order_service", "text", "订单服务", lambda k: k.ticket.order_service),
    Symbol("item_title", "text", "商品名称", _item_title),
    Symbol("description", "text", "异常描述", lambda k: k.ticket.description),
    Symbol("remarks_text", "text", "备注信息", _remarks),
    Symbol("reported", "truth", "后台显示已上报问题", lambda k: k.reported),
    Symbol("reported_by_person", "truth", "已有人上报过问题", _reported_by_person),
    Symbol("buyer_nick", "text", "买家昵称", lambda k: k.ticket.buyer.nick),
    Symbol("order_id", "text", "订单号", lambda k: k.ticket.order_id),
    Symbol("order_tail", "text", "订单尾号", lambda k: k.ticket.order_id[-4:]),
    # the order
    Symbol("order_status", "text", "订单状态", _of("order", "status"), None, ORDER_STATES),
    Symbol("ship_from", "text", "发货地", lambda k: k.ship_from),
    Symbol("merchant_code", "text", "商家编码", _merchant_code),
    Symbol("last_node", "text", "最新物流节点", _of("node", "text")),
    Symbol("trace_code", "text", "物流状态码", lambda k: k.trace_code),
    Symbol("trace_title", "text", "物流状态",
           lambda k: k.platform.trace_title(k.trace_code)),
    Symbol("trace_hours", "number", "最新节点距今小时", _trace_hours),
    # the shop's facts
    Symbol("shipment_ready", "truth", "已打单待发出", _shipment_ready, "shipments"),
    Symbol("labels", "number", "登记的运单数", _labels, "shipments"),
    Symbol("label_ready", "truth", "整单都已打单待发出", lambda k: k.label_ready, "shipments"),
    Symbol("label_fits", "truth", "运单号像是这家快递的", lambda k: k.label_fits, "shipments"),
    Symbol("shipment_courier", "text", "打单的快递公司", _of("shipment", "courier"), "shipments"),
    Symbol("shipment_waybill", "text", "打单的运单号", _of("shipment", "waybill"), "shipments"),
    Symbol("stock", "number", "可用库存", lambda k: k.available, "stock"),
    Symbol("restock_date", "time", "补货日期", lambda k: k.restock_at, "stock"),
    Symbol("agreed_delay", "truth", "买家已同意延期，约定时间未到",
           _is_known("agreed_delay"), "agreements"),
    Symbol("agreed_date", "time", "约定的发货时间", _of("agreed_delay", "agreed_at"), "agreements"),
    Symbol("agreed_exchange", "truth", "买家已同意换货", _agreed("exchange"), "agreements"),
    Symbol("agreed_refund", "truth", "买家已同意退款", _agreed("refund"), "agreements"),
    Symbol("agreed_resend", "truth", "买家已同意补发", _agreed("resend"), "agreements"),
    Symbol("buyer_reason", "truth", "买家自身原因，有记录", _agreed("buyer_reason"), "agreements"),
    Symbol("agreement_proof", "text", "协商凭证", _proof, "agreements"),
    Symbol("relief_published", "truth", "发货地在公布的免责地区",
           _in_relief(published=True), "relief_areas"),
    Symbol("relief_unpublished", "truth", "发货地受灾，未公布免责",
           _in_relief(published=False), "relief_areas"),
    Symbol("relief_cause", "text", "免责原因", _of("relief", "cause"), "relief_areas"),
    Symbol("relief_area", "text", "免责地区", _of("relief", "area"), "relief_areas"),
    Symbol("relief_from", "time", "免责开始", _relief_from, "relief_areas"),
    Symbol("relief_until", "time", "免责结束", _relief_until, "relief_areas"),
    Symbol("relief_announcement", "text", "免责公告",
           _of("relief", "announcement"), "relief_areas"),
    Symbol("relief_place", "text", "在地区内的发货地或售后地",
           lambda k: k.relief_place, "relief_areas"),
    Symbol("relief_proof", "text", "受灾凭证", _relief_proof, "relief_areas"),
    Symbol("courier_answer", "text", "快递答复", _of("answer", "kind"), "courier_answers", ANSWERS),
    Symbol("courier_answer_text", "text", "快递答复内容",
           _of("answer", "content"), "courier_answers"),
    Symbol("courier_contacted", "truth", "已联系过快递", _courier_contacted, "courier_answers"),
    Symbol("branch_known", "truth", "有网点联系方式", _is_known("contact"), "courier_contacts"),
    Symbol("branch", "text", "网点", _of("contact", "branch"), "courier_contacts"),
    # the ledger
    Symbol("follow_up", "number", "第几次跟踪", lambda k: k.past.follow_up.number),
    # the moment
    Symbol("now", "time", "现在", lambda k: k.now.astimezone(text.SHANGHAI)),
    Symbol("today", "time", "今天", _midnight),
)  # fmt: skip

SYMBOLS: Mapping[str, Symbol] = {symbol.name: symbol for symbol in _ALL}

# Said to no log and no report: a sentence about them would name a person.
PERSONAL = frozenset({"buyer_nick"})


def values_of(known: Known, names: Iterable[str] = SYMBOLS) -> dict[str, SymbolValue]:
    """The values of these symbols."""
    return {name: SYMBOLS[name].find(known) for name in names}


def facts_needed(names: Iterable[str]) -> frozenset[str]:
    """The facts files without which these symbols could never be known."""
    return frozenset(SYMBOLS[name].needs or "" for name in names) - {""}
