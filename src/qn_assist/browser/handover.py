"""Where a person goes on: the page on which we stopped, and waiting until the way is free again.

While the person works in the window nothing here loads a page or touches a control, but for the
announcements that the console's file lists as harmless.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from playwright.async_api import Error as PlaywrightError

from qn_assist.basics import text
from qn_assist.basics.errors import LoginNeeded, NetworkFault, PageChanged, PersonNeeded
from qn_assist.basics.language import t
from qn_assist.browser import find
from qn_assist.browser.session import Session
from qn_assist.browser.tab import Tab

LOOK_SECONDS = 0.3


def address_of(tab: Tab) -> str:
    """The page's address when a person can go on from it, "" when it is a login or a captcha.

    Those hold what lets one in; the home page leads to them again.
    """
    url = tab.page.url
    signs = tab.console.file.signs
    dangers = [*signs.captcha_frames, *signs.login_frames] if signs else []
    logins = [tab.console.url(one) for one in signs.login_urls] if signs else []
    safe = tab.console.own_url(url) and not any(one in url for one in dangers)
    return url if safe and not any(url.startswith(one) for one in logins) else ""


async def freed(
    session: Session, tab: Tab, address: str, prove: Callable[[], Awaitable[None]], seconds: float
) -> None:
    """Open the page, wait for the person, prove it; LoginNeeded when it is not so in time.

    `prove` loads pages; it is asked as soon as nothing seems to stand in the way any more.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    await _open(session, tab, address)
    while True:
        why = await _hindered(session, tab)
        if not why:
            try:
                return await prove()
            except (PersonNeeded, PageChanged, NetworkFault) as error:
                why = error.message
        if loop.time() > end:
            raise LoginNeeded(
                t("browser.still_waits", seconds=seconds, why=why),
                remedy=t("browser.still_waits.remedy", shop=session.identity.shop),
            )
        await asyncio.sleep(LOOK_SECONDS)


async def _open(session: Session, tab: Tab, address: str) -> None:
    """By hand, not by `Tab.goto`: a login or a captcha there is what the person came for."""
    home = session.console.pages[session.console.file.home or ""].url or ""
    tab.page_name = ""
    try:
        await tab.page.goto(address or session.console.url(home), wait_until="domcontentloaded")
    except PlaywrightError as error:
        first = error.message.splitlines()[0]
        raise NetworkFault(t("browser.persons_page_closed", fault=first)) from error


async def _hindered(session: Session, tab: Tab) -> str:
    """What still stands in the way, "" when it seems free; a page being loaded is not free."""
    try:
        seen = (await tab.try_ask("obstacles"))["seen"]
        stopped = find.stopped_by(seen)
        if stopped is not None:
            return str(getattr(stopped, "message", stopped))
        if seen["dialogs"] and not await tab.clear_masks():
            return find.unknown_dialog(seen["dialogs"]).message
        if not await tab.is_there(session.console.file.shop_name or ""):
            return t("browser.no_shop_name")
        shown = await session.shop_shown(tab)
    except (NetworkFault, PageChanged, PersonNeeded, PlaywrightError):
        if tab.page.is_closed():
            raise LoginNeeded(t("browser.window_shut")) from None
        return t("browser.page_opening")
    right = text.same(shown, session.identity.title)
    return (
        ""
        if right
        else t("browser.other_account", shown=text.tidy(shown), wanted=session.identity.title)
    )
