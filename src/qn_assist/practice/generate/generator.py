"""Generates the tickets of a practice shop: ticket `i` follows from seed, skin and `i` alone.

Tasks are the same in both skins; exceptions differ, and so do all their ids.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from qn_assist.practice.generate import masks, places, traces
from qn_assist.practice.generate.case_facts import facts_of
from qn_assist.practice.generate.cases import Case, Delay, Line, Node, Order
from qn_assist.practice.generate.couriers import COURIERS, OTHER
from qn_assist.practice.generate.drafts import Draft, Source, Times
from qn_assist.practice.generate.goods import CLOTHES, HOME_GOODS
from qn_assist.practice.generate.numbers import order_number, task_number
from qn_assist.practice.generate.people import Buyer, buyer
from qn_assist.practice.generate.places import Place
from qn_assist.practice.generate.recipes import (
    ASKINGS,
    NO_WAYBILL,
    OPERATORS,
    RECIPES,
    REMARKS,
    UNSHIPPED,
    URGINGS,
    WAITING,
)
from qn_assist.practice.generate.scenarios import mixed_placement, placement

REPLY_HOURS = 24
PICKUP_HOURS = 48
MAX_TICKETS = 10_000


def generate(source: Source, tickets: int) -> list[Case]:
    if not 1 <= tickets <= MAX_TICKETS:
        raise ValueError(f"tickets: {tickets} is not between 1 and {MAX_TICKETS}")
    return [generate_case(source, index) for index in range(1, tickets + 1)]


def generate_case(source: Source, index: int) -> Case:
    place = (mixed_placement if source.mixed else placement)(index, source.skin)
    legacy = place.kind == "exception" and source.skin == "legacy"
    scope = source.skin if place.kind == "exception" else "task"
    draft = Draft(
        rng=Random(f"{source.seed}|{source.shop}|{scope}|{index}"),
        source=source,
        index=index,
        realm=source.shop * 2 + legacy,
        place=place,
        recipe=RECIPES[place.scenario],
    )
    return _task(draft) if place.kind == "task" else _exception(draft)


def _task(draft: Draft) -> Case:
    deadline = draft.start + draft.hours(1.1, 22.9)
    created_at = deadline - timedelta(hours=REPLY_HOURS)
    if draft.recipe.parcel == UNSHIPPED:
        times = Times(created_at - draft.hours(20, 70), created_at=created_at)
    else:
        times = moving_times(draft)
    order = order_of(draft, times, URGINGS)
    return Case(
        index=draft.index,
        kind="task",
        category=draft.place.category,
        scenario=draft.place.scenario,
        ticket_id=task_number(draft.rng, draft.index, draft.realm),
        order=order,
        facts=facts_of(draft, order, created_at),
        created_at=created_at,
        deadline=deadline,
    )


def _exception(draft: Draft) -> Case:
    times = _exception_times(draft)
    order = order_of(draft, times, URGINGS if draft.recipe.parcel == UNSHIPPED else ASKINGS)
    return Case(
        index=draft.index,
        kind="exception",
        category=draft.place.category,
        scenario=draft.place.scenario,
        ticket_id=f"{draft.place.category}/{order.lines[0].sub_order_id}",
        order=order,
        facts=facts_of(draft, order, times.paid_at),
        delay=_delay(draft, times, order),
    )


def _exception_times(draft: Draft) -> Times:
    if draft.place.category == "ship_warning":
        return Times(draft.start - draft.hours(25, 46))
    paid_at = draft.start - draft.hours(60, 120)
    if draft.recipe.parcel == UNSHIPPED:
        return Times(paid_at)
    if draft.recipe.parcel in (WAITING, NO_WAYBILL):
        return Times(paid_at, sent_at=paid_at + draft.hours(10, 40))
    return moving_times(draft)


def moving_times(draft: Draft) -> Times:
    """Counted back from the newest node of the trace."""
    route = _route(draft)
    newest = traces.newest_at(route, draft.start, draft.rng)
    picked_up = newest if route.steps == 1 else newest - draft.hours(12, 72)
    sent = picked_up - draft.hours(2, 20)
    return Times(sent - draft.hours(6, 30), sent, picked_up, newest)


def _route(draft: Draft) -> traces.Route:
    stuck_at_pickup = draft.place.category == "pickup_update_exception"
    return traces.ROUTES["pickup_stalled" if stuck_at_pickup else draft.recipe.parcel]


def order_of(draft: Draft, times: Times, talk: tuple[str, ...]) -> Order:
    rng = draft.rng
    who = buyer(rng)
    destination = rng.choice(places.DESTINATIONS)
    ship_from = rng.choice(draft.recipe.ship_from)
    order_id, lines = _lines(draft, who)
    courier, waybill = _parcel(draft)
    return Order(
        order_id=order_id,
        lines=lines,
        buyer=who,
        masked_name=masks.name(who.name, rng),
        masked_address=masks.address(destination.with_street, rng),
        paid_at=times.paid_at,
        promised_ship_at=times.paid_at + timedelta(hours=PICKUP_HOURS),
        ship_from=ship_from,
        status="WAIT_SELLER_SEND_GOODS" if times.sent_at is None else "WAIT_BUYER_CONFIRM_GOODS",
        courier=courier,
        waybill=waybill,
        sent_at=times.sent_at,
        picked_up_at=times.picked_up_at,
        trace=_trace(draft, times, ship_from, destination),
        greeting=_greeting(draft, talk),
    )


def _lines(draft: Draft, who: Buyer) -> tuple[str, tuple[Line, ...]]:
    """One order in four has two lines; a single line has the order's own id, as in reality."""
    rng = draft.rng
    order_id = order_number(rng, draft.index, draft.realm, who.tail)
    stock = draft.recipe.stock(CLOTHES if draft.source.shop else HOME_GOODS)
    count = 2 if len(stock) > 1 and rng.random() < 0.25 else 1
    chosen = rng.sample(stock, count)
    ids = [order_id]
    if count > 1:
        ids = [order_number(rng, draft.index, draft.realm, who.tail, part) for part in (1, 2)]
    quantities = rng.choices((1, 1, 1, 2, 3), k=count)
    rows = zip(ids, chosen, quantities, strict=True)
    return order_id, tuple(Line(*row) for row in rows)


def _parcel(draft: Draft) -> tuple[str | None, str | None]:
    if draft.recipe.parcel == UNSHIPPED:
        return None, None
    if draft.recipe.parcel == NO_WAYBILL:
        return draft.rng.choice((None, OTHER.name)), None
    other = draft.recipe.parcel == WAITING and draft.rng.random() < 0.3
    courier = OTHER if other else draft.rng.choice(COURIERS)
    return courier.name, courier.waybill(draft.rng, draft.index, draft.realm)


def _trace(draft: Draft, times: Times, start: Place, end: Place) -> tuple[Node, ...]:
    if times.picked_up_at and times.newest_at:
        return traces.trace(_route(draft), start, end, times.picked_up_at, times.newest_at)
    if times.sent_at and draft.recipe.parcel == WAITING:
        return traces.waiting(times.sent_at)
    return ()


def _greeting(draft: Draft, talk: tuple[str, ...]) -> tuple[Node, ...]:
    texts = draft.rng.sample(talk, draft.rng.choice((1, 2)))
    at = draft.start - draft.hours(0.2, 10)
    return tuple(Node(at + timedelta(minutes=3 * n), text) for n, text in enumerate(texts))


def _delay(draft: Draft, times: Times, order: Order) -> Delay:
    due_at = _due_at(draft, times)
    timeout_type, exception_type = _types(draft, due_at)
    paid_for = draft.source.skin != "legacy" and draft.place.category != "ship_warning"
    return Delay(
        timeout_type=timeout_type,
        exception_type=exception_type,
        due_at=due_at,
        description=order.trace[0].text if len(order.trace) > 1 else "超过48小时没有揽收记录",
        compensation=draft.rng.choice(("50.0", "100.0")) if paid_for else None,
        order_service=draft.rng.choice(("无", "无", "无", "优+订单")),
        pickup_city=order.ship_from.city if times.picked_up_at else None,
        remarks=_remarks(draft),
    )


def _due_at(draft: Draft, times: Times) -> datetime:
    """Late parcels: half-way since the newest node. Others: +48 h, or 23:59:59 (both are real)."""
    if times.newest_at:
        half = (draft.start - times.newest_at) / 2
        return (times.newest_at + half).replace(microsecond=0)
    due_at = times.paid_at + timedelta(hours=PICKUP_HOURS)
    if draft.source.skin == "legacy" or draft.rng.random() < 0.6:
        return due_at
    upcoming = due_at > draft.start
    return (due_at if upcoming else times.paid_at + timedelta(days=1)).replace(
        hour=23, minute=59, second=59
    )


def _types(draft: Draft, due_at: datetime) -> tuple[str, str]:
    """Only the values seen on real exports."""
    if draft.place.category == "ship_warning":
        soon = due_at - draft.start < timedelta(hours=8)
        kind = draft.rng.choice(("支付-发货", "支付-揽收(48h)"))
        return ("即将超时" if soon else "支付超24h"), kind
    if draft.place.category in ("pickup_exception", "pickup_timeout"):
        return "支付超24h", "支付-揽收(48h)"
    return "运输停滞", "运输停滞"


def _remarks(draft: Draft) -> tuple[str, ...]:
    rng = draft.rng
    count = rng.choice((0, 0, 1, 1, 2, 3))
    at = (draft.start - timedelta(days=1)).replace(hour=9, minute=0)
    lines = []
    for text in rng.sample(REMARKS, count):
        at += draft.hours(0.2, 3.5)
        lines.append(f"{text}【{rng.choice(OPERATORS)}｜{at:%m-%d %H:%M:%S}】")
    return tuple(lines)
