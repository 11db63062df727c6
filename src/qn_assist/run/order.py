"""What is wanted of one pass, and the browser it gets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from qn_assist.basics.clock import ConsoleClock, utc_now
from qn_assist.browser import Password, Session, launched, opened
from qn_assist.console import Mode
from qn_assist.desk import Desk
from qn_assist.ledger import Ledger
from qn_assist.run.gate import AskPerson, DryRunGate, Gate, HeadlessGate, SupervisedGate
from qn_assist.run.listening import Listener
from qn_assist.run.wanted import Wanted


@dataclass(frozen=True)
class PassOrder:
    """What the caller wants of one pass. `ask` is needed for a supervised one."""

    mode: Mode = "dry-run"
    wanted: Wanted = field(default_factory=Wanted)
    ask: AskPerson | None = None
    stop: asyncio.Event | None = None
    listener: Listener | None = None
    window: bool = False
    password: Password | None = None
    browser: Path | None = None


def gate_of(desk: Desk, order: PassOrder, ledger: Ledger, name: str, run_id: str) -> Gate:
    """Who lets a submit through: `name` is the ledger's for the shop."""
    if order.mode == "dry-run":
        return DryRunGate()
    if order.mode == "supervised":
        return SupervisedGate(order.ask or _nobody)
    return HeadlessGate(
        desk.policy.shop.limits,
        lambda length: ledger.submits_since(name, utc_now() - length),
        lambda one: ledger.use_approval(name, one.ticket.ticket_id, one.digest(), run_id),
    )


async def _nobody(_proposal: object) -> None:
    """No one to ask is no answer."""


def minutes_of(desk: Desk, gate: Gate) -> float | None:
    """How long it may begin tickets; a person who is asked ends it."""
    return None if gate.mode == "supervised" else desk.policy.shop.limits.pass_minutes


@asynccontextmanager
async def session_of(
    desk: Desk, order: PassOrder, *, fenced: bool = True
) -> AsyncIterator[Session]:
    """A browser with the shop's context; nothing is open on it yet."""
    async with (
        launched(window=order.window, given=order.browser) as process,
        opened(
            process,
            desk.identity,
            desk.console,
            desk.flows,
            desk.home,
            ConsoleClock(),
            fenced=fenced,
        ) as session,
    ):
        yield session
