"""Reading a list of tickets completely: every page, counted against total and badge (law 5).

Two sources give the same tickets: the rendered rows, or the page's own JSON answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, TypeAlias

from playwright.async_api import Response
from pydantic import ValidationError

from qn_assist import text, tickets
from qn_assist.browser.steps import Doing, do
from qn_assist.browser.tab import Tab
from qn_assist.browser.tables import TablePage, read_table
from qn_assist.errors import ConsoleFault, PersonNeeded, ReadIncomplete
from qn_assist.flows import Category, Column, JsonSource, ListFlow
from qn_assist.log import act
from qn_assist.outcomes import ListReading
from qn_assist.tickets import Ticket
from qn_assist.verbs import Choose, Step

Source: TypeAlias = Literal["rows", "json"]
MAX_PAGES = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """A category's tickets and how the reading of them went."""

    report: ListReading
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """What every list of one pass is read with. `now` is the console's time."""

    doing: Doing
    shop: str
    now: datetime
    source: Source = "rows"
    badges: Mapping[str, int] = field(default_factory=dict)


async def read_category(reader: Reader, flow: ListFlow, category: Category) -> Reading:
    """All pages of one category. A fault is part of the report, so the other lists go on.

    What needs a person (captcha, logged out) is raised.
    """
    answers = _Answers(reader.doing.tab, flow.json_source)
    found: dict[str, Ticket] = {}
    pages, declared, fault = 0, None, ""
    try:
        async for raw, page in _pages(reader, flow, category, answers):
            pages, declared = pages + 1, page.total
            for row in raw:
                ticket = to_ticket(reader, flow, category, row)
                found.setdefault(ticket.ticket_id, ticket)
    except PersonNeeded:
        raise
    except (ConsoleFault, ValueError) as error:
        fault = str(error)
    finally:
        answers.close()
    badge = _badge(reader.badges, category)
    fault = fault or _miscount(len(found), declared, badge)
    report = ListReading(
        flow.ticket_kind,
        category.id,
        category.title,
        len(found),
        declared,
        badge,
        pages,
        reader.source,
        fault,
    )
    act("read", category=category.id, rows=len(found), declared=declared).info(category.title)
    return Reading(report, tuple(found.values()))


def _badge(badges: Mapping[str, int], category: Category) -> int | None:
    counts = [badges[label] for label in category.badge if label in badges]
    return sum(counts) if counts and len(counts) == len(category.badge) else None


def _miscount(rows: int, declared: int | None, badge: int | None) -> str:
    if declared is None:
        return "页面没有写总数，无法核对"
    if rows != declared:
        return f"读到 {rows} 条，页面写共 {declared} 条"
    if badge is not None and badge != rows:
        return f"读到 {rows} 条，首页待办显示 {badge} 条"
    return ""


async def _pages(reader: Reader, flow: ListFlow, category: Category, answers: _Answers) -> Any:
    doing = replace(reader.doing, values={**reader.doing.values, **category.values})
    await do(doing, flow.opens)
    await _enlarge(doing, flow)
    number, total = 1, None
    while number <= MAX_PAGES:
        page = await read_table(doing.tab, flow.table, flow.pagination, doing.values, number)
        if total is not None and page.total != total:
            raise ReadIncomplete(f"翻页时总数从 {total} 变成 {page.total}，请重新读取")
        total = page.total
        yield await _rows(reader, flow, category, page, answers, number), page
        if page.last or not page.rows:
            return
        await doing.tab.click(flow.next_page)
        number += 1
    raise ReadIncomplete(f"超过 {MAX_PAGES} 页还没有读完")


async def _enlarge(doing: Doing, flow: ListFlow) -> None:
    """Ask for the longest pages, so that fewer of them can shift while being read."""
    if flow.page_size is None or flow.page_size_option is None:
        return
    page = await read_table(doing.tab, flow.table, flow.pagination, doing.values)
    if page.last or str(page.size) == flow.page_size_option:
        return
    choice = Choose(target=flow.page_size, option=flow.page_size_option)
    await do(doing, [Step(select=choice)])


async def _rows(
    reader: Reader,
    flow: ListFlow,
    category: Category,
    page: TablePage,
    answers: _Answers,
    number: int,
) -> list[dict[str, Any]]:
    """Raw values by ticket field, from the source asked for."""
    columns = flow.columns[category.columns]
    absent = [title for title in columns if title not in page.headers]
    if absent and page.headers:
        raise ReadIncomplete(f"表头少了：{'、'.join(absent)}；现有：{'、'.join(page.headers)}")
    if reader.source == "rows" or flow.json_source is None:
        return [_by_field(row, columns) for row in page.rows]
    shown = {column.field for target in columns.values() for column in _targets(target)}
    rows = await answers.rows(number, len(page.rows))
    # Only what the list shows: otherwise a ticket would depend on the source it was read from.
    return [{name: value for name, value in row.items() if name in shown} for row in rows]


def _by_field(
    row: Mapping[str, str], columns: Mapping[str, str | Column | list[Column]]
) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for title, target in columns.items():
        shown = row[title]
        for column in _targets(target):
            raw[column.field] = _line(shown, column.line)
    return raw


def _targets(target: str | Column | list[Column]) -> Iterable[Column]:
    if isinstance(target, str):
        return [Column(field=target)]
    return target if isinstance(target, list) else [target]


def _line(shown: str, line: int | None) -> str:
    if line is None:
        return shown
    lines = [one for one in shown.split("\n") if one.strip()]
    return lines[line - 1] if line <= len(lines) else ""


def to_ticket(reader: Reader, flow: ListFlow, category: Category, raw: Mapping[str, Any]) -> Ticket:
    """Raw values by field → a ticket; ReadIncomplete names the row that cannot be read."""
    values: dict[str, Any] = {"shop": reader.shop, "category": category.id, "read_at": reader.now}
    buyer: dict[str, Any] = {}
    for name, value in raw.items():
        part, _, rest = name.partition(".")
        (buyer if part == "buyer" else values)[rest or part] = value
    values["buyer"] = buyer
    values["kind"] = _kind_of(flow, values)
    if values.get("state_text"):
        values["state"] = tickets.console_state(str(values["state_text"]))
    if flow.derive_ticket_id is not None:
        known = {key: text.fold(str(value)) for key, value in values.items()}
        values["ticket_id"] = flow.derive_ticket_id.format_map(known)
    try:
        return Ticket.model_validate(values)
    except ValidationError as error:
        wrong = "；".join(f"{one['loc'][0]}：{one['msg']}" for one in error.errors())
        order = raw.get("order_id", "?")
        raise ReadIncomplete(f"{category.title} 里订单 {order} 这一行读不懂：{wrong}") from error


def _kind_of(flow: ListFlow, values: Mapping[str, Any]) -> str:
    """By the row's own type where the list mixes types; an unlisted type is `unknown`."""
    if not flow.kinds_by_type:
        return flow.ticket_kind
    return flow.kinds_by_type.get(text.fold(str(values.get("type_text", ""))), "unknown")


class _Answers:
    """The page's own answers to list requests, as they arrive."""

    def __init__(self, tab: Tab, source: JsonSource | None) -> None:
        self._tab = tab
        self._source = source
        self._seen: list[Response] = []
        if source is not None:
            tab.page.on("response", self._hear)

    def close(self) -> None:
        if self._source is not None:
            self._tab.page.remove_listener("response", self._hear)

    def _hear(self, response: Response) -> None:
        if self._source and response.url.startswith(self._tab.console.url(self._source.url)):
            self._seen.append(response)

    async def rows(self, number: int, shown: int) -> list[dict[str, Any]]:
        """Rows of the newest answer for page `number`; as many as the page draws, or an error."""
        source = self._source
        if source is None or not self._seen:
            raise ReadIncomplete("没有听到页面自己的数据请求")
        body = json.loads(await self._seen[-1].text())
        rows, page = dig(body, source.rows), dig(body, source.page)
        if str(page) != str(number) or not isinstance(rows, list) or len(rows) != shown:
            raise ReadIncomplete(f"第 {number} 页的数据与页面显示的行数不符")
        return [{name: row.get(key) for key, name in source.columns.items()} for row in rows]


def dig(body: Any, path: str) -> Any:
    """`data.result.rows` in nested JSON; `data.result` itself may be JSON text (console.md §10)."""
    for key in path.split("."):
        if isinstance(body, str):
            body = json.loads(body)
        body = body.get(key) if isinstance(body, dict) else None
    return body
