"""A shop's browser context: logged in, proven to be that shop, its session kept sealed.

In a dry run every request that a flow declares as writing is refused at the network, beside the
permit that a dry run never has (law 2).
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, Page
from playwright.async_api import Error as PlaywrightError

from qn_assist.basics import text
from qn_assist.basics.clock import ConsoleClock
from qn_assist.basics.errors import (
    ConsoleUnreachable,
    LoginNeeded,
    NetworkFault,
    OperatorError,
    PageChanged,
    WrongConsole,
    WrongShop,
)
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.basics.paths import Home
from qn_assist.browser.fence import PageFence, Strays
from qn_assist.browser.idle_connections import IdleConnections
from qn_assist.browser.login import Password, log_in, on_login_page, within
from qn_assist.browser.network_fence import DeclaredWrite, Guarded
from qn_assist.browser.program.launch import VIEWPORT, BrowserProcess
from qn_assist.browser.stored_session import Identity, kept_session, session_file
from qn_assist.browser.tab import Tab
from qn_assist.console import Console, Flows
from qn_assist.secrets import session_seal as sealed


def gone() -> NetworkFault:
    """The browser died or was closed: what every step on it meets."""
    return NetworkFault(t("browser.gone"), remedy=t("browser.gone.remedy"))


@dataclass
class Session:
    """`fenced` False only where a person logs in: that may lead anywhere. `context` is the
    browser's own; it may be changed for a new one (`renew`), and `proven` says whether in this one
    the page has shown the right shop. What belongs to a context goes with it: pages, connections.
    """

    identity: Identity
    console: Console
    flows: Flows
    process: BrowserProcess
    clock: ConsoleClock
    home: Home
    fenced: bool = True
    strays: Strays = field(default_factory=Strays)
    context: BrowserContext = field(init=False)
    idle: IdleConnections = field(init=False)
    proven: bool = field(default=False, init=False)
    making: int = field(default=0, init=False)
    _guarded: Guarded | None = field(default=None, init=False)
    _closed: bool = field(default=True, init=False)

    @property
    def lost(self) -> bool:
        """The browser died, or somebody closed the context: no page of it will answer again."""
        return self._closed or not self.process.alive

    async def open(self) -> None:
        """A context with the stored session, if any, in the browser that runs or a new one."""
        await self.process.ensure()
        guarded = Guarded(self._writes(), self.console.own_url, self.strays, self.fenced)
        try:
            await self.process.fence.guard(guarded)
            self.context = await self.process.browser.new_context(
                storage_state=kept_session(self.home, self.identity),
                locale="zh-CN",
                timezone_id=self.console.file.time_zone,
                viewport=VIEWPORT,
                accept_downloads=False,
                # One could send again what failed, or later what it was told before.
                service_workers="block",
            )
        except PlaywrightError as error:
            raise gone() from error
        self._guarded = guarded
        self.idle, self.proven, self._closed = IdleConnections(self.context), False, False
        self.strays.closed = len(self.strays.windows)
        self.context.on("close", self._gone)
        if self.fenced:
            self.context.on("page", self.not_ours)

    async def renew(self) -> None:
        """Another context with the session as it is now; its tabs are new, the old ones are gone.

        Of a browser that died the session is that of the last time it was kept.
        """
        if self.proven and not self.lost:
            await self.keep()
        await self.close()
        await self.open()

    async def close(self) -> None:
        if not self._closed:
            try:
                await self.context.close()
            except PlaywrightError as error:  # it died meanwhile
                act("stop").debug(t("browser.already_gone", fault=error.message.splitlines()[0]))
        if self._guarded is not None:
            self.process.fence.leave(self._guarded)
            self._guarded = None

    def _writes(self) -> tuple[DeclaredWrite, ...]:
        """Every request that a flow of this console declares as writing."""
        return tuple(
            DeclaredWrite(self.console.url(one.url), one.method) for one in self.flows.writes()
        )

    def _gone(self, context: BrowserContext) -> None:
        self._closed = self._closed or context is self.context

    async def tab(self) -> Tab:
        self.making += 1
        try:
            page = await self.context.new_page()
            fence = PageFence(page, self.console.own_url, self.strays) if self.fenced else None
            if fence is not None:
                await fence.put_up()
                self.process.fence.know(fence)
        except PlaywrightError as error:
            raise gone() from error
        finally:
            self.making -= 1
        return Tab(page, self.console, self.clock.learn, fence, self.idle, self.process.fence)

    async def not_ours(self, page: Page) -> None:
        """A window that we did not open has no flow that wants it."""
        if not self.making:
            await self.strays.close_window(page)

    async def enter(self, tab: Tab, password: Password | None) -> None:
        """Be on the home page as the right shop: by the stored session, else by logging in.

        LoginNeeded when only a person can log in, LoginRejected for a wrong password (no retry),
        WrongShop when another shop is logged in.
        """
        try:
            await self._go_home(tab)
        except LoginNeeded:
            if password is None:
                raise
            with self._logging_in():
                await log_in(tab, self.flows.login, self.identity.account, password)
            await self._go_home(tab)
        await self.prove(tab)
        self.proven = True
        await self.keep()

    @contextmanager
    def _logging_in(self) -> Iterator[None]:
        """A login form may be a page that is sent."""
        if self._guarded is None:
            raise gone()
        self._guarded.logging_in = True
        try:
            yield
        finally:
            self._guarded.logging_in = False

    async def prove(self, tab: Tab) -> None:
        """The page itself must show the shop's name (law 3)."""
        shown = await self.shop_shown(tab)
        if not text.same(shown, self.identity.title):
            raise WrongShop(
                t("browser.account_differs", shown=text.tidy(shown), wanted=self.identity.title),
                remedy=t(
                    "browser.account_differs.remedy",
                    account=self.identity.account,
                    shop=self.identity.shop,
                ),
            )

    async def shop_shown(self, tab: Tab) -> str:
        """The shop name as a person sees it (innerText: a hidden menu is nested in it)."""
        item = {"chain": tab.chain(self.console.file.shop_name or ""), "verb": "text"}
        answer = await tab.ask("values", items=[item])
        return str(answer["values"][0])

    async def keep(self) -> None:
        """Store cookies and local storage, encrypted, for the next run; OperatorError when the disk
        does not take them.
        """
        try:
            state = await self.context.storage_state()
        except PlaywrightError as error:
            raise gone() from error
        place = session_file(self.home, self.identity)
        try:
            sealed.seal(place, json.dumps(state).encode(), self.home)
        except OSError as error:
            raise OperatorError(
                t("browser.session_not_kept", fault=error),
                remedy=t("browser.session_not_kept.remedy"),
            ) from error

    async def _go_home(self, tab: Tab) -> None:
        """Open the home page; name what is wrong when the origin is silent or another program."""
        where = t("browser.origins_of", shop=self.identity.shop)
        try:
            await tab.goto(self.console.file.home or "")
        except NetworkFault as error:
            raise ConsoleUnreachable(
                error.message, remedy=t("browser.unreachable.remedy", where=where)
            ) from error
        except PageChanged as error:
            title = await _title(tab.page)
            raise WrongConsole(
                t(
                    "browser.not_this_console",
                    address=tab.page.url,
                    title=title,
                    console=self.console.file.title,
                    fault=error.message,
                ),
                remedy=t("browser.check_where", where=where),
            ) from error


async def _title(page: Page) -> str:
    try:
        return await page.title()
    except PlaywrightError:
        return ""


@asynccontextmanager
async def opened(
    process: BrowserProcess,
    identity: Identity,
    console: Console,
    flows: Flows,
    home: Home,
    clock: ConsoleClock,
    *,
    fenced: bool = True,
) -> AsyncIterator[Session]:
    """A context with the stored session, if any."""
    session = Session(identity, console, flows, process, clock, home, fenced)
    await session.open()
    try:
        yield session
    finally:
        await session.close()


async def wait_for_person(session: Session, tab: Tab, seconds: float) -> None:
    """A person logs in in the window; LoginNeeded when nobody did in time."""

    async def arrived() -> bool:
        return not on_login_page(tab) and session.console.own_url(tab.page.url)

    if not await within(seconds, arrived):
        raise LoginNeeded(t("browser.nobody_logged_in"))
    await session.enter(tab, None)
