"""What a comparison with the console's lists leaves in the ledger."""

from __future__ import annotations

from datetime import timedelta

from qn_assist.case.decisions import PlannedAction
from qn_assist.case.outcomes import State
from qn_assist.ledger.reconciled import HalfDone

from .ledger_examples import SHOP, a_decision, a_key, a_ticket, claim


def test_what_was_told_or_seen_is_known_the_next_time(ledger, run_id):
    ledger.read(run_id, a_ticket())
    assert not ledger.reconciles(SHOP)
    ledger.reconciled(run_id, SHOP, (), (), ("T7",))
    assert ledger.reconciles(SHOP)
    wanted = {"T1", "T7", "T8"}
    assert ledger.seen(SHOP, wanted) == {"T1"}
    assert ledger.reconciled_before(SHOP, wanted) == {"T7"}
    assert ledger.seen("another", wanted) == ledger.reconciled_before("another", wanted) == set()


def test_a_comparison_without_all_tasks_is_none(ledger, run_id, clock):
    ledger.reconciled(run_id, SHOP, (), (), (), whole=False)
    assert not ledger.reconciles(SHOP)
    ledger.reconciled(run_id, SHOP, (), (), ())
    assert ledger.reconciles(SHOP, clock())
    assert not ledger.reconciles(SHOP, clock() + timedelta(minutes=1))
    assert not ledger.reconciles("another")


def test_many_tickets_are_asked_for_in_portions(ledger, run_id):
    ledger.read_all(run_id, [a_ticket(f"T{number}") for number in range(600)])
    assert len(ledger.seen(SHOP, {f"T{number}" for number in range(2000)})) == 600


def test_a_case_that_left_its_list_waits_for_nobody_any_more(ledger, run_id):
    ledger.left_at(run_id, a_decision(hand_over="人工"), State.HANDED_OVER)
    assert [row.ticket_id for row in ledger.seen_open(SHOP)] == ["T1"]
    ledger.reconciled(run_id, SHOP, (), ("T1",), ())
    assert ledger.seen_open(SHOP) == ledger.waiting(SHOP) == []
    assert [event.event for event in ledger.history(SHOP, "T1")][-1] == "left_list"


def test_a_case_is_kept_as_the_console_shows_it_now(ledger, run_id):
    ledger.read(run_id, a_ticket())
    ledger.reconciled(run_id, SHOP, (a_ticket(state="done"),), (), ())
    assert ledger.seen_open(SHOP) == []
    assert ledger.cases(SHOP)[0].console_state == "done"


def test_what_was_begun_and_never_finished_is_half_done(ledger, run_id):
    ship, tell = (PlannedAction(name, name, {}, None) for name in ("shipment", "message"))
    ticket = a_ticket(order_id="9007199254740993123")
    both = a_decision(ticket, actions=(ship, tell))
    ledger.goes_on(run_id, both)
    assert ledger.half_done(SHOP, {"T1"}) == {}
    claim(ledger, run_id, ship.key(ticket))
    assert ledger.half_done(SHOP, {"T1"}) == {"T1": HalfDone((ship,), (tell,))}
    of_another = claim(ledger, run_id, a_key("T2", "message"))
    assert ledger.half_done(SHOP, {"T1"}) == {}, "the buyer was told for another ticket"
    ledger.not_done(of_another, "没有点")
    assert ledger.half_done(SHOP, {"T1"}).keys() == {"T1"}


def test_what_may_have_been_done_is_ours(ledger, run_id):
    claim(ledger, run_id)
    permit = claim(ledger, run_id, a_key("T2"))
    ledger.not_done(permit, "没有点")
    assert ledger.acted_on(SHOP, {"T1", "T2", "T3"}) == {"T1"}
