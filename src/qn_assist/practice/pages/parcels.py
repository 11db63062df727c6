"""The exception lists of both skins and 上报问题."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from qn_assist.practice.generate import masks
from qn_assist.practice.generate.cases import Case, Delay
from qn_assist.practice.generate.scenarios import CATEGORY_TEXTS, STAGES
from qn_assist.practice.office import forms
from qn_assist.practice.office.call import Call, Json, badges, page_of
from qn_assist.practice.office.clock import parse_stamp, stamp
from qn_assist.practice.office.office import Parcel
from qn_assist.practice.office.refusal import Refusal

LEGACY_CATEGORIES = (
    "pickup_timeout", "transfer_timeout", "delivery_sign_timeout", "false_sign", "courier_feedback",
)  # fmt: skip
STAGE_LIST = "stage_update"
RANGE_DAYS = 30


def monitor_list(call: Call) -> Json:
    """包裹中心: 发货预警, 揽收异常, and 阶段更新异常 with its stage."""
    _, found = monitor_found(call)
    return _page(call, found, _monitor_counts, monitor_row)


def monitor_found(call: Call) -> tuple[str, list[Parcel]]:
    """The category asked for and its parcels that pass the filter, first due first."""
    category = call.text("category")
    if category == STAGE_LIST:
        stage = call.text("stageStatus") or "pickup"
        wanted = next((name for name, of in STAGES.items() if of == stage), "")
    else:
        wanted = category if category in ("ship_warning", "pickup_exception") else ""
    return wanted, _found(call, wanted)


def legacy_list(call: Call) -> Json:
    """物流异常 with the five older tabs."""
    category = call.text("category")
    found = _found(call, category if category in LEGACY_CATEGORIES else "")
    return _page(call, found, counts_by_category, legacy_row)


def counts_by_category(call: Call) -> dict[str, int]:
    """Open rows of every category of the running skin, zeros included."""
    names = LEGACY_CATEGORIES if call.world.settings.skin == "legacy" else (
        "ship_warning", "pickup_exception", *STAGES,
    )  # fmt: skip
    counts = dict.fromkeys(names, 0)
    for parcel in call.office.parcels.values():
        if parcel.open and parcel.case.category in counts:
            counts[parcel.case.category] += 1
    return counts


def _monitor_counts(call: Call) -> dict[str, int]:
    counts = counts_by_category(call)
    stages = {stage: counts.get(name, 0) for name, stage in STAGES.items()}
    return {
        "ship_warning": counts.get("ship_warning", 0),
        "pickup_exception": counts.get("pickup_exception", 0),
        STAGE_LIST: sum(stages.values()),
        **stages,
    }


def _found(call: Call, category: str) -> list[Parcel]:
    if not category:
        raise Refusal("PARAM_INVALID", "类目不正确")
    forms.keyword(call.text("keyword"))
    forms.item_id(call.text("itemId"))
    rows = [p for p in call.office.parcels.values() if p.open and p.case.category == category]
    return sorted(_filtered(call, rows), key=lambda parcel: (parcel.due_at, parcel.case.index))


def _page(
    call: Call,
    found: list[Parcel],
    count: Callable[[Call], dict[str, int]],
    draw: Callable[[Parcel, Call], Json],
) -> Json:
    shown, page = page_of(call, found)
    return {
        "rows": [draw(parcel, call) for parcel in shown],
        **page,
        "counts": badges(call, count(call)),
    }


def _filtered(call: Call, rows: list[Parcel]) -> list[Parcel]:
    first, last = _range(call)
    keyword, item_id = call.text("keyword"), call.text("itemId")
    return [
        parcel
        for parcel in rows
        if first <= _filter_time(parcel.case) <= last
        and (not keyword or keyword in _ids(parcel))
        and (not item_id or parcel.case.line.good.item_id == item_id)
    ]


def _range(call: Call) -> tuple[datetime, datetime]:
    """支付时间 (发货时间 on the stage list); a date without a time means the whole day."""
    now = call.now
    first_text, last_text = call.text("timeFrom"), call.text("timeTo")
    try:
        first = parse_stamp(first_text) if first_text else now - timedelta(days=RANGE_DAYS)
        last = parse_stamp(last_text) if last_text else now
    except ValueError:
        raise Refusal("PARAM_INVALID", "时间格式不正确") from None
    if last_text and len(last_text) == len("2026-06-18"):
        last += timedelta(days=1)
    if (last - first).days > RANGE_DAYS + 1:
        raise Refusal("PARAM_INVALID", f"时间范围不能超过{RANGE_DAYS}天")
    return first, last


def _filter_time(case: Case) -> datetime:
    on_stage_list = case.category in STAGES
    return (case.order.sent_at if on_stage_list else None) or case.order.paid_at


def _ids(parcel: Parcel) -> tuple[str | None, ...]:
    case = parcel.case
    return (parcel.live.waybill, case.order.order_id, case.line.sub_order_id)


def monitor_row(parcel: Parcel, call: Call) -> Json:
    case, order, delay = parcel.case, parcel.case.order, _delay(parcel.case)
    staged = case.category in STAGES
    return {
        "ticketId": case.ticket_id,
        "orderId": order.order_id,
        "subOrderId": case.line.sub_order_id,
        "mailNo": parcel.live.waybill,
        "cpName": parcel.live.courier,
        "timeoutType": delay.timeout_type,
        "payTime": stamp(order.paid_at),
        "shouldCollectTime": None if staged else stamp(parcel.due_at),
        "exceptionType": delay.exception_type,
        "buyerName": order.masked_name,
        "buyerPhone": masks.phone(order.buyer.phone),
        "buyerAddress": order.masked_address,
        "estimateCompensation": delay.compensation,
        "orderService": delay.order_service,
        "itemTitle": title(case),
        "remark": "\n".join(parcel.remarks) or None,
        "pickupCity": delay.pickup_city,
        "sendTime": _stamp_or_none(order.sent_at),
        "collectTime": _stamp_or_none(order.picked_up_at),
        "handleStatus": ("已上报" if parcel.reports else "待处理") if staged else None,
    }


def legacy_row(parcel: Parcel, call: Call) -> Json:
    return {
        **monitor_row(parcel, call),
        "buyerPhone": masks.phone_older(parcel.case.order.buyer.phone),
        "overdueText": overdue_text(parcel.due_at, call.now),
        "exceptionDesc": _delay(parcel.case).description,
        "createTime": stamp(parcel.case.order.paid_at),
    }


def overdue_text(since: datetime, now: datetime) -> str:
    hours = max(int((now - since).total_seconds()) // 3600, 0)
    return f"已超时{hours // 24}天{hours % 24}小时"


def title(case: Case) -> str:
    """Some titles carry a stray space, as sellers type them."""
    text = case.line.good.title
    return f"{text} " if case.index % 11 == 0 else text


def _delay(case: Case) -> Delay:
    if case.delay is None:
        raise Refusal("NOT_FOUND", "包裹不存在")
    return case.delay


def _stamp_or_none(moment: datetime | None) -> str | None:
    return stamp(moment) if moment else None


def problem_detail(call: Call) -> Json:
    parcel = call.office.parcel(call.text("ticketId"))
    if call.faults.hit("swapped_detail") is not None:
        parcel = _neighbour(call, parcel)
    case = parcel.case
    return {
        "ticketId": case.ticket_id,
        "orderId": case.order.order_id,
        "subOrderId": case.line.sub_order_id,
        "mailNo": parcel.live.waybill,
        "category": case.category,
        "categoryText": CATEGORY_TEXTS[case.category],
        "handleText": "已上报" if parcel.reports else "未上报",
        "records": list(parcel.reports),
    }


def _neighbour(call: Call, parcel: Parcel) -> Parcel:
    others = (p for p in call.office.parcels.values() if p.open and p is not parcel)
    return next(others, parcel)


def problem_form(call: Call) -> Json:
    missing = call.faults.hit("option_missing")
    return {
        "problemTypes": [kind for kind in forms.PROBLEM_TYPES if kind != missing],
        "description": forms.description(),
        "images": forms.images(required=False),
    }


def problem_report(call: Call) -> Json:
    """A second report of the same parcel is accepted: it is the assistant that must not send it."""
    parcel = call.office.parcel(call.text("ticketId"))
    _check_report(call, parcel)
    kind = call.text("problemType")
    record: dict[str, Any] = {
        "reportId": call.office.number("WT"),
        "problemType": kind,
        "description": call.text("description"),
        "reportTime": stamp(call.now),
    }
    parcel.reports.append(record)
    parcel.remarks.append(
        f"已上报问题：{kind}【{call.account.operator}｜{call.now:%m-%d %H:%M:%S}】"
    )
    return {"reportId": record["reportId"]}


def _check_report(call: Call, parcel: Parcel) -> None:
    if call.text("orderId") != parcel.live.order_id:
        raise Refusal("PARAM_INVALID", "订单号与包裹不符")
    if not parcel.open:
        raise Refusal("PARCEL_CLOSED", "该包裹已恢复正常，无需上报")
    forms.one_of(call.text("problemType"), forms.PROBLEM_TYPES, "问题类型")
    forms.text_within(call.text("description"), "问题描述")
    forms.image_list(call.items("images"), forms.images(required=False))
