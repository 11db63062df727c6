"""Carrying out the answer to a failure (`failures.ANSWERS`): stop, count, rest, keep, tell.

The only place that stops a shop's writes for a reason of the console's or of our own; a person's
reasons are the stop file, Ctrl-C and the answers of a supervised run.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from qn_assist.basics.errors import CoolingDown, FailureKind, LedgerUnavailable, QnAssistError
from qn_assist.basics.failures import ANSWERS, MayRead
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.basics.text import SHANGHAI
from qn_assist.browser import Evidence, Tab, address_of
from qn_assist.case import TicketOutcome
from qn_assist.console import Shop
from qn_assist.desk import Desk, order_for
from qn_assist.ledger import Halting, HaltRow, Ledger
from qn_assist.run.found import PassFound
from qn_assist.run.given import PassGiven
from qn_assist.run.work import Work

PERSONS = frozenset({FailureKind.CAPTCHA, FailureKind.SESSION, FailureKind.DIALOG})


async def answered(work: Work, tab: Tab, fault: QnAssistError, outcome: TicketOutcome) -> None:
    """What a ticket's failure leads to in this pass and, where it outlasts it, in the ledger."""
    ticket_id = outcome.ticket.ticket_id
    picture = await shown(work.given.evidence, tab, f"{ticket_id}-{outcome.state}", fault)
    act("doubt", ticket=ticket_id, kind=fault.kind).warning(str(fault))
    if ANSWERS[fault.kind].counts:
        work.brake.count_failure(str(fault), tab.died_with)
    if ANSWERS[fault.kind].stops:
        halted(work, fault.kind, fault.message, tab, picture)


def halted(work: Work, kind: FailureKind, why: str, tab: Tab, picture: Path | None = None) -> None:
    """End the pass's writing; the first reason stands, the most careful reading holds."""
    answer = ANSWERS[kind]
    until = ""
    if answer.kept:
        given = work.given
        seen = (kind, why, tab, picture, given.run_id)
        halting = halting_of(given.shop, given.policy.shop, *seen)
        until = _kept(work.given, work.found, halting)
    work.brake.pull(f"{why}{until}", answer.reads, person_needed=kind in PERSONS)


def _kept(given: PassGiven, found: PassFound, halting: Halting) -> str:
    """In the ledger, for later runs and for the person who goes on; until when, in words."""
    try:
        row = given.ledger.halt(halting)
    except LedgerUnavailable as error:
        found.faults.append(t("run.stop_not_kept", fault=error))
        return ""
    return t("run.until", until=row.until.astimezone(SHANGHAI)) if row.until else ""


def halting_of(
    name: str,
    shop: Shop,
    kind: FailureKind,
    why: str,
    tab: Tab,
    picture: Path | None = None,
    run_id: str | None = None,
) -> Halting:
    minutes = shop.limits.cool_down_minutes if ANSWERS[kind].cools else 0
    return Halting(
        shop=name,
        kind=kind,
        reason=why,
        run_id=run_id,
        address=address_of(tab),
        picture=str(picture or ""),
        rest=timedelta(minutes=minutes),
    )


@asynccontextmanager
async def handed_over(
    desk: Desk,
    name: str,
    ledger: Ledger,
    tab: Tab,
    run_id: str | None,
    evidence: Evidence | None,
) -> AsyncIterator[None]:
    """Around what is done before the first ticket: what a person must see to is kept for one."""
    try:
        yield
    except QnAssistError as fault:
        picture = await shown(evidence, tab, "stopped", fault) if evidence else None
        if ANSWERS[fault.kind].kept:
            kept = (fault.kind, fault.message, tab, picture, run_id)
            _keep(ledger, halting_of(name, desk.policy.shop, *kept))
        raise


async def shown(evidence: Evidence, tab: Tab, name: str, fault: QnAssistError) -> Path | None:
    """Picture and trace of a failure; the picture's place.

    None of a login page: whose account it is concerns nobody who looks at evidence.
    """
    if not address_of(tab):
        return None
    await evidence.trace(tab, name, f"{type(fault).__name__} {fault.message}")
    return await evidence.shoot(tab, name, failure=True)


def _keep(ledger: Ledger, halting: Halting) -> None:
    """A ledger that does not take it must not hide what happened."""
    try:
        ledger.halt(halting)
    except LedgerUnavailable as error:
        act("fault", shop=halting.shop).error("{}", t("run.stop_not_kept", fault=error))


def refuse_while_halted(desk: Desk, ledger: Ledger, name: str, *, writes: bool) -> HaltRow | None:
    """StopOrdered, or CoolingDown where not even reading is safe; else the cool-down, if any."""
    order = order_for(desk.home, desk.name, desk.shops)
    if writes and order is not None:
        raise order.fault()
    rest = ledger.cooling(name)
    if rest is not None and ANSWERS[FailureKind(rest.kind)].reads is MayRead.NOTHING:
        raise CoolingDown(resting(rest), remedy=t("run.cooling.remedy", shop=desk.name))
    return rest


def resting(rest: HaltRow) -> str:
    """Until when, and why, in words."""
    until = f"{rest.until.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if rest.until else ""
    return t("run.cooling", until=until, reason=rest.reason)
