"""One run with every kind of ending, and texts that nobody may run, see or be coloured by."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from qn_assist.basics.text import SHANGHAI
from qn_assist.case.decisions import Decision, PlannedAction
from qn_assist.case.outcomes import ActionOutcome, ListReading, RunSummary, State, TicketOutcome
from qn_assist.case.tickets import Ticket
from qn_assist.report.titles import Titles

NOW = datetime(2026, 6, 18, 10, 0, tzinfo=SHANGHAI)
HOSTILE = "<script>alert('x')</script> [bold red]红[/] \x1b[31m\u202e 13812345678"

TITLES = Titles(
    {"urge_ship": "催发货", "ship_warning": "发货预警"},
    {"reply_delay": "回复催发货：延迟发货", "message": "给买家发消息"},
    {("reply_delay", "description"): "说明", ("message", "text"): "消息"},
    {"agreed": "已和买家约好"},
)


def a_ticket(ticket_id: str = "266167654296", **changes: Any) -> Ticket:
    values = {
        "shop": "practice",
        "kind": "urge_ship",
        "category": "urge_ship",
        "ticket_id": ticket_id,
        "order_id": "3895101549382725078",
        "read_at": NOW,
        "deadline": NOW + timedelta(hours=3, minutes=12),
        "item_title": "棉麻窗帘",
        "buyer": {"name": "张三丰", "phone": "13812345678", "nick": "小张三"},
    }
    return Ticket.model_validate(values | changes)


def a_message(text: str = "您好，今天发出") -> PlannedAction:
    return PlannedAction("message", "message", {"text": text})


def a_reply(text: str = "已和买家约好") -> PlannedAction:
    return PlannedAction("reply_delay", "urge_reply", {"description": text, "evidence": ("a.png",)})


def a_decision(ticket: Ticket | None = None, **changes: Any) -> Decision:
    values: dict[str, Any] = {
        "ticket": ticket or a_ticket(),
        "order": None,
        "verdict": "act",
        "rule": "agreed",
        "because": "协商记录里买家已同意",
        "facts": ("协商记录：6-24 前发货",),
        "actions": (a_message(), a_reply()),
        "owner": "客服小麦",
    }
    return Decision(**values | changes)


def an_outcome(
    state: State = State.VERIFIED,
    ticket: Ticket | None = None,
    pictures: tuple[Path, ...] = (),
    **changes: Any,
) -> TicketOutcome:
    """The first action came to `state`, the second was not begun."""
    ticket = ticket or a_ticket()
    decision = a_decision(ticket, **changes)
    done = ActionOutcome(decision.actions[0], state, "读回一致", "d1", pictures, NOW)
    return TicketOutcome(ticket, state, decision, (done,), "读回一致")


def a_summary(*outcomes: TicketOutcome, **changes: Any) -> RunSummary:
    values: dict[str, Any] = {
        "run_id": "20260618T100000-ab12",
        "shop": "practice",
        "shop_name": "青禾家居专营店",
        "mode": "headless",
        "started_at": NOW - timedelta(minutes=5),
        "ended_at": NOW,
        "readings": (a_reading(),),
        "outcomes": outcomes or (an_outcome(),),
    }
    return RunSummary(**values | changes)


def a_reading(fault: str = "") -> ListReading:
    return ListReading("urge_ship", "urge_ship", "催发货", 59, 60, 60, 4, "rows", fault)


def a_hostile_summary(pictures: tuple[Path, ...] = ()) -> RunSummary:
    """Every text that can come from outside is hostile."""
    ticket = a_ticket(item_title=HOSTILE, courier=HOSTILE)
    changes = {"because": HOSTILE, "facts": (HOSTILE,), "owner": HOSTILE, "hand_over": HOSTILE}
    actions = (a_message(HOSTILE), a_reply(HOSTILE))
    outcome = an_outcome(State.UNKNOWN, ticket, pictures, actions=actions, **changes)
    return a_summary(outcome, readings=(a_reading(HOSTILE),), stopped=HOSTILE, shop_name=HOSTILE)
