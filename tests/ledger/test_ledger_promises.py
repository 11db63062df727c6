"""A promise is written with the proof of the action that made it, whoever proves it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qn_assist.ledger import promise_params
from tests import leases

from .ledger_examples import SHOP, START, a_key

ORDER = "9007199254740993123"
DATE = START + timedelta(days=6)


@pytest.fixture
def claimed(ledger, run_id):
    params = {"flow": "reply_delay"} | promise_params(DATE, START, "小王", "agreed_delay")
    permit = leases.claimed(ledger, run_id, a_key(), "d1", params, ORDER)
    ledger.submitted(permit)
    return permit


def test_a_proven_action_promises_and_an_unproven_one_does_not(ledger, claimed):
    assert ledger.promises(SHOP) == []
    ledger.verified(claimed, "读回一致")
    [row] = ledger.promises(SHOP, ORDER)
    assert (row.promised_date, row.made_at, row.source) == (DATE, START, "agreed_delay")
    assert (row.claim_id, row.ticket_id, row.owner, row.state) == (
        claimed.claim_id,
        "T1",
        "小王",
        "open",
    )
    assert ledger.promises(SHOP, "another") == ledger.promises("another") == []


def test_a_persons_word_proves_it_too(ledger, claimed):
    ledger.unknown(claimed, "没有回答")
    ledger.settle(claimed.claim_id, "verified", "阿宁", "后台有")
    assert len(ledger.promises(SHOP)) == 1


def test_what_was_not_done_promised_nothing(ledger, claimed):
    ledger.unknown(claimed, "没有回答")
    ledger.not_done(claimed, "读了两次")
    assert ledger.promises(SHOP) == []


def test_the_same_date_is_one_promise_however_often_it_is_said(ledger, run_id, claimed):
    ledger.verified(claimed, "读回一致")
    for action, date in (("message", DATE), ("reply_2", DATE + timedelta(days=1))):
        params = promise_params(date, START, "小王", "again")
        permit = leases.claimed(ledger, run_id, a_key(action=action), "d", params, ORDER)
        ledger.submitted(permit)
        ledger.verified(permit, "读回一致")
    assert [row.promised_date for row in ledger.promises(SHOP)] == [DATE, DATE + timedelta(days=1)]


@pytest.mark.parametrize(("state", "left"), [("kept", 0), ("void", 0), ("broken", 1)])
def test_it_ends_once_and_a_broken_one_is_remembered(ledger, claimed, state, left):
    ledger.verified(claimed, "读回一致")
    [row] = ledger.promises(SHOP)
    assert ledger.promise_ended(row, state, DATE)
    assert not ledger.promise_ended(row, state, DATE)
    assert len(ledger.promises(SHOP)) == left
    told = [event.event for event in ledger.history(SHOP, "T1")]
    assert {"promised", f"promise_{state}"} <= set(told)
