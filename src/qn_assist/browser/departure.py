"""How the request of the one click leaves: on a connection of its own, and not a second time.

When a kept connection ends before any answer, Chromium sends a POST again by itself, over one idle
connection after the other: one click was up to six arrivals. It does so only on connections that
were used before. So the request is held for a moment, the idle connections are closed by the
browser's own page for that, and it goes out on a new one. The page still builds and sends it.
"""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from qn_assist.basics.language import t
from qn_assist.basics.log import act

_WHERE = "chrome://net-internals/"
_OPEN_MS = 5000
_CLOSE_SECONDS = 2
SERVER_FAILED = 500

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


class Departure:
    """Holds the declared request at the moment of the click; the rest of the page is not touched.

    A second one is let go only after the first was answered (a page renews its token and asks
    again); else the page repeats a write whose fate nobody knows, and it is refused.
    """

    def __init__(self, page: Page, idle: IdleConnections, start: str, method: str) -> None:
        self._page = page
        self._idle = idle
        self._start = start
        self._method = method
        self._devtools: CDPSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.departed = 0
        self.refused = 0
        self._answered = True

    async def hold(self) -> None:
        await self._idle.ready(self._page)
        self._devtools = await self._page.context.new_cdp_session(self._page)
        self._devtools.on("Fetch.requestPaused", self._paused)
        patterns = [
            {"urlPattern": f"{self._start}*", "requestStage": stage}
            for stage in ("Request", "Response")
        ]
        await self._devtools.send("Fetch.enable", {"patterns": patterns})

    @property
    def unanswered(self) -> bool:
        """A request left and nobody knows its fate: the page must not repeat it, ever."""
        return not self._answered

    async def release(self) -> None:
        """What is still held goes on its way; a page that is gone holds nothing.

        A page that crashed never answers, nor does it say that it will not.
        """
        if self._devtools is None:
            return
        try:
            await asyncio.wait_for(self._let_all_go(self._devtools), _CLOSE_SECONDS)
        except (PlaywrightError, TimeoutError) as error:
            act("submit").debug(t("browser.page_gone", fault=error))

    async def _let_all_go(self, devtools: CDPSession) -> None:
        await devtools.send("Fetch.disable")
        await devtools.detach()

    def _paused(self, event: dict[str, Any]) -> None:
        task = asyncio.get_running_loop().create_task(self._let_go(event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _let_go(self, event: dict[str, Any]) -> None:
        request = {"requestId": event["requestId"]}
        if self._is_answer(event):
            self._answered = event.get("responseStatusCode", SERVER_FAILED) < SERVER_FAILED
        elif event["request"]["method"] == self._method:
            if not self._answered:
                await self._refuse(request)
                return
            self.departed, self._answered = self.departed + 1, False
            await self._idle.close()
        await self._send("Fetch.continueRequest", request)

    async def _refuse(self, request: dict[str, Any]) -> None:
        self.refused += 1
        act("refuse", url=self._start).error(t("browser.page_resent"))
        await self._send("Fetch.failRequest", {**request, "errorReason": "BlockedByClient"})

    async def _send(self, method: str, parameters: dict[str, Any]) -> None:
        if self._devtools is None:
            return
        try:
            await self._devtools.send(method, parameters)
        except PlaywrightError as error:
            # The page has given the request up, or is gone: there is nothing left to let go.
            act("submit").debug(t("browser.request_gone", fault=error.message.splitlines()[0]))

    @staticmethod
    def _is_answer(event: dict[str, Any]) -> bool:
        return "responseStatusCode" in event or "responseErrorReason" in event
