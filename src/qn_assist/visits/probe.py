"""Trying the selector files on the live console: what `check --live` shows. Nothing is clicked.

The lists' own requests are listened for too: rows without them have only one witness.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

from qn_assist.basics.errors import ConsoleFault, ReadIncomplete
from qn_assist.browser import Answers, Tab, rows_in
from qn_assist.console import JsonSource, ListFlow
from qn_assist.desk import Desk
from qn_assist.run import PassOrder, session_of

PANELS = frozenset({"dialog", "drawer"})


@dataclass(frozen=True, slots=True)
class Probe:
    """One selector, or a list's own request (`json`), tried on its live page: `why` says what was
    found instead.
    """

    page: str
    selector: str
    ok: bool
    why: str
    confirmed: bool


async def probe_pass(desk: Desk, order: PassOrder) -> tuple[Probe, ...]:
    """Try every selector that needs no ticket on every page that needs none; nothing is clicked."""
    found: list[Probe] = []
    async with session_of(desk, order) as session:
        tab = await session.tab()
        await session.enter(tab, order.password)
        for page in desk.console.pages.values():
            if page.page not in desk.flows.pages() or "{order_id}" in (page.url or "{order_id}"):
                continue
            with ExitStack() as stack:
                heard = [
                    (flow, source, stack.enter_context(closing(Answers(tab, source))))
                    for flow in desk.flows.lists
                    if flow.page == page.page and (source := flow.json_source)
                ]
                try:
                    await tab.goto(page.page)
                except ConsoleFault as error:
                    why, name = str(error), page.ready or ""
                    found.append(Probe(page.page, name, False, why, page.confirmed))
                    continue
                found += [one async for one in _probe(tab, page.page)]
                found += [await _listen(*one) for one in heard]
    return tuple(found)


async def _listen(flow: ListFlow, source: JsonSource, answers: Answers) -> Probe:
    """Whether the page asked for its rows where the flow says, and was given such rows."""
    why = ""
    try:
        rows_in(source, await answers.newest(), None)
    except ReadIncomplete as error:
        why = f"flows/{flow.flow}.yaml：{error.message}"
    return Probe(flow.page, f"{flow.flow}.json", not why, why, flow.confirmed)


async def _probe(tab: Tab, page: str) -> AsyncIterator[Probe]:
    for name, selector in tab.console.pages[page].selectors.items():
        chain = tab.console.scopes(tab.console.locate(name, page))
        if any("{" in f"{one.selector.name}{one.selector.key}" for one in chain):
            continue
        if any(one.selector.appears_after or one.selector.control in PANELS for one in chain):
            continue  # only there after a click
        question = {"chain": tab.chain(f"{page}.{name}"), "gone": False, "timeout": 1500}
        answer = await tab.try_ask("wait", question=question)
        why = "" if answer.get("ok") else f"{answer.get('why')} {answer.get('candidates')}"
        yield Probe(page, name, bool(answer.get("ok")), why, selector.confirmed)
