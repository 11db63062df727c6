"""One browser process for all shops, one context per shop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Playwright, ViewportSize, async_playwright
from playwright.async_api import Error as PlaywrightError

from qn_assist.basics.errors import NetworkFault, UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.browser.network_fence import NetworkFence
from qn_assist.browser.program import locate

VIEWPORT: ViewportSize = {"width": 1440, "height": 900}


@dataclass
class BrowserProcess:
    """The running browser; when it has died, `ensure` puts another in its place."""

    playwright: Playwright
    path: Path
    window: bool
    browser: Browser
    fence: NetworkFence

    @property
    def alive(self) -> bool:
        return self.browser.is_connected()

    async def ensure(self) -> None:
        """NetworkFault when it has died and does not start again."""
        if self.alive:
            return
        try:
            self.browser = await _started(self.playwright, self.path, window=self.window)
            await self.fence.put_up(self.browser)
        except PlaywrightError as error:
            first = error.message.strip().splitlines()[0]
            raise NetworkFault(t("browser.not_restarted", fault=first)) from error


@asynccontextmanager
async def launched(
    *, window: bool = False, given: Path | None = None
) -> AsyncIterator[BrowserProcess]:
    """The installed browser, without a window unless asked for; UsageFault when there is none."""
    found = locate.find(given)
    if found is None:
        raise UsageFault(t("browser.none"), remedy=t("browser.none.remedy"))
    async with async_playwright() as playwright:
        try:
            browser = await _started(playwright, found.path, window=window)
        except PlaywrightError as error:
            first = error.message.strip().splitlines()[0]
            raise UsageFault(
                t("browser.start_failed", path=found.path, fault=first),
                remedy=t("browser.start_failed.remedy"),
            ) from error
        process = BrowserProcess(playwright, found.path, window, browser, NetworkFence())
        try:
            await process.fence.put_up(browser)
            yield process
        finally:
            await process.browser.close()


async def _started(playwright: Playwright, path: Path, *, window: bool) -> Browser:
    """A browser that dies while it starts, on a busy machine, is started once more."""
    arguments = locate.launch_arguments(window=window)

    async def start() -> Browser:
        # A signal is ours alone: it ends the work at a safe point, and the browser after it.
        return await playwright.chromium.launch(
            executable_path=path,
            headless=not window,
            args=arguments,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )

    try:
        return await start()
    except PlaywrightError as error:
        act("start").warning(t("browser.start_again", fault=error.message.strip().splitlines()[0]))
    return await start()
