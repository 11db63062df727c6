"""Any sequence of runs, claims, crashes, readings, approvals and people keeps the laws.

Two ledgers stand open on one file, as two processes would; a plain model beside them says what
must hold after every step.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from qn_assist.basics.errors import OurFault, UsageFault
from qn_assist.case.outcomes import State
from qn_assist.case.permit import ClaimKey, Permit
from qn_assist.ledger import Ledger, PreviewLedger
from tests.clocks import set_machine
from tests.leases import claimed

from .ledger_examples import START, Clock, a_decision, a_ticket

SHOPS = ("practice", "other")
# Few, so that much happens to each.
ALL_KEYS = [
    ClaimKey("practice", "A", "message"),
    ClaimKey("practice", "A", "urge_reply"),
    ClaimKey("other", "A", "message"),
]
KEYS = st.sampled_from(ALL_KEYS)
PLACES = st.sampled_from([("practice", "A"), ("other", "A")])
WHO = st.integers(0, 1)
DIGESTS = st.sampled_from(["d1", "d2"])

# Where files need no disk: what a power cut leaves is not asked here.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None

# Written down here once more: the table in the program must not be its own judge.
STATES = ["submitted", "verified", "unknown", "not_done", "refused"]
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
# Ways to every state there is: each entry begins at the end of one of them.
WAYS = [
    [],
    ["claimed"],
    ["claimed", "submitted"],
    ["claimed", "unknown"],
    ["claimed", "not_done"],
    ["claimed", "submitted", "verified"],
    ["claimed", "submitted", "refused"],
    ["claimed", "submitted", "unknown"],
    ["claimed", "submitted", "unknown", "not_done"],
]
OPEN_STATES = {"claimed", "submitted", "unknown"}
AWAITING = {State.WAITING: "waiting", State.HANDED_OVER: "handed_over"}


@dataclass
class Claimed:
    """One entry as it must be. `clicks` are moments of clicks made, or possibly made."""

    permit: Permit
    state: str
    digest: str
    claimed_at: datetime
    attempt: int = 1


@dataclass
class Case:
    open: bool
    awaits: str | None = None
    decided: bool = False


@dataclass
class Model:
    entries: dict[ClaimKey, Claimed] = field(default_factory=dict)
    cases: dict[tuple[str, str], Case] = field(default_factory=dict)
    events: dict[tuple[str, str], list[tuple[str, str | None]]] = field(default_factory=dict)
    clicks: list[tuple[str, datetime]] = field(default_factory=list)
    approvals: list[dict[str, object]] = field(default_factory=list)
    read: set[tuple[str, str, str]] = field(default_factory=set)
    over: list[Permit] = field(default_factory=list)

    def happened(self, place: tuple[str, str], event: str, was: str | None = None) -> None:
        self.events.setdefault(place, []).append((event, was))

    def valid(self, shop: str, ticket: str, digest: str, now: datetime) -> list[dict[str, object]]:
        wanted = (shop, ticket, digest)
        return [one for one in self.approvals if one["of"] == wanted and one["until"] > now]

    def forget(self, shop: str) -> None:
        self.over = [one for one in self.over if one.key.shop != shop]
        self.entries = {key: one for key, one in self.entries.items() if key.shop != shop}
        self.cases = {key: one for key, one in self.cases.items() if key[0] != shop}
        self.events = {key: one for key, one in self.events.items() if key[0] != shop}
        self.clicks = [one for one in self.clicks if one[0] != shop]
        self.approvals = [one for one in self.approvals if one["of"][0] != shop]
        self.read = {one for one in self.read if one[1] != shop}


class Ledgers(RuleBasedStateMachine):
    @initialize(ways=st.tuples(*[st.sampled_from(WAYS)] * len(ALL_KEYS)))
    def open_both(self, ways: tuple[list[str], ...]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="qn-ledger-", dir=MEMORY))
        self.clock = Clock()
        self.patch = pytest.MonkeyPatch()
        set_machine(self.patch, self.clock)
        self.open = [self._opened(), self._opened()]
        self.model = Model()
        self.seen: dict[tuple[str, str], list[object]] = {}
        self.runs = {shop: self.open[0].begin_run(shop, "headless") for shop in SHOPS}
        for key, way in zip(ALL_KEYS, ways, strict=True):
            for word in way:
                self._go(0, key, word)

    def _opened(self) -> Ledger:
        return Ledger.open(self.folder / "ledger.db")

    def teardown(self) -> None:
        for ledger in self.open:
            ledger.close()
        shutil.rmtree(self.folder)
        self.patch.undo()

    @rule(seconds=st.integers(0, 4000))
    def time_goes_on(self, seconds: int) -> None:
        self.clock.go_on(seconds=seconds)

    @rule(who=WHO)
    def a_process_ends_and_starts_again(self, who: int) -> None:
        self.open[who].close()
        self.open[who] = self._opened()

    @rule(who=WHO, shop=st.sampled_from(SHOPS))
    def another_run_begins(self, who: int, shop: str) -> None:
        self.open[who].end_run(self.runs[shop], {})
        self.runs[shop] = self.open[who].begin_run(shop, "headless")

    @rule(who=WHO, place=PLACES, still_open=st.booleans())
    def a_ticket_is_read(self, who: int, place: tuple[str, str], still_open: bool) -> None:
        shop, _ = place
        self.open[who].read(self.runs[shop], self._ticket(place, still_open))
        self.model.cases.setdefault(place, Case(still_open)).open = still_open
        if (self.runs[shop], *place) not in self.model.read:
            self.model.read.add((self.runs[shop], *place))
            self.model.happened(place, "read")

    @rule(
        who=WHO,
        place=PLACES,
        state=st.sampled_from([None, State.SKIPPED, State.WAITING, State.HANDED_OVER]),
    )
    def a_ticket_is_decided(self, who: int, place: tuple[str, str], state: State | None) -> None:
        decision = a_decision(self._ticket(place, True))
        if state is None:
            self.open[who].goes_on(self.runs[place[0]], decision)
        else:
            self.open[who].left_at(self.runs[place[0]], decision, state)
        case = self.model.cases.setdefault(place, Case(True))
        case.open = True
        case.awaits, case.decided = AWAITING.get(state) if state else None, True
        self.model.happened(place, state.value if state else "decided")

    @rule(who=WHO, place=PLACES, state=st.sampled_from([State.SKIPPED, State.HANDED_OVER]))
    def a_ticket_is_previewed(self, who: int, place: tuple[str, str], state: State) -> None:
        preview = PreviewLedger(self.open[who])
        preview.read_all(self.runs[place[0]], [self._ticket(place, True)])
        preview.left_at(self.runs[place[0]], a_decision(self._ticket(place, True)), state)
        self.model.happened(place, "previewed")

    @rule(who=WHO, key=KEYS, digest=DIGESTS)
    def an_action_is_claimed(self, who: int, key: ClaimKey, digest: str) -> None:
        self._claim(who, key, digest)

    def _claim(self, who: int, key: ClaimKey, digest: str) -> None:
        before = self.model.entries.get(key)
        free = before is None or before.state == "not_done"
        permit = claimed(self.open[who], self.runs[key.shop], key, digest, {"text": "您好"}, "1")
        assert bool(permit) == free
        if permit is None:
            return
        assert before is None or permit.claim_id == before.permit.claim_id
        self.model.over += [before.permit] if before else []
        attempt = before.attempt + 1 if before else 1
        self.model.entries[key] = Claimed(permit, "claimed", digest, self.clock.now, attempt)
        self._went(key, "claimed", before.state if before else None)

    @precondition(lambda self: self.model.entries)
    @rule(who=WHO, data=st.data())
    def an_entry_goes_on(self, who: int, data: st.DataObject) -> None:
        key, entry = self._one_of_the_entries(data)
        allowed = sorted(FOLLOWS.get(entry.state, STATES))
        to = data.draw(st.sampled_from(allowed) | st.sampled_from(STATES))
        if to not in FOLLOWS.get(entry.state, set()):
            with pytest.raises(OurFault):
                self._take(who, entry.permit, to)
            return
        self._go(who, key, to)
        if data.draw(st.booleans(), label="the other process wants it too"):
            self._claim(1 - who, key, "d2")

    def _go(self, who: int, key: ClaimKey, to: str) -> None:
        if to == "claimed":
            self._claim(who, key, "d1")
            return
        entry = self.model.entries[key]
        self._take(who, entry.permit, to)
        if to == "submitted" or (entry.state == "claimed" and to == "unknown"):
            self.model.clicks.append((key.shop, self.clock.now))
        self._moved(key, to)

    @precondition(lambda self: self.model.over)
    @rule(who=WHO, data=st.data(), to=st.sampled_from([*STATES, "looked"]))
    def what_became_of_an_earlier_attempt_moves_nothing(
        self, who: int, data: st.DataObject, to: str
    ) -> None:
        permit = data.draw(st.sampled_from(self.model.over))
        with pytest.raises(OurFault):
            self._take(who, permit, to)

    @precondition(lambda self: self.model.entries)
    @rule(who=WHO, data=st.data(), to=st.sampled_from(["verified", "not_done"]))
    def a_person_settles(self, who: int, data: st.DataObject, to: str) -> None:
        key, entry = self._one_of_the_entries(data)
        claim_id = entry.permit.claim_id
        if to not in SETTLED.get(entry.state, set()):
            with pytest.raises(UsageFault):
                self.open[who].settle(claim_id, to, "小王", "看过")
            return
        self.open[who].settle(claim_id, to, "小王", "看过")
        if entry.state == "claimed" and to == "verified":
            self.model.clicks.append((key.shop, self.clock.now))
        self._moved(key, to)

    @rule(who=WHO, place=PLACES, digest=DIGESTS, minutes=st.integers(1, 60))
    def a_person_approves(
        self, who: int, place: tuple[str, str], digest: str, minutes: int
    ) -> None:
        until = self.clock.now + timedelta(minutes=minutes)
        self.open[who].approve(*place, digest, "小王", until)
        self.model.approvals.append({"of": (*place, digest), "until": until})
        self.model.happened(place, "approved")

    @rule(who=WHO, place=PLACES, digest=DIGESTS)
    def an_approval_is_used(self, who: int, place: tuple[str, str], digest: str) -> None:
        valid = self.model.valid(*place, digest, self.clock.now)
        assert bool(self.open[who].approved(*place, digest)) == bool(valid)
        assert self.open[who].use_approval(*place, digest) == bool(valid)
        if valid:
            self.model.approvals = [one for one in self.model.approvals if one not in valid]
            self.model.happened(place, "approval_used")

    @rule(who=WHO, shop=st.just("other"))
    def a_practice_shop_is_forgotten(self, who: int, shop: str) -> None:
        self.open[who].forget(shop)
        self.model.forget(shop)
        self.seen = {place: rows for place, rows in self.seen.items() if place[0] != shop}
        self.runs[shop] = self.open[who].begin_run(shop, "headless")

    @rule(change=st.sampled_from(["UPDATE events SET detail = 'x'", "DELETE FROM events"]))
    def somebody_would_rewrite_history(self, change: str) -> None:
        with (
            closing(sqlite3.connect(self.folder / "ledger.db")) as raw,
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
        ):
            raw.execute(change)

    @invariant()
    def entries_are_as_the_model_says(self) -> None:
        for number, ledger in enumerate(self.open):
            shop = SHOPS[number]
            unsettled = {one.key: one for one in ledger.unsettled(shop)}
            assert set(unsettled) == {
                key
                for key, one in self.model.entries.items()
                if key.shop == shop and one.state in OPEN_STATES
            }
        for key, wanted in self.model.entries.items():
            entry = self.open[0].entry(key)
            assert entry is not None
            told = (entry.state, entry.digest, entry.attempt, entry.claim_id)
            assert told == (wanted.state, wanted.digest, wanted.attempt, wanted.permit.claim_id)

    @invariant()
    def no_event_is_lost_or_changed(self) -> None:
        for place in {*self.model.events, *self.seen}:
            rows = self.open[1].history(*place)
            assert [(one.event, one.was) for one in rows] == self.model.events.get(place, [])
            before = self.seen.get(place, [])
            assert rows[: len(before)] == before
            self.seen[place] = list(rows)

    @invariant()
    def who_waits_is_listed(self) -> None:
        for shop in (None, *SHOPS):
            listed = [(one.shop, one.ticket_id) for one in self.open[0].waiting(shop)]
            wanted = {
                place
                for place, case in self.model.cases.items()
                if case.open and case.awaits and shop in (None, place[0])
            }
            assert len(listed) == len(wanted)
            assert set(listed) == wanted

    @invariant()
    def every_click_counts_against_the_limits(self) -> None:
        for shop in SHOPS:
            for since in (START, self.clock.now - timedelta(hours=1), self.clock.now):
                clicks = sum(at >= since for of, at in self.model.clicks if of == shop)
                in_flight = sum(
                    one.state == "claimed" and one.claimed_at >= since and key.shop == shop
                    for key, one in self.model.entries.items()
                )
                assert self.open[1].submits_since(shop, since) == clicks + in_flight

    def _one_of_the_entries(self, data: st.DataObject) -> tuple[ClaimKey, Claimed]:
        key = data.draw(st.sampled_from([one for one in ALL_KEYS if one in self.model.entries]))
        return key, self.model.entries[key]

    def _ticket(self, place: tuple[str, str], still_open: bool) -> object:
        state = "pending" if still_open else "done"
        return a_ticket(place[1], shop=place[0], state=state, read_at=self.clock.now)

    def _take(self, who: int, permit: Permit, to: str) -> None:
        ledger = self.open[who]
        if to == "submitted":
            ledger.submitted(permit)
        else:
            getattr(ledger, to)(permit, "因为")

    def _moved(self, key: ClaimKey, to: str) -> None:
        entry = self.model.entries[key]
        was, entry.state = entry.state, to
        self._went(key, to, was)

    def _went(self, key: ClaimKey, to: str, was: str | None) -> None:
        """A claim, and what follows it, ends the waiting for an approval, not a hand-over."""
        place = (key.shop, key.ticket_id)
        self.model.happened(place, to, was)
        case = self.model.cases.get(place)
        if case is not None and case.awaits == "waiting":
            case.awaits = None


TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
