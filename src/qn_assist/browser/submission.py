"""What a click that submits led to: the declared request, and the console's own answer to it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Request, Response

from qn_assist.basics.errors import FailureKind
from qn_assist.basics.language import t
from qn_assist.console import ActionFlow, Console, Envelope

SubmitVerdict: TypeAlias = Literal[
    "accepted", "refused", "logged_out", "pushed_back", "challenged", "silent"
]

TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class Submission:
    """What the click led to. `arrivals` counts the declared requests that left the page.

    `clicked` False with no arrival means: nothing was sent, for the reason in `detail`;
    `doubt` is its kind when it is one that only a person can end (law 6).
    """

    clicked: bool
    arrivals: int
    verdict: SubmitVerdict
    detail: str = ""
    doubt: FailureKind | None = None

    @property
    def surely_not_sent(self) -> bool:
        return not self.clicked and self.arrivals == 0


class SubmissionWatch:
    """Listens for the declared submit request and the console's own answer to it."""

    def __init__(self, page: Page, console: Console, flow: ActionFlow) -> None:
        self.arrivals = 0
        self._page = page
        self._start = console.url(flow.submit.request.url)
        self._method = flow.submit.request.method
        self._envelope = console.file.envelope or Envelope()
        self._answer: asyncio.Future[Response | None] = asyncio.get_running_loop().create_future()
        page.on("request", self._sent)
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)

    def close(self) -> None:
        self._page.remove_listener("request", self._sent)
        self._page.remove_listener("response", self._answered)
        self._page.remove_listener("requestfailed", self._failed)

    async def outcome(self, seconds: float) -> Submission:
        try:
            response = await asyncio.wait_for(self._answer, seconds)
        except TimeoutError:
            return Submission(True, self.arrivals, "silent", t("browser.silent", seconds=seconds))
        if response is None:
            return Submission(True, self.arrivals, "silent", t("browser.broken_off"))
        return await self._judge(response)

    async def _judge(self, response: Response) -> Submission:
        if response.status == TOO_MANY_REQUESTS:
            return Submission(True, self.arrivals, "pushed_back", t("browser.too_many"))
        try:
            body = json.loads(await response.text())
        except (PlaywrightError, ValueError):
            return Submission(
                True,
                self.arrivals,
                "silent",
                t("browser.unreadable_answer", status=response.status),
            )
        told = body.get(self._envelope.path) if isinstance(body, dict) else None
        first = str(told[0] if isinstance(told, list) and told else told)
        return Submission(True, self.arrivals, self._verdict(first), first.split("::")[-1])

    def _verdict(self, told: str) -> SubmitVerdict:
        envelope = self._envelope
        if told.startswith(envelope.success):
            return "accepted"
        if told.startswith(envelope.business):
            return "refused"
        if any(told.startswith(one) for one in envelope.session):
            return "logged_out"
        if any(told.startswith(one) for one in envelope.captcha):
            return "challenged"
        return "pushed_back" if any(told.startswith(one) for one in envelope.risk) else "silent"

    def _mine(self, request: Request) -> bool:
        return request.method == self._method and request.url.startswith(self._start)

    def _sent(self, request: Request) -> None:
        self.arrivals += self._mine(request)

    def _answered(self, response: Response) -> None:
        if self._mine(response.request) and not self._answer.done():
            self._answer.set_result(response)

    def _failed(self, request: Request) -> None:
        if self._mine(request) and not self._answer.done():
            self._answer.set_result(None)
