"""A kind of facts as its author declares it, and its rows as records or faults."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeAlias, TypeVar

from qn_assist.basics import text
from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import language, listed, t
from qn_assist.datafiles import Row, Sheet
from qn_assist.facts import cells
from qn_assist.facts.subject import Subject

TOTALS = frozenset({"合计", "总计", "小计", "汇总", "共计"})

LONG_NAME = 3
_SAME = ("日期", "时间")
_COMPULSORY = re.compile(r"^[*＊]+|[*＊]+$|[(（]?必填[)）]?")

T = TypeVar("T")
Whom: TypeAlias = Callable[[Subject, str], bool]


@dataclass(frozen=True, slots=True)
class FactColumn:
    """`headers`: the first is the one to write. `read` raises ValueError in words."""

    field: str
    headers: tuple[str, ...]
    read: Callable[[str], Any]
    required: bool = True

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it takes; none where any text will do."""
        return tuple(self.read.words) if isinstance(self.read, cells.OneOf) else ()

    @property
    def exact(self) -> bool:
        """An id or a file's name, which is never masked."""
        return self.read in cells.EXACT


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """One kind of facts, declared whole or not at all.

    `name`: of its file, of its rows in an example and beside a decision. `key`: the column by which
    a case finds its rows. `concerns`: whether rows of a key (folded) are about a case; no other row
    is kept with its decision. `doubts`: a bad row sends the cases that it names to a person, one
    without a readable key all that it might name; with `nameless` an empty key names nothing.
    """

    name: str
    title: str
    record: type[T]
    key: str
    concerns: Whom
    columns: tuple[FactColumn, ...]
    doubts: bool = True
    nameless: bool = False

    def __post_init__(self) -> None:
        declared = [column.field for column in self.columns]
        kept = [one.name for one in fields(self.record)]  # type: ignore[arg-type]
        if sorted(declared) != sorted(kept):
            raise TypeError(f"{self.name}: columns {declared}, but the record holds {kept}")
        if not any(column.field == self.key and column.required for column in self.columns):
            raise TypeError(f"{self.name}: its key {self.key!r} is no required column")

    @property
    def shown(self) -> str:
        """Its name for a person."""
        return self.name if language() == "en" else self.title


@dataclass(frozen=True, slots=True)
class TableReading(Generic[T]):
    """The good rows, the bad ones as faults, and the keys that stand in bad rows.

    `unreadable`: what stands where a key should, in rows that could be about anybody.
    """

    records: tuple[T, ...]
    faults: tuple[DataFault, ...] = ()
    doubtful: frozenset[str] = field(default=frozenset())
    unreadable: frozenset[str] = field(default=frozenset())


def read_table(sheet: Sheet, table: Table[T]) -> TableReading[T]:
    """Every row as a record; DataFileError when a required column is missing."""
    where = columns_of(sheet, table)
    records: list[T] = []
    faults: list[DataFault] = []
    doubtful: set[str] = set()
    unreadable: set[str] = set()
    for row in sheet.rows:
        if _is_total(row):
            continue
        values, wrong = _read_row(sheet.file, row, table.columns, where)
        if not wrong:
            try:
                records.append(table.record(**values))
                continue
            except ValueError as error:  # each cell is sound, together they are not
                wrong = [
                    DataFault(sheet.file, row.line, "", str(error), t("facts.bad_cell.remedy"))
                ]
        faults += wrong
        shown = row.cells.get(where[table.key], "")
        if values.get(table.key):
            doubtful.add(str(values[table.key]))
        elif shown or not table.nameless:
            unreadable.add(shown)
    return TableReading(tuple(records), tuple(faults), frozenset(doubtful), frozenset(unreadable))


def _is_total(row: Row) -> bool:
    """A line below the rows that adds them up."""
    first = next((cell for cell in row.cells.values() if cell), "")
    return text.fold(first).rstrip(":：") in TOTALS


def columns_of(sheet: Sheet, table: Table[Any]) -> dict[str, str]:
    """Field → the header of this file that holds it."""
    shown = {_plain(header): header for header in sheet.headers if header}
    counted = Counter(_plain(header) for header in sheet.headers)
    known = {_plain(name) for column in table.columns for name in column.headers}
    strange = [header for name, header in shown.items() if name not in known]
    where: dict[str, str] = {}
    faults: list[DataFault] = []
    for column in table.columns:
        found = next((shown[name] for name in map(_plain, column.headers) if name in shown), None)
        if found is not None and counted[_plain(found)] > 1:
            faults.append(
                DataFault(
                    sheet.file,
                    1,
                    "",
                    t("facts.column_twice", table=table.shown, column=found),
                    t("facts.column_twice.remedy"),
                )
            )
        elif found is not None:
            where[column.field] = found
        elif column.required:
            said = t("facts.no_column", table=table.shown, column=column.headers[0])
            needed = listed(one.headers[0] for one in table.columns if one.required)
            remedy = t("facts.no_column.remedy", columns=needed)
            faults.append(DataFault(sheet.file, 1, "", said, remedy))
        elif slip := next((one for one in strange if _nearly(one, column.headers)), None):
            said = t("facts.nearly", table=table.shown, header=slip, column=column.headers[0])
            remedy = t("facts.nearly.remedy", column=column.headers[0])
            faults.append(DataFault(sheet.file, 1, "", said, remedy))
    if faults:
        raise DataFileError(faults)
    return where


def _plain(header: str) -> str:
    """Without the star or word by which exports mark what must be filled; 日期 is 时间."""
    bare = _COMPULSORY.sub("", text.fold(header)).lower()
    return bare.replace(*_SAME)


def _nearly(header: str, names: Sequence[str]) -> bool:
    """One character besides: a slip, which would make the column go unread in silence."""
    return any(_one_apart(_plain(header), _plain(name)) for name in names if len(name) >= LONG_NAME)


def _one_apart(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), None)
    if at is None:
        return len(longer) > len(shorter)
    rest = shorter[at:] if len(longer) > len(shorter) else shorter[at + 1 :]
    return rest == longer[at + 1 :]


def _read_row(
    file: str, row: Row, columns: Sequence[FactColumn], where: Mapping[str, str]
) -> tuple[dict[str, Any], list[DataFault]]:
    values: dict[str, Any] = {}
    faults: list[DataFault] = []
    if row.surplus:
        fault, remedy = t("facts.surplus"), t("facts.surplus.remedy")
        faults.append(DataFault(file, row.line, "", fault, remedy))
    for column in columns:
        header = where.get(column.field)
        try:
            values[column.field] = column.read(cells.sound(row.cells.get(header or "", "")))
        except ValueError as error:
            faults.append(
                DataFault(file, row.line, column.headers[0], str(error), t("facts.bad_cell.remedy"))
            )
    return values, faults
