"""Shipping: with exactly the shop's label, once, and the ticket is seen closed by the console."""

from __future__ import annotations

from pathlib import Path

import pytest

from qn_assist.case.outcomes import State
from qn_assist.case.permit import ClaimKey
from qn_assist.drill.jobs import Job, Kill
from qn_assist.drill.wanted import faults_of
from qn_assist.drill.worker import Worker
from qn_assist.practice.generate.cases import Case
from qn_assist.practice.office.office import Office
from tests.leases import claimed

from .conftest import Rehearse
from .judge import done_for, wanted
from .rehearsal import Rehearsal, minutes_later, of

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def ready(rehearse: Rehearse) -> tuple[Rehearsal, Case]:
    """A console with an urged order whose label is printed."""
    rehearsal = rehearse(10)
    rehearsal.only("urge_ship")
    return rehearsal, rehearsal.case("stock_ready", "task")


def test_an_order_that_left_is_shipped_once_and_its_ticket_seen_closed(
    ready: tuple[Rehearsal, Case],
) -> None:
    rehearsal, case = ready
    first, second = (rehearsal.headless(case.ticket_id) for _ in range(2))
    truth = rehearsal.truth()
    assert done_for(truth, case) == wanted(case) == ["shipment", "message"]
    for write in truth.accepted:
        assert not faults_of(write["kind"], write["fields"], case, rehearsal.folder / "shops")
    assert of(first, case.ticket_id).state is State.VERIFIED
    assert second.outcomes == ()  # it left the list by itself
    assert rehearsal.console.world.example_office.task(case.ticket_id).state == "closed"


def test_a_ticket_that_stays_open_after_shipping_is_told_to_a_person(
    ready: tuple[Rehearsal, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal, case = ready
    monkeypatch.setattr(Office, "_end", lambda *_: None)
    summary = rehearsal.headless(case.ticket_id)
    outcome = of(summary, case.ticket_id)
    assert outcome.state is State.HANDED_OVER
    assert "任务还没有自动关闭" in outcome.detail
    assert rehearsal.truth().kinds(case.ticket_id, case.order.order_id).count("shipment") == 1


@pytest.mark.parametrize("fault", ["lost_answer:shipment:x1", "false_failure:shipment:x1"])
def test_an_answer_that_is_lost_or_lies_ships_nothing_twice(
    ready: tuple[Rehearsal, Case], fault: str
) -> None:
    rehearsal, case = ready
    rehearsal.console.arm(fault)
    rehearsal.headless(case.ticket_id)
    rehearsal.headless(case.ticket_id)
    kinds = rehearsal.truth().kinds(case.ticket_id, case.order.order_id)
    assert kinds.count("shipment") == 1


@pytest.mark.parametrize("late", [False, True], ids=["soon", "late"])
def test_a_message_that_was_killed_behind_its_shipment_is_taken_up_or_told_once(
    ready: tuple[Rehearsal, Case], tmp_path: Path, late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The console has closed the ticket, which stands in no list any more."""
    rehearsal, case = ready
    places = (str(rehearsal.folder), str(rehearsal.home.root), rehearsal.shop)
    with Worker(tmp_path / "said") as worker:
        kill = Kill("verify_after", "shipment")
        done = worker.do(Job(*places, only=(case.ticket_id,), kill=kill))
    assert done.died == "killed"
    with rehearsal.shop_file.open("a", encoding="utf-8") as file:
        file.write("reconcile_hours: 0\n")
    if late:  # nobody knows any more whether the words still fit
        minutes_later(monkeypatch, 60 * 13)
    first, second = (rehearsal.headless() for _ in range(2))
    kinds = rehearsal.truth().kinds(case.ticket_id, case.order.order_id)
    assert kinds == (["shipment"] if late else ["shipment", "message"])
    assert not [one for one in second.findings if one.kind == "half_done"]
    if not late:
        assert of(first, case.ticket_id).state is State.VERIFIED
        assert not [one for one in first.findings if one.kind == "half_done"]
        return
    told = [one for one in first.findings if one.kind == "half_done"]
    assert [one.ticket_id for one in told] == [case.ticket_id]
    assert told[0].detail == "做过：发货；没有做：给买家发消息，请人工补上"
    assert first.exit_code == 1


def test_an_order_in_two_lists_gives_the_buyer_one_message(rehearse: Rehearse) -> None:
    rehearsal = rehearse(14)
    case = rehearsal.case("agreed_delay", "exception")
    rehearsal.headless(rehearsal.ticket_id(case))
    urged = rehearsal.console.person("urge", order_id=case.order.order_id)["ticket_id"]
    outcome = of(rehearsal.headless(urged), urged)
    assert [one.state for one in outcome.actions] == [State.ALREADY, State.VERIFIED]
    kinds = [one["kind"] for one in rehearsal.truth().accepted]
    assert kinds == ["message", "urge_reply"]


def test_behind_an_unproven_shipment_nobody_is_told_that_it_left(
    ready: tuple[Rehearsal, Case],
) -> None:
    """Neither for its own ticket nor for another one of the order is anything clicked."""
    rehearsal, case = ready
    with rehearsal.ledger() as ledger:
        run_id = ledger.begin_run(rehearsal.shop, "headless")
        key = ClaimKey(rehearsal.shop, case.ticket_id, "shipment")
        fields = {"flow": "a flow that is gone"}  # nothing can settle it by reading
        permit = claimed(ledger, run_id, key, "d", fields, case.order.order_id)
        ledger.unknown(permit, "没有回答")
    urged = rehearsal.console.person("urge", order_id=case.order.order_id)["ticket_id"]
    summary = rehearsal.headless(case.ticket_id, urged)
    assert {one.state for one in summary.outcomes} == {State.UNKNOWN}
    assert len(summary.outcomes) == 2
    assert rehearsal.truth().arrivals == []
