"""One mtop request as its handler sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qn_assist.practice.office.accounts import Account
from qn_assist.practice.office.faults import FaultBoard
from qn_assist.practice.office.office import Office
from qn_assist.practice.office.refusal import Refusal
from qn_assist.practice.office.world import World

PAGE_SIZES = (15, 20, 50)

Json = dict[str, Any]


@dataclass
class Call:
    world: World
    account: Account
    data: Json
    kind: str | None = None
    """The kind of write, None for a read."""
    notes: Json = field(default_factory=dict)

    @property
    def office(self) -> Office:
        if self.kind is None:
            return self.world.shown_office(self.account.shop)
        return self.world.office(self.account.shop)

    @property
    def faults(self) -> FaultBoard:
        return self.world.faults

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def text(self, key: str) -> str:
        """The field as text; a missing one or null is empty."""
        value = self.data.get(key)
        return "" if value is None else str(value)

    def items(self, key: str) -> list[Any]:
        """A list field; a comma- or line-separated text is split."""
        value = self.data.get(key) or []
        if isinstance(value, str):
            return [part.strip() for part in value.replace(",", "\n").split("\n") if part.strip()]
        return list(value)

    def number(self, key: str, default: int) -> int:
        text = self.text(key)
        return int(text) if text.isdigit() else default


def page_of(call: Call, rows: list[Any]) -> tuple[list[Any], Json]:
    """The rows of the page asked for and `{total, pageNo, pageSize}`; list faults act here."""
    size = call.number("pageSize", PAGE_SIZES[0])
    if size not in PAGE_SIZES:
        raise Refusal("PARAM_INVALID", "每页条数不正确")
    number = max(call.number("pageNo", 1), 1)
    rows = _moved(call, rows, number)
    total = len(rows) - int(call.faults.hit("short_total") or 0)
    if call.faults.hit("hidden_row") is not None:
        total += 1
    if number > 1 and len(rows) > size and call.faults.hit("row_shift") is not None:
        rows = _shifted(rows, size)
    shown = rows[(number - 1) * size : number * size]
    return shown, {"total": str(max(total, 0)), "pageNo": str(number), "pageSize": str(size)}


def _moved(call: Call, rows: list[Any], number: int) -> list[Any]:
    """Fault `rows_move`: the first row joins, or leaves for good, before another page is shown."""
    if number == 1:
        return rows[1:] if call.faults.value("rows_move") == "join" else rows
    if rows and call.faults.hit("rows_move") == "leave":
        call.office.take_away(rows[0], call.now)
        return rows[1:]
    return rows


def _shifted(rows: list[Any], size: int) -> list[Any]:
    moved = list(rows)
    moved[size - 1], moved[size] = moved[size], moved[size - 1]
    return moved


def badges(call: Call, counts: dict[str, int]) -> dict[str, str]:
    """Counts as the console sends them, as texts."""
    wrong_by = int(call.faults.hit("badge_mismatch") or 0)
    return {key: str(count + wrong_by) for key, count in counts.items()}
