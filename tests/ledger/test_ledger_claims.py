"""Law 1: at most once. On SQLite and PostgreSQL."""

from __future__ import annotations

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from qn_assist.basics.errors import LedgerUnavailable, OurFault, PermitMisuse
from qn_assist.case.permit import ClaimKey, Permit
from qn_assist.ledger import EntryState, Ledger
from tests.leases import claimed, leased

from .ledger_examples import SHOP, START, a_key, claim


def test_first_claim_yields_a_permit_for_exactly_what_was_claimed(ledger, run_id):
    permit = claim(ledger, run_id)
    assert (permit.key, permit.digest) == (a_key(), "d1")
    assert permit.claim_id == ledger.entry(a_key()).claim_id


def test_second_claim_of_the_same_ticket_loses(ledger, run_id):
    assert claim(ledger, run_id)
    assert claim(ledger, run_id) is None


def test_reworded_reply_is_still_the_same_reply(ledger, run_id):
    claim(ledger, run_id, digest="d1")
    assert claim(ledger, run_id, digest="d2") is None
    assert ledger.entry(a_key()).digest == "d1"


@pytest.mark.parametrize(
    "other", [a_key("T2"), a_key(action="ship"), a_key(occasion="follow_up_1")], ids=str
)
def test_another_ticket_action_or_occasion_is_another_claim(ledger, run_id, other):
    assert claim(ledger, run_id)
    assert claim(ledger, run_id, other)


def test_claim_is_on_the_disk_before_the_permit_is_given(ledger, url, run_id, clock):
    claim(ledger, run_id)
    with Ledger.open(url) as second:
        assert second.entry(a_key()).state is EntryState.CLAIMED


def test_no_permit_when_the_commit_fails(ledger, run_id):
    def fail(_conn):
        raise OperationalError("COMMIT", None, Exception("lost"))

    event.listen(ledger._engine, "commit", fail)
    with pytest.raises(LedgerUnavailable):
        claim(ledger, run_id)
    event.remove(ledger._engine, "commit", fail)
    assert ledger.entry(a_key()) is None
    assert ledger.history(SHOP, "T1") == []


def test_nobody_else_can_mint_a_permit():
    with pytest.raises(PermitMisuse):
        Permit(a_key(), "d1", 1, 1, lambda: True)


def test_not_done_may_be_claimed_again_even_reworded(ledger, run_id, clock):
    first = claim(ledger, run_id, digest="d1")
    ledger.not_done(first, "没有点到")
    clock.go_on(minutes=1)
    again = claim(ledger, run_id, digest="d2")
    entry = ledger.entry(a_key())
    assert again.claim_id == first.claim_id
    assert (entry.attempt, entry.digest, entry.detail) == (2, "d2", "")
    assert claim(ledger, run_id, digest="d3") is None


@pytest.mark.parametrize("state", ["claimed", "submitted", "unknown"])
def test_an_earlier_attempt_moves_no_later_one(ledger, run_id, state):
    """A person settled it, another run claimed it again: the first run comes too late."""
    late = claim(ledger, run_id)
    ledger.settle(late.claim_id, "not_done", "小王", "后台没有")
    again = claim(ledger, run_id)
    moves = ("verified", "unknown", "not_done", "refused", "looked")
    if state != "claimed":
        ledger.submitted(again) if state == "submitted" else ledger.unknown(again, "没看到")
    before = ledger.history(SHOP, "T1")
    with pytest.raises(OurFault, match="第 1 次"):
        ledger.submitted(late)
    for move in moves:
        with pytest.raises(OurFault):
            getattr(ledger, move)(late, "因为")
    assert ledger.entry(a_key()).state == state
    assert ledger.history(SHOP, "T1") == before


def test_refused_is_closed_until_a_person_settles_it(ledger, run_id):
    permit = claim(ledger, run_id)
    ledger.submitted(permit)
    ledger.refused(permit, "运单号已被使用")
    assert claim(ledger, run_id) is None
    ledger.settle(permit.claim_id, "not_done", "小王", "换了运单号")
    assert claim(ledger, run_id)


def test_verified_is_final(ledger, run_id):
    permit = claim(ledger, run_id)
    ledger.submitted(permit)
    ledger.verified(permit, "列表里已显示处理中")
    entry = ledger.entry(a_key())
    assert (entry.state, entry.evidence) == ("verified", "列表里已显示处理中")
    assert entry.verified_at == START
    assert claim(ledger, run_id) is None


def test_entry_gives_back_what_was_claimed(ledger, run_id):
    claimed(ledger, run_id, a_key(), "d1", {"text": "您好", "files": ("a", "b")}, "0070")
    entry = ledger.entry(a_key())
    assert entry.params == {"text": "您好", "files": ("a", "b")}
    assert (entry.order_id, entry.run_id, entry.claimed_at) == ("0070", run_id, START)


def test_unsettled_lists_claimed_submitted_and_unknown_only(ledger, run_id):
    permits = {name: claim(ledger, run_id, a_key(name)) for name in ("A", "B", "C", "D", "E")}
    for name in ("B", "C", "D"):
        ledger.submitted(permits[name])
    ledger.unknown(permits["C"], "没有回音")
    ledger.verified(permits["D"], "看到了")
    ledger.not_done(permits["E"], "没有点")
    assert [(e.key.ticket_id, e.state) for e in ledger.unsettled(SHOP)] == [
        ("A", "claimed"),
        ("B", "submitted"),
        ("C", "unknown"),
    ]
    assert ledger.unsettled("other") == []


def test_find_knows_ticket_and_order_ids_and_takes_wildcards_literally(ledger, run_id):
    claim(ledger, run_id, a_key("T_1"))
    claim(ledger, run_id, a_key("Tx1"))
    assert [entry.key.ticket_id for entry in ledger.find(" T_1 ")] == ["T_1"]
    assert len(ledger.find("9007199254740993123")) == 2
    assert ledger.find("%") == ledger.find("  ") == []


def test_submits_since_counts_every_click_that_may_have_been_made(ledger, run_id, clock):
    def permit(name):
        return claim(ledger, run_id, a_key(name))

    ledger.submitted(permit("before"))
    clock.go_on(hours=1)
    since = clock.now
    assert ledger.submits_since(SHOP, since) == 0
    permit("in flight")
    ledger.submitted(permit("clicked"))
    ledger.unknown(permit("perhaps clicked"), "崩溃")
    ledger.settle(permit("seen by a person").claim_id, "verified", "小王", "后台已有")
    ledger.not_done(permit("never clicked"), "没有点")
    assert ledger.submits_since(SHOP, since) == 4
    assert ledger.submits_since("other", since) == 0


def test_looks_at_what_stays_unknown_are_counted(ledger, run_id):
    permit = claim(ledger, run_id)
    with pytest.raises(OurFault, match="不是不确定的"):
        ledger.looked(permit, "没看到")
    ledger.submitted(permit)
    ledger.unknown(permit, "没看到")
    for number in (1, 2):
        ledger.looked(permit, f"第 {number} 次也没看到")
    entry = ledger.entry(a_key())
    assert (entry.looks, entry.state, entry.detail) == (2, "unknown", "第 2 次也没看到")
    assert [one.event for one in ledger.history(SHOP, "T1")][-2:] == ["looked", "looked"]


def test_a_new_attempt_begins_without_looks(ledger, run_id):
    permit = claim(ledger, run_id)
    ledger.submitted(permit)
    ledger.unknown(permit, "没看到")
    ledger.looked(permit, "没看到")
    ledger.not_done(permit, "后台没有")
    assert claim(ledger, run_id)
    assert ledger.entry(a_key()).looks == 0


def test_what_reading_showed_not_done_is_counted_over_all_attempts(ledger, run_id):
    first = claim(ledger, run_id)
    ledger.submitted(first, "调用成功", "silent")
    assert ledger.entry(first.key).answer == "silent"
    lease = leased(ledger)
    ledger.missed(first, "读到没有提交")
    ledger.give_back(lease)
    again = claim(ledger, run_id)
    assert (ledger.entry(again.key).missed, ledger.entry(again.key).answer) == (1, "")
    ledger.not_done(again, "没有点")
    assert ledger.entry(again.key).missed == 1


def test_a_flow_is_recognised_only_by_reading(ledger, run_id):
    permit = claimed(ledger, run_id, ClaimKey(SHOP, "T1", "reply"), "d", {"flow": "message"}, "O1")
    ledger.submitted(permit)
    assert not ledger.recognised(SHOP, "message")
    ledger.settle(permit.claim_id, "verified", "小王", "看到了")
    assert not ledger.recognised(SHOP, "message")
    permit = claimed(ledger, run_id, ClaimKey(SHOP, "T2", "reply"), "d", {"flow": "message"}, "O2")
    ledger.submitted(permit)
    ledger.verified(permit, "看到了")
    assert ledger.recognised(SHOP, "message")
    assert not ledger.recognised(SHOP, "other")
    assert not ledger.recognised("other", "message")
