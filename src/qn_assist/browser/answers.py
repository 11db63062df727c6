"""What the page itself asked for a list, and the answer it got: a second witness of the rows.

A console may draw a list that failed as an empty one, or leave old rows standing until new ones
come. Where the page's own requests are known, rows count only together with their answer.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Request

from qn_assist.basics import text
from qn_assist.basics.errors import RateLimited, ReadIncomplete
from qn_assist.basics.language import t
from qn_assist.browser.tab import Tab
from qn_assist.console import Envelope, JsonSource

ANSWER_SECONDS = 20
SOON_SECONDS = 0.15
LOOK_SECONDS = 0.03


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """The newest answer about a list; `told` is why the console refused it, "" when it did not."""

    body: Any
    told: str


class Answers:
    """Hears the list requests of one page until closed.

    Without a source nobody knows which they are: then it is heard whether any is under way.
    """

    def __init__(self, tab: Tab, source: JsonSource | None) -> None:
        self._tab = tab
        self._source = source
        self._asked: list[Request] = []
        self._under_way: set[Request] = set()
        self._heard = {
            "request": self._hear,
            "requestfinished": self._over,
            "requestfailed": self._over,
        }
        for event, hear in self._heard.items():
            tab.page.on(event, hear)  # type: ignore[call-overload]

    def close(self) -> None:
        for event, hear in self._heard.items():
            self._tab.page.remove_listener(event, hear)

    @property
    def quiet(self) -> bool:
        """Whether the page waits for no answer to anything it asked for since."""
        return not self._under_way

    @property
    def asked(self) -> int:
        """How often the page has asked so far."""
        return len(self._asked)

    async def soon_after(self, asked: int) -> None:
        """A tab just chosen asks at once; one that was chosen already asks for nothing."""
        loop = asyncio.get_running_loop()
        end = loop.time() + SOON_SECONDS
        while self._source and self.asked == asked and loop.time() < end:
            await asyncio.sleep(LOOK_SECONDS)

    async def newest(self) -> ListAnswer | None:
        """The answer to the newest request, waited for; None when the page asked for nothing."""
        request = None
        while self._asked and request is not self._asked[-1]:
            request = self._asked[-1]
            answer = await self._answer(request)
        return None if request is None else answer

    async def _answer(self, request: Request) -> ListAnswer:
        self._tab.messages += 1
        try:
            response = await asyncio.wait_for(request.response(), ANSWER_SECONDS)
            if response:
                self._tab.hear_time(response)
            if response and response.status == HTTPStatus.TOO_MANY_REQUESTS:
                raise RateLimited(t("browser.list_429"))
            shown = asyncio.wait_for(response.text(), ANSWER_SECONDS) if response else None
            body = json.loads(await shown) if shown else None
        except (PlaywrightError, TimeoutError, ValueError):
            return ListAnswer(None, t("browser.no_answer_heard"))
        envelope = self._tab.console.file.envelope or Envelope()
        told = body.get(envelope.path) if isinstance(body, dict) else None
        first = str(told[0] if isinstance(told, list) and told else told)
        if any(first.startswith(one) for one in envelope.risk):
            raise RateLimited(t("browser.list_slow_down", said=first.split("::")[-1]))
        refused = "" if first.startswith(envelope.success) else first.split("::")[-1]
        return ListAnswer(body, refused)

    def _over(self, request: Request) -> None:
        self._under_way.discard(request)

    def _hear(self, request: Request) -> None:
        if self._source is None and request.resource_type in {"xhr", "fetch"}:
            self._under_way.add(request)
        if self._source and request.url.startswith(self._tab.console.url(self._source.url)):
            self._asked.append(request)


def rows_in(
    source: JsonSource, answer: ListAnswer | None, number: int | None
) -> list[dict[str, Any]]:
    """The answer's rows by ticket field; ReadIncomplete when they are not those of the page.

    `number` is the page that is shown, None when it shows no number.
    """
    if answer is None:
        raise ReadIncomplete(t("browser.no_request_heard"))
    if answer.told:
        raise ReadIncomplete(t("browser.no_list", told=answer.told))
    rows, page = dig(answer.body, source.rows), dig(answer.body, source.page)
    if not isinstance(rows, list) or (number is not None and str(page) != str(number)):
        raise ReadIncomplete(t("browser.other_page", number=number))
    return [{name: row.get(key) for key, name in source.columns.items()} for row in rows]


def same_orders(rows: Sequence[dict[str, Any]], shown: Sequence[str]) -> bool:
    """Whether the page draws the answer's rows, in its order."""
    given = [text.fold(str(row.get("order_id"))) for row in rows]
    return given == [text.fold(one) for one in shown]


def dig(body: Any, path: str) -> Any:
    """`data.result.rows` in nested JSON; `data.result` itself may be JSON text (console.md §10)."""
    for key in path.split("."):
        if isinstance(body, str):
            body = json.loads(body)
        body = body.get(key) if isinstance(body, dict) else None
    return body
