"""Around one browser: what may leave it. A declared write leaves only for a click that a permit
allows, whatever sends it: page, frame, window, worker, form or beacon, in every mode.

DevTools of the browser itself pause such requests, in its network layer; the HTTP cache stays on
and no other request is touched. Where nobody says what is to become of one, it is refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.async_api import Browser, CDPSession
from playwright.async_api import Error as PlaywrightError

from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.browser.fence import PageFence, Strays, bare

READS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class DeclaredWrite:
    """A request that a flow declares as writing: how its address begins, and its method."""

    start: str
    method: str

    def is_it(self, request: dict[str, Any]) -> bool:
        """Also with another method, if that is no reading one."""
        if not request["url"].startswith(self.start):
            return False
        method = request["method"]
        return method == self.method or not {method, self.method} & READS


@dataclass
class Guarded:
    """One session's side of the fence. `fenced` False where a person logs in: forms lead on."""

    writes: tuple[DeclaredWrite, ...]
    own: Callable[[str], bool]
    strays: Strays
    fenced: bool = True
    logging_in: bool = field(default=False, init=False)

    def refuses_form(self, url: str) -> bool:
        """Whether a form may not be sent there: only logging in needs that."""
        return self.own(url) and self.fenced and not self.logging_in


class Allowed(Protocol):
    """Something that waits for a declared write of one page, and lets it go or refuses it."""

    def wants(self, event: dict[str, Any]) -> bool: ...
    async def take(self, send: Send, event: dict[str, Any]) -> None: ...
    def ended(self) -> None: ...


class Send(Protocol):
    """One message about a paused request; None when the page has given it up meanwhile."""

    async def __call__(self, method: str, **values: Any) -> dict[str, Any] | None: ...


class NetworkFence:
    """Put up before a page loads anything, and again around a browser that was started anew."""

    def __init__(self) -> None:
        self._devtools: CDPSession | None = None
        self._guarded: list[Guarded] = []
        self._pages: dict[str, PageFence] = {}
        self._allowed: list[Allowed] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def put_up(self, browser: Browser) -> None:
        self._pages.clear()
        devtools = self._devtools = await browser.new_browser_cdp_session()
        devtools.on("Fetch.requestPaused", lambda event: self._paused(devtools, event))
        await self._enable()

    async def guard(self, one: Guarded) -> None:
        self._guarded.append(one)
        await self._enable()

    def leave(self, one: Guarded) -> None:
        """The session is over and its pages are closed."""
        self._guarded.remove(one)
        self._pages = {
            at: page for at, page in self._pages.items() if page.strays is not one.strays
        }

    def know(self, page: PageFence) -> None:
        self._pages[page.main_frame] = page

    def allow(self, one: Allowed) -> None:
        self._allowed.append(one)

    def end(self, one: Allowed) -> None:
        """From now on a write that it waited for is refused; its answer still reaches the page."""
        self._allowed.remove(one)
        one.ended()

    async def _enable(self) -> None:
        starts = sorted({write.start for one in self._guarded for write in one.writes})
        patterns = [{"urlPattern": "*", "resourceType": "Document"}]
        for start in starts:
            literal = start.replace("\\", r"\\").replace("?", r"\?").replace("*", r"\*")
            patterns += [
                {"urlPattern": f"{literal}*", "requestStage": stage}
                for stage in ("Request", "Response")
            ]
        if self._devtools is not None:
            await self._devtools.send("Fetch.enable", {"patterns": patterns})

    def _paused(self, devtools: CDPSession, event: dict[str, Any]) -> None:
        task = asyncio.get_running_loop().create_task(self._judge(devtools, event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _judge(self, devtools: CDPSession, event: dict[str, Any]) -> None:
        async def send(method: str, **values: Any) -> dict[str, Any] | None:
            try:
                about = {"requestId": event["requestId"], **values}
                return await devtools.send(f"Fetch.{method}", about)
            except PlaywrightError as error:
                # The page has given the request up, or is gone: there is nothing left to let go.
                act("submit").debug(t("browser.request_gone", fault=error.message.splitlines()[0]))
                return None

        if self._is_write(event["request"]):
            await self._judge_write(send, event)
        elif is_answer(event) or not self._refused(event):
            await send("continueRequest")
        else:
            # So the page stays where it is.
            await send("failRequest", errorReason="Aborted")

    def _is_write(self, request: dict[str, Any]) -> bool:
        return any(write.is_it(request) for one in self._guarded for write in one.writes)

    async def _judge_write(self, send: Send, event: dict[str, Any]) -> None:
        waiting = next((one for one in self._allowed if one.wants(event)), None)
        if waiting is not None:
            await waiting.take(send, event)
        elif is_answer(event):
            await send("continueRequest")
        else:
            self._note(event)
            await send("failRequest", errorReason=how_refused(event))

    def _refused(self, event: dict[str, Any]) -> bool:
        """Whether a page may not be loaded: it leads elsewhere, or a form is sent for it."""
        url, page = event["request"]["url"], self._pages.get(event.get("frameId", ""))
        if page is not None and page.leads_away(url):
            return True
        if event["request"]["method"] in READS:
            return False
        if any(one.refuses_form(url) for one in self._guarded):
            self._note(event)
            return True
        return False

    def _note(self, event: dict[str, Any]) -> None:
        """By the page that it came from; what a worker or a window sent belongs to all."""
        address = bare(event["request"]["url"])
        act("refuse", url=address).error(t("browser.write_blocked"))
        page = self._pages.get(event.get("frameId", ""))
        concerned = [page.strays] if page else [one.strays for one in self._guarded]
        for strays in concerned:
            strays.writes.append(address)


def how_refused(event: dict[str, Any]) -> str:
    """A form that is aborted leaves its page where it is; a blocked one shows an error."""
    return "Aborted" if event.get("resourceType") == "Document" else "BlockedByClient"


def is_answer(event: dict[str, Any]) -> bool:
    """Whether the answer is paused, or the failure instead of one, and not the request."""
    return "responseStatusCode" in event or "responseErrorReason" in event
