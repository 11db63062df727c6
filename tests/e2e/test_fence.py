"""A page stays on the shop's own addresses; windows and downloads of its own come to nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from qn_assist.basics.errors import LeftConsole
from qn_assist.browser.session import Session
from qn_assist.browser.tab import Tab
from qn_assist.case.outcomes import State
from qn_assist.run.order import PassOrder, session_of
from tests import browsers

from .rehearsal import PASSWORD, Rehearsal, in_the_loop, of

pytestmark = pytest.mark.timeout(240)

# What a console could do of itself.
OPENERS = """(where) => {
  document.body.innerHTML = `
    <form action="${where}" target="_blank"><button id="form">看</button></form>
    <a id="link" href="${where}" target="_blank">看</a>
    <button id="script" onclick="window.open('${where}')">看</button>
    <a id="file" href="${location.href}" download="all.csv">下载</a>`;
}"""
WHERE = "{loginmyseller}/"


def on_a_tab(rehearsal: Rehearsal, work: Callable[[Session, Tab], Awaitable[None]]) -> None:
    desk = rehearsal.desk()

    async def begun() -> None:
        order = PassOrder(password=lambda: PASSWORD)
        async with session_of(desk, order) as session:
            tab = await session.tab()
            await session.enter(tab, order.password)
            await work(session, tab)

    with browsers.taken(browsers.DRAWING):
        in_the_loop(begun())


async def until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not so():
            await asyncio.sleep(0.05)


def test_a_window_that_the_console_opens_is_closed_and_a_download_cancelled(
    one_reply: Rehearsal,
) -> None:
    async def open_some(session: Session, tab: Tab) -> None:
        where, strays = session.console.url(WHERE), session.strays
        await tab.page.evaluate(OPENERS, where)
        for number, opener in enumerate(("form", "link", "script"), 1):
            await tab.page.click(f"#{opener}")
            await until(lambda number=number: strays.closed == number)
        await tab.page.click("#file")
        await until(lambda: len(strays.downloads) == 1)
        assert {one.rstrip("?") for one in strays.windows} == {where}
        await until(lambda: session.context.pages == [tab.page])
        await tab.goto("home")

    on_a_tab(one_reply, open_some)


def test_a_page_that_leaves_the_console_is_held_and_its_ticket_stopped(
    one_reply: Rehearsal,
) -> None:
    case = one_reply.case("relief_epidemic")
    one_reply.console.arm("foreign_page")
    summary = one_reply.headless()
    stopped = [one for one in summary.outcomes if one.state is State.STOPPED]
    assert len(stopped) == 1
    assert "/elsewhere" in stopped[0].detail
    assert "from=console" not in stopped[0].detail
    assert summary.exit_code == 3
    assert one_reply.truth().silent

    one_reply.console.disarm()
    assert of(one_reply.headless(case.ticket_id), case.ticket_id).state is State.VERIFIED


def test_an_own_address_that_leads_elsewhere_is_not_followed(one_reply: Rehearsal) -> None:
    async def leave(session: Session, tab: Tab) -> None:
        here = tab.page.url
        await tab.page.evaluate("location.assign('http://127.0.0.1:9/elsewhere?session=1')")
        await until(lambda: bool(session.strays.addresses))
        with pytest.raises(LeftConsole, match="elsewhere") as left:
            await tab.ask("obstacles")
        assert "session" not in str(left.value)
        assert tab.page.url == here
        await tab.goto("home")

    on_a_tab(one_reply, leave)


def test_a_session_lets_no_service_worker_in(one_reply: Rehearsal) -> None:
    """It would send again what failed, or later what it was told before."""

    async def register(_session: Session, tab: Tab) -> None:
        await tab.page.evaluate(
            "navigator.serviceWorker.register('/assets/fusion/dom.js', {type: 'module'})"
            ".catch(() => 0)"
        )
        registered = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
        assert await tab.page.evaluate(registered) == 0

    on_a_tab(one_reply, register)


def test_a_session_refuses_every_declared_write_that_no_click_is_for(one_reply: Rehearsal) -> None:
    async def send(session: Session, tab: Tab) -> None:
        for one in session.flows.writes():
            before = len(session.strays.writes)
            address = session.console.url(one.url)
            await tab.page.evaluate(
                "(to) => fetch(to, {method: 'POST', mode: 'no-cors'}).catch(() => 0)", address
            )
            assert len(session.strays.writes) == before + 1, address
        assert before

    on_a_tab(one_reply, send)
    assert one_reply.truth().arrivals == []
