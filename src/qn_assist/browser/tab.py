"""One page of a shop's browser context: every message to it passes here and is counted.

A tab asks (`ask`), clicks where the page says (`click`), types and navigates. It knows selectors
and the console's signs of danger; it knows nothing of tickets.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import FloatRect, Frame, Page, Response

from qn_assist.basics.errors import LoginNeeded, NetworkFault, OurFault, PageChanged, RateLimited
from qn_assist.basics.language import t
from qn_assist.browser import find
from qn_assist.browser.fence import PageFence, bare
from qn_assist.browser.idle_connections import IdleConnections
from qn_assist.browser.network_fence import Allowed, NetworkFence
from qn_assist.browser.patience import patiently
from qn_assist.browser.trace import Trace, about
from qn_assist.console import Console, Located

FIND_MS = 8000
# A guide has a handful of steps; an announcement may be followed by another.
MOST_MASKS = 20
# Longer than any question or navigation may take: a page that hangs answers nothing at all.
LONGEST_SECONDS = 60
T = TypeVar("T")


class Tab:
    """`page_name` is the console page shown now, "" when none of ours."""

    def __init__(
        self,
        page: Page,
        console: Console,
        told_time: Callable[[str | None], None] | None = None,
        fence: PageFence | None = None,
        idle: IdleConnections | None = None,
        network: NetworkFence | None = None,
    ) -> None:
        # Documents and lists tell the time: to hear every answer costs more than the page itself.
        self._told_time = told_time
        self.page = page
        self.console = console
        self.idle = idle or IdleConnections()
        self._fence = fence
        self._network = network
        self.page_name = ""
        self.messages = 0
        self.trace = Trace()
        self.masks_closed = 0
        self._lost = False
        self._signs = self._sign_table()
        page.on("crash", self._lose)
        page.on("close", self._lose)
        # A dialog of the browser itself (alert, beforeunload) is neither confirmed nor believed.
        page.on("dialog", lambda dialog: dialog.dismiss())

    def chain(self, reference: str, values: Mapping[str, str] | None = None) -> list[find.Question]:
        return find.chain(self.console, self._located(reference), values or {})

    @property
    def gone(self) -> bool:
        """Its page crashed or was closed, or its browser died: it will not answer again."""
        return self._lost or self.page.is_closed() or self.died_with is not None

    @property
    def died_with(self) -> object | None:
        """The browser, when it is that which died: then all its tabs did."""
        browser = self.page.context.browser
        return None if browser is None or browser.is_connected() else browser

    def _lose(self, _page: Page) -> None:
        self._lost = True

    async def _send(self, message: Awaitable[T], count: int = 1) -> T:
        """One message to the browser; a page or browser that is gone is a NetworkFault.

        LeftConsole when the page has wanted to go elsewhere meanwhile.
        """
        self.messages += count
        try:
            answer = await asyncio.wait_for(message, LONGEST_SECONDS)
        except (PlaywrightError, TimeoutError) as error:
            self._stay()
            told = error.message if isinstance(error, PlaywrightError) else t("browser.hangs")
            raise NetworkFault(t("browser.page_silent", fault=told.splitlines()[0])) from error
        self._stay()
        return answer

    @property
    def fence(self) -> PageFence:
        """OurFault for a page without one: nothing is ever sent from there."""
        if self._fence is None:
            raise OurFault(t("browser.no_fence"))
        return self._fence

    @property
    def writes_blocked(self) -> int:
        """How many writes that nobody had allowed were refused in this session."""
        return len(self._fence.strays.writes) if self._fence is not None else 0

    async def make_ready(self) -> None:
        """Before a write: its connection can be its own."""
        await self._send(self.idle.ready(self.page), 0)

    @contextmanager
    def letting(self, one: Allowed) -> Iterator[None]:
        """Meanwhile `one` judges the declared writes of this page; else they are refused."""
        if self._network is None:
            raise OurFault(t("browser.no_fence"))
        self._network.allow(one)
        try:
            yield
        finally:
            self._network.end(one)

    def _stay(self) -> None:
        if self._fence is not None:
            self._fence.check()

    async def ask(self, op: str, *, frame: Frame | None = None, **question: Any) -> dict[str, Any]:
        """One question to the page; the answer, or a typed error for what stands in the way."""
        answer = await self.try_ask(op, frame, question)
        if answer.get("why") == "covered" and await self.clear_masks():
            answer = await self.try_ask(op, frame, question)
        if not answer.get("ok"):
            raise self._refusal(answer)
        return answer

    async def try_ask(
        self, op: str, frame: Frame | None = None, question: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The page's answer as it is, also when it refuses."""
        full = {"op": op, "timeout": FIND_MS, "signs": self._signs, **(question or {})}
        asked = (frame or self.page.main_frame).evaluate(find.SCRIPT, full)
        began, why, found = time.monotonic(), "no answer", 0
        try:
            answer: dict[str, Any] = await self._send(asked)
            why, found = str(answer.get("why") or "ok"), len(answer.get("candidates") or [])
        finally:
            self.trace.note("ask", began, op=op, about=about(full), told=why, candidates=found)
        return answer

    async def outline(self, words: list[str], css: list[str]) -> str:
        """The page as it is built, without what anybody wrote (`js/outline.js`)."""
        asked = self.page.evaluate(find.OUTLINE, {"words": words, "css": css})
        return await self._send(asked)

    async def cover(self, labels: list[str], css: list[str]) -> list[str]:
        """Grey boxes over personal data, in every frame; the labels whose value was not found."""
        return await self._in_every_frame({"labels": labels, "css": css})

    async def uncover(self) -> None:
        await self._in_every_frame({"uncover": True})

    async def _in_every_frame(self, question: dict[str, Any]) -> list[str]:
        """A frame that goes away meanwhile is in no picture."""
        told: list[str] = []
        for frame in self.page.frames:
            try:
                told += await self._send(frame.evaluate(find.COVER, question))
            except NetworkFault:
                if not frame.is_detached():
                    raise
        return told

    async def about(
        self, op: str, reference: str, values: Mapping[str, str] | None = None, **question: Any
    ) -> dict[str, Any]:
        """`ask` about one selector, in the frame it lives in; the answer remembers the frame."""
        frame = await self.frame_of(self._located(reference))
        answer = await self.ask(op, frame=frame, chain=self.chain(reference, values), **question)
        return {**answer, "frame": frame}

    async def is_there(
        self, reference: str, values: Mapping[str, str] | None = None, within_ms: int = 0
    ) -> bool:
        """Whether the selector elects something now (or soon); never an error of its own."""
        try:
            frame = await self.frame_of(self._located(reference))
        except PageChanged:
            return False
        question = {"chain": self.chain(reference, values), "gone": False, "timeout": within_ms}
        return bool((await self.try_ask("wait", frame, question)).get("ok"))

    async def click(self, reference: str, values: Mapping[str, str] | None = None) -> None:
        """A real mouse click on the elected, uncovered, resting control."""
        await self.click_at(await self.about("point", reference, values))

    async def click_at(self, spot: Mapping[str, Any]) -> None:
        """One press and release of the left button at a point the page just named."""
        left, top = await self._offset(spot.get("frame"))
        self.trace.note("click", x=round(spot["x"] + left), y=round(spot["y"] + top))
        await self._send(self.page.mouse.click(spot["x"] + left, spot["y"] + top))

    async def type_over(self, text: str) -> None:
        """Replace the focused field's text as a keyboard would."""
        await self._send(self.page.keyboard.press("ControlOrMeta+a"))
        await self._send(self.page.keyboard.insert_text(text))

    async def attach(self, chain: list[find.Question], files: list[Path]) -> None:
        """Put files into the upload's own input and wait until the page has taken each."""
        question = {"op": "fileInput", "chain": chain}
        handle = await self._send(self.page.evaluate_handle(find.SCRIPT, question))
        element = handle.as_element()
        if element is None:
            raise PageChanged(t("browser.one_file_input", target=chain[-1]["ref"]))
        await self._send(element.set_input_files(files))
        await self.ask("uploaded", chain=chain, count=len(files))

    async def press(self, key: str) -> None:
        await self._send(self.page.keyboard.press(key))

    async def goto(self, page_name: str, query: Mapping[str, str] | None = None) -> None:
        """Load a page of the console anew and wait until it is usable."""
        page = self.console.pages[page_name]
        if page.url is None:
            raise PageChanged(t("browser.page_no_url", page=page_name))
        url = self.console.url(page.url, query)
        await patiently(lambda: self._navigate(url))
        self.page_name = page_name
        if page.ready is not None:
            ready = f"{page_name}.{page.ready}"
            await patiently(lambda: self.about("wait", ready, gone=False))

    async def frame_of(self, located: Located) -> Frame | None:
        """The frame a selector lives in; None for the page itself. Exactly one must be there."""
        start = find.frame_url(self.console, located.selector)
        if start is None:
            return None
        frames = [frame for frame in self.page.frames if frame.url.startswith(start)]
        if len(frames) != 1:
            raise PageChanged(t("browser.one_frame", target=located.full_name, frames=len(frames)))
        return frames[0]

    async def clear_masks(self) -> bool:
        """Close what the console file lists as harmless; True when something was closed."""
        cleared = False
        for mask in self.console.file.masks:
            for _ in range(MOST_MASKS):  # one that always comes again is left in the way
                if not await self.is_there(mask.appears) or not await self._close(mask.close):
                    break
                cleared = True
                self.masks_closed += 1
        return cleared

    async def _close(self, closers: list[str]) -> bool:
        for reference in closers:
            question = {"chain": self.chain(reference), "timeout": 400}
            spot = await self.try_ask("point", question=question)
            if spot.get("ok"):
                await self.click_at(spot)
                return True
        return False

    async def _navigate(self, url: str) -> Response | None:
        began, status = time.monotonic(), 0
        try:
            response = await self._send(self.page.goto(url, wait_until="domcontentloaded"))
            status = response.status if response is not None else 0
        except NetworkFault as error:
            raise NetworkFault(
                t("browser.cannot_open", address=url, fault=error.message)
            ) from error
        finally:
            self.trace.note("open", began, address=bare(url), status=status)
        self._refuse_login(self.page.url)
        if response is not None:
            self.hear_time(response)
        if response is not None and response.status == HTTPStatus.TOO_MANY_REQUESTS:
            raise RateLimited(t("browser.slow_down"))
        if response is not None and response.status >= 500:
            raise NetworkFault(t("browser.server_says", address=url, status=response.status))
        return response

    def hear_time(self, response: Response) -> None:
        """What an answer says of the console's clock."""
        if self._told_time is not None:
            self._told_time(response.headers.get("date"))

    def _refuse_login(self, url: str) -> None:
        if self.console.is_login(url):
            raise LoginNeeded(t("browser.not_logged_in"), remedy=t("browser.log_in_again"))

    def _refusal(self, answer: Mapping[str, Any]) -> Exception:
        seen = answer.get("seen")
        return find.stopped_by(seen) or self._dialog_refusal(answer) or find.page_changed(answer)

    def _dialog_refusal(self, answer: Mapping[str, Any]) -> Exception | None:
        """A covered control under a dialog that nobody lists: that dialog is the trouble."""
        titles = (answer.get("seen") or {}).get("dialogs") or []
        return find.unknown_dialog(titles) if answer.get("why") == "covered" and titles else None

    def _located(self, reference: str) -> Located:
        return self.console.locate(reference, self.page_name)

    def _sign_table(self) -> dict[str, list[str]]:
        signs = self.console.file.signs
        if signs is None:
            empty: list[str] = []
            return dict.fromkeys(
                (
                    "captchaCss",
                    "captchaFrames",
                    "loginFrames",
                    "noPermissionCss",
                    "noPermissionText",
                ),
                empty,
            )
        return {
            "captchaCss": signs.captcha_css,
            "captchaFrames": signs.captcha_frames,
            "loginFrames": signs.login_frames,
            "noPermissionCss": signs.no_permission_css,
            "noPermissionText": signs.no_permission_text,
        }

    async def _offset(self, frame: Frame | None) -> tuple[float, float]:
        """Where a frame begins in the window: clicks count from the window's corner."""
        if frame is None:
            return 0, 0
        box = await self._send(_box(frame), 2)
        if box is None:
            raise PageChanged(t("browser.frame_hidden", address=frame.url))
        return box["x"], box["y"]


async def _box(frame: Frame) -> FloatRect | None:
    return await (await frame.frame_element()).bounding_box()
