"""What only a person does, as the control interface asks: pass a slider, ship, refund, judge; and
what the courier does: a parcel moves on, is signed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from qn_assist.practice.office.accounts import EXAMPLE
from qn_assist.practice.office.call import Call, Json
from qn_assist.practice.office.office import MOVED_TEXT, Office
from qn_assist.practice.office.world import World
from qn_assist.practice.pages import ag_tickets, chat, tasks


class BadRequest(Exception):
    """The control interface was asked for what it does not know; the message says what it knows."""


def _slider(world: World, body: Json) -> Json:
    """Passes the slider of the login form and the captcha over the pages."""
    world.sessions.challenges.slider_passed = True
    for name in ("slider", "captcha_at_login", "captcha", "rgv587"):
        world.faults.disarm(name)
    return {}


def _scan_qr(world: World, body: Json) -> Json:
    world.sessions.challenges.qr_scanned = True
    return {}


def _sms_code(world: World, body: Json) -> Json:
    return {"code": world.sessions.challenges.sms_code}


def _ship(world: World, body: Json) -> Json:
    order_id = str(body.get("order_id", ""))
    _office_of(world, order_id).ship(order_id, world.clock.now())
    return {}


def _refund(world: World, body: Json) -> Json:
    order_id = str(body.get("order_id", ""))
    _office_of(world, order_id).refund(order_id, world.clock.now())
    return {}


def _urge(world: World, body: Json) -> Json:
    order_id = str(body.get("order_id", ""))
    task = _office_of(world, order_id).urge(order_id, world.clock.now())
    return {"ticket_id": task.case.ticket_id}


def _move_parcel(world: World, body: Json) -> Json:
    """The courier's, not the shop's doing: `text` is the new node."""
    order_id, text = str(body.get("order_id", "")), str(body.get("text") or MOVED_TEXT)
    _office_of(world, order_id).move_parcel(order_id, world.clock.now(), text)
    return {}


def _sign_parcel(world: World, body: Json) -> Json:
    order_id = str(body.get("order_id", ""))
    _office_of(world, order_id).sign_parcel(order_id, world.clock.now())
    return {}


def _withdraw(world: World, body: Json) -> Json:
    world.example_office.withdraw(str(body.get("ticket_id", "")), world.clock.now())
    return {}


def _reply(world: World, body: Json) -> Json:
    task = world.example_office.task(str(body.get("ticket_id", "")))
    keys = ("result", "reason", "promisedDate", "description")
    fields = {key: str(body[key]) for key in keys if key in body}
    tasks.person_replies(task, fields, world.clock.now())
    return {}


def _note(world: World, body: Json) -> Json:
    ticket = world.example_office.ag_ticket(str(body.get("ticket_id", "")))
    fields: Json = {key: str(body[key]) for key in ("result", "description") if key in body}
    ag_tickets.person_notes(ticket, fields, world.clock.now())
    return {}


def _judge_complaint(world: World, body: Json) -> Json:
    upheld = str(body.get("upheld", "true")).lower() == "true"
    complaint_id = str(body.get("complaint_id", ""))
    world.example_office.judge_complaint(complaint_id, world.clock.now(), upheld=upheld)
    return {}


def _buyer_says(world: World, body: Json) -> Json:
    return chat.buyer_says(Call(world, EXAMPLE, body))


def _approve(world: World, body: Json) -> Json:
    world.example_office.judge_report(str(body.get("report_id", "")))
    return {}


def _reject(world: World, body: Json) -> Json:
    reason = str(body.get("reason") or "凭证不足")
    world.example_office.judge_report(str(body.get("report_id", "")), reason)
    return {}


def _office_of(world: World, order_id: str) -> Office:
    """Either shop's, so that a wrong login can be tested to the end."""
    found = (office for office in world.offices() if order_id in office.orders)
    return next(found, world.example_office)


PERSON: Mapping[str, Callable[[World, Json], Json]] = MappingProxyType(
    {
        "slider": _slider,
        "scan_qr": _scan_qr,
        "sms_code": _sms_code,
        "ship": _ship,
        "refund": _refund,
        "urge": _urge,
        "move_parcel": _move_parcel,
        "sign_parcel": _sign_parcel,
        "withdraw": _withdraw,
        "reply": _reply,
        "note": _note,
        "judge_complaint": _judge_complaint,
        "buyer_says": _buyer_says,
        "approve_report": _approve,
        "reject_report": _reject,
    }
)


def do_person(world: World, body: Json) -> Json:
    """BadRequest for an unknown deed, Refusal for an unknown order, ticket or report."""
    deed = PERSON.get(str(body.get("do", "")))
    if deed is None:
        raise BadRequest(f"unknown do {body.get('do')!r}; known: {', '.join(PERSON)}")
    return {"ok": True, **deed(world, body)}
