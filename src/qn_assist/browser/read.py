"""Reading the home counts, one order's detail, the shop's figures, what became of a request."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from qn_assist.basics import text
from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.errors import ReadIncomplete
from qn_assist.basics.language import listed, t
from qn_assist.browser.steps import Doing, do, look
from qn_assist.browser.tables import read_table
from qn_assist.case import Figure, Figures, Order, OrderItem, TraceNode, tickets
from qn_assist.console import FiguresFlow, OrderFlow, StatusFlow, TodoFlow

_COUNT = re.compile(r"\d+")


async def read_todo(doing: Doing, flow: TodoFlow) -> dict[str, int]:
    """Label → count of every home card; a card without a number (no right) is left out."""
    await do(doing, flow.opens)
    tab = doing.tab
    await tab.about("wait", flow.ready, gone=False)
    chain = tab.chain(flow.cards)
    answer = await tab.ask("parts", chain=chain, parts={"label": flow.label, "count": flow.count})
    counts: dict[str, int] = {}
    for card in json.loads(answer["json"]):
        number = _COUNT.fullmatch(text.fold(card["count"] or ""))
        if card["label"] and number:
            counts[text.fold(card["label"])] = int(number.group())
    return counts


async def read_order(doing: Doing, flow: OrderFlow, order_id: str, now: ConsoleTime) -> Order:
    """The order's detail page; IdentityMismatch when the page shows another order."""
    await do(doing, flow.opens)
    await look(doing, flow.identity)
    shown = await _values(doing, flow)
    items = await _parts(doing, flow.items, _item_parts(flow))
    trace = await _parts(doing, flow.trace, {"at": flow.trace_time, "text": flow.trace_text})
    if not trace and not await doing.tab.is_there(flow.trace_empty):
        raise ReadIncomplete(t("browser.no_trace", order=order_id))
    return Order.model_validate(
        {
            **shown,
            "order_id": order_id,
            "status": tickets.order_status(shown["status_text"]),
            "read_at": now,
            "items": tuple(_item(one) for one in items),
            "trace": tuple(TraceNode(at=one["at"], text=text.tidy(one["text"])) for one in trace),
        }
    )


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """How a request stands in the console's words; both empty when there is no such row."""

    state: str = ""
    reason: str = ""


async def read_status(doing: Doing, flow: StatusFlow) -> RequestRecord:
    """The newest row about the order; ReadIncomplete when the table cannot tell which that is."""
    await do(doing, flow.opens)
    table = await read_table(doing.tab, flow.table, None, doing.values)
    wanted = doing.filled(flow.row.equals)
    columns = (flow.row.column, flow.newest, flow.values.state, flow.values.reason)
    absent = [title for title in columns if title not in table.headers]
    if absent:
        raise ReadIncomplete(t("browser.record_headers", title=flow.title, absent=listed(absent)))
    rows = [row for row in table.rows if _has_line(row[flow.row.column], wanted)]
    if not rows:
        return RequestRecord()
    times = [_submitted(row[flow.newest], flow) for row in rows]
    if times.count(max(times)) > 1:
        raise ReadIncomplete(t("browser.two_records", title=flow.title, wanted=wanted))
    row = rows[times.index(max(times))]
    reason = text.optional(row[flow.values.reason]) or ""
    return RequestRecord(text.tidy(row[flow.values.state]), reason)


def _has_line(cell: str, wanted: str) -> bool:
    return any(text.same(line, wanted) for line in cell.split("\n"))


def _submitted(shown: str, flow: StatusFlow) -> datetime:
    try:
        found = text.parse_time(shown)
    except ValueError:
        found = None
    if found is None:
        raise ReadIncomplete(
            t("browser.no_time", title=flow.title, column=flow.newest, shown=shown)
        )
    return found


async def _values(doing: Doing, flow: OrderFlow) -> dict[str, str]:
    tab = doing.tab
    items = [{"chain": tab.chain(target), "verb": "text"} for target in flow.values.values()]
    answer = await tab.ask("values", items=items)
    return dict(zip(flow.values, answer["values"], strict=True))


async def _parts(doing: Doing, reference: str, css: Mapping[str, str]) -> list[dict[str, str]]:
    answer = await doing.tab.ask("parts", chain=doing.tab.chain(reference), parts=dict(css))
    found: list[dict[str, str]] = json.loads(answer["json"])
    return found


def _item_parts(flow: OrderFlow) -> dict[str, str]:
    parts = {"title": flow.item_title, "code": flow.item_code, "quantity": flow.item_quantity}
    return parts | ({"sub_order": flow.item_sub_order} if flow.item_sub_order else {})


def _item(raw: Mapping[str, str | None]) -> OrderItem:
    code = text.optional((raw["code"] or "").split("：")[-1].split(":")[-1])
    quantity = _COUNT.search(raw["quantity"] or "")
    return OrderItem(
        title=text.tidy(raw["title"] or ""),
        merchant_code=code,
        quantity=int(quantity.group()) if quantity else 1,
        sub_order_id=raw.get("sub_order"),
    )


async def read_figures(doing: Doing, flow: FiguresFlow) -> Figures:
    """Every line of the figures' table; ReadIncomplete for a missing column, day, or line."""
    await do(doing, flow.opens)
    page = await read_table(doing.tab, flow.table, None, doing.values)
    absent = [title for title in flow.columns if title not in page.headers]
    if absent:
        raise ReadIncomplete(
            t("browser.headers_absent", absent=listed(absent), headers=listed(page.headers))
        )
    rows = tuple(_figure(flow, row) for row in page.rows)
    names = [row.metric for row in rows]
    if not rows or "" in names or len(set(names)) != len(names):
        raise ReadIncomplete(t("browser.no_figures", title=flow.title))
    chain = doing.tab.chain(flow.day, doing.values)
    answer = await doing.tab.ask("values", items=[{"chain": chain, "verb": "text"}])
    day = text.parse_day(answer["values"][0])
    if day is None:
        raise ReadIncomplete(t("browser.figures_no_day", title=flow.title))
    return Figures(day, rows)


def _figure(flow: FiguresFlow, row: Mapping[str, str]) -> Figure:
    fields = {name: text.optional(row[title]) or "" for title, name in flow.columns.items()}
    return Figure(**fields)
