"""平台任务: list, detail, form and reply."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from qn_assist.practice.generate import masks
from qn_assist.practice.generate.scenarios import CATEGORY_TEXTS
from qn_assist.practice.office import forms
from qn_assist.practice.office.call import Call, Json, badges, page_of
from qn_assist.practice.office.clock import stamp
from qn_assist.practice.office.office import (
    CLOSED,
    DONE,
    IN_REVIEW,
    OVERDUE,
    PENDING,
    STATUS_TEXTS,
    Task,
)
from qn_assist.practice.office.refusal import Refusal
from qn_assist.practice.pages.parcels import title

ALL = "all"
TABS = (PENDING, IN_REVIEW, DONE, OVERDUE, CLOSED)
CANNOT_SHIP = "无法发货"

_CLOSED_TEXTS = {
    "ship": "订单已发货，任务已关闭",
    "refund": "订单已退款，任务已关闭",
    "withdraw": "买家已撤销催促，任务已关闭",
}


def task_list(call: Call) -> Json:
    """One tab's tasks by deadline; `keyword` is a whole order or task number."""
    tab, keyword, now = call.text("tab") or PENDING, call.text("keyword").strip(), call.now
    if tab not in (*TABS, ALL):
        raise Refusal("PARAM_INVALID", "任务状态不正确")
    rows = [
        task
        for task in call.office.tasks.values()
        if tab in (ALL, task.state_at(now)) and (not keyword or keyword in _ids(task))
    ]
    rows.sort(key=lambda task: (task.deadline, task.case.index))
    shown, page = page_of(call, rows)
    return {
        "rows": [task_row(task, now) for task in shown],
        **page,
        "counts": badges(call, counts(call)),
    }


def counts(call: Call) -> dict[str, int]:
    now, tasks = call.now, call.office.tasks.values()
    counted = {tab: 0 for tab in TABS}
    for task in tasks:
        counted[task.state_at(now)] += 1
    return {**counted, ALL: len(tasks)}


def _ids(task: Task) -> tuple[str, ...]:
    return (task.case.ticket_id, task.live.order_id, task.case.line.sub_order_id)


def task_row(task: Task, now: datetime) -> Json:
    case, state, reply = task.case, task.state_at(now), task.reply or {}
    open_or_late = state in (PENDING, OVERDUE)
    return {
        "ticketId": case.ticket_id,
        "type": CATEGORY_TEXTS[case.category],
        "orderId": case.order.order_id,
        "subOrderId": case.line.sub_order_id,
        "itemTitle": title(case),
        "buyerNick": masks.nick(case.order.buyer.nick),
        "createTime": stamp(case.created_at) if case.created_at else None,
        "deadline": stamp(task.deadline),
        "remainSeconds": int((task.deadline - now).total_seconds()) if open_or_late else None,
        "status": state,
        "statusText": STATUS_TEXTS[state],
        "result": reply.get("result"),
        "reason": reply.get("reason") or None,
        "resultText": _result_text(reply),
        "promisedDate": reply.get("promisedDate") or None,
        "description": reply.get("description"),
        "replyTime": stamp(task.replied_at) if task.replied_at else None,
    }


def _result_text(reply: Json) -> str | None:
    if not reply:
        return None
    return f"{reply['result']}（{reply['reason']}）" if reply.get("reason") else reply["result"]


def task_detail(call: Call) -> Json:
    task = call.office.task(call.text("ticketId"))
    shown = task
    if call.faults.hit("swapped_detail") is not None:
        shown = _neighbour(call, task)
    answer = {**task_row(shown, call.now), "images": (shown.reply or {}).get("images", [])}
    if task.state_at(call.now) == PENDING and call.faults.hit("closed_meanwhile") is not None:
        call.office.ship(task.live.order_id, call.now)
    return answer


def _neighbour(call: Call, task: Task) -> Task:
    tasks = call.office.tasks.values()
    others = (t for t in tasks if t is not task and t.state_at(call.now) == PENDING)
    return next(others, task)


def task_form(call: Call) -> Json:
    missing = call.faults.hit("option_missing")
    return {
        "results": [
            _without(spec, missing) for spec in forms.TASK_RESULTS if spec["value"] != missing
        ]
    }


def _without(spec: Json, missing: str | None) -> Json:
    reason = spec["reason"]
    if not reason or missing not in reason["options"]:
        return spec
    options = [option for option in reason["options"] if option != missing]
    return {**spec, "reason": {**reason, "options": options}}


def reply(call: Call) -> Json:
    """无法发货 goes to the platform's review, the other results end the task."""
    task = call.office.task(call.text("ticketId"))
    fields = reply_fields(call)
    if call.faults.hit("already_handled", call.kind) is not None:
        _settle(task, _colleagues_reply(), call.now)
    again = call.faults.value("repeat_arrivals") == "accept" and task.reply == fields
    if not again:
        _check_open(task, call)
    _check_reply(fields, call.now)
    _settle(task, fields, call.now)
    return {
        "ticketId": task.case.ticket_id,
        "status": task.state,
        "statusText": STATUS_TEXTS[task.state],
    }


def reply_fields(call: Call) -> Json:
    return {
        "result": call.text("result"),
        "reason": call.text("reason"),
        "promisedDate": call.text("promisedDate"),
        "description": call.text("description"),
        "images": call.items("images"),
    }


def _check_open(task: Task, call: Call) -> None:
    state = task.state_at(call.now)
    if state in (DONE, IN_REVIEW):
        raise Refusal("TASK_HANDLED", "该工单已处理")
    if state == CLOSED:
        raise Refusal("TASK_CLOSED", _CLOSED_TEXTS[task.closed_by])
    if state == OVERDUE:
        raise Refusal("TASK_OVERDUE", "任务已超时，不能再处理")
    if call.text("orderId") != task.live.order_id:
        raise Refusal("PARAM_INVALID", "订单号与任务不符")


def _check_reply(fields: Json, now: datetime) -> None:
    spec = next((one for one in forms.TASK_RESULTS if one["value"] == fields["result"]), None)
    if spec is None:
        raise Refusal("PARAM_INVALID", "请填写处理结果")
    if spec["reason"]:
        forms.one_of(fields["reason"], spec["reason"]["options"], "原因")
    if spec["promisedDate"]:
        forms.future(fields["promisedDate"], "预计发货时间", now)
    forms.text_within(fields["description"], "说明")
    forms.image_list(fields["images"], spec["images"])


def _settle(task: Task, fields: dict[str, Any], now: datetime) -> None:
    task.reply, task.replied_at = fields, now
    task.state = IN_REVIEW if fields["result"] == CANNOT_SHIP else DONE


def _colleagues_reply() -> Json:
    return {
        "result": CANNOT_SHIP,
        "reason": "卖家原因",
        "promisedDate": "",
        "description": "同事已处理",
        "images": [],
    }


def person_replies(task: Task, fields: Json, now: datetime) -> None:
    """A colleague answers the task by hand."""
    _settle(task, {**_colleagues_reply(), **fields}, now)
