"""What a decision was made from: enough to make it again later, by other rules.

Kept with the decision in the ledger, buyer data and all, and read back whole or not at all. It
holds the facts of this case only; what the shop's files say (rules, warehouses) is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from pydantic import AwareDatetime, ConfigDict, TypeAdapter, ValidationError

from qn_assist.basics import text
from qn_assist.case.known import Known
from qn_assist.case.past import NOTHING, Past
from qn_assist.case.tickets import Order, Ticket
from qn_assist.facts import Facts, lies_in


class Unreadable(ValueError):
    """What was stored is not what this program stores."""


@dataclass(frozen=True)
class Basis:
    """`now`: the console's time. `ship_from` is what the shop's files made of the order's place;
    with another one, the relief areas kept here would be the wrong ones."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    ticket: Ticket
    order: Order | None
    facts: Facts
    now: AwareDatetime
    earlier: frozenset[str] = frozenset()
    ship_from: str | None = None
    past: Past = NOTHING

    @property
    def at(self) -> datetime:
        return self.now.astimezone(text.SHANGHAI)

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        found: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return found


def basis_of(known: Known) -> Basis:
    return Basis(
        known.ticket,
        known.order,
        _about(known),
        known.now,
        known.earlier,
        known.ship_from,
        known.past,
    )


def read_basis(stored: Mapping[str, Any]) -> Basis:
    """What `stored` wrote; Unreadable for anything else."""
    try:
        return _adapter().validate_python(stored)
    except ValidationError as error:
        raise Unreadable(str(error)) from error


def _about(known: Known) -> Facts:
    """The facts that any rule could ask about this case. A kind not named here is kept whole."""
    facts, order_id = known.facts, known.ticket.order_id
    items = known.order.items if known.order else ()
    codes = {text.fold(item.merchant_code) for item in items if item.merchant_code}
    courier, waybill = known.courier, known.waybill
    places = [place for place in (known.ship_from, known.after_sales) if place]
    return replace(
        facts,
        shipments={key: rows for key, rows in facts.shipments.items() if key == order_id},
        stocks={key: rows for key, rows in facts.stocks.items() if key in codes},
        relief_areas=tuple(
            one for one in facts.relief_areas if any(lies_in(place, one.area) for place in places)
        ),
        agreed={key: rows for key, rows in facts.agreed.items() if key == order_id},
        contacts=tuple(
            one for one in facts.contacts if courier and text.same(one.courier, courier)
        ),
        answers={key: rows for key, rows in facts.answers.items() if key == waybill},
        faults=(),
    )


@cache
def _adapter() -> TypeAdapter[Basis]:
    return TypeAdapter(Basis)
