"""What a reply says is so, and whether the facts bear it out (law 8: truth only).

A closed list: a reply names its claims, each is checked against order and facts before anything
is typed. Words that always claim something (`已发货`, `协商一致`…) must be declared: `undeclared`
finds them when the file is loaded. What the options of a form claim is said by their flow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from qn_assist.basics import text
from qn_assist.basics.language import t
from qn_assist.case import DELIVERY_CATEGORIES, Known

ADDRESS_CODES = frozenset({"420", "421"})
UNREACHABLE_CODES = frozenset({"416"})
REFUSED_CODES = frozenset({"404", "413"})
# How a relief area names its cause.
_EPIDEMIC, _DISASTER = "疫", "灾"
REPORT, MESSAGE, SHIPMENT = "problem_report", "message", "shipment"
DELIVERY_CODES = frozenset({"202", "402", "405", "412", "416", "417", "420", "421"})


@dataclass(frozen=True, slots=True)
class Claim:
    """`holds` is asked of what is known; the action `after`, in the same decision or verified
    earlier, makes it true as well."""

    name: str
    holds: Callable[[Known], bool]
    after: str | None = None

    @property
    def title(self) -> str:
        return t(f"claim.{self.name}")


def _ships_today(known: Known) -> bool:
    """A printed label, goods, an order that waits, and the day's last collection still ahead."""
    ready = known.shipment is not None and known.shipment.shipped_at is None
    waits = known.order is not None and known.order.waits_for_shipment
    in_stock = known.available is not None and known.available > 0
    local = known.now.astimezone(text.SHANGHAI)
    return ready and waits and in_stock and local.time() < known.ships_until


def _restock_known(known: Known) -> bool:
    return known.restock_at is not None and known.restock_at > known.now - timedelta(days=1)


def _answered(kind: str) -> Callable[[Known], bool]:
    return lambda known: known.answer is not None and known.answer.kind == kind


def _node(codes: Collection[str], answer: str) -> Callable[[Known], bool]:
    """The courier says so in the trace, or said so when asked."""
    return lambda known: known.trace_code in codes or _answered(answer)(known)


_bad_address = _node(ADDRESS_CODES, "wrong_address")
_unreachable = _node(UNREACHABLE_CODES, "unreachable")
_refused = _node(REFUSED_CODES, "refused")


def _stage_delivery(known: Known) -> bool:
    return known.ticket.category in DELIVERY_CATEGORIES or known.trace_code in DELIVERY_CODES


def _signed(known: Known) -> bool:
    code = known.platform.trace_code(known.node.text if known.node else None)
    return code is not None and code.startswith("3")


def _not_collected(known: Known) -> bool:
    return known.waybill is not None and known.trace_code in (None, "0", "10", "401")


def _contacted(known: Known) -> bool:
    return known.answer is not None


def _agreed(kind: str) -> Callable[[Known], bool]:
    return lambda known: known.agreed(kind) is not None


def _delay_agreed(known: Known) -> bool:
    return known.agreed_delay is not None


def _relief_published(known: Known) -> bool:
    return known.relief is not None and known.relief.published


def _epidemic(known: Known) -> bool:
    return _relief_published(known) and known.relief is not None and _EPIDEMIC in known.relief.cause


def _disaster(known: Known) -> bool:
    return known.relief is not None and _DISASTER in known.relief.cause


def _damaged(known: Known) -> bool:
    return known.trace_code == "414" or _answered("damaged")(known)


def _in_stock(known: Known) -> bool:
    return known.available is not None and known.available > 0


_ALL = (
    Claim("has_waybill", lambda k: k.waybill is not None, SHIPMENT),
    Claim("label_ready", lambda k: k.label_ready),
    Claim("not_collected", _not_collected),
    Claim("last_node_read", lambda k: k.node is not None),
    Claim("stage_delivery", _stage_delivery),
    Claim("courier_contacted", _contacted, REPORT),
    Claim("courier_confirmed_lost", _answered("lost")),
    Claim("courier_delay_known", _answered("delayed")),
    Claim("courier_feedback_address", _bad_address),
    Claim("courier_feedback_unreachable", _unreachable),
    Claim("damage_known", _damaged),
    Claim("signed_node", _signed),
    Claim("refused_node", _refused),
    Claim("stock_available", _in_stock),
    Claim("out_of_stock", lambda k: k.available is not None and k.available <= 0),
    Claim("ships_today", _ships_today),
    Claim("restock_known", _restock_known),
    Claim("agreed_delay_same_date", _delay_agreed),
    Claim("agreed_exchange", _agreed("exchange")),
    Claim("agreed_refund", _agreed("refund")),
    Claim("agreed_resend", _agreed("resend")),
    Claim("agreement_recorded", lambda k: k.agreement is not None),
    Claim("buyer_told", lambda k: False, MESSAGE),
    Claim("buyer_reason", _agreed("buyer_reason")),
    Claim("relief_area", lambda k: k.relief is not None),
    Claim("relief_epidemic", _epidemic),
    Claim("relief_disaster", _disaster),
    Claim("relief_published", _relief_published),
)  # fmt: skip

CLAIMS: Mapping[str, Claim] = {claim.name: claim for claim in _ALL}

# Words in a template → claims of which one must be declared.
_AGREED = ("agreed_delay_same_date", "agreed_exchange", "agreed_refund", "agreed_resend")
_CONTACTED = re.compile(
    r"(?:已|正)(?:经|在)?(?:联系|催|请|向|通知|上报|反馈)[^，。]{0,12}?(?:网点|快递|核查|核实|揽收)"
)
_TOLD = re.compile(r"已(?:再次|经)?(?:告诉|告知|通知|联系|向)过?买家|已把[^，。]{0,8}告诉买家")
_SAYINGS = (
    (re.compile(r"已(?:经)?(?:发货|发出|寄出|交给)"), ("has_waybill", "not_collected")),
    (re.compile(r"协商一致|商量好|约定好|您(?:已经|已)?同意|买家(?:已经|已)?同意"), _AGREED),
    (re.compile(r"今[天日](?:就|会|安排|能)*(?:发|寄)"), ("ships_today",)),
    (re.compile(r"已签收"), ("signed_node",)),
    (_CONTACTED, ("courier_contacted",)),
    (re.compile(r"没有现货|缺货|无货|断货"), ("out_of_stock",)),
    (re.compile(r"暂时?找不到|已?丢失|丢件"), ("courier_confirmed_lost",)),
    (re.compile(r"拒收|退回"), ("refused_node",)),
    (_TOLD, ("buyer_told",)),
    (re.compile(r"联系不上您"), ("courier_feedback_unreachable",)),
    (re.compile(r"免责地区"), ("relief_published",)),
)  # fmt: skip


def undeclared(words: str, claims: Collection[str]) -> list[tuple[str, str]]:
    """(what the text says, the claim it lacks) for a template's own words."""
    folded = text.fold(words)
    return [
        (match[0], needed[0])
        for form, needed in _SAYINGS
        if (match := form.search(folded)) and not set(needed) & set(claims)
    ]


def supported(known: Known, actions_before: Iterable[str] = ()) -> frozenset[str]:
    """The claims that may be made, after those ledger actions of the same decision."""
    done = known.earlier | set(actions_before)
    return frozenset(
        name for name, claim in CLAIMS.items() if claim.holds(known) or claim.after in done
    )
