"""The mtop table: API name → what answers it. A new API is a row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from qn_assist.practice.office.call import Call, Json
from qn_assist.practice.office.clock import stamp
from qn_assist.practice.pages import (
    ag_tickets,
    chat,
    complaints,
    consign,
    delay_reports,
    exports,
    filed,
    home,
    parcels,
    performance,
    tasks,
    trades,
)


@dataclass(frozen=True)
class Write:
    """How a write is logged: its kind, its fields, and what a lying console answers."""

    kind: str
    fields: Callable[[Call], Json]
    pretend: Callable[[Call], Json]


@dataclass(frozen=True)
class Api:
    """`listed`: needs the right for the list pages, and list faults apply."""

    handler: Callable[[Call], Any]
    write: Write | None = None
    listed: bool = False

    @property
    def kind(self) -> str | None:
        return self.write.kind if self.write else None


def _message_fields(call: Call) -> Json:
    return {"text": call.text("text")}


def _problem_fields(call: Call) -> Json:
    return {
        "problemType": call.text("problemType"),
        "description": call.text("description"),
        "images": call.items("images"),
    }


def _as_if_sent(call: Call) -> Json:
    text, time = call.text("text"), stamp(call.now)
    return {"messageId": "m0", "sender": "seller", "text": text, "time": time}


def _as_if_reported(call: Call) -> Json:
    return {"reportId": "WT202606180000"}


def _as_if_replied(call: Call) -> Json:
    return {"ticketId": call.text("ticketId"), "status": "done", "statusText": "已完成"}


def _as_if_shipped(call: Call) -> Json:
    return {"orderId": call.text("orderId"), "statusText": "已发货"}


def _as_if_appealed(call: Call) -> Json:
    return {"complaintId": call.text("complaintId")}


APIS: Mapping[str, Api] = MappingProxyType(
    {
        "mtop.tmall.tmallwork.todolist": Api(home.todo_list),
        "mtop.taobao.jdy.resource.shop.info.get": Api(home.shop_info),
        "mtop.taobao.logistics.packagemonitor.list": Api(exports.exportable_list, listed=True),
        "mtop.taobao.logistics.packagemonitor.export": Api(exports.export, listed=True),
        "mtop.taobao.logistics.packagemonitor.export.list": Api(exports.records, listed=True),
        "mtop.taobao.logistics.abnormal.list": Api(parcels.legacy_list, listed=True),
        "mtop.taobao.logistics.problem.detail": Api(parcels.problem_detail),
        "mtop.taobao.logistics.problem.form": Api(parcels.problem_form),
        "mtop.taobao.logistics.problem.report": Api(
            parcels.problem_report, Write("problem_report", _problem_fields, _as_if_reported)
        ),
        "mtop.taobao.aftersales.task.list": Api(tasks.task_list, listed=True),
        "mtop.taobao.aftersales.task.detail": Api(tasks.task_detail),
        "mtop.taobao.aftersales.task.form": Api(tasks.task_form),
        "mtop.taobao.aftersales.task.reply": Api(
            tasks.reply, Write("urge_reply", tasks.reply_fields, _as_if_replied)
        ),
        "mtop.taobao.aligenius.workorder.list": Api(ag_tickets.ag_list, listed=True),
        "mtop.taobao.aligenius.workorder.detail": Api(ag_tickets.ag_detail),
        "mtop.taobao.aligenius.workorder.form": Api(ag_tickets.note_form),
        "mtop.taobao.aligenius.workorder.note": Api(
            ag_tickets.return_note,
            Write("return_note", ag_tickets.note_fields, _as_if_replied),
        ),
        "mtop.taobao.complaint.list": Api(complaints.complaint_list, listed=True),
        "mtop.taobao.complaint.detail": Api(complaints.complaint_detail),
        "mtop.taobao.complaint.form": Api(complaints.appeal_form),
        "mtop.taobao.complaint.appeal": Api(
            complaints.appeal, Write("appeal", complaints.appeal_fields, _as_if_appealed)
        ),
        "mtop.taobao.qn.chat.history": Api(chat.history),
        "mtop.taobao.qn.chat.send": Api(chat.send, Write("message", _message_fields, _as_if_sent)),
        "mtop.taobao.logistics.delayreport.form": Api(delay_reports.form),
        "mtop.taobao.logistics.delayreport.list": Api(delay_reports.records, listed=True),
        "mtop.taobao.logistics.delayreport.check": Api(delay_reports.check),
        "mtop.taobao.logistics.delayreport.submit": Api(
            delay_reports.submit,
            Write("delay_report", delay_reports.report_fields, _as_if_reported),
        ),
        "mtop.taobao.logistics.consign.form": Api(consign.form),
        "mtop.taobao.logistics.consign.submit": Api(
            consign.submit, Write("shipment", consign.fields, _as_if_shipped)
        ),
        "mtop.taobao.logistics.performance.overview": Api(performance.overview, listed=True),
        "mtop.taobao.qn.workorder.list": Api(filed.filed_list, listed=True),
        "mtop.taobao.qn.workorder.detail": Api(filed.filed_detail),
        "mtop.taobao.qn.workorder.form": Api(filed.filed_form),
        "mtop.taobao.qn.workorder.submit": Api(
            filed.submit, Write("workorder", filed.fields, _as_if_replied)
        ),
        "mtop.taobao.trade.detail": Api(trades.detail),
        "mtop.taobao.multi.general.pop.query": Api(home.nothing),
        "mtop.taobao.ow.resource.notice.all": Api(home.nothing),
        "mtop.taobao.seller.calendar.query": Api(home.nothing),
    }
)


def write_ids(kind: str, data: Json) -> tuple[str, str]:
    """Ticket and order id of a write; a delay report names an order only if it is the only one."""
    if kind == "delay_report":
        orders = data.get("orderIds") or []
        return "", str(orders[0]) if isinstance(orders, list) and len(orders) == 1 else ""
    return str(data.get("ticketId") or ""), str(data.get("orderId") or "")
