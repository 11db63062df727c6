"""How a row of a facts file becomes a record or a fault, column by column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from qn_assist.basics import text
from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import listed
from qn_assist.datafiles import Row, Sheet

T = TypeVar("T")

_BROKEN = frozenset("#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! ####".split())
_ROUNDED = re.compile(r"\d(\.\d+)?[Ee]\+?\d+|\d+\.\d*")


@dataclass(frozen=True, slots=True)
class FactColumn:
    """`headers`: the first is the one to write. `read` raises ValueError with Chinese words."""

    field: str
    headers: tuple[str, ...]
    read: Callable[[str], Any]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """One kind of facts: `key` is the column by which a case finds it."""

    name: str
    title: str
    record: Callable[..., T]
    key: str
    columns: tuple[FactColumn, ...]


@dataclass(frozen=True, slots=True)
class TableReading(Generic[T]):
    """The good rows, the bad ones as faults, and the keys that stand in bad rows."""

    records: tuple[T, ...]
    faults: tuple[DataFault, ...] = ()
    doubtful: frozenset[str] = field(default=frozenset())


def id_text(shown: str) -> str:
    """An order id, waybill or code; what a spreadsheet has rounded is refused."""
    if _ROUNDED.fullmatch(shown):
        raise ValueError(f"{shown} 已被 Excel 变成数字，后几位丢了；请把这一列设成文本后重新导出")
    if not shown:
        raise ValueError("不能为空")
    try:
        return text.parse_id(shown)
    except ValueError:
        raise ValueError(f"{shown} 不是编号，只能有字母、数字、横线和下划线") from None


def optional_id(shown: str) -> str | None:
    return None if text.optional(shown) is None else id_text(shown)


def code_text(shown: str) -> str:
    """A seller's own code: any text, but none that a spreadsheet has rounded."""
    if not shown or (_ROUNDED.fullmatch(shown) and "E" in shown.upper()):
        return id_text(shown)
    return text.tidy(shown)


def needed_text(shown: str) -> str:
    found = text.optional(shown)
    if found is None:
        raise ValueError("不能为空")
    return found


def optional_text(shown: str) -> str | None:
    return text.optional(shown)


def count(shown: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}(\.0+)?", text.narrow(shown), re.ASCII):
        raise ValueError(f"{shown or '空'} 不是件数，要写整数")
    return int(text.narrow(shown).split(".")[0])


def moment(shown: str) -> datetime | None:
    """`2026-06-18 10:00[:00]`, `2026/6/18 10:00` or a day (midnight), in Asia/Shanghai."""
    plain = text.narrow(shown).replace("/", "-")
    try:
        return text.parse_time(f"{plain} 00:00" if re.fullmatch(r"\d+-\d+-\d+", plain) else plain)
    except ValueError:
        raise ValueError(f"{shown} 不是时间，要写成 2026-06-18 10:00") from None


def day(shown: str) -> date | None:
    found = moment(shown)
    return None if found is None else found.date()


def needed_day(shown: str) -> date:
    found = day(shown)
    if found is None:
        raise ValueError("不能为空")
    return found


def needed_moment(shown: str) -> datetime:
    found = moment(shown)
    if found is None:
        raise ValueError("不能为空")
    return found


def one_of(words: Mapping[str, str], *, other: str | None = None) -> Callable[[str], str]:
    """The identifier of a word; an unknown one is `other`, or a fault naming the choices."""

    def read(shown: str) -> str:
        folded = text.fold(shown)
        if folded in words.values():
            return folded
        found = words.get(folded, other)
        if found is None:
            raise ValueError(f"{shown or '空'} 不在可选范围：{listed(words)}")
        return found

    return read


def files(shown: str) -> tuple[str, ...]:
    """File names, several separated by `;`."""
    return tuple(name.strip() for name in re.split(r"[;；\n]", shown) if text.optional(name))


def read_table(sheet: Sheet, table: Table[T]) -> TableReading[T]:
    """Every row as a record; DataFileError when a required column is missing."""
    where = columns_of(sheet, table)
    records: list[T] = []
    faults: list[DataFault] = []
    doubtful: set[str] = set()
    for row in sheet.rows:
        values, wrong = _read_row(sheet.file, row, table.columns, where)
        if wrong:
            faults += wrong
            doubtful.update({str(values[table.key])} if values.get(table.key) else set())
        else:
            records.append(table.record(**values))
    return TableReading(tuple(records), tuple(faults), frozenset(doubtful))


def columns_of(sheet: Sheet, table: Table[Any]) -> dict[str, str]:
    """Field → the header of this file that holds it."""
    shown = {text.fold(header).lower(): header for header in sheet.headers if header}
    counted = Counter(text.fold(header).lower() for header in sheet.headers)
    where: dict[str, str] = {}
    faults: list[DataFault] = []
    for column in table.columns:
        found = next((shown[name] for name in map(_plain, column.headers) if name in shown), None)
        if found is not None and counted[_plain(found)] > 1:
            faults.append(
                DataFault(sheet.file, 1, "", f"{table.title}有两列都叫 {found}", "只留一列")
            )
        elif found is not None:
            where[column.field] = found
        elif column.required:
            remedy = f"第一行要有 {listed(c.headers[0] for c in table.columns if c.required)}"
            faults.append(
                DataFault(sheet.file, 1, "", f"{table.title}缺少列 {column.headers[0]}", remedy)
            )
    if faults:
        raise DataFileError(faults)
    return where


def _plain(header: str) -> str:
    return text.fold(header).lower()


def _sound(cell: str) -> str:
    if cell in _BROKEN:
        raise ValueError(f"{cell} 是公式算不出来的结果")
    return cell


def _read_row(
    file: str, row: Row, columns: Sequence[FactColumn], where: Mapping[str, str]
) -> tuple[dict[str, Any], list[DataFault]]:
    values: dict[str, Any] = {}
    faults: list[DataFault] = []
    if row.surplus:
        fault = "这一行比表头多出内容，各列可能错位"
        faults.append(DataFault(file, row.line, "", fault, "含逗号的内容要加引号"))
    for column in columns:
        header = where.get(column.field)
        try:
            values[column.field] = column.read(_sound(row.cells.get(header or "", "")))
        except ValueError as error:
            faults.append(
                DataFault(file, row.line, column.headers[0], str(error), "改正后这一行才会使用")
            )
    return values, faults
