"""Any sequence of claims, crashes, readings and people keeps the laws."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from ledger_examples import SHOP, Clock, a_key, claim

from qn_assist.errors import OurFault, UsageFault
from qn_assist.ledger import Ledger

TICKETS = st.sampled_from(["A", "B"])
FOLLOWS = {
    "claimed": {"submitted", "not_done", "unknown"},
    "submitted": {"verified", "unknown", "refused", "not_done"},
    "unknown": {"verified", "not_done"},
}
SETTLED = {
    "claimed": {"verified", "not_done"},
    "submitted": {"verified", "not_done"},
    "unknown": {"verified", "not_done"},
    "refused": {"not_done"},
}


class Entries(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="qn-ledger-"))
        self.clock = Clock()
        self.ledger = Ledger.open(self.folder / "ledger.db", self.clock)
        self.states = {}
        self.permits = {}
        self.steps = dict.fromkeys(("A", "B"), 0)

    def teardown(self):
        self.ledger.close()
        shutil.rmtree(self.folder)

    @rule(ticket=TICKETS, digest=st.sampled_from(["d1", "d2"]))
    def claim(self, ticket, digest):
        permit = claim(self.ledger, "run", a_key(ticket), digest)
        free = self.states.get(ticket) in {None, "not_done"}
        assert bool(permit) == free
        if permit:
            self.permits[ticket] = permit
            self.went(ticket, "claimed")

    @rule(
        ticket=TICKETS,
        to=st.sampled_from(["submitted", "verified", "unknown", "not_done", "refused"]),
    )
    def step(self, ticket, to):
        if ticket not in self.permits:
            return
        permit = self.permits[ticket]
        if to not in FOLLOWS.get(self.states[ticket], set()):
            with pytest.raises(OurFault):
                self.take(permit, to)
            return
        self.take(permit, to)
        self.went(ticket, to)

    @rule(ticket=TICKETS, to=st.sampled_from(["verified", "not_done"]))
    def settle(self, ticket, to):
        if ticket not in self.permits:
            return
        claim_id = self.permits[ticket].claim_id
        if to not in SETTLED.get(self.states[ticket], set()):
            with pytest.raises(UsageFault):
                self.ledger.settle(claim_id, to, "小王", "看过")
            return
        self.ledger.settle(claim_id, to, "小王", "看过")
        self.went(ticket, to)

    @rule()
    def start_again(self):
        self.ledger.close()
        self.ledger = Ledger.open(self.folder / "ledger.db", self.clock)

    @invariant()
    def the_ledger_agrees(self):
        unsettled = {entry.key.ticket_id for entry in self.ledger.unsettled(SHOP)}
        open_states = {"claimed", "submitted", "unknown"}
        assert unsettled == {name for name, state in self.states.items() if state in open_states}
        for ticket, state in self.states.items():
            assert self.ledger.entry(a_key(ticket)).state == state
            assert len(self.ledger.history(SHOP, ticket)) == self.steps[ticket]

    def take(self, permit, to):
        if to == "submitted":
            self.ledger.submitted(permit)
        else:
            getattr(self.ledger, to)(permit.claim_id, "因为")

    def went(self, ticket, to):
        self.states[ticket] = to
        self.steps[ticket] += 1


TestEntries = Entries.TestCase
TestEntries.settings = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
