"""天猫 AG 协同工单: three lists, the detail with the buyer's feedback, and the 回单.

A ticket that is over its day leaves 待处理 and stands under 全部任务 only.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from qn_assist.practice.generate import masks
from qn_assist.practice.generate.cases import Feedback
from qn_assist.practice.generate.scenarios import AG_LISTS, CATEGORY_TEXTS
from qn_assist.practice.office import forms
from qn_assist.practice.office.call import Call, Json, badges, page_of
from qn_assist.practice.office.clock import stamp
from qn_assist.practice.office.office import CLOSED, DONE, OVERDUE, PENDING, STATUS_TEXTS, Task
from qn_assist.practice.office.refusal import Refusal
from qn_assist.practice.pages.parcels import title

ALL = "all"
STATES = (PENDING, DONE, OVERDUE, CLOSED)
_NO_FEEDBACK = Feedback("其他", "")


def ag_list(call: Call) -> Json:
    """One list's tickets by deadline. `status` narrows the tab `all`, `keyword` is a number."""
    name, tab, status = call.text("list"), call.text("tab") or PENDING, call.text("status") or ALL
    if name not in AG_LISTS or tab not in (PENDING, ALL) or status not in (*STATES, ALL):
        raise Refusal("PARAM_INVALID", "工单类型或状态不正确")
    wanted, keyword, now = (status if tab == ALL else PENDING), call.text("keyword"), call.now
    rows = [
        ticket
        for ticket in _of(call, name)
        if wanted in (ALL, ticket.state_at(now)) and (not keyword or keyword in _ids(ticket))
    ]
    rows.sort(key=lambda ticket: (ticket.deadline, ticket.case.index))
    shown, page = page_of(call, rows)
    return {
        "rows": [_row(ticket, now) for ticket in shown],
        **page,
        "counts": badges(call, counts(call, name)),
    }


def counts(call: Call, name: str) -> dict[str, int]:
    """How many tickets of a list are in each state."""
    states = [ticket.state_at(call.now) for ticket in _of(call, name)]
    return {**{state: states.count(state) for state in STATES}, ALL: len(states)}


def _of(call: Call, name: str) -> list[Task]:
    return [one for one in call.office.ag_tickets.values() if one.case.category == name]


def _ids(ticket: Task) -> tuple[str, str]:
    return (ticket.case.ticket_id, ticket.live.order_id)


def _row(ticket: Task, now: datetime) -> Json:
    case, state, note = ticket.case, ticket.state_at(now), ticket.reply or {}
    return {
        "ticketId": case.ticket_id,
        "type": CATEGORY_TEXTS[case.category],
        "problemType": (case.feedback or _NO_FEEDBACK).problem,
        "orderId": case.order.order_id,
        "itemTitle": title(case),
        "buyerNick": masks.nick(case.order.buyer.nick),
        "createTime": stamp(case.created_at) if case.created_at else None,
        "deadline": stamp(ticket.deadline),
        "status": state,
        "statusText": STATUS_TEXTS[state],
        "result": note.get("result"),
    }


def ag_detail(call: Call) -> Json:
    ticket = call.office.ag_ticket(call.text("ticketId"))
    shown = ticket
    if call.faults.hit("swapped_detail") is not None:
        shown = _neighbour(call, ticket)
    note = shown.reply or {}
    answer = {
        **_row(shown, call.now),
        "feedback": (shown.case.feedback or _NO_FEEDBACK).text,
        "description": note.get("description"),
        "images": note.get("images", []),
        "noteTime": stamp(shown.replied_at) if shown.replied_at else None,
    }
    if ticket.state_at(call.now) == PENDING and call.faults.hit("closed_meanwhile") is not None:
        call.office.withdraw(ticket.case.ticket_id, call.now)
    return answer


def _neighbour(call: Call, ticket: Task) -> Task:
    others = (one for one in call.office.ag_tickets.values() if one is not ticket)
    return next((one for one in others if one.state_at(call.now) == PENDING), ticket)


def note_form(call: Call) -> Json:
    missing = call.faults.hit("option_missing")
    return {
        "results": [one for one in forms.NOTE_RESULTS if one != missing],
        "description": forms.description(),
        "images": forms.images(required=False),
    }


def return_note(call: Call) -> Json:
    ticket = call.office.ag_ticket(call.text("ticketId"))
    fields = note_fields(call)
    if call.faults.hit("already_handled", call.kind) is not None:
        person_notes(ticket, {}, call.now)
    again = call.faults.value("repeat_arrivals") == "accept" and ticket.reply == fields
    if not again:
        _check_open(ticket, call)
    forms.one_of(fields["result"], forms.NOTE_RESULTS, "处理结果")
    forms.text_within(fields["description"], "处理说明")
    forms.image_list(fields["images"], forms.images(required=False))
    _settle(ticket, fields, call.now)
    return {"ticketId": ticket.case.ticket_id, "status": DONE, "statusText": STATUS_TEXTS[DONE]}


def note_fields(call: Call) -> Json:
    return {
        "result": call.text("result"),
        "description": call.text("description"),
        "images": call.items("images"),
    }


_REFUSED = {
    DONE: ("ORDER_HANDLED", "该工单已回单"),
    CLOSED: ("ORDER_CLOSED", "买家已撤销反馈，工单已关闭"),
    OVERDUE: ("ORDER_OVERDUE", "工单已超时，不能再回单"),
}


def _check_open(ticket: Task, call: Call) -> None:
    refused = _REFUSED.get(ticket.state_at(call.now))
    if refused:
        raise Refusal(*refused)
    if call.text("orderId") != ticket.live.order_id:
        raise Refusal("PARAM_INVALID", "订单号与工单不符")


def _settle(ticket: Task, fields: dict[str, Any], now: datetime) -> None:
    ticket.reply, ticket.replied_at, ticket.state = fields, now, DONE


def person_notes(ticket: Task, fields: Json, now: datetime) -> None:
    """A colleague fills the note by hand."""
    own = {"result": "其他", "description": "同事已处理", "images": []}
    _settle(ticket, {**own, **fields}, now)
