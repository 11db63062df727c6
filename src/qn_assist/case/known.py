"""Everything known about one case at one moment: what the console showed and the shop's facts.

Pure and lazy: a fact is looked up when a symbol or a claim asks for it. Of several agreements about
one order only the newest counts; an earlier one is superseded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property

from qn_assist.basics import text
from qn_assist.basics.clock import ConsoleTime
from qn_assist.case.past import NOTHING, Past
from qn_assist.case.tickets import Order, Ticket, TraceNode
from qn_assist.console import Platform
from qn_assist.facts import (
    Agreement,
    Contact,
    CourierAnswer,
    Facts,
    ReliefArea,
    Shipment,
    Stock,
    Subject,
    subject_of,
)

OTHER_COURIER = "其他物流"
DELIVERY_CATEGORIES = frozenset({"delivery_update_exception", "delivery_sign_timeout"})
REPORTED = "已上报"
# Written into forms: the console's words, whatever the operator reads.
_AFTER_SALES, _SHIPS = "售后地", "发货地"


@dataclass(frozen=True)
class Known:
    """`now` is aware (the console's clock). `earlier`: ledger actions verified for this ticket.
    `past`: what else the ledger remembers of the case.
    """

    ticket: Ticket
    order: Order | None
    facts: Facts
    platform: Platform
    now: ConsoleTime
    ship_from_default: str | None = None
    after_sales: str | None = None
    warehouses: Mapping[str, str] = field(default_factory=dict)
    ships_until: time = time(23)
    earlier: frozenset[str] = frozenset()
    past: Past = NOTHING

    @cached_property
    def subject(self) -> Subject:
        """By what a row of facts may name the case."""
        items = [item.merchant_code for item in self.order.items] if self.order else []
        places = [self.ship_from, self.after_sales]
        return subject_of(self.ticket.order_id, self.waybill, self.courier, items, places)

    @cached_property
    def shipment(self) -> Shipment | None:
        return self.facts.shipment(self.ticket.order_id, self.ticket.sub_order_id)

    @cached_property
    def label_ready(self) -> bool:
        """A label is printed for the whole of an order that still waits, in one parcel."""
        waits = self.order is not None and self.order.waits_for_shipment
        label = self.shipment
        return waits and label is not None and label.shipped_at is None and self._is_whole(label)

    def _is_whole(self, label: Shipment) -> bool:
        """Each line of the order stands in the shipments file with this waybill, or the order."""
        if self.order is None or label.sub_order_id in (None, self.order.order_id):
            return self.order is not None
        same = self.facts.parcels(self.order.order_id)
        covered = {one.sub_order_id for one in same if one.waybill == label.waybill}
        return {item.sub_order_id for item in self.order.items} <= covered

    @cached_property
    def label_fits(self) -> bool | None:
        """Whether the waybill looks like the courier's; None when no form of it is known."""
        label = self.shipment
        return None if label is None else self.platform.waybill_fits(label.courier, label.waybill)

    @cached_property
    def waybill(self) -> str | None:
        """What the console shows; a printed label alone is no waybill of the order yet."""
        shown = self.ticket.waybill or (self.order.waybill if self.order else None)
        sent = self.shipment if self.shipment and self.shipment.shipped_at else None
        return shown or (sent.waybill if sent else None)

    @cached_property
    def courier(self) -> str | None:
        """The courier's name; the console's 其他物流 gives way to the shop's own record."""
        shown = self.ticket.courier or (self.order.courier if self.order else None)
        own = self.shipment.courier if self.shipment else None
        return own if shown in (None, OTHER_COURIER) and own else shown

    @cached_property
    def stocks(self) -> tuple[Stock, ...] | None:
        """The stock of every item of the order; None when one is not known."""
        if self.order is None or not self.order.items:
            return None
        found = [
            self.facts.stock(item.merchant_code) if item.merchant_code else None
            for item in self.order.items
        ]
        known = tuple(one for one in found if one is not None)
        return known if len(known) == len(found) else None

    @cached_property
    def available(self) -> int | None:
        """Pieces of the scarcest item, less than ordered counting as none."""
        if self.stocks is None or self.order is None:
            return None
        wanted = self._wanted
        return min(one.available if one.available >= wanted[one] else 0 for one in self.stocks)

    @cached_property
    def _wanted(self) -> dict[Stock, int]:
        """Pieces that the order wants of each, over all its lines."""
        wanted: dict[Stock, int] = defaultdict(int)
        if self.stocks is not None and self.order is not None:
            for one, item in zip(self.stocks, self.order.items, strict=True):
                wanted[one] += item.quantity
        return wanted

    @cached_property
    def restock_at(self) -> datetime | None:
        """When the last missing item is back, at midnight; None unless known for all of them."""
        if self.stocks is None or self.available is None or self.available > 0:
            return None
        short = [one for one, wanted in self._wanted.items() if one.available < wanted]
        days = [one.restock_date for one in short]
        known = [day for day in days if day is not None]
        if not known or len(known) != len(days):
            return None
        return datetime.combine(max(known), time(), text.SHANGHAI)

    @cached_property
    def agreement(self) -> Agreement | None:
        return next(iter(self.facts.agreements(self.ticket.order_id)), None)

    def agreed(self, kind: str) -> Agreement | None:
        """The newest agreement, if it is of that kind."""
        return self.agreement if self.agreement and self.agreement.kind == kind else None

    @cached_property
    def agreed_delay(self) -> Agreement | None:
        """An agreement on a date that is still ahead."""
        found = self.agreed("delay")
        return found if found and found.agreed_at and found.agreed_at > self.now else None

    @cached_property
    def ship_from(self) -> str | None:
        shown = self.order.ship_from if self.order else None
        return self.warehouses.get(shown, shown) if shown else self.ship_from_default

    @cached_property
    def relief(self) -> ReliefArea | None:
        """The area in force that counts: a published one first, then the place of shipment's."""
        on_date = self.now.astimezone(text.SHANGHAI).date()
        places = ((self.ship_from, "ship_from"), (self.after_sales, "after_sales"))
        found = [self.facts.relief(at, on_date, side=side) for at, side in places if at]
        return max((one for one in found if one), key=lambda one: one.published, default=None)

    @cached_property
    def relief_place(self) -> str | None:
        """Our place that lies in the area, with the word for which of the two it is."""
        if self.relief is None:
            return None
        after_sales = self.relief.side == "after_sales"
        return (
            _AFTER_SALES + (self.after_sales or "")
            if after_sales
            else _SHIPS + (self.ship_from or "")
        )

    @cached_property
    def answer(self) -> CourierAnswer | None:
        return self.facts.answer(self.waybill) if self.waybill else None

    @cached_property
    def contact(self) -> Contact | None:
        city = self.ticket.pickup_city or self.ship_from
        return self.facts.contact(self.courier, city) if self.courier else None

    @cached_property
    def node(self) -> TraceNode | None:
        """The newest node of the courier's trace."""
        return self.order.trace[0] if self.order and self.order.trace else None

    @cached_property
    def trace_code(self) -> str | None:
        """快递鸟 code of the newest node; the courier's words on the ticket if only they tell."""
        code = self.platform.trace_code(self.node.text if self.node else None)
        said = self.platform.trace_code(self.ticket.description)
        if code is None or (said is not None and is_trouble(said) and not is_trouble(code)):
            return said
        return code

    @cached_property
    def reported(self) -> bool:
        """The console says that somebody has reported this parcel's problem."""
        remarks = any(REPORTED in remark.text for remark in self.ticket.remarks)
        return remarks or self.ticket.handling_status == REPORTED

    @property
    def hours_left(self) -> float | None:
        left = self.ticket.left(self.now)
        return None if left is None else left / timedelta(hours=1)


def is_trouble(code: str) -> bool:
    """Whether a 快递鸟 code is a problem (4 and its sub-codes)."""
    return code.startswith("4")
