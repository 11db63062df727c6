"""Reading a list of tickets completely: every page, counted against total and badge (law 5).

Two sources give the same tickets: the rendered rows, or the page's own JSON answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from pydantic import ValidationError

from qn_assist.basics import text
from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.errors import ConsoleFault, PersonNeeded, RateLimited, ReadIncomplete
from qn_assist.basics.language import listed, t
from qn_assist.basics.log import act
from qn_assist.browser.answers import ANSWER_SECONDS, Answers, ListAnswer, rows_in, same_orders
from qn_assist.browser.steps import Doing, do, is_skipped
from qn_assist.browser.tables import TablePage, read_table
from qn_assist.case import ListReading, Ticket, tickets
from qn_assist.console import Category, Choose, ListColumn, ListFlow, Step

ListSource: TypeAlias = Literal["rows", "json"]
MAX_PAGES = 2000
FIT_SECONDS = 3
LOOK_SECONDS = 0.05

Rows: TypeAlias = tuple[Mapping[str, str], ...]
Columns: TypeAlias = Mapping[str, str | ListColumn | list[ListColumn]]


@dataclass(frozen=True, slots=True)
class CategoryReading:
    """A category's tickets and how the reading of them went."""

    report: ListReading
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """What every list of one pass is read with. `now` is the console's time; `seconds` is how long
    one list may take as a whole.
    """

    doing: Doing
    shop: str
    now: ConsoleTime
    source: ListSource = "rows"
    badges: Mapping[str, int] = field(default_factory=dict)
    seconds: float | None = None


async def read_category(reader: Reader, flow: ListFlow, category: Category) -> CategoryReading:
    """All pages of one category. A fault is part of the report, so the other lists go on.

    What needs a person (captcha, logged out) is raised, and so is a console that pushes back.
    """
    answers = Answers(reader.doing.tab, flow.json_source)
    found: dict[str, Ticket] = {}
    pages, declared, beside, fault = 0, None, None, ""
    try:
        async with asyncio.timeout(reader.seconds):
            async for raw, page in _pages(reader, flow, category, answers):
                pages, declared = pages + 1, page.total
                for row in raw:
                    ticket = to_ticket(reader, flow, category, row)
                    found.setdefault(ticket.ticket_id, ticket)
            beside = await _beside(reader, category)
    except (PersonNeeded, RateLimited):
        raise
    except TimeoutError:
        fault = t("browser.list_without_end", minutes=f"{(reader.seconds or 0) / 60:g}")
    except (ConsoleFault, ValueError) as error:
        fault = str(error)
        await _hear_push_back(answers)
    finally:
        answers.close()
    badge = _badge(reader.badges, category)
    fault = fault or _miscount(len(found), declared, badge, beside)
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
    return CategoryReading(report, tuple(found.values()))


async def _hear_push_back(answers: Answers) -> None:
    """RateLimited when the console pushed back, whatever its page made of that meanwhile."""
    with suppress(TimeoutError):
        async with asyncio.timeout(ANSWER_SECONDS):
            await answers.newest()


def _badge(badges: Mapping[str, int], category: Category) -> int | None:
    counts = [badges[label] for label in category.badge if label in badges]
    return sum(counts) if counts and len(counts) == len(category.badge) else None


async def _beside(reader: Reader, category: Category) -> int | None:
    """The count on the list's own tab; None when it shows none."""
    if category.tab_badge is None:
        return None
    chain = reader.doing.tab.chain(category.tab_badge, category.values)
    answer = await reader.doing.tab.ask("values", items=[{"chain": chain, "verb": "badge"}])
    shown = text.fold(str(answer["values"][0]))
    return int(shown) if shown.isdecimal() else None


def _miscount(rows: int, declared: int | None, badge: int | None, beside: int | None = None) -> str:
    if declared is None:
        return t("browser.no_total")
    if rows != declared:
        return t("browser.rows_total", rows=rows, declared=declared)
    if badge is not None and badge != rows:
        return t("browser.rows_badge", rows=rows, badge=badge)
    if beside is not None and beside != rows:
        return t("browser.rows_beside", rows=rows, beside=beside)
    return ""


async def _pages(reader: Reader, flow: ListFlow, category: Category, answers: Answers) -> Any:
    doing = replace(reader.doing, values={**reader.doing.values, **category.values})
    reader = replace(reader, doing=doing)
    await _open(doing, flow, answers)
    await _enlarge(doing, flow)
    number, total = 1, None
    while number <= MAX_PAGES:
        page, rows = await _page(reader, flow, category, answers, number)
        if total is not None and page.total != total:
            raise ReadIncomplete(t("browser.total_changed", before=total, after=page.total))
        total = page.total
        yield rows, page
        if page.last or not page.rows:
            return
        await doing.tab.click(flow.next_page)
        number += 1
    raise ReadIncomplete(t("browser.too_many_pages", pages=MAX_PAGES))


async def _open(doing: Doing, flow: ListFlow, answers: Answers) -> None:
    """Reach the list, and have every answer that choosing its tabs asked for."""
    for step in flow.opens:
        asked = answers.asked
        before = await _rows_before(doing, flow, step)
        await do(doing, [step])
        if flow.json_source is None and step.choose_tab is not None:
            await _own_rows(doing, flow, answers, before)
        if step.verb == "choose_tab" and not is_skipped(doing, step):
            await answers.soon_after(asked)
    if flow.json_source is None:
        await _own_rows(doing, flow, answers, ())
    await answers.newest()


async def _rows_before(doing: Doing, flow: ListFlow, step: Step) -> Rows:
    """What stands there before a tab is chosen, where no answer of the page tells whose rows are
    shown; none where they are the tab's already.
    """
    if flow.json_source is not None or step.choose_tab is None or is_skipped(doing, step):
        return ()
    question = {"chain": doing.tab.chain(step.choose_tab.target, doing.values), "timeout": 0}
    chosen = await doing.tab.try_ask("wait", question={**question, "gone": False, "selected": True})
    if chosen.get("ok"):
        return ()
    return (await read_table(doing.tab, flow.table, flow.pagination, doing.values)).rows


async def _own_rows(doing: Doing, flow: ListFlow, answers: Answers, before: Rows) -> None:
    """Rows that another tab left in the page are not this tab's: ReadIncomplete when they stay.

    No rows yet are no empty list: they are given the same time to come, and as long as the page
    waits for an answer nobody knows.
    """
    loop = asyncio.get_running_loop()
    end, last = loop.time() + FIT_SECONDS, loop.time() + ANSWER_SECONDS
    while True:
        page = await read_table(doing.tab, flow.table, flow.pagination, doing.values)
        if page.rows and page.rows != before:
            return
        if loop.time() > end and answers.quiet:
            if not page.rows:
                return
            raise ReadIncomplete(t("browser.same_rows"))
        if loop.time() > last:
            raise ReadIncomplete(t("browser.still_asking"))
        await asyncio.sleep(LOOK_SECONDS)


async def _enlarge(doing: Doing, flow: ListFlow) -> None:
    """Ask for the longest pages, so that fewer of them can shift while being read."""
    if flow.page_size is None or flow.page_size_option is None:
        return
    page = await read_table(doing.tab, flow.table, flow.pagination, doing.values)
    if page.last or str(page.size) == flow.page_size_option:
        return
    choice = Choose(target=flow.page_size, option=flow.page_size_option)
    await do(doing, [Step(select=choice)])


async def _page(
    reader: Reader, flow: ListFlow, category: Category, answers: Answers, number: int
) -> tuple[TablePage, list[dict[str, Any]]]:
    """One page and its raw values by ticket field, as soon as the rows are those of the answer."""
    doing, loop = reader.doing, asyncio.get_running_loop()
    end = loop.time() + FIT_SECONDS
    while True:
        answer, asked = await answers.newest(), answers.asked
        page = await read_table(doing.tab, flow.table, flow.pagination, doing.values, number)
        try:
            return page, _rows(reader, flow, flow.columns[category.columns], page, answer)
        except ReadIncomplete:
            # With an old token the page asks again, and rows are drawn a moment after the answer.
            if answers.asked == asked and loop.time() > end:
                raise
        await asyncio.sleep(LOOK_SECONDS)


def _rows(
    reader: Reader, flow: ListFlow, columns: Columns, page: TablePage, answer: ListAnswer | None
) -> list[dict[str, Any]]:
    """From the source asked for; the other one must agree where there is one."""
    absent = [title for title in columns if title not in page.headers]
    if absent and page.headers:
        raise ReadIncomplete(
            t("browser.headers_absent", absent=listed(absent), headers=listed(page.headers))
        )
    shown = [_by_field(row, columns) for row in page.rows]
    if flow.json_source is None or (answer is None and reader.source == "rows"):
        return shown
    given = rows_in(flow.json_source, answer, page.current)
    if not same_orders(given, [str(one.get("order_id")) for one in shown]):
        raise ReadIncomplete(t("browser.rows_differ"))
    if reader.source == "rows":
        return shown
    # Only what the list shows: otherwise a ticket would depend on the source it was read from.
    fields = {column.field for target in columns.values() for column in _targets(target)}
    return [{name: value for name, value in row.items() if name in fields} for row in given]


def _by_field(row: Mapping[str, str], columns: Columns) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for title, target in columns.items():
        shown = row[title]
        for column in _targets(target):
            raw[column.field] = _line(shown, column.line)
    return raw


def _targets(target: str | ListColumn | list[ListColumn]) -> Iterable[ListColumn]:
    if isinstance(target, str):
        return [ListColumn(field=target)]
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
        wrong = t("browser.apart").join(f"{one['loc'][0]}: {one['msg']}" for one in error.errors())
        order = raw.get("order_id", "?")
        raise ReadIncomplete(
            t("browser.row_unreadable", category=category.title, order=order, fault=wrong)
        ) from error


def _kind_of(flow: ListFlow, values: Mapping[str, Any]) -> str:
    """By the row's own type where the list mixes types; an unlisted type is `unknown`."""
    if not flow.kinds_by_type:
        return flow.ticket_kind
    return flow.kinds_by_type.get(text.fold(str(values.get("type_text", ""))), "unknown")
