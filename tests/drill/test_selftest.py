"""A test that would pass with the guard removed is no test: each broken assistant is caught."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qn_assist.drill.faults import Disturbance
from qn_assist.drill.jobs import Kill
from qn_assist.drill.judge import RoundVerdict, judged
from qn_assist.drill.laws import Law
from qn_assist.drill.play import play
from qn_assist.drill.rounds import Round, of_fault
from qn_assist.drill.worker import Worker

HERE = Path(__file__).parent

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

RESENT = ("page_resends:@any", "garbled_answer:writes")
HE_WAS_FIRST = (Disturbance("colleague", "same:urge_reply"),)
TO_A_WORKER = (
    Disturbance("service_worker"),
    Disturbance("strange_answer", "done,200,html:message:x1"),
)
OPENS_BY_SENDING = Disturbance("form_posts", "@open")

# What is broken, the round that must show it, the law that names it.
BROKEN: dict[str, tuple[Round, Law]] = {
    "click_retried": (of_fault("false_failure:message:x1"), Law.ONCE),
    "request_unread": (of_fault("chat_switches"), Law.RIGHT),
    "repeats_let_go": (
        Round(1, indexes=(4,), disturbances=tuple(map(Disturbance.read, RESENT))),
        Law.ONCE,
    ),
    "redirects_followed": (of_fault("redirected_write:307"), Law.ONCE),
    "claim_forgotten": (of_fault("process_killed:answer_after"), Law.ONCE),
    "unknown_claimed_again": (of_fault("process_killed:answer_after"), Law.ONCE),
    "lease_unasked": (of_fault("another_machine"), Law.ONCE),
    "folder_is_the_shop": (
        Round(
            1,
            indexes=(2,),
            disturbances=(Disturbance("renamed_shop"),),
            kill=Kill("answer_after", "message"),
        ),
        Law.ONCE,
    ),
    "accepted_forgotten": (of_fault("read_lag:90"), Law.ONCE),
    "refusal_forgotten": (
        Round(1, indexes=(4,), disturbances=HE_WAS_FIRST, repeats="refuse"),
        Law.PROVEN,
    ),
    "workers_let_in": (Round(1, indexes=(2, 4), disturbances=TO_A_WORKER), Law.ONCE),
    "writes_let_go": (
        Round(1, indexes=(4,), mode="dry-run", disturbances=(OPENS_BY_SENDING,)),
        Law.DRY,
    ),
    "nothing_reserved": (Round(1, tickets=8, indexes=(2, 4, 6, 8), tabs=4, most=3), Law.LIMIT),
    "identity_skipped": (of_fault("swapped_detail"), Law.RIGHT),
    "shop_unproven": (replace(of_fault("wrong_shop"), indexes=()), Law.RIGHT),
    "fields_unread": (of_fault("field_reset:已经发货了，请放心"), Law.RIGHT),
    "dry_run_submits": (Round(1, indexes=(4,), mode="dry-run"), Law.DRY),
    "answer_believed": (of_fault("false_success:message:x1"), Law.PROVEN),
    "counts_unchecked": (of_fault("empty_for_error"), Law.SEEN),
    "failures_hidden": (Round(1, indexes=(4,)), Law.LISTED),
    "dialogs_dismissed": (of_fault("unknown_dialog"), Law.DOUBT),
    "doubt_ignored": (of_fault("rgv587:writes"), Law.DOUBT),
    "buyers_logged": (Round(1, indexes=(4,), kill=Kill("claim_before")), Law.PRIVATE),
    "fault_unnamed": (Round(1, indexes=(4,)), Law.NAMED),
}


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """One child for all, which mends what was broken after each pass."""
    with Worker(tmp_path_factory.mktemp("selftest") / "said.log", HERE) as one:
        yield one


def played(worker: Worker, wanted: Round, *patches: str) -> RoundVerdict:
    return judged(play(wanted, worker, tuple(f"broken_assistant:{one}" for one in patches)))


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_assistant_is_caught_by_the_law_it_breaks(worker: Worker, name: str) -> None:
    wanted, law = BROKEN[name]
    verdict = played(worker, wanted, name)
    assert law in {one.law for one in verdict.breaches}, verdict.breaches


def test_every_law_but_time_has_an_assistant_that_breaks_it() -> None:
    """A pass that hangs would take as long as the drill waits for one."""
    assert {law for _, law in BROKEN.values()} == set(Law) - {Law.ENDS}


def test_a_pass_that_hangs_is_ended_and_told(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The assistant that waits for a body that never comes; the whole one is done long before."""
    monkeypatch.setattr("qn_assist.drill.worker.PASS_SECONDS", 25)
    verdict = played(worker, of_fault("stalled_body:writes:1"), "bodies_waited_for")
    assert {one.law for one in verdict.breaches} >= {Law.ENDS}
