"""Which half-done tickets are taken up: those that our own action ended, and no others."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qn_assist.case.decisions import PlannedAction
from qn_assist.ledger import Ledger
from qn_assist.run.found import PassFound
from qn_assist.run.rest import begun_before
from tests.leases import claimed
from tests.ledger.ledger_examples import SHOP, a_decision, a_ticket

FLOWS = {
    "ship": SimpleNamespace(ends_ticket=True),
    "report_problem": SimpleNamespace(ends_ticket=False),
    "message": SimpleNamespace(ends_ticket=False),
}


def taken_up(ledger: Ledger, flow: str, *, proven: bool = True, listed: bool = False) -> list[str]:
    """Of a ticket whose first action was done by `flow`, the message never."""
    run_id = ledger.begin_run(SHOP, "headless")
    ticket = a_ticket()
    ledger.read(run_id, ticket)
    first, tell = PlannedAction(flow, "first", {}), PlannedAction("message", "message", {})
    decision = a_decision(ticket, actions=(first, tell))
    ledger.goes_on(run_id, decision)
    permit = claimed(ledger, run_id, first.key(ticket), "d", {}, ticket.order_id)
    assert permit is not None
    ledger.submitted(permit)
    if proven:
        ledger.verified(permit, "看到了")
    limits = SimpleNamespace(plan_hours=12)
    given: Any = SimpleNamespace(
        shop=SHOP,
        ledger=ledger,
        flows=SimpleNamespace(actions=FLOWS),
        policy=SimpleNamespace(shop=SimpleNamespace(limits=limits)),
    )
    readings: Any = [SimpleNamespace(category=ticket.category, complete=True)]
    shown = [ticket] if listed else []
    return [one.ticket_id for one in begun_before(given, PassFound(), shown, readings)]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "l.sqlite3")


def test_what_our_own_shipment_ended_is_taken_up(ledger: Ledger) -> None:
    assert taken_up(ledger, "ship") == ["T1"]


def test_what_left_its_list_for_another_reason_is_a_persons(ledger: Ledger) -> None:
    """The parcel was signed meanwhile: the words of then may be untrue."""
    assert taken_up(ledger, "report_problem") == []


def test_what_is_not_proven_is_not_built_upon(ledger: Ledger) -> None:
    assert taken_up(ledger, "ship", proven=False) == []


def test_what_still_stands_in_its_list_goes_its_usual_way(ledger: Ledger) -> None:
    assert taken_up(ledger, "ship", listed=True) == []
