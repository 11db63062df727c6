"""What the lists hold now: a table by time left, JSON, a spreadsheet; nothing decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.language import t
from qn_assist.basics.masking import mask_values
from qn_assist.case import ListReading, Ticket
from qn_assist.report.as_json import reading_json
from qn_assist.report.columns import (
    IN_SHEETS,
    Output,
    ReportColumn,
    ValueKind,
    as_sheet,
    as_table,
)
from qn_assist.report.readings import readings_sheet
from qn_assist.report.sheets import ReportSheet
from qn_assist.report.shown import moment, shown
from qn_assist.report.terminal import incomplete_lines
from qn_assist.report.titles import Titles
from qn_assist.report.view import ReadingShown, reading_shown

OwnerOf = Callable[[str, str, str | None], str | None]

_IDS = ("ticket_id", "order_id", "sub_order_id", "waybill")


@dataclass(frozen=True, slots=True)
class ScanShown:
    """`tickets` in the order given (soonest first); `now` is the console's time. `owner_of` names
    the person responsible for a kind, category and courier."""

    shop_name: str
    now: ConsoleTime
    tickets: tuple[Ticket, ...]
    readings: tuple[ReadingShown, ...]
    todo: Mapping[str, int]
    titles: Titles
    owner_of: OwnerOf

    @property
    def incomplete(self) -> tuple[ReadingShown, ...]:
        return tuple(one for one in self.readings if one.fault)

    def category(self, ticket: Ticket) -> str:
        return self.titles.category(ticket.category or ticket.kind)

    def owner(self, ticket: Ticket) -> str:
        return shown(self.owner_of(ticket.kind, ticket.category, ticket.courier))

    def deadline(self, ticket: Ticket) -> datetime | None:
        left = ticket.left(self.now)
        return None if left is None else self.now + left


def scan_shown(
    shop_name: str,
    now: ConsoleTime,
    tickets: tuple[Ticket, ...],
    readings: tuple[ListReading, ...],
    todo: Mapping[str, int],
    titles: Titles,
    owner_of: OwnerOf,
) -> ScanShown:
    lists = tuple(map(reading_shown, readings))
    return ScanShown(shown(shop_name), now, tickets, lists, todo, titles, owner_of)


def scan_lines(scan: ScanShown) -> Iterator[RenderableType]:
    """The table, a line of counts per category, and what may be unseen."""
    yield as_table(scan_columns(scan), scan.tickets)
    yield Text(totals_line(scan), "bold")
    yield from incomplete_lines(scan.incomplete)


def totals_line(scan: ScanShown) -> str:
    counted = Counter(scan.category(one) for one in scan.tickets)
    late = sum(_is_late(one.left(scan.now)) for one in scan.tickets)
    parts = [f"{name} {count}" for name, count in counted.items()]
    all_of_them = t("scan.total", count=len(scan.tickets), late=late)
    return f"{scan.shop_name} · {all_of_them}" + "".join(f" · {part}" for part in parts)


def _is_late(left: timedelta | None) -> bool:
    return left is not None and left < timedelta(0)


def scan_json(scan: ScanShown) -> dict[str, object]:
    """Tickets with every field read; the buyer is left out."""
    return {
        "shop_name": scan.shop_name,
        "now": moment(scan.now),
        "complete": not scan.incomplete,
        "todo": {shown(name): count for name, count in scan.todo.items()},
        "lists": [reading_json(one) for one in scan.readings],
        "tickets": [_ticket_json(scan, one) for one in scan.tickets],
    }


def _ticket_json(scan: ScanShown, one: Ticket) -> dict[str, Any]:
    left = one.left(scan.now)
    read = one.model_dump(mode="json", exclude={"buyer", *_IDS})
    return {
        **{name: getattr(one, name) for name in _IDS},
        "category_title": scan.category(one),
        "owner": scan.owner(one),
        "minutes_left": None if left is None else int(left.total_seconds() // 60),
        **_clean(mask_values(read)),
    }


def _clean(value: Any) -> Any:
    """No control characters at any depth; what JSON holds and a terminal would obey."""
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return shown(value) if isinstance(value, str) else value


def scan_columns(scan: ScanShown) -> tuple[ReportColumn[Ticket], ...]:
    """What a person sees of a ticket; the screen has room for some of it."""
    kind = ValueKind
    return (
        _column("deadline", kind.MOMENT, scan.deadline, IN_SHEETS),
        _column("left", kind.LEFT, lambda one: one.left(scan.now)),
        _column("owner", kind.TEXT, scan.owner),
        _column("kind", kind.TEXT, lambda one: scan.titles.kind(one.kind), IN_SHEETS),
        _column("category", kind.TEXT, scan.category),
        _column("ticket", kind.ID, lambda one: one.ticket_id),
        _column("order", kind.ID, lambda one: one.order_id),
        _column("waybill", kind.ID, lambda one: one.waybill, IN_SHEETS),
        _column("courier", kind.TEXT, lambda one: one.courier),
        _column("item", kind.TEXT, lambda one: one.item_title),
        _column("console_state", kind.TEXT, lambda one: one.state_text, IN_SHEETS),
        _column("created", kind.MOMENT, lambda one: one.created_at, IN_SHEETS),
        _column("shipped", kind.MOMENT, lambda one: one.shipped_at, IN_SHEETS),
        _column("compensation", kind.NUMBER, _compensation, IN_SHEETS),
        _column("remarks", kind.TEXT, _remarks, IN_SHEETS),
    )


def _column(
    name: str,
    kind: ValueKind,
    value: Callable[[Ticket], Any],
    on: frozenset[Output] = IN_SHEETS | {Output.SCREEN},
) -> ReportColumn[Ticket]:
    return ReportColumn(name, f"report.{name}", kind, value, on)


def _compensation(one: Ticket) -> float | None:
    return None if one.expected_compensation is None else float(one.expected_compensation)


def _remarks(one: Ticket) -> str:
    return "\n".join(remark.text for remark in one.remarks)


def scan_sheets(scan: ScanShown) -> list[ReportSheet]:
    tickets = as_sheet(t("report.tickets"), scan_columns(scan), scan.tickets)
    return [tickets, readings_sheet(scan.readings)]
