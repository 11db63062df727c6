"""Opening and closing around a pass: lock, ledger, browser, session, lists; then `run`.

Each function is one command's work: run, scan. Logging in is `logins.py`, probing `probing.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeAlias

from qn_assist import following, promising, reconciling
from qn_assist import plan as plans
from qn_assist.browser import lists, read
from qn_assist.browser.evidence import Evidence, discard_old
from qn_assist.browser.launch import launched
from qn_assist.browser.session import Password, Session, opened
from qn_assist.browser.steps import Doing
from qn_assist.browser.tab import Tab
from qn_assist.clock import ConsoleClock, utc_now
from qn_assist.desk import Desk
from qn_assist.doubt import handed_over, refuse_while_halted, resting
from qn_assist.errors import LedgerUnavailable, QnAssistError
from qn_assist.failures import Reading
from qn_assist.gate import Ask, DryRunGate, Gate, HeadlessGate, SupervisedGate
from qn_assist.ledger import Ledger
from qn_assist.lock import ShopLock
from qn_assist.log import act
from qn_assist.outcomes import ListReading, RunSummary, TicketOutcome
from qn_assist.run import work_through
from qn_assist.settle import settle_left_open
from qn_assist.stopfile import order_for
from qn_assist.tickets import Ticket
from qn_assist.work import Progress, Wanted, Work

Mode: TypeAlias = Literal["dry-run", "supervised", "headless"]


@dataclass(frozen=True)
class PassOrder:
    """What the caller wants of one pass. `ask` is needed for a supervised one."""

    mode: Mode = "dry-run"
    wanted: Wanted = field(default_factory=Wanted)
    ask: Ask | None = None
    stop: asyncio.Event | None = None
    progress: Progress | None = None
    window: bool = False
    password: Password | None = None
    browser: Path | None = None


@dataclass(frozen=True)
class Scan:
    """What the lists hold now, soonest deadline first. `todo` are the home page's counts."""

    readings: tuple[ListReading, ...]
    tickets: tuple[Ticket, ...]
    now: datetime
    shop_name: str
    todo: Mapping[str, int] = field(default_factory=dict)


@asynccontextmanager
async def session_of(
    desk: Desk, order: PassOrder, *, read_only: bool, fenced: bool = True
) -> AsyncIterator[Session]:
    """A browser with the shop's context; nothing is open on it yet."""
    async with (
        launched(window=order.window, given=order.browser) as browser,
        opened(
            browser,
            desk.identity,
            desk.console,
            desk.flows,
            desk.home,
            ConsoleClock(),
            read_only=read_only,
            fenced=fenced,
        ) as session,
    ):
        yield session


async def scan_pass(desk: Desk, order: PassOrder) -> Scan:
    """Read every list once; writes are refused at the network."""
    shop = desk.policy.shop
    with Ledger.open(desk.home.ledger_place()) as ledger:
        refuse_while_halted(desk.home, ledger, desk.name, writes=False)
        async with session_of(desk, order, read_only=True) as session:
            tab = await session.tab()
            async with handed_over(shop, ledger, tab, None, None):
                await session.enter(tab, order.password)
                return await read_all(desk, session, tab, order.wanted)


async def read_all(desk: Desk, session: Session, tab: Tab, wanted: Wanted) -> Scan:
    """The home counts, then every category that is wanted, completely."""
    doing = Doing(tab, {}, {}, desk.policy.evidence, upload=False)
    todo = await read.read_todo(doing, desk.flows.todo)
    readings: list[ListReading] = []
    tickets: list[Ticket] = []
    for flow in desk.flows.lists:
        for category in flow.categories:
            if not _list_wanted(desk, wanted, flow.ticket_kind, category.id):
                continue
            now = session.clock.now()
            reader = lists.Reader(doing, desk.name, now, wanted.source, todo)
            one = await lists.read_category(reader, flow, category)
            readings.append(one.report)
            tickets += one.tickets
            await asyncio.sleep(desk.policy.shop.pace.between_pages_seconds)
    now = session.clock.now()
    chosen = [ticket for ticket in tickets if _wanted(wanted, ticket)]
    ordered = sorted(chosen, key=lambda ticket: urgency(ticket, now))
    return Scan(tuple(readings), tuple(ordered), now, desk.policy.shop.title, todo)


def urgency(ticket: Ticket, now: datetime) -> tuple[timedelta, Decimal]:
    """Soonest deadline first, then the dearest (law 10); without a deadline last."""
    left = ticket.left(now)
    return (
        left if left is not None else timedelta.max,
        -(ticket.expected_compensation or Decimal(0)),
    )


def _list_wanted(desk: Desk, wanted: Wanted, kind: str, category: str) -> bool:
    kinds = desk.policy.shop.only_kinds
    if kinds and kind not in kinds:
        return False
    named = wanted.only & {one.id for flow in desk.flows.lists for one in flow.categories}
    named |= wanted.only & {flow.ticket_kind for flow in desk.flows.lists}
    return not named or kind in named or category in named


def _wanted(wanted: Wanted, ticket: Ticket) -> bool:
    if wanted.plan is not None and wanted.plan.entry(ticket.ticket_id) is None:
        return False
    names = {ticket.kind, ticket.category, ticket.ticket_id, ticket.order_id}
    return not wanted.only or bool(wanted.only & names)


async def run_pass(desk: Desk, order: PassOrder) -> RunSummary:
    """One pass in the order's mode. ShopBusy when another pass of the shop is going on.

    What needs a person before anything was read is raised; later it is part of the summary.
    While a stop file lies there a pass that could write is refused (StopOrdered); in a cool-down
    it reads the lists, or is refused where even that is not safe (CoolingDown).
    """
    writes = order.mode != "dry-run"
    with (
        ShopLock(desk.home.root / "locks", desk.name),
        Ledger.open(desk.home.ledger_place()) as ledger,
    ):
        rest = refuse_while_halted(desk.home, ledger, desk.name, writes=writes)
        run_id = ledger.begin_run(desk.name, order.mode)
        oldest = utc_now() - timedelta(days=desk.policy.shop.evidence.retention_days)
        discard_old(desk.home.evidence, oldest)
        act("start", shop=desk.name, mode=order.mode, run=run_id).info(desk.policy.shop.title)
        gate = _gate(desk, order, ledger, run_id)
        try:
            async with session_of(desk, order, read_only=not gate.writes) as session:
                work = _work(desk, order, ledger, gate, session, run_id)
                if rest is not None:
                    work.stopped, work.reads = resting(rest), Reading.LISTS
                summary = await _pass(desk, order, work)
        except QnAssistError as fault:
            kept = {"exit_code": fault.exit_code, "stopped": fault.message, "states": {}}
            _end(ledger, run_id, kept)
            raise
        summary = _closed(ledger, summary)
        act("stop", run=run_id, exit_code=summary.exit_code).info(summary.stopped)
        return summary


def _closed(ledger: Ledger, summary: RunSummary) -> RunSummary:
    """The run's end in the ledger; what stopped the shop before has not stopped this one."""
    free = not (summary.stopped or summary.person_needed or summary.faults)
    fault = _end(ledger, summary.run_id, counts(summary), summary.shop if free else "")
    return replace(summary, faults=(*summary.faults, *fault))


def _end(ledger: Ledger, run_id: str, kept: Mapping[str, object], freed: str = "") -> list[str]:
    """A ledger that does not take the end must not take the summary with it."""
    try:
        ledger.end_run(run_id, kept)
        if freed and ledger.cooling(freed) is None:  # a scan beside may have begun one
            ledger.resume(freed, run_id)
    except LedgerUnavailable as error:
        act("fault", run=run_id).error("{}", error)
        return [f"运行的结果没有记进台账：{error}"]
    return []


def _gate(desk: Desk, order: PassOrder, ledger: Ledger, run_id: str) -> Gate:
    if order.mode == "dry-run":
        return DryRunGate()
    if order.mode == "supervised":
        return SupervisedGate(order.ask or _nobody)
    return HeadlessGate(
        desk.policy.shop.limits,
        lambda length: ledger.submits_since(desk.name, utc_now() - length),
        lambda one: ledger.use_approval(desk.name, one.ticket.ticket_id, one.digest(), run_id),
    )


async def _nobody(_proposal: object) -> None:
    """No one to ask is no answer."""


def _work(
    desk: Desk, order: PassOrder, ledger: Ledger, gate: Gate, session: Session, run_id: str
) -> Work:
    return Work(
        shop=desk.name,
        policy=desk.policy,
        console=desk.console,
        flows=desk.flows,
        ledger=ledger,
        gate=gate,
        session=session,
        evidence=Evidence(desk.home.evidence / run_id, desk.policy.shop.evidence.screenshots),
        run_id=run_id,
        wanted=order.wanted,
        stop=order.stop or asyncio.Event(),
        progress=order.progress or (lambda done, total, outcome: None),
        ordered=lambda: order_for(desk.home, desk.name),
    )


async def _pass(desk: Desk, order: PassOrder, work: Work) -> RunSummary:
    session = work.session
    tab = await session.tab()
    started = session.clock.now()
    async with handed_over(desk.policy.shop, work.ledger, tab, work.run_id, work.evidence):
        scan = await _read(desk, order, work, tab)
    before = work.ledger.seen(work.shop, {ticket.ticket_id for ticket in scan.tickets})
    work.ledger.read_all(work.run_id, scan.tickets)
    again = following.due_again(work, scan.tickets, scan.readings)
    tickets = [*scan.tickets, *(one for one in again if _wanted(order.wanted, one))]
    tickets = tickets[: order.wanted.limit]
    more = 0 if order.mode == "supervised" else desk.policy.shop.tabs - 1  # one person, one form
    tabs = [tab, *[await session.tab() for _ in range(more)]]
    outcomes = await work_through(work, tickets, tabs)
    await promising.look_after(work, tab)
    readings = scan.readings
    if not order.wanted.only and order.wanted.plan is None:
        read = reconciling.Read(scan.tickets, readings, scan.now, frozenset(before))
        readings = (*readings, *await reconciling.reconcile(work, tab, read))
    plan_file = _save_plan(desk, work, outcomes) if order.mode == "dry-run" else None
    return RunSummary(
        run_id=work.run_id,
        shop=desk.name,
        shop_name=desk.policy.shop.title,
        mode=order.mode,
        started_at=started,
        ended_at=session.clock.now(),
        readings=readings,
        outcomes=outcomes,
        stopped=_why_stopped(work),
        person_needed=work.person_needed,
        plan_file=plan_file,
        faults=tuple(work.faults),
        followed=tuple(work.followed),
        promises=tuple(work.promises),
        findings=tuple(work.findings),
    )


async def _read(desk: Desk, order: PassOrder, work: Work, tab: Tab) -> Scan:
    """Log in, settle what an earlier run left open, read the lists; in a cool-down only these."""
    at_rest = work.reads is not Reading.ALL
    await work.session.enter(tab, None if at_rest else order.password)
    if work.gate.writes and not at_rest:
        unknown = await settle_left_open(work, tab)
        if unknown:
            act("settle", count=len(unknown)).warning("上次有提交没法核实，等人处理")
    return await read_all(desk, work.session, tab, order.wanted)


def _why_stopped(work: Work) -> str:
    if work.session.blocked:
        return f"预览中拦下了写请求：{'、'.join(sorted(set(work.session.blocked)))}"
    return work.stopped or ("按要求停下" if work.stop.is_set() else "")


def _save_plan(desk: Desk, work: Work, outcomes: tuple[TicketOutcome, ...]) -> Path:
    decisions = [one.decision for one in outcomes if one.decision is not None]
    plan = plans.plan_of(
        decisions,
        shop=desk.name,
        console=desk.console.name,
        run_id=work.run_id,
        made_at=work.session.clock.now(),
    )
    return plans.save(plan, desk.home.plans / plans.file_name(plan))


def counts(summary: RunSummary) -> dict[str, object]:
    """What the ledger keeps of a run: numbers and reasons, no texts of buyers."""
    states: dict[str, int] = {}
    for outcome in summary.outcomes:
        states[outcome.state] = states.get(outcome.state, 0) + 1
    return {
        "exit_code": summary.exit_code,
        "stopped": summary.stopped,
        "states": states,
        "readings": {one.category: [one.rows, one.declared] for one in summary.readings},
        "incomplete": [f"{one.title}：{one.fault}" for one in summary.incomplete],
    }
