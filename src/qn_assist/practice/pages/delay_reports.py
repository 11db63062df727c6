"""延迟发货报备: the form, its records, the look-up of orders.

A report starts as 审核中; what follows is a person's doing.
"""

from __future__ import annotations

from datetime import date

from qn_assist.practice.office import forms
from qn_assist.practice.office.call import Call, Json, page_of
from qn_assist.practice.office.clock import stamp
from qn_assist.practice.office.office import ORDER_TEXTS, WAIT_SEND, DelayReport
from qn_assist.practice.office.refusal import Refusal


def form(call: Call) -> Json:
    missing = call.faults.hit("option_missing")
    return {
        "types": [kind for kind in forms.REPORT_TYPES if kind != missing],
        "scopes": list(forms.SCOPES),
        "description": forms.description(),
        "images": forms.images(required=False),
    }


def records(call: Call) -> Json:
    """Newest first; `keyword` is an order the report covers."""
    keyword = call.text("keyword").strip()
    reports = [r for r in reversed(call.office.delay_reports) if _covers(r, keyword)]
    shown, page = page_of(call, reports)
    return {"rows": [_row(report) for report in shown], **page}


def _covers(report: DelayReport, keyword: str) -> bool:
    return not keyword or keyword in report.order_ids


def _row(report: DelayReport) -> Json:
    fields = report.fields
    return {
        "reportId": report.report_id,
        **{key: fields[key] for key in ("type", "area", "from", "to", "resumeAt", "scope")},
        "orderIds": fields["orderIds"],
        "submitTime": stamp(report.submitted_at),
        "status": report.state,
        "statusText": report.state,
        "rejectReason": report.reject_reason,
    }


def check(call: Call) -> Json:
    """What the form shows beside each order id typed."""
    return {"orders": [_looked_up(call, str(order_id)) for order_id in call.items("orderIds")]}


def _looked_up(call: Call, order_id: str) -> Json:
    live = call.office.orders.get(order_id)
    text = ORDER_TEXTS[live.status] if live else "订单不存在"
    return {"orderId": order_id, "found": live is not None, "statusText": text}


def submit(call: Call) -> Json:
    fields = report_fields(call)
    _check(call, fields)
    covered = fields["orderIds"] or [
        order_id for order_id, live in call.office.orders.items() if live.status == WAIT_SEND
    ]
    report = DelayReport(call.office.number("BB"), fields, covered, call.now)
    call.office.delay_reports.append(report)
    return {"reportId": report.report_id}


def report_fields(call: Call) -> Json:
    texts = {key: call.text(key) for key in ("type", "area", "from", "to", "resumeAt", "scope")}
    return {
        **texts,
        "orderIds": [str(order_id) for order_id in call.items("orderIds")],
        "description": call.text("description"),
        "images": call.items("images"),
    }


def _check(call: Call, fields: Json) -> None:
    forms.one_of(fields["type"], forms.REPORT_TYPES, "报备类型")
    forms.text_within(fields["area"], "影响地区", 100)
    if _day(fields["from"]) > _day(fields["to"]):
        raise Refusal("PARAM_INVALID", "影响时间不正确")
    forms.future(fields["resumeAt"], "预计恢复发货时间", call.now)
    forms.one_of(fields["scope"], forms.SCOPES, "订单范围")
    if fields["scope"] == forms.GIVEN_ORDERS:
        forms.required(fields["orderIds"], "订单号")
        _check_orders(call, fields["orderIds"])
    forms.text_within(fields["description"], "说明")
    forms.image_list(fields["images"], forms.images(required=False))


def _check_orders(call: Call, order_ids: list[str]) -> None:
    for order_id in order_ids:
        live = call.office.orders.get(order_id)
        if live is None:
            raise Refusal("ORDER_NOT_FOUND", f"订单{order_id}不存在")
        if live.status != WAIT_SEND:
            raise Refusal("ORDER_STATUS", f"订单{order_id}{ORDER_TEXTS[live.status]}，不能报备")


def _day(text: str) -> date:
    forms.required(text, "影响时间")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Refusal("PARAM_INVALID", "影响时间格式不正确") from None
