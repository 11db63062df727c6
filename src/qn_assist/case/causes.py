"""Why a case came up, in the few words a shop counts by: lost, delayed, damaged, …

One ordered table, pure: the courier's answer first, then what the trace says, then what the list is
about, then the shop's own stock and areas. A case that nothing of this explains has no cause.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from qn_assist.case.known import DELIVERY_CATEGORIES, Known

_NOT_COLLECTED = frozenset({"pickup_exception", "pickup_timeout"})
_UNDER_WAY = frozenset({"pickup_update_exception", "transit_update_exception", "transfer_timeout"})
_DELAY_CODES = frozenset({"402", "403", "405", "412", "417", "422", "423"})


@dataclass(frozen=True, slots=True)
class Cause:
    """`name` is what is kept; people read `cause.<name>`."""

    name: str
    holds: Callable[[Known], bool]


def _answered(known: Known, kind: str) -> bool:
    return known.answer is not None and known.answer.kind == kind


def _said(kind: str, codes: Collection[str]) -> Callable[[Known], bool]:
    """The courier answered so, or without an answer that names a trouble the trace says it."""

    def holds(known: Known) -> bool:
        named = known.answer is not None and known.answer.kind in CAUSES
        return _answered(known, kind) or (not named and known.trace_code in codes)

    return holds


def _either(*each: Callable[[Known], bool]) -> Callable[[Known], bool]:
    return lambda known: any(holds(known) for holds in each)


def _waits(known: Known) -> bool:
    return known.order is not None and known.order.waits_for_shipment


def _shipped(known: Known) -> bool:
    return known.order is None or not known.order.waits_for_shipment


def _false_sign(known: Known) -> bool:
    return known.ticket.category == "false_sign"


def _not_collected(known: Known) -> bool:
    return known.ticket.category in _NOT_COLLECTED and _shipped(known)


def _under_way(known: Known) -> bool:
    return known.ticket.category in _UNDER_WAY | DELIVERY_CATEGORIES


def _disaster(known: Known) -> bool:
    return _waits(known) and known.relief is not None


def _no_stock(known: Known) -> bool:
    return _waits(known) and known.available is not None and known.available <= 0


_ALL = (
    Cause("lost", _said("lost", ())),
    Cause("damaged", _said("damaged", {"414"})),
    Cause("wrong_address", _said("wrong_address", {"420", "421"})),
    Cause("unreachable", _said("unreachable", {"416"})),
    Cause("refused", _said("refused", {"404", "413"})),
    Cause("false_sign", _false_sign),
    Cause("disaster", _disaster),
    Cause("no_stock", _no_stock),
    Cause("not_collected", _either(_said("", {"401"}), _not_collected)),
    Cause("delayed", _either(_said("delayed", _DELAY_CODES), _under_way)),
)  # fmt: skip

CAUSES = tuple(cause.name for cause in _ALL)


def cause_of(known: Known) -> str | None:
    """The name of the first cause that holds."""
    return next((cause.name for cause in _ALL if cause.holds(known)), None)
