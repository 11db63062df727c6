"""The one request that a click with a permit lets out: held, compared with the plan, let go once.

The page may have redrawn itself between our last look and the click; what leaves is what counts
(law 3). It leaves on a connection of its own, and a second one only after the first was answered
in words that say nothing was done: a page renews its token and asks again. Any other repetition,
by the page or by a redirect that would send it anew, is refused (law 1).
"""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from qn_assist.basics.errors import QnAssistError
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.browser import carried
from qn_assist.browser.idle_connections import IdleConnections
from qn_assist.browser.network_fence import DeclaredWrite, Send, how_refused, is_answer
from qn_assist.console import Envelope

# How long a page that was told to try again may take to do so.
AGAIN_SECONDS = 2
BODY_SECONDS = 10
_REDIRECTS = range(300, 400)
_SENT_ANEW = frozenset({307, 308})


@dataclass(frozen=True, slots=True)
class Meant:
    """What must leave: the declared request, of this page, saying this at each path."""

    write: DeclaredWrite
    main_frame: str
    says: Mapping[str, carried.Said]


@dataclass(frozen=True, slots=True)
class Answer:
    """The console's answer to what left. `told` is its own word, None where none can be read;
    `leads_to` the address of a redirect. `seconds` is how long it took.
    """

    status: int
    told: str | None = None
    what: str = ""
    leads_to: str = ""
    seconds: float = 0


class Departure:
    """`departed` counts what left. `objection` says why something was not let go, if so."""

    def __init__(
        self, meant: Meant, envelope: Envelope, idle: IdleConnections, holds: Callable[[], bool]
    ) -> None:
        self._meant = meant
        self._envelope = envelope
        self._idle = idle
        self._holds = holds
        self._answers: asyncio.Queue[Answer] = asyncio.Queue()
        self._left = asyncio.Event()
        self._may_leave = True
        self._since = 0.0
        self._over = False
        self._sent: set[str] = set()
        self.departed = 0
        self.objection = ""

    def wants(self, event: dict[str, Any]) -> bool:
        return event.get("frameId") == self._meant.main_frame and self._meant.write.is_it(
            event["request"]
        )

    async def take(self, send: Send, event: dict[str, Any]) -> None:
        if is_answer(event):
            if event["requestId"] in self._sent:
                await self._answered(send, event)
            else:  # late, to an earlier click: it says nothing of this one
                await send("continueRequest")
            return
        objection = self._objection(event["request"])
        if objection:
            self.objection = objection
            act("refuse", url=self._meant.write.start).error(objection)
            if not self.departed:
                self._answers.put_nowait(Answer(0))
            await send("failRequest", errorReason=how_refused(event))
            return
        self._may_leave = False
        await self._idle.close()
        if self._over or not self._still_ours():  # meanwhile: nobody would hear what becomes of it
            await send("failRequest", errorReason=how_refused(event))
            return
        # Counted before it goes: it may be on its way however this ends.
        self.departed += 1
        self._sent.add(event["requestId"])
        self._since = asyncio.get_running_loop().time()
        self._left.set()
        await send("continueRequest")

    def ended(self) -> None:
        """Nothing leaves any more."""
        self._over = True

    def _still_ours(self) -> bool:
        """Whether its permit still holds, asked as late as can be: another may write now (law 1).

        Nothing can be awaited between this and letting go.
        """
        try:
            lost = "" if self._holds() else t("browser.permit_lost")
        except QnAssistError as error:
            lost = error.message
        if lost:
            self.objection = lost
            act("refuse", url=self._meant.write.start).error(lost)
            if not self.departed:
                self._answers.put_nowait(Answer(0))
        return not lost

    async def outcome(self, seconds: float) -> Answer | None:
        """The answer that decides; None when none came in time. The page may be told once more
        that nothing was done, and then ask again.
        """
        loop = asyncio.get_running_loop()
        end, answer = loop.time() + seconds, None
        while (left := end - loop.time()) > 0:
            try:
                answer = await asyncio.wait_for(self._answers.get(), left)
            except TimeoutError:
                return None
            if not self._nothing_done(answer):
                return answer
            try:
                await asyncio.wait_for(self._left.wait(), AGAIN_SECONDS)
            except TimeoutError:
                return answer
        return answer

    def _objection(self, request: dict[str, Any]) -> str:
        if not self._may_leave:
            return t("browser.page_resent")
        body = carried.body_of(request)
        for path, wanted in self._meant.says.items():
            found = carried.at(body, path)
            if not carried.says(found, wanted):
                return t("browser.request_differs", path=path, found=found, wanted=wanted)
        return ""

    async def _answered(self, send: Send, event: dict[str, Any]) -> None:
        status = int(event.get("responseStatusCode", 0))
        found = await self._read(send, status, event) if status else Answer(0)
        answer = replace(found, seconds=asyncio.get_running_loop().time() - self._since)
        if self._nothing_done(answer):
            self._may_leave = True
            self._left.clear()
        self._answers.put_nowait(answer)
        if status in _SENT_ANEW:
            act("refuse", url=self._meant.write.start).error(t("browser.sent_anew", status=status))
            await send("failRequest", errorReason="BlockedByClient")
        else:
            await send("continueRequest")

    async def _read(self, send: Send, status: int, event: dict[str, Any]) -> Answer:
        """Its body is waited for so long; one that never ends is an answer that says nothing."""
        if status in _REDIRECTS:
            headers = event.get("responseHeaders") or []
            to = (one["value"] for one in headers if one["name"].lower() == "location")
            return Answer(status, leads_to=urljoin(event["request"]["url"], next(to, "")))
        try:
            got = await asyncio.wait_for(send("getResponseBody"), BODY_SECONDS)
        except TimeoutError:
            return Answer(status)
        shown = "" if got is None else got["body"]
        if got is not None and got["base64Encoded"]:
            shown = b64decode(shown).decode("utf-8", "replace")
        return self._told(status, shown)

    def _told(self, status: int, shown: str) -> Answer:
        try:
            body = json.loads(shown)
        except ValueError:
            return Answer(status)
        told = body.get(self._envelope.path) if isinstance(body, dict) else None
        first = str(told[0] if isinstance(told, list) and told else told)
        return Answer(status, first, first.split("::")[-1])

    def _nothing_done(self, answer: Answer) -> bool:
        return answer.told is not None and answer.told.startswith(
            tuple(self._envelope.nothing_done)
        )


class Uploads:
    """The declared uploads of one page, while it is given files."""

    def __init__(self, writes: tuple[DeclaredWrite, ...], main_frame: str) -> None:
        self._writes = writes
        self._main_frame = main_frame

    def wants(self, event: dict[str, Any]) -> bool:
        ours = event.get("frameId") == self._main_frame
        return ours and any(write.is_it(event["request"]) for write in self._writes)

    async def take(self, send: Send, event: dict[str, Any]) -> None:
        await send("continueRequest")

    def ended(self) -> None:
        """An upload that is under way may arrive: it writes nothing by itself."""
