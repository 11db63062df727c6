"""What a page may not do by itself: leave the shop's own addresses, open a window, download.

Only documents are looked at, so that the HTTP cache stays on and nothing else gets slower. A window
is closed as soon as it is there; nothing is ever done in it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import CDPSession, Download, Page
from playwright.async_api import Error as PlaywrightError

from qn_assist.basics.errors import LeftConsole
from qn_assist.basics.language import t
from qn_assist.basics.log import act


@dataclass
class Strays:
    """What pages of one session tried and were not let: addresses without their query."""

    addresses: list[str] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)
    downloads: list[str] = field(default_factory=list)
    closed: int = 0

    async def close_window(self, page: Page) -> None:
        """Close the new page if it is a window that another page opened."""
        if self.closed < len(self.windows):
            self.closed += 1
            await page.close()


class Fence:
    """Around one page. `check` raises once for every attempt to leave."""

    def __init__(self, page: Page, own: Callable[[str], bool], strays: Strays) -> None:
        self._page = page
        self._own = own
        self._strays = strays
        self._left = ""
        self._main_frame = ""
        self._tasks: set[asyncio.Task[None]] = set()

    async def put_up(self) -> None:
        devtools = await self._page.context.new_cdp_session(self._page)
        target = await devtools.send("Target.getTargetInfo")
        self._main_frame = target["targetInfo"]["targetId"]
        await devtools.send("Page.enable")
        devtools.on("Page.windowOpen", lambda event: self._window(event["url"]))
        devtools.on("Fetch.requestPaused", lambda event: self._document(devtools, event))
        documents = [{"urlPattern": "*", "resourceType": "Document"}]
        await devtools.send("Fetch.enable", {"patterns": documents})
        self._page.on("download", self._download)

    def check(self) -> None:
        """LeftConsole when the page wanted to go elsewhere; it was stopped where it stood."""
        left, self._left = self._left, ""
        if left:
            raise LeftConsole(
                t("browser.wants_elsewhere", address=left),
                remedy=t("browser.wants_elsewhere.remedy"),
            )

    def _document(self, devtools: CDPSession, event: dict[str, Any]) -> None:
        task = asyncio.get_running_loop().create_task(self._judge(devtools, event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _judge(self, devtools: CDPSession, event: dict[str, Any]) -> None:
        url, request = event["request"]["url"], {"requestId": event["requestId"]}
        away = event["frameId"] == self._main_frame and not self._own(url)
        if away:
            self._left = bare(url)
            self._strays.addresses.append(self._left)
            act("doubt", url=self._left).error(t("browser.wanted_to_leave"))
        try:
            if away:
                await devtools.send("Fetch.failRequest", {**request, "errorReason": "Aborted"})
            else:
                await devtools.send("Fetch.continueRequest", request)
        except PlaywrightError as error:
            # Given up by the page meanwhile: then it loads nothing either.
            act("read").debug(t("browser.not_wanted_any_more", fault=error.message.splitlines()[0]))

    def _window(self, url: str) -> None:
        self._strays.windows.append(bare(url))
        act("refuse", url=bare(url)).warning(t("browser.window_closed"))

    async def _download(self, download: Download) -> None:
        self._strays.downloads.append(bare(download.url))
        act("refuse", url=bare(download.url)).warning(t("browser.download_cancelled"))
        await download.cancel()


def bare(url: str) -> str:
    """Scheme, host and path: what a query holds is nobody's business."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
