"""Trying the selector files on the live console: what `check --live` shows. Nothing is clicked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from qn_assist.browser.tab import Tab
from qn_assist.desk import Desk
from qn_assist.errors import ConsoleFault
from qn_assist.passes import PassOrder, session_of

PANELS = frozenset({"dialog", "drawer"})


@dataclass(frozen=True, slots=True)
class Probe:
    """One selector tried on its live page: `why` says what was found instead."""

    page: str
    selector: str
    ok: bool
    why: str
    confirmed: bool


async def probe_pass(desk: Desk, order: PassOrder) -> tuple[Probe, ...]:
    """Try every selector that needs no ticket on every page that needs none; nothing is clicked."""
    found: list[Probe] = []
    async with session_of(desk, order, read_only=True) as session:
        tab = await session.tab()
        await session.enter(tab, order.password)
        for page in desk.console.pages.values():
            if page.url is None or page.page == "login" or "{order_id}" in page.url:
                continue
            try:
                await tab.goto(page.page)
            except ConsoleFault as error:
                found.append(Probe(page.page, page.ready or "", False, str(error), page.confirmed))
                continue
            found += [one async for one in _probe(tab, page.page)]
    return tuple(found)


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
