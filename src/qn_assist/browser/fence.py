"""What a page may not do by itself: leave the shop's own addresses, open a window, download.

A window is closed as soon as it is there; nothing is ever done in it. What leaves by the network
is judged by `network_fence`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import Download, Page

from qn_assist.basics.errors import LeftConsole
from qn_assist.basics.language import t
from qn_assist.basics.log import act


@dataclass
class Strays:
    """What pages of one session tried and were not let: addresses without their query.

    `writes` were sent without a permit: there should never be any.
    """

    writes: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)
    downloads: list[str] = field(default_factory=list)
    closed: int = 0

    async def close_window(self, page: Page) -> None:
        """Close the new page if it is a window that another page opened."""
        if self.closed < len(self.windows):
            self.closed += 1
            await page.close()


class PageFence:
    """Around one page. `check` raises once for every attempt to leave."""

    def __init__(self, page: Page, own: Callable[[str], bool], strays: Strays) -> None:
        self.strays = strays
        self.main_frame = ""
        self._page = page
        self._own = own
        self._left = ""

    async def put_up(self) -> None:
        devtools = await self._page.context.new_cdp_session(self._page)
        target = await devtools.send("Target.getTargetInfo")
        self.main_frame = target["targetInfo"]["targetId"]
        await devtools.send("Page.enable")
        devtools.on("Page.windowOpen", lambda event: self._window(event["url"]))
        self._page.on("download", self._download)

    def check(self) -> None:
        """LeftConsole when the page wanted to go elsewhere; it was stopped where it stood."""
        left, self._left = self._left, ""
        if left:
            raise LeftConsole(
                t("browser.wants_elsewhere", address=left),
                remedy=t("browser.wants_elsewhere.remedy"),
            )

    def leads_away(self, url: str) -> bool:
        """Whether its main frame may not go there; noted, and told by the next `check`."""
        if self._own(url):
            return False
        self._left = bare(url)
        self.strays.addresses.append(self._left)
        act("doubt", url=self._left).error(t("browser.wanted_to_leave"))
        return True

    def _window(self, url: str) -> None:
        self.strays.windows.append(bare(url))
        act("refuse", url=bare(url)).warning(t("browser.window_closed"))

    async def _download(self, download: Download) -> None:
        self.strays.downloads.append(bare(download.url))
        act("refuse", url=bare(download.url)).warning(t("browser.download_cancelled"))
        await download.cancel()


def bare(url: str) -> str:
    """Scheme, host and path: what a query holds is nobody's business."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
