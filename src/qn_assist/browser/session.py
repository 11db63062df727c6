"""A shop's browser context: logged in, proven to be that shop, its session kept sealed.

In a dry run every request that a flow declares as writing is refused at the network, beside the
permit that a dry run never has (law 2).
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Request as BrowserRequest

from qn_assist import sealed, text
from qn_assist.browser.departure import IdleConnections
from qn_assist.browser.fence import Fence, Strays
from qn_assist.browser.launch import VIEWPORT
from qn_assist.browser.tab import Tab
from qn_assist.clock import ConsoleClock
from qn_assist.errors import (
    ConsoleUnreachable,
    LoginChallenged,
    LoginNeeded,
    LoginRejected,
    NetworkFault,
    PageChanged,
    WrongConsole,
    WrongShop,
)
from qn_assist.flows import Flows, LoginFlow
from qn_assist.log import act
from qn_assist.paths import Home
from qn_assist.selectors import Console

ANSWER_SECONDS = 15
LOOK_SECONDS = 0.1
FILL_TRIES = 4

Password = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose console it must be: `shop` is our name for it, `title` what the console shows."""

    shop: str
    title: str
    account: str


@dataclass
class Session:
    """`blocked` lists the writes a dry run refused: there should never be any.

    `fenced` False only where a person logs in: that may lead anywhere.
    """

    identity: Identity
    console: Console
    flows: Flows
    context: BrowserContext
    clock: ConsoleClock
    home: Home
    read_only: bool
    fenced: bool = True
    blocked: list[str] = field(default_factory=list)
    strays: Strays = field(default_factory=Strays)
    idle: IdleConnections = field(default_factory=IdleConnections)
    making: int = 0

    async def tab(self) -> Tab:
        self.making += 1
        try:
            page = await self.context.new_page()
        except PlaywrightError as error:
            raise NetworkFault("浏览器已经关闭", remedy="重新运行；没核实的提交会先读回") from error
        finally:
            self.making -= 1
        if self.read_only:
            await refuse_writes(self, page)
        fence = Fence(page, self.console.own_url, self.strays) if self.fenced else None
        if fence is not None:
            await fence.put_up()
        return Tab(page, self.console, self.clock.learn, fence, self.idle)

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
            await log_in(tab, self.flows.login, self.identity.account, password)
            await self._go_home(tab)
        await self.prove(tab)
        await self.keep()

    async def prove(self, tab: Tab) -> None:
        """The page itself must show the shop's name (law 3)."""
        shown = await self.shop_shown(tab)
        if not text.same(shown, self.identity.title):
            raise WrongShop(
                f"现在登录的是“{text.tidy(shown)}”，不是“{self.identity.title}”",
                remedy=f"用 {self.identity.account} 重新登录：qn-assist login {self.identity.shop}",
            )

    async def shop_shown(self, tab: Tab) -> str:
        """The shop name as a person sees it (innerText: a hidden menu is nested in it)."""
        item = {"chain": tab.chain(self.console.file.shop_name or ""), "verb": "text"}
        answer = await tab.ask("values", items=[item])
        return str(answer["values"][0])

    async def keep(self) -> None:
        """Store cookies and local storage, encrypted, for the next run."""
        state = await self.context.storage_state()
        sealed.seal(session_file(self.home, self.identity), json.dumps(state).encode(), self.home)

    async def _go_home(self, tab: Tab) -> None:
        """Open the home page; name what is wrong when the origin is silent or another program."""
        where = f"shops/{self.identity.shop}/shop.yaml 里的 origins"
        try:
            await tab.goto(self.console.file.home or "")
        except NetworkFault as error:
            raise ConsoleUnreachable(error.message, remedy=f"后台开着吗？检查 {where}") from error
        except PageChanged as error:
            title = await tab.page.title()
            raise WrongConsole(
                f"{tab.page.url} 打开的是“{title}”，不像{self.console.file.title}：{error.message}",
                remedy=f"检查 {where}",
            ) from error


def session_file(home: Home, identity: Identity) -> Path:
    """One sealed file per shop and account."""
    account = re.sub(r"\W", "_", identity.account)
    return home.sessions / f"{identity.shop}-{account}.session"


@asynccontextmanager
async def opened(
    browser: Browser,
    identity: Identity,
    console: Console,
    flows: Flows,
    home: Home,
    clock: ConsoleClock,
    *,
    read_only: bool,
    fenced: bool = True,
) -> AsyncIterator[Session]:
    """A context with the stored session, if any; `read_only` refuses every declared write."""
    context = await browser.new_context(
        storage_state=_stored(home, identity),
        locale="zh-CN",
        timezone_id=console.file.time_zone,
        viewport=VIEWPORT,
        accept_downloads=False,
    )
    session = Session(identity, console, flows, context, clock, home, read_only, fenced)
    session.idle = IdleConnections(context)
    try:
        if fenced:
            context.on("page", session.not_ours)
        yield session
    finally:
        await context.close()


def _stored(home: Home, identity: Identity) -> Any:
    """The stored session; None when there is none, or none that opens: then it is a new login."""
    try:
        raw = sealed.unseal(session_file(home, identity), home)
    except LoginNeeded as error:
        act("login", shop=identity.shop).warning(str(error))
        return None
    try:
        return json.loads(raw) if raw else None
    except ValueError:
        return None


async def refuse_writes(session: Session, page: Page) -> None:
    """Block every declared write of this page before it loads anything.

    By the browser's own block list: Playwright's `route` would turn the HTTP cache off and make
    every page of a preview twice as slow. A refused write is counted and reported.
    """
    starts = [session.console.url(request.url) for request in session.flows.writes()]
    devtools = await session.context.new_cdp_session(page)
    await devtools.send("Network.enable")
    await devtools.send("Network.setBlockedURLs", {"urls": [f"{one}*" for one in starts]})

    def refused(request: BrowserRequest) -> None:
        if any(request.url.startswith(one) for one in starts):
            address = request.url.split("?")[0]
            session.blocked.append(address)
            act("refuse", url=address).error("预览中拦下了一次写请求")

    page.on("requestfailed", refused)


async def log_in(tab: Tab, flow: LoginFlow, account: str, password: Password) -> None:
    """Fill and send the login form once. A second factor or a slider is a person's (law 6)."""
    tab.page_name = flow.page
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

    if not await _within(ANSWER_SECONDS, there):
        raise PageChanged("登录框没有出现", remedy="检查网络，或登录页已改版")


async def _fill_until_it_stays(tab: Tab, flow: LoginFlow, account: str, secret: str) -> None:
    """The login script wipes both inputs once shortly after loading (console.md §3.2)."""
    for _ in range(FILL_TRIES):
        await tab.about("fill", flow.account, text=account)
        await tab.about("fill", flow.password, text=secret)
        await asyncio.sleep(flow.settle_seconds)
        if await _shows(tab, flow.account, account) and await _shows(tab, flow.password, secret):
            return
    raise PageChanged("账号或密码填进去后总被清空", remedy="请人工登录：qn-assist login")


async def _shows(tab: Tab, reference: str, wanted: str) -> bool:
    located = tab.console.locate(reference, tab.page_name)
    items = [{"chain": tab.chain(reference), "verb": "fill"}]
    answer = await tab.ask("values", frame=await tab.frame_of(located), items=items)
    return bool(answer["values"][0] == wanted)


async def _outcome(tab: Tab, flow: LoginFlow) -> None:
    """Left the login pages, was refused, or is asked for more; nothing within time is an error."""
    found: dict[str, Any] = {}

    async def decided() -> bool:
        if not _on_login_page(tab):
            return True
        if await tab.is_there(flow.rejected):
            found["rejected"] = await _text_of(tab, flow.rejected)
        # A form that asks for more says so in the same box as a refusal: look for that last.
        found["challenge"] = [one for one in flow.challenges if await tab.is_there(one)]
        return "rejected" in found or bool(found["challenge"])

    if not await _within(ANSWER_SECONDS, decided):
        raise NetworkFault("登录后页面没有反应")
    if found.get("challenge"):
        raise LoginChallenged(
            "登录需要人工验证（滑块、短信或扫码）",
            remedy="运行 qn-assist login --resume 在窗口里完成",
        )
    if "rejected" in found:
        raise LoginRejected(
            f"登录被拒绝：{text.tidy(found['rejected'])}", remedy="检查账号和密码，不会自动重试"
        )


async def _text_of(tab: Tab, reference: str) -> str:
    located = tab.console.locate(reference, tab.page_name)
    items = [{"chain": tab.chain(reference), "verb": "text"}]
    answer = await tab.ask("values", frame=await tab.frame_of(located), items=items)
    return str(answer["values"][0])


def _on_login_page(tab: Tab) -> bool:
    signs = tab.console.file.signs
    starts = [tab.console.url(one) for one in signs.login_urls] if signs else []
    return any(tab.page.url.startswith(start) for start in starts)


async def _within(seconds: float, check: Callable[[], Any]) -> bool:
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


async def wait_for_person(session: Session, tab: Tab, seconds: float) -> None:
    """A person logs in in the window; LoginNeeded when nobody did in time."""

    async def arrived() -> bool:
        return not _on_login_page(tab) and session.console.own_url(tab.page.url)

    if not await _within(seconds, arrived):
        raise LoginNeeded("等了很久，还没有人完成登录")
    await session.enter(tab, None)
