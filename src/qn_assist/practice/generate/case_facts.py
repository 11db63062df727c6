"""What the shop knows about a generated case: its shipment, an agreement, the courier's answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from qn_assist.practice.generate.cases import Agreement, Answer, Facts, Order, Shipment
from qn_assist.practice.generate.couriers import COURIERS
from qn_assist.practice.generate.drafts import Draft
from qn_assist.practice.generate.recipes import ANSWERS, EVIDENCE


def facts_of(draft: Draft, order: Order, since: datetime) -> Facts:
    return Facts(
        shipment=_shipment(draft, order),
        agreement=_agreement(draft, since),
        answer=_answer(draft, order),
    )


def _shipment(draft: Draft, order: Order) -> Shipment | None:
    if draft.recipe.printed:
        courier = draft.rng.choice(COURIERS)
        return Shipment(courier.name, courier.waybill(draft.rng, draft.index, draft.realm), None)
    if order.courier and order.waybill:
        return Shipment(order.courier, order.waybill, order.sent_at)
    return None


def _agreement(draft: Draft, since: datetime) -> Agreement | None:
    kind = draft.recipe.agreement
    if kind is None:
        return None
    recorded_at = since + (draft.start - since) * draft.rng.uniform(0.3, 0.95)
    return Agreement(
        kind=kind,
        agreed_for=_agreed_date(draft) if kind == "延迟发货" else None,
        recorded_at=recorded_at.replace(microsecond=0),
        evidence=draft.rng.choice(EVIDENCE[kind]),
    )


def _agreed_date(draft: Draft) -> datetime:
    """Two to six days ahead, at an hour people agree on."""
    day = draft.start + timedelta(days=draft.rng.randint(2, 6))
    return day.replace(hour=draft.rng.choice((12, 18, 20)), minute=0, second=0, microsecond=0)


def _answer(draft: Draft, order: Order) -> Answer | None:
    kind = draft.recipe.answer
    if kind is None or order.waybill is None:
        return None
    asked_at = draft.start - draft.hours(6, 18)
    answered_at = asked_at + draft.hours(0.5, 5)
    return Answer(order.waybill, asked_at, answered_at, kind, draft.rng.choice(ANSWERS[kind]))
