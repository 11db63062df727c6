"""Opening and closing around a pass: lock, ledger, browser, session, lists; then `run`.

Each function is one command's work: run, scan. Logging in is `logins.py`, probing `probing.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import LedgerUnavailable, OurFault, QnAssistError
from qn_assist.basics.failures import MayRead
from qn_assist.basics.language import listed, t
from qn_assist.basics.log import act
from qn_assist.browser import Evidence, Session, Tab, Tabs, discard_old
from qn_assist.case import ListReading, RunSummary, TicketOutcome, plan_file, plan_of
from qn_assist.desk import Desk, ShopLock, order_for
from qn_assist.ledger import HaltRow, Ledger, PreviewLedger
from qn_assist.run import daily_figures as dailyfigures
from qn_assist.run import follow_ups as following
from qn_assist.run import promise_watch as promising
from qn_assist.run import reconcile as reconciling
from qn_assist.run.brake import Brake
from qn_assist.run.doubt import handed_over, refuse_while_halted, resting
from qn_assist.run.gate import Gate
from qn_assist.run.given import PassGiven
from qn_assist.run.listening import Listening
from qn_assist.run.old_plan import refuse_old_plan
from qn_assist.run.one_writer import one_writer, refuse_other_name
from qn_assist.run.order import PassOrder, gate_of, minutes_of, session_of
from qn_assist.run.proof import settle_left_open
from qn_assist.run.rest import begun_before
from qn_assist.run.scan import Scan, is_wanted, read_all
from qn_assist.run.turns import in_turn, within_limit
from qn_assist.run.work import Work
from qn_assist.run.work_through import work_through


async def scan_pass(desk: Desk, order: PassOrder) -> Scan:
    """Read every list once; writes are refused at the network.

    It takes no lock: nobody who only looks keeps a pass from beginning. Beside one it goes in with
    the stored session or not at all, because a second login may end the first.
    """
    with Ledger.open(desk.home.ledger_place()) as ledger:
        name = desk.name_in(ledger)
        password = None if _lock(desk, name).taken() else order.password
        refuse_while_halted(desk, ledger, name, writes=False)
        async with session_of(desk, order) as session:

            async def read(tab: Tab) -> Scan:
                await session.enter(tab, password)
                return await read_all(desk, name, session, tab, order.wanted)

            tabs = Tabs(session, await session.tab(), desk.policy.shop.browser)
            over = partial(handed_over, desk, name, ledger, run_id=None, evidence=None)
            return await _begun_again(session, tabs, over, read)


async def run_pass(desk: Desk, order: PassOrder) -> RunSummary:
    """One pass in the order's mode. ShopBusy when another pass of the shop is going on, here or,
    where it would write too, on another machine.

    What needs a person before anything was read is raised; later it is part of the summary.
    While a stop file lies there a pass that could write is refused (StopOrdered); in a cool-down
    it reads the lists, or is refused where even that is not safe (CoolingDown).
    """
    with Ledger.open(desk.home.ledger_place()) as ledger:
        name = desk.name_in(ledger)
        with _lock(desk, name):
            writes = order.mode != "dry-run"
            rest = refuse_while_halted(desk, ledger, name, writes=writes)
            if not writes:
                return await _one_pass(desk, order, PreviewLedger(ledger), name, rest)
            async with one_writer(desk, ledger, name, order.stop):
                # Once more: another machine may have had it until now.
                rest = refuse_while_halted(desk, ledger, name, writes=True)
                return await _one_pass(desk, order, ledger, name, rest)


async def _one_pass(
    desk: Desk, order: PassOrder, ledger: Ledger, name: str, rest: HaltRow | None
) -> RunSummary:
    run_id = ledger.begin_run(name, order.mode)
    oldest = utc_now() - timedelta(days=desk.policy.shop.evidence.retention_days)
    discard_old(desk.home.evidence, oldest)
    act("start", shop=desk.name, mode=order.mode, run=run_id).info(desk.policy.shop.title)
    gate = gate_of(desk, order, ledger, name, run_id)
    try:
        async with session_of(desk, order) as session:
            work = _work(desk, order, ledger, name, gate, session, run_id)
            if rest is not None:
                work.brake.pull(resting(rest), MayRead.LISTS)
            with work.brake.pulled_after(minutes_of(desk, gate)):
                summary = await _pass(desk, order, work)
    except Exception as fault:
        _end(ledger, run_id, _broken_off(fault))
        raise
    summary = _closed(ledger, name, summary)
    act("stop", run=run_id, exit_code=summary.exit_code).info(summary.stopped)
    return summary


def _broken_off(fault: Exception) -> Mapping[str, object]:
    if isinstance(fault, QnAssistError):
        return {"exit_code": fault.exit_code, "stopped": fault.message, "states": {}}
    why = t("run.broke", fault=type(fault).__name__)
    return {"exit_code": OurFault.exit_code, "stopped": why, "states": {}}


def _lock(desk: Desk, name: str) -> ShopLock:
    return ShopLock(desk.home.root / "locks", name)


def _closed(ledger: Ledger, name: str, summary: RunSummary) -> RunSummary:
    """The run's end in the ledger; what stopped the shop before has not stopped this one."""
    free = not (summary.stopped or summary.person_needed or summary.faults)
    fault = _end(ledger, summary.run_id, summary.counts, name if free else "")
    return replace(summary, faults=(*summary.faults, *fault))


def _end(ledger: Ledger, run_id: str, kept: Mapping[str, object], freed: str = "") -> list[str]:
    """A ledger that does not take the end must not take the summary with it."""
    try:
        ledger.end_run(run_id, kept)
        if freed and ledger.cooling(freed) is None:  # a scan beside may have begun one
            ledger.resume(freed, run_id)
    except LedgerUnavailable as error:
        act("fault", run=run_id).error("{}", error)
        return [t("run.end_not_kept", fault=error)]
    return []


def _work(
    desk: Desk,
    order: PassOrder,
    ledger: Ledger,
    name: str,
    gate: Gate,
    session: Session,
    run_id: str,
) -> Work:
    given = PassGiven(
        shop=name,
        policy=desk.policy,
        console=desk.console,
        flows=desk.flows,
        ledger=ledger,
        gate=gate,
        session=session,
        evidence=_evidence(desk, run_id),
        run_id=run_id,
        wanted=order.wanted,
        listening=Listening(order.listener),
    )
    brake = Brake(
        stop=order.stop or asyncio.Event(),
        ordered=lambda: order_for(desk.home, desk.name, desk.shops),
        writes=gate.writes,
        stop_after_failures=desk.policy.shop.limits.stop_after_failures,
    )
    return Work(given, brake)


def _evidence(desk: Desk, run_id: str) -> Evidence:
    settings = desk.policy.shop.evidence
    traces = settings.traces == "failures"
    return Evidence(desk.home.evidence / run_id, settings.screenshots, traces)


async def _pass(desk: Desk, order: PassOrder, work: Work) -> RunSummary:
    given = work.given
    session = given.session
    tabs = _tabs(desk, order, work, await session.tab())
    started = utc_now()
    scan = await _read(desk, order, work, tabs)
    before = given.ledger.seen(given.shop, {ticket.ticket_id for ticket in scan.tickets})
    due = following.due_again(given, work.found, scan.tickets, scan.readings)
    begun = begun_before(given, work.found, scan.tickets, scan.readings)
    every = in_turn((*scan.tickets, *begun), due, session.clock.now())
    tickets = within_limit(given, [one for one in every if is_wanted(order.wanted, one)])
    given.ledger.read_all(given.run_id, scan.tickets)
    outcomes = await work_through(work, tickets, tabs)
    readings = (*scan.readings, *await _afterwards(work, tabs, scan, frozenset(before)))
    plan_file = _save_plan(desk, given, outcomes) if order.mode == "dry-run" else None
    return RunSummary(
        run_id=given.run_id,
        shop=desk.name,
        shop_name=desk.policy.shop.title,
        mode=order.mode,
        # What the console showed then: its clock is known only from its first answer on.
        started_at=session.clock.at(started),
        ended_at=session.clock.now(),
        readings=readings,
        outcomes=outcomes,
        stopped=_why_stopped(given, work.brake),
        person_needed=work.brake.person_needed,
        plan_file=plan_file,
        faults=tuple(work.found.faults),
        followed=tuple(work.found.followed),
        promises=tuple(work.found.promises),
        findings=tuple(work.found.findings),
    )


def _tabs(desk: Desk, order: PassOrder, work: Work, first: Tab) -> Tabs:
    shop = desk.policy.shop
    count = 1 if order.mode == "supervised" else shop.tabs  # one person, one form
    died = lambda browser: work.brake.count_failure(t("run.browser_died"), browser)  # noqa: E731
    return Tabs(work.given.session, first, shop.browser, count, died)


async def _read(desk: Desk, order: PassOrder, work: Work, tabs: Tabs) -> Scan:
    """What goes before the first ticket of a pass."""
    given = work.given
    over = partial(
        handed_over, desk, given.shop, given.ledger, run_id=given.run_id, evidence=given.evidence
    )
    read = partial(_read_on, desk, order, work)
    return await _begun_again(given.session, tabs, over, read)


async def _begun_again(
    session: Session,
    tabs: Tabs,
    over: Callable[[Tab], AbstractAsyncContextManager[None]],
    read: Callable[[Tab], Awaitable[Scan]],
) -> Scan:
    """What only reads begins again when its browser died."""
    while True:
        async with tabs.door() as tab, over(tab):
            try:
                return await read(tab)
            except QnAssistError:
                if not (session.lost and tabs.may_restart):
                    raise


async def _read_on(desk: Desk, order: PassOrder, work: Work, tab: Tab) -> Scan:
    """Log in, settle what an earlier run left open, read the lists; in a cool-down only these."""
    given = work.given
    at_rest = work.brake.reads is not MayRead.ALL
    await given.session.enter(tab, None if at_rest else order.password)
    refuse_old_plan(desk, order.wanted.plan, given.session.clock.now())
    if given.gate.writes:
        given.ledger.shop_proven(given.shop, desk.proven)
    if given.gate.writes and not at_rest:
        unknown = await settle_left_open(given, tab)
        if unknown:
            act("settle", count=len(unknown)).warning(t("run.some_unknown"))
    scan = await read_all(desk, given.shop, given.session, tab, order.wanted)
    refuse_other_name(desk, given, scan.tickets)
    return scan


async def _afterwards(
    work: Work, tabs: Tabs, scan: Scan, before: frozenset[str]
) -> tuple[ListReading, ...]:
    """Promises looked after; then, if the pass was over all that the shop works on, everything
    compared with all tasks and the ledger, and once a day the shop's own figures read. What cannot
    be read then is told, and stops nothing else.
    """
    given = work.given
    if work.brake.reads is MayRead.NOTHING:
        return ()
    try:
        async with tabs.one() as tab:
            await promising.look_after(work, tab)
            if given.wanted.only or given.wanted.plan is not None:
                return ()
            read = reconciling.ListsRead(scan.tickets, scan.readings, scan.now, before)
            readings = await reconciling.reconcile(work, tab, read)
            await dailyfigures.once_a_day(work, tab)
            return readings
    except QnAssistError as fault:
        act("doubt", run=given.run_id).warning(str(fault))
        work.brake.pull(t("run.not_compared", fault=fault.message))
        return ()


def _why_stopped(given: PassGiven, brake: Brake) -> str:
    if given.session.strays.writes:
        return t("run.writes_blocked", which=listed(sorted(set(given.session.strays.writes))))
    return brake.why or (t("run.stopped_as_asked") if brake.stop.is_set() else "")


def _save_plan(desk: Desk, given: PassGiven, outcomes: tuple[TicketOutcome, ...]) -> Path:
    decisions = [one.decision for one in outcomes if one.decision is not None]
    plan = plan_of(
        decisions,
        made_for=desk.plan_for,
        run_id=given.run_id,
        made_at=given.session.clock.now(),
    )
    return plan_file.save(plan, desk.home.plans / plan_file.file_name(plan))
