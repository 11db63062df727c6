"""Doing the verbs of `flows.py` on a tab: an explicit table verb → function.

Nothing here submits. Every setter leaves a value that `read_back` compares with the plan, in one
call for a whole form.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qn_assist.basics import text
from qn_assist.basics.errors import FieldMismatch, IdentityMismatch, PageChanged, ReadIncomplete
from qn_assist.basics.language import listed, t
from qn_assist.browser import find
from qn_assist.browser.departure import Uploads
from qn_assist.browser.network_fence import DeclaredWrite
from qn_assist.browser.tab import Tab
from qn_assist.browser.tables import read_table
from qn_assist.console import SETTERS, Step, WriteRequest

OPTION_MS = 3000
OPTIONAL_MS = 300
RANGE_ENDS = 2
TAB_TRIES = 3


@dataclass(frozen=True, slots=True)
class Doing:
    """What steps work with: a tab, the values for placeholders, and files below `evidence`.

    `values` are texts; a field of several texts stands in `lists` too. With `upload` False (dry
    run) files are left where they are; else the flow's `uploads` may leave while they are given.
    """

    tab: Tab
    values: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    evidence: Path
    upload: bool = True
    uploads: tuple[WriteRequest, ...] = ()

    def filled(self, template: str) -> str:
        """The template of a flow file with values in place; values are never templates."""
        return template.format_map(self.values)


async def do(doing: Doing, steps: Iterable[Step]) -> None:
    """Every step in order; stops at the first that does not fit, with its typed error."""
    for step in steps:
        if not is_skipped(doing, step):
            await DO[step.verb](doing, step.arguments)


def is_skipped(doing: Doing, step: Step) -> bool:
    """Whether the step is about a value that is empty here."""
    return step.unless_empty is not None and not doing.values.get(step.unless_empty)


async def read_back(doing: Doing, steps: Iterable[Step]) -> None:
    """Compare every value set by `steps` with what the page holds now; one call for all."""
    setters = [step for step in steps if leaves_a_value(doing, step)]
    if not setters:
        return
    items = [
        {"chain": doing.tab.chain(step.arguments.target, doing.values), "verb": step.verb}
        for step in setters
    ]
    answer = await doing.tab.ask("values", items=items, timeout=1000)
    for step, value in zip(setters, answer["values"], strict=True):
        compare_field(doing, step, value)


def compare_field(doing: Doing, step: Step, value: str) -> None:
    """FieldMismatch unless the field holds what the plan says."""
    wanted = wanted_value(doing, step)
    if text.fold(wanted) != text.fold(value):
        raise FieldMismatch(
            t("browser.field_differs", target=step.arguments.target, value=value, wanted=wanted)
        )


def leaves_a_value(doing: Doing, step: Step) -> bool:
    """Whether the step set something here: an empty optional field or a dry run's files did not."""
    if step.verb not in SETTERS or (step.verb == "attach" and not doing.upload):
        return False
    return not is_skipped(doing, step)


def wanted_value(doing: Doing, step: Step) -> str:
    """What `read_back` must find for a setter."""
    arguments = step.arguments
    if step.verb in {"choose", "select"}:
        return doing.filled(arguments.option)
    if step.verb == "fill":
        return doing.filled(arguments.text)
    if step.verb == "attach":
        return str(len(doing.lists.get(arguments.value, ())))
    return doing.filled(arguments.value)


async def look(doing: Doing, steps: Iterable[Step]) -> None:
    """Check every `expect` of `steps` in one call: what is shown must be what is meant."""
    expects = [step for step in steps if step.verb == "expect"]
    items = [
        {"chain": doing.tab.chain(step.arguments.target, doing.values), "verb": "text"}
        for step in expects
    ]
    answer = await doing.tab.ask("values", items=items)
    for step, shown in zip(expects, answer["values"], strict=True):
        compare(doing, step.arguments, shown)


def compare(doing: Doing, expect: Any, shown: str) -> None:
    """IdentityMismatch unless what is shown is what the `expect` step says."""
    if expect.contains is not None:
        wanted = doing.filled(expect.contains)
        fits = text.fold(wanted) in text.fold(shown) if text.fold(wanted) else False
    else:
        options = expect.one_of or [expect.equals]
        wanted = " / ".join(doing.filled(one) for one in options)
        fits = any(text.same(doing.filled(one), shown) for one in options)
    if not fits:
        raise IdentityMismatch(
            t("browser.shows_other", target=expect.target, shown=text.tidy(shown), wanted=wanted)
        )


async def _open(doing: Doing, step: Any) -> None:
    tab = doing.tab
    query = {key: doing.filled(value) for key, value in step.query.items()}
    if step.fresh or query or tab.page_name != step.page:
        await tab.goto(step.page, {**doing.values, **query})


async def _click(doing: Doing, step: Any) -> None:
    if step.optional and not await doing.tab.is_there(step.target, doing.values, OPTIONAL_MS):
        return
    await doing.tab.click(step.target, doing.values)


async def _choose_tab(doing: Doing, step: Any) -> None:
    """Choosing a tab only reads, so a click that tabs shifting under it swallowed is repeated."""
    for _ in range(TAB_TRIES):
        spot = await doing.tab.about("point", step.target, doing.values)
        if spot["state"]["selected"]:
            return
        await doing.tab.click_at(spot)
    await doing.tab.about("wait", step.target, doing.values, gone=False, selected=True)


async def _wait_for(doing: Doing, step: Any) -> None:
    await doing.tab.about("wait", step.target, doing.values, gone=False)


async def _wait_gone(doing: Doing, step: Any) -> None:
    await doing.tab.about("wait", step.target, doing.values, gone=True)


async def _fill(doing: Doing, step: Any) -> None:
    wanted = doing.filled(step.text)
    answer = await doing.tab.about("fill", step.target, doing.values, text=wanted)
    if text.fold(answer["value"]) != text.fold(wanted):
        raise FieldMismatch(
            t("browser.filled_other", target=step.target, value=answer["value"], wanted=wanted)
        )


async def _choose(doing: Doing, step: Any) -> None:
    group = doing.tab.chain(step.target, doing.values)
    spot = await doing.tab.ask("point", chain=find.radio_in(group, doing.filled(step.option)))
    if not spot["state"]["checked"]:
        await doing.tab.click_at(spot)


async def _select(doing: Doing, step: Any) -> None:
    tab, wanted = doing.tab, doing.filled(step.option)
    await tab.click(step.target, doing.values)
    chain = tab.chain(step.target, doing.values)
    question = {"chain": chain, "option": wanted, "timeout": OPTION_MS}
    spot = await tab.try_ask("option", question=question)
    if not spot.get("ok"):
        raise find.stopped_by(spot.get("seen")) or _no_option(step.target, wanted, spot)
    await tab.click_at(spot)


def _no_option(target: str, wanted: str, answer: Mapping[str, Any]) -> PageChanged:
    found = tuple(str(one) for one in answer.get("candidates", ()))
    return PageChanged(
        t("browser.no_option", target=target, wanted=wanted, found=listed(found)),
        candidates=found,
        remedy=t("browser.no_option.remedy"),
    )


async def _pick_date(doing: Doing, step: Any) -> None:
    await doing.tab.click(step.target, doing.values)
    await doing.tab.type_over(doing.filled(step.value))
    chain = doing.tab.chain(step.target, doing.values)
    await _commit(doing.tab, chain)
    closed = await doing.tab.try_ask(
        "pickersClosed", question={"chain": chain, "timeout": OPTION_MS}
    )
    if not closed.get("ok"):
        # A panel that still moved swallowed the click; committing again changes nothing.
        await _commit(doing.tab, chain)
        await doing.tab.ask("pickersClosed", chain=chain)


async def _commit(tab: Tab, chain: list[find.Question]) -> None:
    """确定 where the panel has one that is enabled, else Enter; leaving the field would lose it."""
    answer = await tab.ask("pickerOk", chain=chain)
    if answer["button"]:
        await tab.click_at(answer["button"])
    else:
        await tab.press("Enter")


async def _pick_range(doing: Doing, step: Any) -> None:
    tab = doing.tab
    ends = doing.filled(step.value).split("/")
    if len(ends) != RANGE_ENDS:
        raise FieldMismatch(
            t("browser.two_dates", target=step.target, value=doing.filled(step.value))
        )
    chain = tab.chain(step.target, doing.values)
    for at, end in enumerate(ends):
        await tab.click_at(await tab.about("rangeEnd", step.target, doing.values, at=at))
        await tab.type_over(end)
        await _commit(tab, chain)
    await tab.ask("pickersClosed", chain=chain)


async def _attach(doing: Doing, step: Any) -> None:
    files = [doing.evidence / name for name in doing.lists.get(step.value, ())]
    if not files or not doing.upload:
        return
    absent = [path.name for path in files if not path.is_file()]
    if absent:
        raise FieldMismatch(
            t("browser.no_proof_file", absent=listed(absent), folder=doing.evidence)
        )
    tab = doing.tab
    writes = tuple(DeclaredWrite(tab.console.url(one.url), one.method) for one in doing.uploads)
    with tab.letting(Uploads(writes, tab.fence.main_frame)):
        await tab.attach(tab.chain(step.target, doing.values), files)


async def _expect(doing: Doing, step: Any) -> None:
    answer = await doing.tab.ask(
        "values", items=[{"chain": doing.tab.chain(step.target, doing.values), "verb": "text"}]
    )
    compare(doing, step, answer["values"][0])


async def _expect_row(doing: Doing, step: Any) -> None:
    table = await read_table(doing.tab, step.table, None, doing.values)
    key = doing.filled(step.key)
    rows = [row for row in table.rows if text.same(row.get(doing.filled(step.column), ""), key)]
    if step.absent:
        if rows or not text.fold(table.empty or ""):
            raise IdentityMismatch(t("browser.row_or_empty", table=step.table, key=key))
        return
    if len(rows) != 1:
        raise ReadIncomplete(
            t("browser.one_row", table=step.table, column=step.column, key=key, rows=len(rows))
        )
    for column, wanted in step.cells.items():
        options = [doing.filled(one) for one in ([wanted] if isinstance(wanted, str) else wanted)]
        shown = rows[0].get(column, "")
        if not any(text.same(one, shown) for one in options):
            raise IdentityMismatch(
                t(
                    "browser.column_differs",
                    column=column,
                    shown=text.tidy(shown),
                    options=" / ".join(options),
                )
            )


DO: dict[str, Callable[[Doing, Any], Awaitable[None]]] = {
    "open": _open,
    "click": _click,
    "choose_tab": _choose_tab,
    "wait_for": _wait_for,
    "wait_gone": _wait_gone,
    "fill": _fill,
    "choose": _choose,
    "select": _select,
    "pick_date": _pick_date,
    "pick_range": _pick_range,
    "attach": _attach,
    "expect": _expect,
    "expect_row": _expect_row,
}
