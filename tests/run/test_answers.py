"""Each kind of failure has its one answer: in the table, in a pass, and on the page."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qn_assist.basics.clock import ConsoleClock
from qn_assist.basics.errors import (
    CaptchaSeen,
    FailureKind,
    LoginChallenged,
    LoginNeeded,
    NetworkFault,
    NoPermission,
    PageChanged,
    QnAssistError,
    RateLimited,
    UnknownDialog,
    WrongShop,
)
from qn_assist.basics.failures import ANSWERS, MayRead
from qn_assist.basics.paths import Home, Workspace
from qn_assist.browser.evidence import Evidence
from qn_assist.browser.renewal import Tabs
from qn_assist.case.outcomes import State, TicketOutcome
from qn_assist.case.tickets import Ticket
from qn_assist.desk.load import Desk, load_desk
from qn_assist.desk.stop_file import give, order_for
from qn_assist.ledger import Ledger
from qn_assist.run import proof as settle
from qn_assist.run import ticket_life as run
from qn_assist.run import work_through
from qn_assist.run.brake import Brake
from qn_assist.run.gate import DryRunGate, Gate, HeadlessGate
from qn_assist.run.given import PassGiven
from qn_assist.run.listening import Listening
from qn_assist.run.proof import Proof
from qn_assist.run.wanted import Wanted
from qn_assist.run.work import Work
from tests.clocks import set_machine
from tests.leases import claimed
from tests.report.examples import a_decision, a_message, a_ticket, an_outcome

ROOT = Path(__file__).resolve().parents[2]
Told = QnAssistError | Exception | State
Pass = Callable[..., list[State]]


@pytest.fixture(scope="module")
def loaded() -> Desk:
    home = Home(ROOT)
    return load_desk(Workspace.find(ROOT, home=home), home, "practice")


@pytest.fixture
def desk(loaded: Desk, home_folder: Path) -> Desk:
    return replace(loaded, home=Home(home_folder).prepare())


@pytest.fixture
def ledger(desk: Desk) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{desk.home.ledger_place()}?timeout=0.05") as opened:
        yield opened


def a_tab(desk: Desk) -> Any:
    """A page that is looked at by nobody: only its address is asked for."""
    url = f"{desk.console.origins['myseller']}/home.htm/trade"
    return SimpleNamespace(
        page=SimpleNamespace(url=url), console=desk.console, gone=False, died_with=None
    )


@pytest.fixture
def gate(desk: Desk) -> Gate:
    return HeadlessGate(desk.policy.shop.limits, lambda _length: 0, lambda _one: True)


@pytest.fixture
def work(desk: Desk, ledger: Ledger, gate: Gate) -> Work:
    given = PassGiven(
        shop=desk.name,
        policy=desk.policy,
        console=desk.console,
        flows=desk.flows,
        ledger=ledger,
        gate=gate,
        session=SimpleNamespace(  # type: ignore[arg-type]
            clock=ConsoleClock(), identity=desk.identity, lost=False, proven=True
        ),
        evidence=Evidence(desk.home.evidence, "none", traces=False),
        run_id=ledger.begin_run(desk.name, "headless"),
        wanted=Wanted(),
        listening=Listening(),
    )
    limit = desk.policy.shop.limits.stop_after_failures
    brake = Brake(asyncio.Event(), lambda: order_for(desk.home, desk.name), gate.writes, limit)
    return Work(given, brake)


@pytest.fixture
def through(work: Work, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Pass:
    """`through(*endings)`: a pass over one ticket for each, which ends or fails so."""

    def passed(*endings: Told) -> list[State]:
        tickets = [a_ticket(str(number)) for number in range(len(endings))]

        async def handled(_work: Work, _tab: object, ticket: Ticket) -> TicketOutcome:
            told = endings[int(ticket.ticket_id)]
            if isinstance(told, Exception):
                raise told
            return an_outcome(told, ticket)

        monkeypatch.setattr(run, "handle_ticket", handled)
        return [one.state for one in over(work, tickets, a_tab(desk))]

    return passed


def over(work: Work, tickets: list[Ticket], tab: Any) -> tuple[TicketOutcome, ...]:
    async def passed() -> tuple[TicketOutcome, ...]:
        tabs = Tabs(work.given.session, tab, work.given.policy.shop.browser)
        return await work_through.work_through(work, tickets, tabs)

    return asyncio.run(passed())


def test_a_ticket_that_broke_off_still_has_its_owner(
    work: Work, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def handled(*_: object) -> TicketOutcome:
        raise PageChanged("找不到")

    monkeypatch.setattr(run, "handle_ticket", handled)
    [one] = over(work, [a_ticket()], a_tab(desk))
    assert (one.decision, one.responsible) == (None, "客服小麦")


def test_every_kind_has_one_answer() -> None:
    assert set(ANSWERS) == set(FailureKind)


def test_the_page_shows_the_table_as_it_is() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    row = re.compile(r"^\| `(\w+)` \|[^|]*\| (\S*) \| (\S*) \| (\S*) \| (\w+) \|", re.MULTILINE)
    shown = {name: cells for name, *cells in row.findall(page)}
    told = {
        kind.value: ["yes" if one else "–" for one in (answer.stops, answer.counts, answer.cools)]
        + [answer.reads.value]
        for kind, answer in ANSWERS.items()
    }
    assert shown == told


@pytest.mark.parametrize(
    "fault", [PageChanged("找不到"), NetworkFault("没有到"), ZeroDivisionError("bug")]
)
def test_three_system_failures_in_a_row_end_all_writing(
    through: Pass, work: Work, fault: Exception
) -> None:
    assert through(fault, fault, fault, State.VERIFIED) == [*[State.FAILED] * 3, State.LEFT]
    assert "连续 3 次失败" in work.brake.why


def test_a_write_that_was_proven_begins_the_count_anew(through: Pass, work: Work) -> None:
    fault = PageChanged("找不到")
    endings = [fault, fault, State.VERIFIED, fault, fault, State.VERIFIED]
    assert State.LEFT not in through(*endings)
    assert work.brake.why == ""


def test_tickets_on_which_nothing_was_tried_do_not_begin_it_anew(through: Pass) -> None:
    fault = PageChanged("找不到")
    endings = [fault, State.SKIPPED, fault, State.WAITING, fault, State.VERIFIED]
    assert through(*endings)[-1] is State.LEFT


def test_business_and_stale_plans_never_end_writing(through: Pass, work: Work) -> None:
    no = [NoPermission("没有权限"), State.REFUSED, State.STALE] * 2
    assert through(*no, State.VERIFIED)[-1] is State.VERIFIED
    assert work.brake.failures == 0


@pytest.mark.parametrize(
    ("fault", "cools", "reads"),
    [
        (CaptchaSeen("滑块"), True, MayRead.NOTHING),
        (LoginChallenged("短信"), True, MayRead.NOTHING),
        (RateLimited("429"), True, MayRead.LISTS),
        (LoginNeeded("失效"), False, MayRead.NOTHING),
        (WrongShop("别的店"), False, MayRead.NOTHING),
        (UnknownDialog("弹窗"), False, MayRead.ALL),
    ],
)
def test_doubt_stops_writing_at_once_and_is_kept_for_a_person(
    through: Pass, work: Work, ledger: Ledger, fault: QnAssistError, cools: bool, reads: MayRead
) -> None:
    assert through(fault, State.VERIFIED)[1] is State.LEFT
    [halt] = ledger.halts(work.given.shop)
    assert (halt.kind, halt.reason, work.brake.reads) == (fault.kind, fault.message, reads)
    assert halt.address.endswith("/home.htm/trade")
    assert (ledger.cooling(work.given.shop) is not None) is cools
    assert ("前不再提交" in work.brake.why) is cools
    assert work.brake.person_needed is (fault.exit_code == 3)


@pytest.mark.parametrize("gate", [DryRunGate()])
def test_a_dry_run_leaves_the_rest_where_reading_is_not_safe(through: Pass, gate: Gate) -> None:
    assert through(UnknownDialog("弹窗"), State.PREVIEWED)[1] is State.PREVIEWED
    assert through(CaptchaSeen("滑块"), State.PREVIEWED)[1] is State.LEFT


def test_a_bug_in_one_ticket_loses_no_other_and_is_told(through: Pass, work: Work) -> None:
    assert through(KeyError("x"), State.VERIFIED) == [State.FAILED, State.VERIFIED]
    assert work.found.faults == ["程序出错：KeyError（详情在日志里）"]


def test_a_bug_behind_the_claim_leaves_the_ticket_unknown(
    through: Pass, work: Work, desk: Desk
) -> None:
    work.under_way.claimed["0"] = a_message()
    assert through(KeyError("x"), State.VERIFIED) == [State.UNKNOWN, State.VERIFIED]
    [told] = work.found.faults
    assert "任务 0" in told
    assert "可能已经点了提交" in told
    assert work.under_way.claimed == {}


@pytest.mark.parametrize("trouble", ["locked", "read-only"])
def test_a_ledger_that_does_not_write_ends_the_pass_before_any_click(
    through: Pass,
    work: Work,
    desk: Desk,
    ledger: Ledger,
    monkeypatch: pytest.MonkeyPatch,
    trouble: str,
) -> None:
    """The story up to the claim is real; that nothing was clicked is that no permit came."""
    permits: list[object] = []

    async def handled(its: Work, _tab: object, ticket: Ticket) -> TicketOutcome:
        key = a_message().key(ticket)
        permits.append(claimed(its.given.ledger, its.given.run_id, key, "d", {}, ticket.order_id))
        return an_outcome(State.VERIFIED, ticket)

    def begun(*numbers: int) -> list[State]:
        tickets = [a_ticket(str(number)) for number in numbers]
        monkeypatch.setattr(run, "handle_ticket", handled)
        return [one.state for one in over(work, tickets, a_tab(desk))]

    place = Path(str(desk.home.ledger_place()))
    if trouble == "read-only":
        ledger.close()
        read_only = Ledger.open(f"sqlite:///file:{place}?mode=ro&uri=true")
        work = replace(work, given=replace(work.given, ledger=read_only))
        assert begun(1, 2) == [State.FAILED, State.LEFT]
        read_only.close()
    else:
        other = sqlite3.connect(place, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert begun(1, 2) == [State.FAILED, State.LEFT]
        other.execute("ROLLBACK")
        other.close()
    assert permits == []
    assert "台账" in work.brake.why
    assert len(work.found.faults) == 1


def test_a_risk_sign_that_cannot_be_kept_is_said(through: Pass, work: Work, desk: Desk) -> None:
    other = sqlite3.connect(str(desk.home.ledger_place()), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert through(CaptchaSeen("滑块"), State.VERIFIED) == [State.STOPPED, State.LEFT]
    other.close()
    assert work.brake.why == "滑块"
    assert "没能记下这次停止" in work.found.faults[0]


def test_a_stop_file_is_noticed_before_the_next_ticket(
    through: Pass, work: Work, desk: Desk
) -> None:
    def heard(done: int, _total: int, _outcome: TicketOutcome) -> None:
        if done == 1:
            give(desk.home, desk.name, "阿宁", "盘点", datetime.now(UTC))

    work.given.listening.listener = heard
    assert through(*[State.VERIFIED] * 3) == [State.VERIFIED, State.LEFT, State.LEFT]
    assert "盘点" in work.brake.why
    assert work.brake.person_needed


def left_unknown(ledger: Ledger, work: Work, ticket: Ticket) -> int:
    planned = a_message()
    fields = {"flow": "message", "value.ticket_id": ticket.ticket_id, "field.text": "您好"}
    permit = claimed(ledger, work.given.run_id, planned.key(ticket), "d", fields, ticket.order_id)
    assert permit is not None
    ledger.submitted(permit)
    ledger.unknown(permit, "没看到")
    return permit.claim_id


@pytest.fixture
def looking(
    monkeypatch: pytest.MonkeyPatch, work: Work, desk: Desk
) -> Callable[[Proof], list[int]]:
    """`looking(proof)`: settle what is open, as if reading showed that; what stays open."""

    def settled(proof: Proof) -> list[int]:
        async def prove(*_: object) -> Proof:
            return proof

        monkeypatch.setattr(settle, "prove", prove)
        waiting: Awaitable[Any] = settle.settle_left_open(work.given, a_tab(desk))
        return [one.claim_id for one in asyncio.run(waiting)]  # type: ignore[arg-type]

    return settled


def test_unknown_is_read_back_for_a_while_then_a_persons_alone(
    looking: Callable[[Proof], list[int]], work: Work, ledger: Ledger
) -> None:
    ticket = a_ticket()
    claim_id = left_unknown(ledger, work, ticket)
    key = a_message().key(ticket)
    most = work.given.policy.shop.limits.unknown_looks
    for _ in range(most + 2):
        assert looking(Proof("unknown", "还是没看到")) == [claim_id]
    entry = ledger.entry(key)
    assert entry is not None
    assert (entry.looks, entry.state) == (most, "unknown")
    assert looking(Proof("verified", "看到了")) == [claim_id]
    assert claimed(ledger, work.given.run_id, key, "d2", {}, ticket.order_id) is None
    ledger.settle(claim_id, "not_done", "阿宁", "后台没有")
    assert claimed(ledger, work.given.run_id, key, "d2", {}, ticket.order_id)


def test_a_look_that_reached_nothing_is_not_counted(
    looking: Callable[[Proof], list[int]], work: Work, ledger: Ledger
) -> None:
    claim_id = left_unknown(ledger, work, a_ticket())
    assert looking(Proof("unknown", "断网", answered=False)) == [claim_id]
    assert ledger.unsettled(work.given.shop)[0].looks == 0
    assert looking(Proof("verified", "看到了")) == []


def test_an_entry_whose_flow_is_gone_stops_no_pass(
    looking: Callable[[Proof], list[int]], work: Work, ledger: Ledger
) -> None:
    ticket = a_ticket()
    key = a_message().key(ticket)
    permit = claimed(ledger, work.given.run_id, key, "d", {"flow": "gone"}, ticket.order_id)
    assert permit is not None
    assert looking(Proof("verified", "看到了")) == [permit.claim_id]


def a_day(used: Callable[[timedelta], int]) -> HeadlessGate:
    from qn_assist.console.shop import Limits

    return HeadlessGate(Limits(per_day=2), used, lambda _one: True)


@pytest.mark.parametrize("off", [timedelta(0), timedelta(days=150), timedelta(hours=-9)])
def test_the_limit_of_a_day_counts_the_consoles_day(
    ledger: Ledger, work: Work, desk: Desk, off: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine is `off` the console; a submit before the console's midnight was yesterday's."""
    machine = [datetime(2026, 6, 17, 15, 50, tzinfo=UTC) + off]  # 23:50 at the console
    set_machine(monkeypatch, lambda: machine[0])
    clock = ConsoleClock(lambda: machine[0])
    clock.learn("Wed, 17 Jun 2026 15:50:00 GMT")
    left_unknown(ledger, work, a_ticket("1"))
    machine[0] += timedelta(minutes=20)
    left_unknown(ledger, work, a_ticket("2"))

    def used(length: timedelta) -> int:
        return ledger.submits_since(desk.name, machine[0] - length)

    one = a_decision(actions=(a_message(),))
    assert f"{clock.now():%m-%d %H:%M}" == "06-18 00:10"
    assert a_day(used).admit(one, clock.now()).passes
    left_unknown(ledger, work, a_ticket("3"))
    assert "今天提交已到上限" in a_day(used).admit(one, clock.now()).reason


def test_a_pass_over_midnight_begins_a_new_day() -> None:
    asked: list[timedelta] = []

    def used(length: timedelta) -> int:
        asked.append(length)
        return 2 if len(asked) == 1 else 0

    gate, one = a_day(used), a_decision(actions=(a_message(),))
    evening = datetime(2026, 6, 18, 15, 59, tzinfo=UTC)
    assert not gate.admit(one, evening).passes
    assert gate.admit(one, evening + timedelta(minutes=2)).passes
    assert asked == [timedelta(hours=23, minutes=59), timedelta(minutes=1)]


def test_what_a_ticket_wants_is_reserved_while_others_are_asked_for() -> None:
    """With tabs side by side all were admitted before the first was counted."""
    from qn_assist.console.shop import Limits

    gate = HeadlessGate(Limits(per_run=2, per_day=9), lambda _length: 0, lambda _one: True)
    now = datetime(2026, 6, 18, 10, tzinfo=UTC)
    asked = [a_decision(actions=(a_message(),), ticket=a_ticket(str(n))) for n in range(4)]
    assert [gate.admit(one, now).passes for one in asked] == [True, True, False, False]
    gate.left(asked[0].ticket.ticket_id)  # nothing came of it
    assert gate.admit(asked[2], now).passes
    assert not gate.admit(asked[3], now).passes
