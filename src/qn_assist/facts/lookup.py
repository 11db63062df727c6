"""What a shop's facts say about a case. Pure; it never decides.

A kind has a method of its own here where more is asked than its rows about a key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from qn_assist.basics import text
from qn_assist.basics.errors import DataFault
from qn_assist.facts import rounding
from qn_assist.facts.kinds import (
    AGREEMENTS,
    ANSWERS,
    CONTACTS,
    RELIEF_AREAS,
    SHIPMENTS,
    STOCK,
    TABLES,
    Agreement,
    Contact,
    CourierAnswer,
    ReliefArea,
    Shipment,
    Stock,
)
from qn_assist.facts.places import lies_in, lies_in_city
from qn_assist.facts.subject import Subject
from qn_assist.facts.table import Table

T = TypeVar("T")


@dataclass(frozen=True)
class Facts:
    """Records by the name of their kind, as one load found them, in the order of the file.

    `faults` are the bad rows, `doubtful` the keys that stand in them, `unreadable` what stands
    where a key should (`shipments:4.01E+18`). `present`: the kinds there was a file of.
    """

    rows: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    faults: tuple[DataFault, ...] = ()
    doubtful: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *records: Any) -> Facts:
        """These records, of whatever kinds."""
        names = {table.record: table.name for table in TABLES.values()}
        rows: dict[str, list[Any]] = defaultdict(list)
        for record in records:
            rows[names[type(record)]].append(record)
        return cls({name: tuple(found) for name, found in rows.items()})

    def all(self, table: Table[T]) -> tuple[T, ...]:
        return self.rows.get(table.name, ())

    def about(self, table: Table[T], key: str) -> tuple[T, ...]:
        """The rows of one key, in the order of the file."""
        return self._by_key.get(table.name, {}).get(text.fold(key), ())

    @cached_property
    def _by_key(self) -> dict[str, dict[str, tuple[Any, ...]]]:
        return {name: _grouped(TABLES[name], rows) for name, rows in self.rows.items()}

    def concerning(self, subject: Subject) -> Facts:
        """What any rule could ask about one case: no row, and no key, of another one."""
        rows = {name: tuple(self._concerning(name, subject)) for name in self.rows}
        return replace(
            self,
            rows={name: found for name, found in rows.items() if found},
            faults=(),
            doubtful=frozenset(key for key in self.doubtful if _names(subject, text.fold(key))),
            unreadable=frozenset(one for one in self.unreadable if _could_name(subject, one)),
        )

    def doubts_about(self, subject: Subject) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The keys of bad rows that name the case, and what could be its key but cannot be read."""
        return (
            tuple(sorted(key for key in self.doubtful if _names(subject, text.fold(key)))),
            tuple(sorted(one for one in self.unreadable if _could_name(subject, one))),
        )

    def _concerning(self, name: str, subject: Subject) -> Iterator[Any]:
        for key, rows in self._by_key[name].items():
            if key and TABLES[name].concerns(subject, key):
                yield from rows

    def parcels(self, order_id: str) -> tuple[Shipment, ...]:
        """Every line of the order that was packed."""
        return self.about(SHIPMENTS, order_id)

    def shipment(self, order_id: str, sub_order_id: str | None = None) -> Shipment | None:
        """The order's parcel; None when there is none, or several and no sub-order tells which.

        One waybill of two couriers is two.
        """
        found = self.parcels(order_id)
        exact = [one for one in found if sub_order_id and one.sub_order_id == sub_order_id]
        candidates = exact or [one for one in found if not sub_order_id or not one.sub_order_id]
        parcels = {(one.waybill, text.fold(one.courier)) for one in candidates}
        return candidates[-1] if len(parcels) == 1 else None

    def stock(self, merchant_code: str) -> Stock | None:
        """None when the code is not listed, or listed with different numbers."""
        found = set(self.about(STOCK, merchant_code))
        return found.pop() if len(found) == 1 else None

    def relief(
        self, ship_from: str, on_date: date, *, side: str = "ship_from"
    ) -> ReliefArea | None:
        """The area in force that holds `ship_from`: a published one first, then the narrowest."""
        found = [
            one
            for one in self.all(RELIEF_AREAS)
            if one.side == side and one.in_force(on_date) and lies_in(ship_from, one.area)
        ]
        return max(found, key=lambda one: (one.published, len(one.area)), default=None)

    def agreements(self, order_id: str) -> tuple[Agreement, ...]:
        """Newest record first."""
        found = self.about(AGREEMENTS, order_id)
        return tuple(sorted(found, key=lambda one: one.recorded_at, reverse=True))

    def contact(self, courier: str, city: str | None) -> Contact | None:
        """The courier's branch in the city, else its number without a city."""
        own = self.about(CONTACTS, courier)
        near = [one for one in own if city and one.city and lies_in_city(city, one.city)]
        return next(iter([*near, *(one for one in own if one.city is None)]), None)

    def answer(self, waybill: str) -> CourierAnswer | None:
        """The courier's latest answer about a waybill."""
        found = [one for one in self.about(ANSWERS, waybill) if one.answered_at is not None]
        return max(found, key=lambda one: one.answered_at or datetime.min, default=None)  # noqa: DTZ901


def _names(subject: Subject, key: str) -> bool:
    """A key of a bad row no longer says of which kind it was."""
    return bool(key) and any(table.concerns(subject, key) for table in TABLES.values())


def _could_name(subject: Subject, unreadable: str) -> bool:
    """Whether a row might be about the case: of a rounded number the digits that are left tell."""
    name, _, shown = unreadable.partition(":")
    table = TABLES.get(name)
    if table is None or not table.doubts:
        return False
    keys = subject.numbers if rounding.is_rounded(shown) else ()
    return any(rounding.comes_from(shown, key) for key in keys) if keys else True


def _grouped(table: Table[T], rows: Iterable[T]) -> dict[str, tuple[T, ...]]:
    grouped: dict[str, list[T]] = defaultdict(list)
    for record in rows:
        grouped[text.fold(str(getattr(record, table.key)))].append(record)
    return {name: tuple(group) for name, group in grouped.items()}
