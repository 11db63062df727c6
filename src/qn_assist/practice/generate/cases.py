"""Records of generated tickets: what the console knows of a case, and what the shop knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qn_assist.practice.generate.goods import Good
from qn_assist.practice.generate.people import Buyer
from qn_assist.practice.generate.places import Place


@dataclass(frozen=True)
class Node:
    """One line of a courier's trace."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Line:
    """A sub-order: one good of an order."""

    sub_order_id: str
    good: Good
    quantity: int


@dataclass(frozen=True)
class Order:
    order_id: str
    lines: tuple[Line, ...]
    buyer: Buyer
    masked_name: str
    masked_address: str
    paid_at: datetime
    promised_ship_at: datetime
    ship_from: Place
    status: str
    courier: str | None = None
    waybill: str | None = None
    sent_at: datetime | None = None
    picked_up_at: datetime | None = None
    trace: tuple[Node, ...] = ()
    """Newest first."""
    greeting: tuple[Node, ...] = ()
    """What the buyer wrote in the chat before the practice began."""


@dataclass(frozen=True)
class Shipment:
    """The shop has a waybill; `sent_at` None: printed, not yet handed over."""

    courier: str
    waybill: str
    sent_at: datetime | None


@dataclass(frozen=True)
class Agreement:
    kind: str
    agreed_for: datetime | None
    recorded_at: datetime
    evidence: str


@dataclass(frozen=True)
class Answer:
    """What the courier said about a waybill."""

    waybill: str
    asked_at: datetime
    answered_at: datetime
    kind: str
    text: str


@dataclass(frozen=True)
class Facts:
    """What the shop knows about one case beside the console."""

    shipment: Shipment | None = None
    agreement: Agreement | None = None
    answer: Answer | None = None


@dataclass(frozen=True)
class Delay:
    """The columns of an exception row that say how late it is."""

    timeout_type: str
    exception_type: str
    due_at: datetime
    """应揽收时间 in skin 2026; since when the parcel is late otherwise."""
    description: str
    """The courier's words (skin legacy)."""
    compensation: str | None
    order_service: str
    pickup_city: str | None
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Feedback:
    """What the buyer told the platform: 问题类型, and in their own words."""

    problem: str
    text: str


@dataclass(frozen=True)
class Case:
    """Ticket `index` of a practice shop: exceptions have `delay`, tasks the two times.

    AG tickets have the two times and `feedback`. One that shares the order of another ticket has
    no facts of its own: what the shop knows of the order is that ticket's.
    """

    index: int
    kind: str
    category: str
    scenario: str
    ticket_id: str
    order: Order
    facts: Facts
    delay: Delay | None = None
    created_at: datetime | None = None
    deadline: datetime | None = None
    feedback: Feedback | None = None

    @property
    def line(self) -> Line:
        return self.order.lines[0]
