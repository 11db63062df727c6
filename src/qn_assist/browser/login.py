"""The login form, filled and sent once. What only a person can do is named, never tried (law 6)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from playwright.async_api import Error as PlaywrightError

from qn_assist.basics import text
from qn_assist.basics.errors import LoginChallenged, LoginRejected, NetworkFault, PageChanged
from qn_assist.basics.language import t
from qn_assist.browser.tab import Tab
from qn_assist.console import LoginFlow

ANSWER_SECONDS = 15
LOOK_SECONDS = 0.1
FILL_TRIES = 4

Password = Callable[[], str]


async def log_in(tab: Tab, flow: LoginFlow, account: str, password: Password) -> None:
    """Fill and send the login form once. A second factor or a slider is a person's (law 6)."""
    tab.page_name = flow.page
    with tab.trace.off():
        await _send_form(tab, flow, account, password)


async def _send_form(tab: Tab, flow: LoginFlow, account: str, password: Password) -> None:
    await _wait_for_frame(tab, flow)
    if flow.quick_enter and await tab.is_there(flow.quick_enter, within_ms=300):
        await tab.click(flow.quick_enter)
    else:
        for way in flow.ways_in:
            await tab.click(way)
        await _fill_until_it_stays(tab, flow, account, password())
        await tab.click(flow.submit)
    await _outcome(tab, flow)


async def _wait_for_frame(tab: Tab, flow: LoginFlow) -> None:
    located = tab.console.locate(flow.account, flow.page)

    async def there() -> bool:
        try:
            frame = await tab.frame_of(located)
        except PageChanged:
            return False
        return frame is None or await frame.evaluate("document.readyState") == "complete"

    if not await within(ANSWER_SECONDS, there):
        raise PageChanged(t("browser.no_login_box"), remedy=t("browser.no_login_box.remedy"))


async def _fill_until_it_stays(tab: Tab, flow: LoginFlow, account: str, secret: str) -> None:
    """The login script wipes both inputs once shortly after loading (console.md §3.2)."""
    for _ in range(FILL_TRIES):
        await tab.about("fill", flow.account, text=account)
        await tab.about("fill", flow.password, text=secret)
        await asyncio.sleep(flow.settle_seconds)
        if await _shows(tab, flow.account, account) and await _shows(tab, flow.password, secret):
            return
    raise PageChanged(t("browser.login_emptied"), remedy=t("browser.login_emptied.remedy"))


async def _shows(tab: Tab, reference: str, wanted: str) -> bool:
    located = tab.console.locate(reference, tab.page_name)
    items = [{"chain": tab.chain(reference), "verb": "fill"}]
    answer = await tab.ask("values", frame=await tab.frame_of(located), items=items)
    return bool(answer["values"][0] == wanted)


async def _outcome(tab: Tab, flow: LoginFlow) -> None:
    """Left the login pages, was refused, or is asked for more; nothing within time is an error."""
    found: dict[str, Any] = {}

    async def decided() -> bool:
        if not on_login_page(tab):
            return True
        if await tab.is_there(flow.rejected):
            found["rejected"] = await _text_of(tab, flow.rejected)
        # A form that asks for more says so in the same box as a refusal: look for that last.
        found["challenge"] = [one for one in flow.challenges if await tab.is_there(one)]
        return "rejected" in found or bool(found["challenge"])

    if not await within(ANSWER_SECONDS, decided):
        raise NetworkFault(t("browser.login_silent"))
    if found.get("challenge"):
        raise LoginChallenged(
            t("browser.login_check"),
            remedy=t("browser.login_check.remedy"),
        )
    if "rejected" in found:
        raise LoginRejected(
            t("browser.login_refused", said=text.tidy(found["rejected"])),
            remedy=t("browser.login_refused.remedy"),
        )


async def _text_of(tab: Tab, reference: str) -> str:
    located = tab.console.locate(reference, tab.page_name)
    items = [{"chain": tab.chain(reference), "verb": "text"}]
    answer = await tab.ask("values", frame=await tab.frame_of(located), items=items)
    return str(answer["values"][0])


def on_login_page(tab: Tab) -> bool:
    return tab.console.is_login(tab.page.url)


async def within(seconds: float, check: Callable[[], Any]) -> bool:
    """Look until it is so; a look that a navigation interrupts counts as "not yet"."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while loop.time() < end:
        try:
            if await check():
                return True
        except (PageChanged, NetworkFault, PlaywrightError):
            pass
        await asyncio.sleep(LOOK_SECONDS)
    return False
