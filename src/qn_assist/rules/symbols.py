"""The words rules and replies may use: each declared with its type, its meaning and its source.

A value that is not known is null, never an empty text. `needs` names the facts file without which
a symbol could never be known; a rule that uses it makes that file compulsory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal, TypeAlias

from qn_assist.basics import text
from qn_assist.basics.language import t
from qn_assist.case import OTHER_COURIER, Known

Type: TypeAlias = Literal["text", "number", "truth", "time"]
SymbolValue: TypeAlias = str | float | bool | datetime | None

# Identifiers that a symbol can have.
KINDS = tuple(
    (
        "urge_ship logistics_exception ag_platform_merchant ag_logistics ag_experience complaint "
        "unknown"
    ).split()
)
CATEGORIES = tuple(
    (
        "urge_ship ship_warning pickup_exception pickup_update_exception transit_update_exception "
        "delivery_update_exception pickup_timeout transfer_timeout delivery_sign_timeout "
        "false_sign courier_feedback ag_platform_merchant ag_platform_merchant_overdue "
        "ag_logistics ag_logistics_overdue ag_experience ag_experience_overdue complaint"
    ).split()
)
STATES = tuple("pending in_review done overdue closed unknown".split())
ORDER_STATES = tuple("wait_pay wait_ship shipped success closed refunding refunded unknown".split())
ANSWERS = tuple("lost delayed damaged wrong_address unreachable refused normal other".split())


@dataclass(frozen=True, slots=True)
class Symbol:
    """`values`: the texts it can have, to catch slips in rules; empty means any.

    People read `symbol.<name>`, and for a value `symbol.<name>.<value>`. With `open_ended` a
    console's files may bring others: only a near miss is a slip.
    """

    name: str
    type: Type
    find: Callable[[Known], SymbolValue]
    needs: str | None = None
    values: tuple[str, ...] = ()
    open_ended: bool = False

    @property
    def title(self) -> str:
        return t(f"symbol.{self.name}")

    def word(self, value: SymbolValue) -> str | None:
        """What people read of one of its declared values; None for any other."""
        return t(f"symbol.{self.name}.{value}") if value in self.values else None


# Said to buyers: data of the shop's texts, not words of ours.
_ANY_COURIER = "快递"


def _at(day: date | None, clock: time) -> datetime | None:
    return None if day is None else datetime.combine(day, clock, text.SHANGHAI)


def _midnight(known: Known) -> datetime:
    return known.now.astimezone(text.SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)


def _overdue_hours(known: Known) -> float | None:
    left = known.hours_left
    return None if left is None else max(0.0, -left)


def _courier_name(known: Known) -> str:
    """How a reply calls the courier: 快递 when only 其他物流 is known."""
    return _ANY_COURIER if known.courier in (None, OTHER_COURIER) else known.courier


def _category(known: Known) -> str | None:
    return known.ticket.category or None


def _remarks(known: Known) -> str | None:
    return "\n".join(remark.text for remark in known.ticket.remarks) or None


def _compensation(known: Known) -> float | None:
    found = known.ticket.expected_compensation
    return None if found is None else float(found)


def _merchant_code(known: Known) -> str | None:
    codes = [item.merchant_code for item in known.order.items] if known.order else []
    return "、".join(code for code in codes if code) or None


def _item_title(known: Known) -> str | None:
    first = known.order.items[0].title if known.order and known.order.items else None
    return known.ticket.item_title or first


def _trace_hours(known: Known) -> float | None:
    at = known.node.at if known.node else None
    return None if at is None else (known.now - at).total_seconds() / 3600


def _shipment_ready(known: Known) -> bool:
    """A label is printed for an order that still waits."""
    waits = known.order is None or known.order.waits_for_shipment
    return known.shipment is not None and known.shipment.shipped_at is None and waits


def _labels(known: Known) -> float:
    rows = known.facts.parcels(known.ticket.order_id)
    return float(len({one.waybill for one in rows}))


def _of(part: str, name: str) -> Callable[[Known], Any]:
    """One field of one part of what is known, None without the part."""
    return lambda known: getattr(getattr(known, part), name, None)


def _is_known(part: str) -> Callable[[Known], bool]:
    return lambda known: getattr(known, part) is not None


def _agreed(kind: str) -> Callable[[Known], bool]:
    return lambda known: known.agreed(kind) is not None


def _in_relief(*, published: bool) -> Callable[[Known], bool]:
    return lambda known: known.relief is not None and known.relief.published is published


def _relief_from(known: Known) -> datetime | None:
    return _at(known.relief.since, time()) if known.relief else None


def _relief_until(known: Known) -> datetime | None:
    return _at(known.relief.until, time(23, 59, 59)) if known.relief else None


def _relief_proof(known: Known) -> str | None:
    return ";".join(known.relief.evidence) or None if known.relief else None


def _courier_contacted(known: Known) -> bool:
    return known.answer is not None or "problem_report" in known.earlier


def _proof(known: Known) -> str | None:
    return ";".join(known.agreement.evidence) or None if known.agreement else None


def _reported_by_person(known: Known) -> bool:
    return known.reported and "problem_report" not in known.earlier


def _of_platform(key: str) -> Callable[[Known], SymbolValue]:
    return lambda known: known.platform.number(key)


_ALL = (
    # the ticket
    Symbol("kind", "text", lambda k: k.ticket.kind, None, KINDS, True),
    Symbol("category", "text", _category, None, CATEGORIES, True),
    Symbol("ticket_type", "text", lambda k: k.ticket.type_text),
    Symbol("state", "text", lambda k: k.ticket.state, None, STATES),
    Symbol("result", "text", lambda k: k.ticket.result),
    Symbol("courier", "text", lambda k: k.courier),
    Symbol("courier_name", "text", _courier_name),
    Symbol("waybill", "text", lambda k: k.waybill),
    Symbol("has_waybill", "truth", lambda k: k.waybill is not None),
    Symbol("timeout_type", "text", lambda k: k.ticket.timeout_type),
    Symbol("exception_type", "text", lambda k: k.ticket.exception_type),
    Symbol("hours_left", "number", lambda k: k.hours_left),
    Symbol("overdue_hours", "number", _overdue_hours),
    Symbol("expected_compensation", "number", _compensation),
    Symbol("order_service", "text", lambda k: k.ticket.order_service),
    Symbol("item_title", "text", _item_title),
    Symbol("description", "text", lambda k: k.ticket.description),
    Symbol("remarks_text", "text", _remarks),
    Symbol("reported", "truth", lambda k: k.reported),
    Symbol("reported_by_person", "truth", _reported_by_person),
    Symbol("buyer_nick", "text", lambda k: k.ticket.buyer.nick),
    Symbol("order_id", "text", lambda k: k.ticket.order_id),
    Symbol("order_tail", "text", lambda k: k.ticket.order_id[-4:]),
    # the order
    Symbol("order_status", "text", _of("order", "status"), None, ORDER_STATES),
    Symbol("ship_from", "text", lambda k: k.ship_from),
    Symbol("merchant_code", "text", _merchant_code),
    Symbol("last_node", "text", _of("node", "text")),
    Symbol("trace_code", "text", lambda k: k.trace_code),
    Symbol("trace_title", "text",
           lambda k: k.platform.trace_title(k.trace_code)),
    Symbol("trace_hours", "number", _trace_hours),
    # the shop's facts
    Symbol("shipment_ready", "truth", _shipment_ready, "shipments"),
    Symbol("labels", "number", _labels, "shipments"),
    Symbol("label_ready", "truth", lambda k: k.label_ready, "shipments"),
    Symbol("label_fits", "truth", lambda k: k.label_fits, "shipments"),
    Symbol("shipment_courier", "text", _of("shipment", "courier"), "shipments"),
    Symbol("shipment_waybill", "text", _of("shipment", "waybill"), "shipments"),
    Symbol("stock", "number", lambda k: k.available, "stock"),
    Symbol("restock_date", "time", lambda k: k.restock_at, "stock"),
    Symbol("agreed_delay", "truth",
           _is_known("agreed_delay"), "agreements"),
    Symbol("agreed_date", "time", _of("agreed_delay", "agreed_at"), "agreements"),
    Symbol("agreed_exchange", "truth", _agreed("exchange"), "agreements"),
    Symbol("agreed_refund", "truth", _agreed("refund"), "agreements"),
    Symbol("agreed_resend", "truth", _agreed("resend"), "agreements"),
    Symbol("buyer_reason", "truth", _agreed("buyer_reason"), "agreements"),
    Symbol("agreement_proof", "text", _proof, "agreements"),
    Symbol("relief_published", "truth",
           _in_relief(published=True), "relief_areas"),
    Symbol("relief_unpublished", "truth",
           _in_relief(published=False), "relief_areas"),
    Symbol("relief_cause", "text", _of("relief", "cause"), "relief_areas"),
    Symbol("relief_area", "text", _of("relief", "area"), "relief_areas"),
    Symbol("relief_from", "time", _relief_from, "relief_areas"),
    Symbol("relief_until", "time", _relief_until, "relief_areas"),
    Symbol("relief_announcement", "text",
           _of("relief", "announcement"), "relief_areas"),
    Symbol("relief_place", "text",
           lambda k: k.relief_place, "relief_areas"),
    Symbol("relief_proof", "text", _relief_proof, "relief_areas"),
    Symbol("courier_answer", "text", _of("answer", "kind"), "courier_answers", ANSWERS),
    Symbol("courier_answer_text", "text",
           _of("answer", "content"), "courier_answers"),
    Symbol("courier_contacted", "truth", _courier_contacted, "courier_answers"),
    Symbol("branch_known", "truth", _is_known("contact"), "courier_contacts"),
    Symbol("branch", "text", _of("contact", "branch"), "courier_contacts"),
    # the ledger
    Symbol("follow_up", "number", lambda k: k.past.follow_up.number),
    # the platform
    Symbol("urge_reply_hours", "number", _of_platform("urge_ship.reply_hours")),
    Symbol("ag_reply_hours", "number", _of_platform("ag.reply_hours")),
    Symbol("pickup_hours", "number", _of_platform("pickup.hours_after_shipped")),
    # the moment
    Symbol("now", "time", lambda k: k.now.astimezone(text.SHANGHAI)),
    Symbol("today", "time", _midnight),
)  # fmt: skip

SYMBOLS: Mapping[str, Symbol] = {symbol.name: symbol for symbol in _ALL}

# Said to no log and no report: a sentence about them would name a person.
PERSONAL = frozenset({"buyer_nick"})


def values_of(known: Known, names: Iterable[str] = SYMBOLS) -> dict[str, SymbolValue]:
    """The values of these symbols."""
    return {name: SYMBOLS[name].find(known) for name in names}


def facts_needed(names: Iterable[str]) -> frozenset[str]:
    """The facts files without which these symbols could never be known."""
    return frozenset(SYMBOLS[name].needs or "" for name in names) - {""}
