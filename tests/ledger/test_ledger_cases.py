"""What was read and decided, what waits, and runs."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from qn_assist.basics.errors import OurFault
from qn_assist.case.basis import Basis, read_basis
from qn_assist.case.outcomes import State
from qn_assist.facts.lookup import Facts

from .ledger_examples import SHOP, START, a_decision, a_key, a_ticket, claim


def test_a_ticket_read_twice_in_a_run_leaves_one_event(ledger, run_id):
    ledger.read(run_id, a_ticket())
    ledger.read_all(run_id, [a_ticket(), a_ticket("T2")])
    ledger.read(ledger.begin_run(SHOP, "dry-run"), a_ticket())
    assert [event.event for event in ledger.history(SHOP, "T1")] == ["read", "read"]
    assert [event.event for event in ledger.history(SHOP, "T2")] == ["read"]


def test_a_case_keeps_its_first_reading_and_shows_the_last(ledger, run_id, clock):
    ledger.read(run_id, a_ticket())
    clock.go_on(hours=1)
    ledger.read(run_id, a_ticket(state="done", courier=None))
    [case] = ledger.cases(SHOP)
    assert (case.first_read_at, case.last_read_at) == (START, START + timedelta(hours=1))
    assert (case.state, case.console_state, case.courier) == ("read", "done", "")
    assert case.order_id == "9007199254740993123"
    assert case.ticket["buyer"]["name"] == "张**"
    assert "张**" not in repr(case)


def test_a_deadline_is_also_known_from_the_time_left(ledger, run_id):
    ledger.read(run_id, a_ticket(deadline=None, time_left=timedelta(hours=2)))
    assert ledger.cases()[0].deadline == START + timedelta(hours=2)


def test_cases_are_those_seen_in_the_period(ledger, run_id, clock):
    ledger.read(run_id, a_ticket())
    later = clock.go_on(hours=1)
    ledger.read(run_id, a_ticket("T2"))
    assert [case.ticket_id for case in ledger.cases(SHOP, since=later)] == ["T2"]
    assert [case.ticket_id for case in ledger.cases(SHOP, until=later)] == ["T1"]
    assert ledger.cases("other") == []


def test_a_waiting_proposal_comes_back_as_it_was_decided(ledger, run_id):
    decision = a_decision(hand_over="之后联系买家", refusals=("没有运单",))
    ledger.left_at(run_id, decision, State.WAITING, "等批准")
    [row] = ledger.waiting(SHOP)
    assert row.actions == decision.actions
    assert (row.digest, row.rule, row.because) == (decision.digest(), "今天能发", decision.because)
    assert (row.facts, row.refusals) == (("库存 12 件",), ("没有运单",))
    assert (row.owner, row.hand_over, row.detail) == ("小王", "之后联系买家", "等批准")
    assert (row.state, row.deadline, row.decided_at) == (
        "waiting",
        START + timedelta(hours=5),
        START,
    )


def test_decisions_come_back_in_order_with_what_they_were_made_from(ledger, run_id, clock):
    basis = Basis(a_ticket(), None, Facts(), START, frozenset({"message"}), "浙江省")
    ledger.left_at(run_id, a_decision(basis=basis), State.WAITING)
    clock.go_on(hours=1)
    ledger.goes_on(run_id, a_decision(a_ticket("T2")))
    first, second = ledger.decisions(SHOP)
    assert read_basis(first.basis) == basis
    assert first.actions == a_decision().actions
    assert "张**" not in repr(first)
    assert second.basis is None
    assert ledger.decisions(SHOP, since=START + timedelta(minutes=1)) == [second]
    assert ledger.decisions(SHOP, ticket_id="T1") == [first]
    assert ledger.decisions("another") == []


def test_the_nearest_deadline_waits_first_and_none_last(ledger, run_id):
    for name, deadline in (("A", None), ("B", START + timedelta(hours=9)), ("C", START)):
        ticket = a_ticket(name, deadline=deadline)
        ledger.left_at(run_id, a_decision(ticket), State.HANDED_OVER)
    assert [row.ticket_id for row in ledger.waiting()] == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("first", "then", "waits"),
    [
        (State.WAITING, State.SKIPPED, False),
        (State.SKIPPED, State.HANDED_OVER, True),
    ],
)
def test_the_latest_decision_says_whether_a_case_waits(ledger, run_id, first, then, waits):
    ledger.left_at(run_id, a_decision(), first)
    ledger.left_at(run_id, a_decision(), then)
    assert bool(ledger.waiting()) == waits
    assert [row.state for row in ledger.cases(SHOP)] == [then]
    assert ledger.history(SHOP, "T1")[-1].event == then


def test_a_case_whose_actions_are_to_be_done_now_waits_for_nobody(ledger, run_id):
    ledger.left_at(run_id, a_decision(), State.HANDED_OVER)
    ledger.goes_on(run_id, a_decision())
    assert ledger.waiting() == []
    assert [row.state for row in ledger.cases(SHOP)] == ["decided"]
    claim(ledger, run_id)
    assert [row.state for row in ledger.cases(SHOP)] == ["claimed"]


def test_a_claim_ends_the_waiting_but_not_a_hand_over(ledger, run_id):
    ledger.left_at(run_id, a_decision(a_ticket("T1")), State.WAITING)
    ledger.left_at(run_id, a_decision(a_ticket("T2")), State.HANDED_OVER)
    claim(ledger, run_id, a_key("T1"))
    claim(ledger, run_id, a_key("T2"))
    assert [(row.ticket_id, row.state) for row in ledger.waiting()] == [("T2", "handed_over")]
    assert [row.state for row in ledger.cases(SHOP)] == ["claimed", "handed_over"]


def test_a_case_the_console_closed_waits_no_more(ledger, run_id):
    ledger.left_at(run_id, a_decision(), State.HANDED_OVER)
    ledger.read(run_id, a_ticket(state="closed"))
    assert ledger.waiting() == []


def test_runs_are_listed_newest_first_with_their_summary(ledger, run_id, clock):
    clock.go_on(minutes=5)
    second = ledger.begin_run("other", "dry-run")
    ledger.end_run(run_id, {"verified": 3, "at": START})
    assert [run.run_id for run in ledger.runs()] == [second, run_id]
    [first] = ledger.runs(SHOP)
    assert first.summary == {"verified": 3, "at": str(START)}
    assert (first.started_at, first.ended_at) == (START, clock.now)
    assert [run.run_id for run in ledger.runs(since=clock.now)] == [second]


def test_run_ids_are_shanghai_times_and_differ_within_a_second(ledger):
    ids = {ledger.begin_run(SHOP, "dry-run") for _ in range(20)}
    assert len(ids) == 20
    assert all(run_id.startswith("20260618T100000-") for run_id in ids)


def test_a_run_ends_once(ledger, run_id):
    ledger.end_run(run_id, {})
    with pytest.raises(OurFault, match=run_id):
        ledger.end_run(run_id, {})


def test_times_are_utc_inside_and_shanghai_outside(ledger, run_id):
    with ledger._engine.connect() as conn:
        stored = conn.execute(text("SELECT started_at FROM runs")).scalar_one()
    assert str(stored)[:19] == "2026-06-18 02:00:00"
    assert ledger.runs()[0].started_at.utcoffset() == timedelta(hours=8)


def test_a_time_without_a_zone_is_our_fault(ledger):
    naive = datetime(2026, 6, 18)  # noqa: DTZ001 - the fault under test
    with pytest.raises(OurFault, match="时区"):
        ledger.runs(since=naive)


def test_any_zone_is_understood(ledger, run_id):
    assert ledger.runs(since=START.astimezone(UTC))
    assert ledger.runs(since=START.astimezone(UTC) + timedelta(seconds=1)) == []


def test_forget_removes_everything_of_that_shop_only(ledger, run_id):
    for shop in (SHOP, "real"):
        ledger.left_at(run_id, a_decision(a_ticket(shop=shop)), State.WAITING)
    claim(ledger, run_id)
    assert ledger.forget(SHOP) == 8  # run, case, decision, claim, name, three events
    assert ledger.cases(SHOP) == ledger.history(SHOP, "T1") == ledger.runs(SHOP) == []
    assert ledger.entry(a_key()) is None
    assert [row.shop for row in ledger.waiting()] == ["real"]
    assert json.dumps(ledger.history("real", "T1")[0].data, ensure_ascii=False)


def test_what_is_overdue_still_waits_for_its_person(ledger, run_id):
    ledger.read(run_id, a_ticket(state="overdue"))
    ledger.left_at(
        run_id, a_decision(a_ticket(state="overdue"), hand_over="已超时"), State.HANDED_OVER
    )
    assert [row.ticket_id for row in ledger.waiting(SHOP)] == ["T1"]
    ledger.read(ledger.begin_run(SHOP, "headless"), a_ticket(state="done"))
    assert ledger.waiting(SHOP) == []
