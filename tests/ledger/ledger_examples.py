"""Example keys, tickets and decisions, and a clock that stands still."""

from __future__ import annotations

from datetime import datetime, timedelta

from qn_assist.basics.text import SHANGHAI
from qn_assist.case.decisions import Decision, PlannedAction
from qn_assist.case.permit import ClaimKey, Permit
from qn_assist.case.tickets import Ticket
from qn_assist.ledger import Halting, Ledger
from tests.leases import claimed

START = datetime(2026, 6, 18, 10, 0, tzinfo=SHANGHAI)
SHOP = "practice"


class Clock:
    """A clock that goes on only when told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


def a_key(ticket_id: str = "T1", action: str = "reply", occasion: str = "first") -> ClaimKey:
    return ClaimKey(SHOP, ticket_id, action, occasion)


def a_ticket(ticket_id: str = "T1", **changes: object) -> Ticket:
    values = {
        "shop": SHOP,
        "kind": "urge",
        "category": "催发货",
        "ticket_id": ticket_id,
        "order_id": "9007199254740993123",
        "read_at": START,
        "deadline": START + timedelta(hours=5),
        "courier": "中通快递",
        "buyer": {"name": "张**", "phone": "138****0000"},
    }
    return Ticket.model_validate(values | changes)


def a_decision(
    ticket: Ticket | None = None, text: str = "您好，今天发出", **changes: object
) -> Decision:
    values = {
        "ticket": ticket or a_ticket(),
        "order": None,
        "verdict": "act",
        "rule": "今天能发",
        "because": "有货，今天能发出",
        "facts": ("库存 12 件",),
        "actions": (PlannedAction("reply_urge", "reply", {"text": text, "files": ("a", "b")}),),
        "owner": "小王",
    }
    return Decision(**values | changes)


def claim(
    ledger: Ledger, run_id: str, key: ClaimKey | None = None, digest: str = "d1"
) -> Permit | None:
    return claimed(ledger, run_id, key or a_key(), digest, {"text": "您好"}, "9007199254740993123")


def a_halt(kind: str = "risk", minutes: float = 20, **changes: object) -> Halting:
    values = {
        "shop": SHOP,
        "kind": kind,
        "reason": "请求太频繁",
        "rest": timedelta(minutes=minutes),
    }
    return Halting(**values | changes)
