"""Whose turn it is: one order by the time left, and a limit that counts what is still to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from qn_assist.basics.clock import utc_now
from qn_assist.case.basis import Basis
from qn_assist.case.decisions import Decision
from qn_assist.case.endings import FollowUpEntry, Seen
from qn_assist.case.outcomes import State
from qn_assist.case.tickets import Ticket
from qn_assist.facts import Facts
from qn_assist.ledger import FollowUpRow, Ledger
from qn_assist.run.turns import in_turn, within_limit
from tests.leases import claimed
from tests.report.examples import a_decision, a_message, a_reply, a_ticket

HOUR = timedelta(hours=1)
# One moment for all: a test may come long after its file was read.
NOW = utc_now()


@pytest.fixture
def ledger(tmp_path: Any) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite3") as opened:
        yield opened


def ticket(number: int, **changes: Any) -> Ticket:
    """The higher its number the more time it has."""
    own = {"order_id": f"38951015493827250{number:02d}", "deadline": NOW + number * HOUR}
    return a_ticket(str(number), **own | changes)


TICKETS = [ticket(number) for number in (1, 2, 3)]


def decided(ledger: Ledger, one: Ticket, state: State | None, **how: Any) -> Decision:
    """As an earlier pass left it."""
    run_id = ledger.begin_run(one.shop, "headless")
    ledger.read(run_id, one)
    basis = Basis(one, None, Facts(), utc_now())
    made = a_decision(one, **{"actions": (a_message(),), "basis": basis} | how)
    if state is None:
        ledger.goes_on(run_id, made)
    else:
        ledger.left_at(run_id, made, state)
    return made


def done(ledger: Ledger, one: Ticket, **how: Any) -> None:
    """Its first action was done and proven."""
    made = decided(ledger, one, None, **how)
    key = made.actions[0].key(one)
    permit = claimed(ledger, "r", key, "d", {"flow": "message"}, one.order_id)
    assert permit is not None
    ledger.submitted(permit)
    ledger.verified(permit, "看到了")


def chosen(ledger: Ledger, limit: int, *tickets: Ticket, mode: str = "headless") -> list[str]:
    given: Any = SimpleNamespace(
        shop="practice",
        ledger=ledger,
        gate=SimpleNamespace(mode=mode),
        session=SimpleNamespace(clock=SimpleNamespace(now=utc_now)),
        wanted=SimpleNamespace(limit=limit),
    )
    return [one.ticket_id for one in within_limit(given, list(tickets or TICKETS))]


def test_a_limit_takes_the_soonest(ledger: Ledger) -> None:
    assert chosen(ledger, 1) == ["1"]
    assert chosen(ledger, 2) == ["1", "2"]


def test_what_is_done_does_not_count(ledger: Ledger) -> None:
    done(ledger, TICKETS[0])
    assert chosen(ledger, 1) == ["2"]


@pytest.mark.parametrize("state", ["handed_over", "declined", "refused", "unknown", "skipped"])
def test_what_is_a_persons_does_not_count_until_it_changes(ledger: Ledger, state: str) -> None:
    decided(ledger, TICKETS[0], State(state))
    assert chosen(ledger, 1) == ["2"]
    changed = TICKETS[0].model_copy(update={"waybill": "SF1234567890123"})
    assert chosen(ledger, 1, changed, *TICKETS[1:]) == ["1"]


@pytest.mark.parametrize("state", ["failed", "stopped", "stale", "previewed", "left"])
def test_what_failed_is_still_to_do(ledger: Ledger, state: str) -> None:
    decided(ledger, TICKETS[0], State(state))
    assert chosen(ledger, 1) == ["1"]


def test_half_of_it_done_is_still_to_do(ledger: Ledger) -> None:
    done(ledger, TICKETS[0], actions=(a_message(), a_reply()))
    assert chosen(ledger, 1) == ["1"]


def test_done_and_opened_again_is_to_do(ledger: Ledger) -> None:
    done(ledger, TICKETS[0])
    ledger.read("r", TICKETS[0].model_copy(update={"state": "done"}))
    assert chosen(ledger, 1) == ["1"]


def test_what_waits_for_a_person_counts_only_where_one_is_asked(ledger: Ledger) -> None:
    made = decided(ledger, TICKETS[0], State.WAITING, approval="person")
    assert chosen(ledger, 1) == ["2"]
    assert chosen(ledger, 1, mode="supervised") == ["1"]
    ledger.approve("practice", "1", made.digest(), "阿宁", utc_now() + HOUR)
    assert chosen(ledger, 1) == ["1"]


def test_what_waits_for_room_in_the_limits_is_to_do(ledger: Ledger) -> None:
    decided(ledger, TICKETS[0], State.WAITING, approval="auto")
    assert chosen(ledger, 1) == ["1"]


def test_where_there_is_room_what_is_done_is_looked_at_again_in_its_turn(ledger: Ledger) -> None:
    done(ledger, TICKETS[0])
    assert chosen(ledger, 2) == ["2", "3"]
    decided(ledger, TICKETS[1], State.HANDED_OVER)
    assert chosen(ledger, 2) == ["1", "3"]
    assert chosen(ledger, 3) == ["1", "2", "3"]


def a_followed(number: int, left: timedelta, state: Any = "open") -> FollowUpRow:
    """Its ticket's own deadline is long over: it was answered."""
    own = ticket(number, deadline=NOW - 90 * HOUR)
    return FollowUpRow(
        own.shop, own.ticket_id, own.order_id, own.kind, own.category, "rule",
        FollowUpEntry(after_hours=1, limit_hours=90, until=["order_closed"]),
        Seen("paid"), NOW - 90 * HOUR, NOW, NOW + left, 1, state, "", None, None,
        own.model_dump(mode="json"),
    )  # fmt: skip


def test_followed_cases_stand_among_the_tickets_by_the_time_left_to_them() -> None:
    due = [a_followed(8, 150 * HOUR), a_followed(9, 1.5 * HOUR), a_followed(7, -HOUR)]
    assert [one.ticket_id for one in in_turn(TICKETS, due, NOW)] == list("719238")


def test_a_followed_case_that_is_its_owners_already_comes_last() -> None:
    due = [a_followed(9, -HOUR, "handed_over")]
    assert [one.ticket_id for one in in_turn(TICKETS, due, NOW)] == list("1239")


def test_a_followed_case_that_is_due_counts_as_to_do(ledger: Ledger) -> None:
    made = decided(ledger, TICKETS[0], State.HANDED_OVER)
    entry = FollowUpEntry(after_hours=1, limit_hours=90, until=["order_closed"])
    ledger.follow(made, entry, Seen("paid"), utc_now())
    assert chosen(ledger, 1) == ["2"]
    ledger.follow(made, entry, Seen("paid"), utc_now() - 2 * HOUR)
    assert chosen(ledger, 1) == ["1"]


def test_without_a_deadline_comes_last() -> None:
    none = ticket(5, deadline=None)
    assert [one.ticket_id for one in in_turn([none, *TICKETS], (), NOW)] == list("1235")
