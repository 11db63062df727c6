"""What a dry run may do with the ledger: read all of it, and keep its own run apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from qn_assist.basics.errors import OurFault
from qn_assist.case import Figures, State
from qn_assist.ledger import FollowStep, Ledger, PreviewLedger

from .ledger_examples import SHOP, START, a_decision, a_halt, a_key, a_ticket, claim


@pytest.fixture
def preview(ledger: Ledger) -> PreviewLedger:
    return PreviewLedger(ledger)


def test_what_waits_waits_on_with_its_proposal(ledger, preview, run_id):
    ledger.left_at(run_id, a_decision(text="好的"), State.WAITING, "等批准")
    before = ledger.waiting(SHOP), ledger.cases(SHOP)
    own = preview.begin_run(SHOP, "dry-run")
    preview.read_all(own, [a_ticket(state="closed")])
    preview.goes_on(own, a_decision(text="别的"))
    preview.left_at(own, a_decision(text="别的"), State.HANDED_OVER, "人工")
    preview.end_run(own, {"exit_code": 0})
    assert (ledger.waiting(SHOP), ledger.cases(SHOP)) == before
    assert [row.run_id for row in ledger.decisions(SHOP)] == [run_id, own, own]
    assert [row.event for row in ledger.history(SHOP, "T1")] == [
        "waiting",
        "previewed",
        "previewed",
    ]


def test_what_it_compared_read_and_looked_at_is_told_again(ledger, preview, run_id):
    own = preview.begin_run(SHOP, "dry-run")
    preview.read_all(own, [a_ticket()])
    preview.reconciled(own, SHOP, [a_ticket()], ["T2"], ["T3"])
    preview.keep_figures(SHOP, Figures(date(2026, 6, 18), ()))
    step = FollowStep(SHOP, "T1", START)
    preview.followed_up(step, 1, START)
    preview.follow_up_ended(step, "parcel_moved")
    preview.follow_up_handed_over(step, START)
    assert ledger.seen(SHOP, {"T1"}) == set()
    assert ledger.reconciled_before(SHOP, {"T3"}) == set()
    assert not ledger.reconciles(SHOP)
    assert ledger.figures_read_at(SHOP) is None


def test_a_stop_that_it_meets_holds_for_everybody_and_is_not_ended_by_it(ledger, preview):
    preview.halt(a_halt())
    assert ledger.cooling(SHOP) == preview.cooling(SHOP) is not None
    assert preview.resume(SHOP, "run") == 0
    assert ledger.halts(SHOP)


@pytest.mark.parametrize(
    "write",
    [
        lambda preview: claim(preview, "run"),
        lambda preview: preview.use_approval(SHOP, "T1", "d1"),
        lambda preview: preview.approve(SHOP, "T1", "d1", "阿宁", START + timedelta(hours=1)),
        lambda preview: preview.settle(1, "verified", "阿宁", ""),
        lambda preview: preview.paid(SHOP, "T1", 1, "阿宁"),
        lambda preview: preview.forget(SHOP),
    ],
)
def test_every_other_write_is_refused(ledger, preview, write):
    with pytest.raises(OurFault, match="预览"):
        write(preview)
    assert ledger.entry(a_key()) is None
