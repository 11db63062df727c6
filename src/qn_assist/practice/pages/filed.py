"""What answers the pages of lists that files define (`kinds.py`)."""

from __future__ import annotations

from datetime import datetime

from qn_assist.practice.office import forms
from qn_assist.practice.office.call import Call, Json, page_of
from qn_assist.practice.office.clock import stamp
from qn_assist.practice.office.kinds import Filed, Kind
from qn_assist.practice.office.office import DONE, PENDING, STATUS_TEXTS
from qn_assist.practice.office.refusal import Refusal

ALL = "all"


def filed_list(call: Call) -> Json:
    kind, tab, keyword, now = (
        _kind(call),
        call.text("tab") or PENDING,
        call.text("keyword"),
        call.now,
    )
    rows = [
        one
        for one in kind.tickets.values()
        if tab in (ALL, one.state_at(now))
        and (not keyword or keyword in (one.row["ticketId"], one.row["orderId"]))
    ]
    rows.sort(key=lambda one: str(one.row["deadline"]))
    shown, page = page_of(call, rows)
    pending = [one for one in kind.tickets.values() if one.state_at(now) == PENDING]
    counts = {PENDING: str(len(pending)), ALL: str(len(kind.tickets))}
    return {"rows": [_row(kind, one, now) for one in shown], **page, "counts": counts}


def _row(kind: Kind, ticket: Filed, now: datetime) -> Json:
    state, reply = ticket.state_at(now), ticket.reply or {}
    return {
        **ticket.row,
        "type": kind.spec["type"],
        "status": state,
        "statusText": STATUS_TEXTS[state],
        "result": reply.get("result"),
        "description": reply.get("description"),
        "replyTime": stamp(ticket.replied_at) if ticket.replied_at else None,
    }


def filed_detail(call: Call) -> Json:
    return _row(_kind(call), _ticket(call), call.now)


def filed_form(call: Call) -> Json:
    return {"results": list(_kind(call).spec["results"]), "description": forms.description()}


def fields(call: Call) -> Json:
    names = ("list", "result", "description")
    return {name: call.text(name) for name in names}


def submit(call: Call) -> Json:
    kind, ticket, asked = _kind(call), _ticket(call), fields(call)
    if ticket.state_at(call.now) != PENDING:
        raise Refusal("TASK_HANDLED", "该工单已处理")
    if call.text("orderId") != ticket.row["orderId"]:
        raise Refusal("PARAM_INVALID", "订单号与工单不符")
    forms.one_of(asked["result"], list(kind.spec["results"]), "处理结果")
    forms.text_within(asked["description"], "说明")
    ticket.reply, ticket.replied_at = asked, call.now
    return {"ticketId": ticket.row["ticketId"], "status": DONE, "statusText": STATUS_TEXTS[DONE]}


def _kind(call: Call) -> Kind:
    kind = call.world.kinds.get(call.text("list"))
    if kind is None:
        raise Refusal("NOT_FOUND", "没有这种工单")
    return kind


def _ticket(call: Call) -> Filed:
    ticket = _kind(call).tickets.get(call.text("ticketId"))
    if ticket is None:
        raise Refusal("NOT_FOUND", "工单不存在")
    return ticket
