"""What a decision was made from: enough to make it again later, by other rules.

Kept with the decision in the ledger, buyer data and all, and read back whole or not at all. It
holds the facts of this case only; what the shop's files say (rules, warehouses) is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from qn_assist.basics import text
from qn_assist.basics.clock import AwareConsoleTime, ConsoleTime
from qn_assist.case.known import Known
from qn_assist.case.past import NOTHING, Past
from qn_assist.case.tickets import Order, Ticket
from qn_assist.facts import KeptFacts


class Unreadable(ValueError):
    """What was stored is not what this program stores."""


@dataclass(frozen=True)
class Basis:
    """`now`: the console's time. `ship_from` is what the shop's files made of the order's place;
    with another one, the relief areas kept here would be the wrong ones."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    ticket: Ticket
    order: Order | None
    facts: KeptFacts
    now: AwareConsoleTime
    earlier: frozenset[str] = frozenset()
    ship_from: str | None = None
    past: Past = NOTHING

    @property
    def at(self) -> ConsoleTime:
        return self.now.astimezone(text.SHANGHAI)

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        found: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return found


def basis_of(known: Known) -> Basis:
    return Basis(
        known.ticket,
        known.order,
        known.facts.concerning(known.subject),
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


@cache
def _adapter() -> TypeAdapter[Basis]:
    return TypeAdapter(Basis)
