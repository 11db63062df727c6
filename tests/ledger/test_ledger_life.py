"""Which state may follow which, by the program and by a person."""

from __future__ import annotations

import pytest

from qn_assist.basics.errors import OurFault, UsageFault
from qn_assist.case.permit import Permit
from qn_assist.ledger import EntryState

from .ledger_examples import SHOP, a_key, claim

# Written out once more, by hand: the table in the program must not change by accident.
ALLOWED = {
    ("claimed", "submitted"),
    ("claimed", "not_done"),
    ("claimed", "unknown"),
    ("submitted", "verified"),
    ("submitted", "unknown"),
    ("submitted", "refused"),
    ("submitted", "not_done"),
    ("unknown", "verified"),
    ("unknown", "not_done"),
}
BY_A_PERSON = {
    ("claimed", "verified"),
    ("claimed", "not_done"),
    ("submitted", "verified"),
    ("submitted", "not_done"),
    ("unknown", "verified"),
    ("unknown", "not_done"),
    ("refused", "not_done"),
}
WAY_TO = {
    "claimed": [],
    "submitted": ["submitted"],
    "verified": ["submitted", "verified"],
    "unknown": ["unknown"],
    "not_done": ["not_done"],
    "refused": ["submitted", "refused"],
}


WORDS = [state.value for state in EntryState]


def step(ledger, permit, to):
    if to == "submitted":
        ledger.submitted(permit)
    else:
        getattr(ledger, to)(permit, "因为")


def entry_in(ledger, run_id, state, key):
    permit = claim(ledger, run_id, key)
    for to in WAY_TO[state]:
        step(ledger, permit, to)
    return permit


def test_every_state_is_in_this_table():
    assert set(WAY_TO) == set(WORDS)


@pytest.mark.parametrize("was", WORDS)
def test_the_program_takes_only_steps_of_the_life(ledger, run_id, was):
    for to in WORDS[1:]:
        permit = entry_in(ledger, run_id, was, a_key(to))
        if (was, to) in ALLOWED:
            step(ledger, permit, to)
            assert ledger.entry(a_key(to)).state == to
            continue
        before = ledger.history(SHOP, to)
        with pytest.raises(OurFault, match=f"{was} → {to}"):
            step(ledger, permit, to)
        assert ledger.entry(a_key(to)).state == was
        assert ledger.history(SHOP, to) == before


@pytest.mark.parametrize("was", WORDS)
def test_a_person_settles_only_what_is_open(ledger, run_id, was):
    for to in ("verified", "not_done"):
        permit = entry_in(ledger, run_id, was, a_key(to))
        if (was, to) not in BY_A_PERSON:
            with pytest.raises(UsageFault, match=was):
                ledger.settle(permit.claim_id, to, "小王", "看过后台")
            continue
        ledger.settle(permit.claim_id, to, "小王", "看过后台")
        entry = ledger.entry(a_key(to))
        assert (entry.state, entry.settled_by, entry.detail) == (to, "小王", "看过后台")
        assert ledger.history(SHOP, to)[-1].data["by"] == "小王"


def test_only_not_done_is_claimed_again(ledger, run_id):
    for state in WAY_TO:
        key = a_key(state)
        entry_in(ledger, run_id, state, key)
        assert bool(claim(ledger, run_id, key)) == (state == "not_done")


def test_every_step_leaves_one_event_with_the_state_before_it(ledger, run_id):
    permit = entry_in(ledger, run_id, "unknown", a_key())
    ledger.not_done(permit, "读了两次都没有")
    claim(ledger, run_id)
    assert [(e.event, e.was, e.detail) for e in ledger.history(SHOP, "T1")] == [
        ("claimed", None, ""),
        ("unknown", "claimed", "因为"),
        ("not_done", "unknown", "读了两次都没有"),
        ("claimed", "not_done", ""),
    ]


def test_an_unknown_claim_id_is_the_programs_or_the_persons_fault(ledger):
    with pytest.raises(OurFault):
        ledger.verified(Permit(a_key(), "d1", 99, 1, lambda: True, Permit.MINT), "看到了")
    with pytest.raises(UsageFault, match="99"):
        ledger.settle(99, "verified", "小王", "")


def test_nobody_cannot_settle(ledger, run_id):
    permit = entry_in(ledger, run_id, "unknown", a_key())
    with pytest.raises(UsageFault):
        ledger.settle(permit.claim_id, "verified", "  ", "")
