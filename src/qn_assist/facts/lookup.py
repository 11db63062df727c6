"""What the shop knows beside the ticket: 运单, 库存, 免责地区, 协商记录, 网点联系方式, 快递答复.

Records are frozen; times are aware, Asia/Shanghai. A bad row is listed with file and line and is
not used; a case that such a row names is *in doubt* and goes to a person. A missing file or column
stops the load.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from qn_assist.basics import text
from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.datafiles import ENDINGS, Sheet, read_sheet
from qn_assist.facts.columns import Table, TableReading, read_table
from qn_assist.facts.kinds import (
    CONTACTS,
    TABLES,
    Agreement,
    Contact,
    CourierAnswer,
    ReliefArea,
    Shipment,
    Stock,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Facts:
    """Lookups over one load. `faults` are the bad rows, `doubtful` the keys that stand in them.
    `present`: the kinds there was a file of."""

    shipments: Mapping[str, tuple[Shipment, ...]] = field(default_factory=dict)
    stocks: Mapping[str, tuple[Stock, ...]] = field(default_factory=dict)
    relief_areas: tuple[ReliefArea, ...] = ()
    agreed: Mapping[str, tuple[Agreement, ...]] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    answers: Mapping[str, tuple[CourierAnswer, ...]] = field(default_factory=dict)
    faults: tuple[DataFault, ...] = ()
    doubtful: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()

    def shipment(self, order_id: str, sub_order_id: str | None = None) -> Shipment | None:
        """The order's parcel; None when there is none, or several and no sub-order tells which."""
        found = self.shipments.get(order_id, ())
        exact = [one for one in found if sub_order_id and one.sub_order_id == sub_order_id]
        candidates = exact or [one for one in found if not sub_order_id or not one.sub_order_id]
        waybills = {one.waybill for one in candidates}
        return candidates[-1] if len(waybills) == 1 else None

    def stock(self, merchant_code: str) -> Stock | None:
        """None when the code is not listed, or listed with different numbers."""
        found = set(self.stocks.get(text.fold(merchant_code), ()))
        return found.pop() if len(found) == 1 else None

    def relief(
        self, ship_from: str, on_date: date, *, side: str = "ship_from"
    ) -> ReliefArea | None:
        """The area in force that holds `ship_from`: a published one first, then the narrowest."""
        found = [
            one
            for one in self.relief_areas
            if one.side == side and one.in_force(on_date) and lies_in(ship_from, one.area)
        ]
        return max(found, key=lambda one: (one.published, len(one.area)), default=None)

    def agreements(self, order_id: str) -> tuple[Agreement, ...]:
        """Newest record first."""
        found = self.agreed.get(order_id, ())
        return tuple(sorted(found, key=lambda one: one.recorded_at, reverse=True))

    def contact(self, courier: str, city: str | None) -> Contact | None:
        """The courier's branch in the city, else its number without a city."""
        own = [one for one in self.contacts if text.same(one.courier, courier)]
        near = [one for one in own if city and one.city and _lies_in_city(city, one.city)]
        return next(iter([*near, *(one for one in own if one.city is None)]), None)

    def answer(self, waybill: str) -> CourierAnswer | None:
        """The courier's latest answer about a waybill."""
        found = [one for one in self.answers.get(waybill, ()) if one.answered_at is not None]
        return max(found, key=lambda one: one.answered_at or datetime.min, default=None)  # noqa: DTZ901


_REPEATED_CITY = re.compile(r"^(..市)\1")
_PROVINCE = re.compile(r"^[^省市区]{2,7}(?:省|自治区)")
_UNIT = ("省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "街道")
_REST_OF_NAME = re.compile(r"(维吾尔|壮族|回族)?(省|市|区|县|自治区|自治州|自治县|地区|盟|旗)")


def lies_in(place: str, area: str) -> bool:
    """Whether an address text starts with an area's, ending at a whole unit.

    `云南省德宏州瑞丽市` lies in `云南省`, `云南` and `云南省德宏州`, not in `云南省德`.
    """
    address, whole = _address(place), _address(area)
    if not whole or not address.startswith(whole):
        return False
    rest = address[len(whole) :]
    return not rest or whole.endswith(_UNIT) or _REST_OF_NAME.match(rest) is not None


def _lies_in_city(place: str, city: str) -> bool:
    """Contacts name a city without its province, an order's place stands behind one."""
    return lies_in(place, city) or lies_in(_PROVINCE.sub("", text.fold(place)), city)


def _address(shown: str) -> str:
    return _REPEATED_CITY.sub(r"\1", text.fold(shown))


def load_facts(folder: Path, needed: Set[str] = frozenset(TABLES), *, shown: str = "") -> Facts:
    """Read `folder/<name>.csv|xlsx`; those in `needed` must exist.

    `shown` names the folder in faults. DataFileError for a missing file or column.
    """
    found: dict[str, TableReading[Any]] = {}
    faults: list[DataFault] = []
    for name, table in TABLES.items():
        try:
            found[name] = _load(folder, table, name in needed, shown or str(folder))
        except DataFileError as error:
            faults += error.faults
    if faults:
        raise DataFileError(faults)
    return replace(
        _facts(found), present=frozenset(name for name in TABLES if _files(folder, name))
    )


def _files(folder: Path, name: str) -> list[Path]:
    return [path for path in (folder / f"{name}.{end}" for end in ENDINGS) if path.is_file()]


def facts_of(sheets: Mapping[str, Sheet]) -> Facts:
    """The same from sheets by the name of their kind; of a kind that is not there nothing is known.

    DataFileError for a missing column.
    """
    empty: TableReading[Any] = TableReading(())
    return _facts(
        {
            name: read_table(sheets[name], table) if name in sheets else empty
            for name, table in TABLES.items()
        }
    )


def _load(folder: Path, table: Table[T], needed: bool, shown: str) -> TableReading[T]:
    files = _files(folder, table.name)
    if len(files) > 1:
        fault = DataFault(
            f"{shown}/{table.name}",
            0,
            "",
            f"{table.title}有两个文件，不知道用哪个",
            "只留 .csv 或 .xlsx",
        )
        raise DataFileError([fault])
    if files:
        return read_table(read_sheet(files[0], f"{shown}/{files[0].name}"), table)
    if needed:
        headers = ",".join(column.headers[0] for column in table.columns)
        fault = DataFault(
            f"{shown}/{table.name}.csv",
            0,
            "",
            f"缺少{table.title}文件",
            f"没有数据也要有表头：{headers}",
        )
        raise DataFileError([fault])
    return TableReading(())


def _facts(found: Mapping[str, TableReading[Any]]) -> Facts:
    return Facts(
        shipments=_by(found["shipments"].records, lambda one: one.order_id),
        stocks=_by(found["stock"].records, lambda one: text.fold(one.merchant_code)),
        relief_areas=found["relief_areas"].records,
        agreed=_by(found["agreements"].records, lambda one: one.order_id),
        contacts=found["courier_contacts"].records,
        answers=_by(found["courier_answers"].records, lambda one: one.waybill),
        faults=tuple(fault for reading in found.values() for fault in reading.faults),
        # A bad contact says nothing about any case.
        doubtful=frozenset(
            key
            for name, reading in found.items()
            if name != CONTACTS.name
            for key in reading.doubtful
        ),
    )


def _by(records: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    grouped: dict[str, list[T]] = defaultdict(list)
    for record in records:
        grouped[key(record)].append(record)
    return {name: tuple(group) for name, group in grouped.items()}
