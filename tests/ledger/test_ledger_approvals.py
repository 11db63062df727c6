"""Law 7: an approval is bound to what was shown, expires, and is used once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qn_assist.basics.errors import UsageFault

from .ledger_examples import SHOP, START


@pytest.fixture
def approved(ledger):
    ledger.approve(SHOP, "T1", "d1", "小王", START + timedelta(hours=1))
    return ledger


def test_silence_is_no_approval(ledger):
    assert ledger.approved(SHOP, "T1", "d1") is None
    assert not ledger.use_approval(SHOP, "T1", "d1")


def test_an_approval_names_who_and_until_when(approved):
    approval = approved.approved(SHOP, "T1", "d1")
    assert (approval.by, approval.expires_at) == ("小王", START + timedelta(hours=1))


@pytest.mark.parametrize(
    "other", [("other", "T1", "d1"), (SHOP, "T2", "d1"), (SHOP, "T1", "reworded")]
)
def test_an_approval_covers_nothing_else(approved, other):
    assert approved.approved(*other) is None
    assert not approved.use_approval(*other)


def test_an_approval_expires(approved, clock):
    clock.go_on(minutes=60)
    assert approved.approved(SHOP, "T1", "d1") is None
    assert not approved.use_approval(SHOP, "T1", "d1")


def test_an_approval_is_used_once(approved):
    assert approved.use_approval(SHOP, "T1", "d1", "run")
    assert not approved.use_approval(SHOP, "T1", "d1", "run")
    assert approved.approved(SHOP, "T1", "d1") is None
    words = [event.event for event in approved.history(SHOP, "T1")]
    assert words == ["approved", "approval_used"]


def test_approving_twice_allows_one_use(approved):
    approved.approve(SHOP, "T1", "d1", "小李", START + timedelta(hours=2))
    assert approved.approved(SHOP, "T1", "d1").by == "小李"
    assert approved.use_approval(SHOP, "T1", "d1")
    assert not approved.use_approval(SHOP, "T1", "d1")


@pytest.mark.parametrize(
    ("digest", "by", "hours"), [("", "小王", 1), ("d1", " ", 1), ("d1", "小王", 0)]
)
def test_nobody_nothing_or_never_is_refused(ledger, digest, by, hours):
    with pytest.raises(UsageFault):
        ledger.approve(SHOP, "T1", digest, by, START + timedelta(hours=hours))


def test_an_approval_that_ran_out_holds_no_more_when_the_clock_is_set_back(approved, clock):
    clock.go_on(minutes=61)
    approved.begin_run(SHOP, "dry-run")  # the ledger saw the time
    clock.go_on(minutes=-30)
    assert approved.approved(SHOP, "T1", "d1") is None
    assert not approved.use_approval(SHOP, "T1", "d1")
    approved.approve(SHOP, "T1", "d1", "小王", START + timedelta(hours=1))
    assert approved.use_approval(SHOP, "T1", "d1")
