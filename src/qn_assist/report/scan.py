"""What the lists hold now: a table by time left, JSON, a spreadsheet; nothing decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.basics.masking import mask_values
from qn_assist.case import ListReading, Ticket
from qn_assist.report.as_json import reading_json
from qn_assist.report.sheets import CellValue, ReportSheet
from qn_assist.report.shown import brief, id_shown, left_shown, moment, shown
from qn_assist.report.tables import readings_sheet
from qn_assist.report.terminal import incomplete_lines, left_style
from qn_assist.report.titles import Titles
from qn_assist.report.view import ReadingShown, reading_shown

OwnerOf = Callable[[str, str, str | None], str | None]

_IDS = ("ticket_id", "order_id", "sub_order_id", "waybill")


@dataclass(frozen=True, slots=True)
class ScanShown:
    """`tickets` in the order given (soonest first); `now` is the console's time. `owner_of` names
    the person responsible for a kind, category and courier."""

    shop_name: str
    now: datetime
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
    now: datetime,
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
    yield _table(scan)
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


def _table(scan: ScanShown) -> Table:
    table = Table()
    for name in ("left", "owner", "category", "ticket", "order", "courier", "item"):
        wide = name in ("ticket", "order")
        table.add_column(t(f"report.{name}"), overflow="fold", no_wrap=False, min_width=12 * wide)
    for one in scan.tickets:
        left = one.left(scan.now)
        table.add_row(
            Text(left_shown(left), left_style(left)),
            Text(scan.owner(one)),
            Text(scan.category(one)),
            Text(id_shown(one.ticket_id)),
            Text(id_shown(one.order_id)),
            Text(brief(one.courier)),
            Text(brief(one.item_title)),
        )
    return table


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


def scan_sheets(scan: ScanShown) -> list[ReportSheet]:
    names = (
        "deadline left owner kind category ticket order waybill courier item console_state created "
        "shipped compensation remarks".split()
    )
    rows = [_row(scan, one) for one in scan.tickets]
    headers = [t(f"report.{name}") for name in names]
    return [ReportSheet(t("report.tickets"), headers, rows), readings_sheet(scan.readings)]


def _row(scan: ScanShown, one: Ticket) -> list[CellValue]:
    money = one.expected_compensation
    return [
        scan.deadline(one),
        one.left(scan.now),
        scan.owner(one),
        scan.titles.kind(one.kind),
        scan.category(one),
        id_shown(one.ticket_id),
        id_shown(one.order_id),
        id_shown(one.waybill),
        shown(one.courier),
        shown(one.item_title),
        shown(one.state_text),
        one.created_at,
        one.shipped_at,
        None if money is None else float(money),
        "\n".join(shown(remark.text) for remark in one.remarks),
    ]
