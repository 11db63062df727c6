"""What lies behind a ticket: one record, one transaction, nothing searched through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from qn_assist.case import FollowUpEntry, Seen
from qn_assist.ledger import EntryState

from .ledger_examples import SHOP, START, a_decision, a_key, a_ticket, claim

ORDER = a_ticket().order_id


@pytest.fixture
def filled(ledger, run_id):
    """Three tickets of one order: one done, one unproven, one surely not done."""
    ledger.read_all(run_id, (a_ticket("T1"), a_ticket("T2"), a_ticket("T3")))
    done = claim(ledger, run_id, a_key("T1"))
    ledger.submitted(done)
    ledger.verified(done, "看到了")
    ledger.unknown(claim(ledger, run_id, a_key("T2")), "没有回答")
    ledger.not_done(claim(ledger, run_id, a_key("T3")), "没有点")
    entry = FollowUpEntry(after_hours=1, until=["parcel_moved"], limit_hours=24)
    ledger.follow(a_decision(), entry, Seen("paid"), START)
    return ledger


def test_it_holds_the_claims_of_the_order_and_the_follow_up_of_the_ticket(filled):
    behind = filled.behind(SHOP, "T1", ORDER)
    assert [one.key.ticket_id for one in behind.claims.entries] == ["T1", "T2", "T3"]
    assert behind.claims.of(a_key("T2")).state is EntryState.UNKNOWN
    assert behind.claims.of(a_key("T1", occasion="second")) is None
    assert behind.follow_up == filled.follow_up(SHOP, "T1")
    assert behind.promises == ()
    assert filled.claims_behind(SHOP, "T1", ORDER) == behind.claims


def test_only_what_was_proven_for_the_ticket_itself_counts_as_done(filled):
    assert filled.behind(SHOP, "T1", ORDER).claims.verified == {"reply"}
    assert filled.behind(SHOP, "T2", ORDER).claims.verified == frozenset()
    assert (
        filled.behind(SHOP, "T", ORDER[:9]).claims.entries == ()
    )  # a part of a number is no number
    assert filled.behind("another", "T1", ORDER).claims.entries == ()


def test_an_order_is_asked_for_what_was_done_lately_and_what_is_unproven_however_old(filled, clock):
    def found(ticket_id, hours):
        claims = filled.claims_behind(SHOP, ticket_id, ORDER)
        one = claims.by_another_ticket("reply", clock() + timedelta(hours=hours))
        return one and one.key.ticket_id

    assert found("T3", -1) == "T2"
    assert found("T3", 1) == "T2"
    assert found("T2", -1) == "T1"
    assert found("T2", 1) is None
    assert [
        one.key.ticket_id for one in filled.claims_behind(SHOP, "T3", ORDER).of_order("reply")
    ] == ["T1", "T2"]


def plans(ledger) -> list[str]:
    """How SQLite finds the rows of each statement of one look behind a ticket."""
    asked: list[tuple[str, Any]] = []

    def noted(conn, cursor, statement, parameters, context, many) -> None:
        asked.append((statement, parameters))

    event.listen(ledger._engine, "before_cursor_execute", noted)
    ledger.behind(SHOP, "T1", ORDER)
    event.remove(ledger._engine, "before_cursor_execute", noted)
    assert sum(one.startswith("BEGIN") for one, _ in asked) == 1
    with ledger._engine.connect() as conn:
        return [
            row.detail
            for statement, parameters in asked
            if statement.startswith("SELECT")
            for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


def test_it_reads_in_one_transaction_and_by_indexes_alone(filled):
    if filled._engine.dialect.name != "sqlite":
        pytest.skip("the planner of PostgreSQL scans small tables, whatever their indexes")
    lines = plans(filled)
    assert not [one for one in lines if one.startswith("SCAN")], lines
    by = "USING INDEX "
    used = {one.partition(by)[2].split(" ")[0] for one in lines if by in one}
    assert {"ix_claims_order_id", "promises_of_order"} <= used, lines
    assert "claims_of_shop" not in used  # every claim of the shop would be looked at
