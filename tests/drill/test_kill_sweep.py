"""Killed between any two steps of a ticket, for every kind of action, and run again: once each.

Every pass but the last kills itself; the next one finds what it left and is killed one step on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qn_assist.drill.jobs import Job, Kill
from qn_assist.drill.play import kind_of, stage_of
from qn_assist.drill.rounds import Round
from qn_assist.drill.stage import Stage
from qn_assist.drill.wanted import done_for, faults_of, wanted
from qn_assist.drill.worker import Worker
from qn_assist.practice.generate.cases import Case

BOUNDARIES = (
    "claim_before",
    "claim_after",
    "click_before",
    "click_after",
    "answer_before",
    "answer_after",
    "verify_after",
)
# Actions in the order in which a ticket has them, those of them at which it is killed (a message
# once is enough), and a console with a ticket for each boundary.
ORDERS = [
    (("message", "urge_reply"), ("message", "urge_reply"), 32, 0),
    (("problem_report", "message"), ("problem_report",), 40, 0),
    (("delay_report", "message"), ("delay_report",), 96, 0),
    (("message", "return_note"), ("return_note",), 2, 16),
]
NAMES = ["tell-reply", "report-tell", "delay-tell", "tell-note"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@contextmanager
def sweep(
    folder: Path, kinds: tuple[str, ...], tickets: int, ag: int
) -> Iterator[tuple[Stage, list[Case]]]:
    """A console, and a ticket of it for each boundary, each with an order of its own."""
    with stage_of(Round(1, tickets=tickets, ag=ag, indexes=()), folder) as stage:
        shared = {case.order.order_id for case in stage.cases() if case.kind != "ag"}
        fitting = [case for case in stage.cases() if wanted(case) == list(kinds)]
        own = [one for one in fitting if one.kind != "ag" or one.order.order_id not in shared]
        cases = own[: len(BOUNDARIES)]
        stage.only(*sorted({kind_of(case) for case in cases}))
        yield stage, cases


def a_pass(stage: Stage, cases: list[Case], kill: Kill | None = None) -> Job:
    only = tuple(stage.ticket_id(case) for case in cases)
    places = (str(stage.folder), str(stage.home.root), stage.shop)
    return Job(*places, only=only, kill=kill)


@pytest.mark.parametrize(("kinds", "killed_at", "tickets", "ag"), ORDERS, ids=NAMES)
def test_killed_at_every_boundary_and_run_again_each_is_done_exactly_once(
    tmp_path: Path, kinds: tuple[str, ...], killed_at: tuple[str, ...], tickets: int, ag: int
) -> None:
    with sweep(tmp_path, kinds, tickets, ag) as (stage, cases), Worker(tmp_path / "said") as worker:
        assert len(cases) == len(BOUNDARIES)
        for case, boundary in zip(cases, BOUNDARIES, strict=True):
            for kind in killed_at:
                done = worker.do(a_pass(stage, [case], Kill(boundary, kind)))
                assert done.died == "killed", (boundary, kind, done)
        last = worker.do(a_pass(stage, cases))
        assert last.exit_code == 0, last
        truth = stage.truth()
        for case in cases:
            assert done_for(truth, case) == list(kinds), case.ticket_id
        assert truth.doubled() == []
        assert len(truth.arrivals) == len(truth.accepted)
        orders = {case.order.order_id: case for case in cases}
        for write in truth.accepted:
            case = orders[write["order_id"]]
            assert not faults_of(write["kind"], write["fields"], case, stage.folder / "shops")


def test_killed_at_every_boundary_an_order_is_shipped_exactly_once(tmp_path: Path) -> None:
    """Behind the click its ticket is closed, so that the message to its buyer may not come."""
    kinds = ("shipment", "message")
    with sweep(tmp_path, kinds, 168, 0) as (stage, cases), Worker(tmp_path / "said") as worker:
        assert len(cases) == len(BOUNDARIES)
        for case, boundary in zip(cases, BOUNDARIES, strict=True):
            done = worker.do(a_pass(stage, [case], Kill(boundary, "shipment")))
            assert done.died == "killed", (boundary, done)
        last = worker.do(a_pass(stage, cases))
        assert last.exit_code == 0, last
        truth = stage.truth()
        for case in cases:
            done_here = done_for(truth, case)
            assert done_here in (list(kinds), ["shipment"]), case.ticket_id
        assert truth.doubled() == []
        assert len(truth.arrivals) == len(truth.accepted)
