"""What is known of one case that a row of facts may name: order, items, parcel, courier, places.

A kind of facts says by one of these whom its rows concern. What is not known concerns no row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qn_assist.basics import text
from qn_assist.facts.places import lies_in


@dataclass(frozen=True, slots=True)
class Subject:
    """Made by `subject_of`. `items` are merchant codes, `places` those the goods leave from or come
    back to. The keys asked about are folded, as everything here is."""

    order_id: str
    waybill: str
    courier: str
    items: frozenset[str]
    places: tuple[str, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """What a spreadsheet could have rounded of it."""
        return tuple(filter(None, (self.order_id, self.waybill, *sorted(self.items))))

    def is_order(self, key: str) -> bool:
        return key == self.order_id

    def has_item(self, key: str) -> bool:
        return key in self.items

    def is_parcel(self, key: str) -> bool:
        return key == self.waybill

    def is_couriers(self, key: str) -> bool:
        return key == self.courier

    def is_in(self, key: str) -> bool:
        return any(lies_in(place, key) for place in self.places)


def subject_of(
    order_id: str,
    waybill: str | None = None,
    courier: str | None = None,
    items: Iterable[str | None] = (),
    places: Iterable[str | None] = (),
) -> Subject:
    return Subject(
        text.fold(order_id),
        text.fold(waybill or ""),
        text.fold(courier or ""),
        frozenset(text.fold(code) for code in items if code),
        tuple(text.fold(place) for place in places if place),
    )
