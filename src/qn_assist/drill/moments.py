"""The named moments between two steps of a ticket, and what is made to happen at one of them.

The functions on both sides of a moment are wrapped in this process only: the product's path has
no hook. A name that is no longer there is an AttributeError, never a moment that does not come.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, NoReturn

from qn_assist.browser import Acting, Tab, acting, departure
from qn_assist.ledger import Ledger
from qn_assist.run import passes
from qn_assist.run import ticket_life as run

MOMENTS = (
    "settle_before",
    "settle_after",
    "read_before",
    "read_after",
    "order_after",
    "prepare_before",
    "prepare_after",
    "claim_before",
    "claim_after",
    "click_before",
    "click_after",
    "answer_before",
    "answer_after",
    "submitted_after",
    "verify_before",
    "verify_after",
    "verified_after",
)
# What the ledger does is not awaited: nothing that needs the browser can happen there.
AT_THE_LEDGER = frozenset({"claim_before", "claim_after", "submitted_after", "verified_after"})
OF_AN_ACTION = MOMENTS[MOMENTS.index("prepare_before") :]
LEFT_SECONDS = 2.0

Happens = Callable[[], Awaitable[None] | None]


def die() -> NoReturn:
    """As if the power went, for this process; its browser loses its pipe and ends too."""
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(137)


@dataclass
class DrillEvent:
    """`does` happens at the `nth` time that `moment` comes, of actions called `action` if given."""

    moment: str
    does: Happens
    action: str = ""
    nth: int = 1


@dataclass
class Moments:
    """Counts what comes; what was to happen and did not is no fault: the pass ended before."""

    events: list[DrillEvent]
    came: dict[tuple[str, str], int] = field(default_factory=dict)
    action: str = ""

    def at_once(self, moment: str) -> None:
        for event in self._due(moment):
            if event.does() is not None:
                raise ValueError(f"{moment} cannot wait for anything")

    async def reach(self, moment: str) -> None:
        for event in self._due(moment):
            waiting = event.does()
            if waiting is not None:
                await waiting

    def _due(self, moment: str) -> list[DrillEvent]:
        for action in {"", self.action}:
            self.came[moment, action] = self.came.get((moment, action), 0) + 1
        return [
            event
            for event in self.events
            if event.moment == moment
            and (not event.action or event.action == self.action)
            and self.came[moment, event.action] == event.nth
        ]


@dataclass
class _Click:
    """Which of the clicks of a submit is *the* click: the last one its flow needs."""

    left: int


_CLICK: ContextVar[_Click | None] = ContextVar("click", default=None)


def swap(stack: ExitStack, owner: Any, name: str, put: Any) -> None:
    """`owner.name` is `put` until the stack is closed."""
    before = getattr(owner, name)
    setattr(owner, name, put)
    stack.callback(setattr, owner, name, before)


def watch(stack: ExitStack, moments: Moments) -> None:
    """Let the moments come until the stack is closed."""
    _around(stack, moments, passes, "settle_left_open", "settle_before", "settle_after")
    _around(stack, moments, passes, "read_all", "read_before", "read_after")
    _around(stack, moments, run, "read_order", "", "order_after")
    _around(stack, moments, run, "prove", "verify_before", "verify_after")
    _fill(stack, moments)
    _ledger(stack, moments)
    _submit(stack, moments)
    _answer(stack, moments)


def _around(
    stack: ExitStack, moments: Moments, owner: Any, name: str, before: str, after: str
) -> None:
    real = getattr(owner, name)

    async def wrapped(*given: Any, **named: Any) -> Any:
        await moments.reach(before)
        result = await real(*given, **named)
        await moments.reach(after)
        return result

    swap(stack, owner, name, wrapped)


def _fill(stack: ExitStack, moments: Moments) -> None:
    real = acting.fill

    async def fill(which: Acting) -> None:
        moments.action = which.key.action
        await moments.reach("prepare_before")
        await real(which)
        await moments.reach("prepare_after")

    swap(stack, acting, "fill", fill)


def _ledger(stack: ExitStack, moments: Moments) -> None:
    real_claim = Ledger.claim

    def claim(ledger: Ledger, run_id: str, key: Any, *given: Any, **named: Any) -> Any:
        moments.action = key.action
        moments.at_once("claim_before")
        permit = real_claim(ledger, run_id, key, *given, **named)
        moments.at_once("claim_after")
        return permit

    def after(name: str, moment: str) -> None:
        real = getattr(Ledger, name)

        def wrapped(*given: Any, **named: Any) -> Any:
            result = real(*given, **named)
            moments.at_once(moment)
            return result

        swap(stack, Ledger, name, wrapped)

    swap(stack, Ledger, "claim", claim)
    after("submitted", "submitted_after")
    after("verified", "verified_after")


def _submit(stack: ExitStack, moments: Moments) -> None:
    real_submit, real_click = acting.submit, Tab.click_at

    async def submit(which: Acting, *given: Any, **named: Any) -> Any:
        token = _CLICK.set(_Click(1 if which.flow.submit.confirm is None else 2))
        try:
            return await real_submit(which, *given, **named)
        finally:
            _CLICK.reset(token)

    async def click_at(tab: Tab, spot: Any) -> None:
        click = _CLICK.get()
        if click is not None:
            click.left -= 1
        last = click is not None and click.left == 0
        await moments.reach("click_before" if last else "")
        await real_click(tab, spot)
        await moments.reach("click_after" if last else "")

    swap(stack, acting, "submit", submit)
    swap(stack, Tab, "click_at", click_at)


def _answer(stack: ExitStack, moments: Moments) -> None:
    """`answer_before`: the request has left the page, its answer has not been taken yet."""
    heard = departure.Departure
    real = heard.outcome

    async def outcome(which: Any, seconds: float) -> Any:
        end = asyncio.get_running_loop().time() + LEFT_SECONDS
        while not which.departed and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.01)
        await moments.reach("answer_before")
        result = await real(which, seconds)
        await moments.reach("answer_after")
        return result

    swap(stack, heard, "outcome", outcome)
