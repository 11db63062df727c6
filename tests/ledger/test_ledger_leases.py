"""One writer per shop, wherever its ledger is shared: real databases, two holders."""

from __future__ import annotations

import threading

import pytest

from qn_assist.basics.errors import LeaseLost, OurFault
from qn_assist.ledger import Holder, Lease, Ledger, Taken
from tests.leases import OTHERS, US, leased, proven_shop

from .conftest import impatient
from .ledger_examples import SHOP, a_key

THINGS = ("d1", {"text": "您好"}, "1")


@pytest.fixture
def theirs(url, clock, ledger):
    """The same ledger, opened on another machine."""
    with Ledger.open(impatient(url)) as opened:
        yield opened


def take(ledger, holder, dead=None):
    return ledger.take_lease(proven_shop(), SHOP, holder, dead)


def test_another_home_is_told_who_writes(ledger, theirs):
    assert isinstance(take(ledger, US), Lease)
    taken = take(theirs, OTHERS)
    assert isinstance(taken, Taken)
    assert taken.by == US.shown


def test_what_was_given_back_is_free(ledger, theirs):
    ledger.give_back(take(ledger, US))
    assert isinstance(take(theirs, OTHERS), Lease)


def test_the_same_home_takes_over_what_its_dead_process_left(ledger):
    """Its lock was free: the operating system says that the other is dead."""
    first, second = take(ledger, US), take(ledger, US)
    assert second.token > first.token


def test_one_that_beats_is_never_taken_for_dead(ledger, theirs):
    lease = take(ledger, US)
    seen = take(theirs, OTHERS)
    ledger.beat(lease)
    assert isinstance(take(theirs, OTHERS, seen), Taken)
    assert isinstance(take(theirs, OTHERS, take(theirs, OTHERS)), Lease)


def test_who_lost_the_lease_claims_nothing_and_settles_nothing(ledger, theirs, run_id):
    ledger.hold(take(ledger, US))
    permit = ledger.claim(run_id, a_key(), *THINGS)
    ledger.unknown(permit, "没有回音")
    theirs.hold(take(theirs, OTHERS, take(theirs, OTHERS)))
    with pytest.raises(LeaseLost):
        ledger.claim(run_id, a_key("T2"), *THINGS)
    with pytest.raises(LeaseLost):
        ledger.missed(permit, "读到没有提交")
    assert ledger.entry(a_key("T2")) is None
    assert ledger.entry(a_key()).state == "unknown"
    assert theirs.claim(run_id, a_key("T2"), *THINGS)


def test_nothing_is_claimed_without_a_lease_or_under_that_of_another_shop(ledger, run_id):
    with pytest.raises(OurFault, match="提交权"):
        ledger.claim(run_id, a_key(), *THINGS)
    leased(ledger, "another")
    with pytest.raises(OurFault, match="提交权"):
        ledger.claim(run_id, a_key(), *THINGS)
    assert ledger.history(SHOP, "T1") == []


def test_a_permit_holds_until_the_lease_is_lost(ledger, theirs, run_id):
    ledger.hold(take(ledger, US))
    permit = ledger.claim(run_id, a_key(), *THINGS)
    assert permit.holds()
    take(theirs, OTHERS, take(theirs, OTHERS))
    assert not permit.holds()


@pytest.mark.parametrize("settled", ["unknown", "not_done"])
def test_a_permit_holds_until_somebody_settles_its_entry(ledger, theirs, run_id, settled):
    leased(ledger)
    permit = ledger.claim(run_id, a_key(), *THINGS)
    getattr(theirs, settled)(theirs.entry(a_key()), "另一台电脑看过")
    assert not permit.holds()


def test_a_lease_given_back_holds_nothing(ledger, run_id):
    lease = leased(ledger)
    permit = ledger.claim(run_id, a_key(), *THINGS)
    ledger.give_back(lease)
    assert not permit.holds()
    with pytest.raises(LeaseLost):
        ledger.beat(lease)


def test_giving_back_a_lost_lease_takes_nothing_from_the_next(ledger, theirs):
    old = take(ledger, US)
    new = take(theirs, OTHERS, take(theirs, OTHERS))
    ledger.give_back(old)
    theirs.beat(new)
    assert isinstance(take(ledger, US), Taken)


def test_of_many_that_want_it_at_once_one_gets_it(url, clock, ledger):
    """Eight threads with connections of their own; a first pass of a shop nobody knew."""
    start, got = threading.Barrier(8), []

    def want(number):
        with Ledger.open(url) as opened:
            start.wait()
            got.append(take(opened, Holder(f"home-{number}", f"machine {number}")))

    threads = [threading.Thread(target=want, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(one, Lease) for one in got) == 1
    assert sum(isinstance(one, Taken) for one in got) == 7
