"""A kind of facts that only tests know, and rows of any kind, made from its columns alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qn_assist.facts import cells
from qn_assist.facts.subject import Subject
from qn_assist.facts.table import FactColumn, Table

# Every reader takes one of these; none is anything that would be masked.
_CELLS = ("2026-06-18 10:00", "95311", "云南省")


@dataclass(frozen=True, slots=True)
class Returned:
    order_id: str
    received_at: datetime | None = None


RETURNS = Table("made_up", "测试里的", Returned, "order_id", Subject.is_order, (
    FactColumn("order_id", ("订单号", "order_id"), cells.id_text),
    FactColumn("received_at", ("入库时间", "received_at"), cells.moment),
))  # fmt: skip


def row_of(table: Table[Any], key: str) -> Any:
    """A record of the kind with every column filled, under that key."""
    values = {column.field: _read(column, column.choices + _CELLS) for column in table.columns}
    return table.record(**{**values, table.key: key})


def _read(column: FactColumn, shown: Iterable[str]) -> Any:
    for one in shown:
        try:
            return column.read(one)
        except ValueError:
            continue
    raise AssertionError(f"no sample for {column.field}")
