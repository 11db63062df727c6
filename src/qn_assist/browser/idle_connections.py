"""Closing the connections of a browser that are idle, so that a write leaves on one of its own.

When a kept connection ends before any answer, Chromium sends a POST again by itself, over one idle
connection after the other: one click was up to six arrivals. It does so only on connections that
were used before. The browser's own page for that closes them.
"""

from __future__ import annotations

import asyncio

from playwright.async_api import BrowserContext, Page
from playwright.async_api import Error as PlaywrightError

from qn_assist.basics.language import t
from qn_assist.basics.log import act

_WHERE = "chrome://net-internals/"
_OPEN_MS = 5000
_CLOSE_SECONDS = 2

# The second message goes the same way as the first and is answered: then the first was done.
_CLOSE_IDLE = """() => new Promise((done) => {
  const mine = 'qn-assist', answered = window.cr.webUIResponse;
  window.cr.webUIResponse = (asked, ...answer) => {
    if (asked !== mine) return answered(asked, ...answer);
    window.cr.webUIResponse = answered;
    done();
  };
  chrome.send('closeIdleSockets');
  chrome.send('hstsQuery', [mine, 'localhost']);
})"""


class IdleConnections:
    """The idle connections of one browser context, and the browser's own page that closes them.

    That page is opened before the first submit: a pass that submits nothing needs none. A browser
    without it (the stripped one of some installations) closes none; it is said once, and the work
    goes on as it would have without.
    """

    def __init__(self, context: BrowserContext | None = None) -> None:
        self._context = context
        self._page: Page | None = None

    async def ready(self, working: Page) -> None:
        """`working` comes back to the front: a page behind another draws nothing."""
        context, self._context = self._context, None
        if context is not None:
            await self._open(context)
            await working.bring_to_front()

    async def _open(self, context: BrowserContext) -> None:
        page = await context.new_page()
        try:
            await page.goto(_WHERE, timeout=_OPEN_MS)
            await asyncio.wait_for(page.evaluate(_CLOSE_IDLE), _CLOSE_SECONDS)
        except (PlaywrightError, TimeoutError):
            act("start").warning(t("browser.cannot_close_idle"))
            await page.close()
            return
        self._page = page

    async def close(self) -> bool:
        """True when surely none is left that was idle until now."""
        if self._page is None:
            return False
        try:
            await asyncio.wait_for(self._page.evaluate(_CLOSE_IDLE), _CLOSE_SECONDS)
        except (PlaywrightError, TimeoutError) as error:
            act("doubt").warning(t("browser.idle_not_closed", fault=error))
            return False
        return True
