"""Whatever breaks between the click and its proof, the console has accepted it exactly once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from qn_assist.browser import acting as console
from qn_assist.browser.submission import Submission
from qn_assist.case.outcomes import State

from .rehearsal import Rehearsal, of

IN_ITS_OWN = Path(__file__).with_name("killed_pass.py")
DEAD_SECONDS = 90

pytestmark = [pytest.mark.timeout(240), pytest.mark.usefixtures("whole_browser")]


def begin_pass(rehearsal: Rehearsal, ticket_id: str) -> subprocess.Popen:
    command = [sys.executable, str(IN_ITS_OWN), str(rehearsal.folder), str(rehearsal.home.root)]
    return subprocess.Popen([*command, ticket_id], start_new_session=True)


def kill(process: subprocess.Popen) -> None:
    """The whole session, so that the browser cannot finish what was begun."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(DEAD_SECONDS)


def test_a_pass_killed_while_the_console_still_works_on_the_reply_is_settled_by_the_next(
    reply: Rehearsal,
) -> None:
    case = reply.case("relief_epidemic")
    reply.console.arm("lost_answer", "hang:urge_reply:x1")
    arrived = reply.when_arrives("urge_reply")
    process = begin_pass(reply, case.ticket_id)
    assert arrived.wait(DEAD_SECONDS)
    kill(process)

    reply.headless(case.ticket_id)

    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]
    assert len(reply.truth().arrivals) == 1
    assert reply.entries(case.order.order_id) == {"urge_reply": "verified"}


@pytest.mark.parametrize(("lie", "saved"), [("false_failure", True), ("false_success", False)])
def test_an_answer_that_reading_contradicts_is_left_to_a_person(
    reply: Rehearsal, lie: str, saved: bool
) -> None:
    """Refused and seen may be a colleague's; accepted and not seen may be shown later (law 4)."""
    case = reply.case("relief_epidemic")
    reply.console.arm(lie, "urge_reply:x1")
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.UNKNOWN
    reply.headless(case.ticket_id)
    assert reply.entries(case.order.order_id) == {"urge_reply": "unknown"}
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"] * saved
    assert len(reply.truth().arrivals) == 1


@pytest.mark.parametrize("lost", ["drop:urge_reply", "http_500:urge_reply"])
def test_a_reply_without_an_answer_is_done_again_once_and_then_left_to_a_person(
    reply: Rehearsal, lost: str
) -> None:
    case = reply.case("relief_epidemic")
    name, _, kind = lost.partition(":")
    reply.console.arm(name, kind)
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.STOPPED
    assert reply.entries(case.order.order_id) == {"urge_reply": "not_done"}
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.UNKNOWN
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.UNKNOWN
    assert len(reply.truth().arrivals) == 2
    assert reply.truth().kinds(case.ticket_id) == []


def test_a_reply_that_reaches_the_console_late_is_seen_by_the_second_look(
    reply: Rehearsal,
) -> None:
    case = reply.case("relief_epidemic")
    reply.console.arm("slow", "3200:urge_reply")
    summary = reply.headless(case.ticket_id)
    assert of(summary, case.ticket_id).state is State.VERIFIED
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]
    assert len(reply.truth().arrivals) == 1


def test_a_colleague_who_was_faster_leaves_the_ticket_to_a_person(reply: Rehearsal) -> None:
    case = reply.case("relief_epidemic")
    reply.console.arm("already_handled")
    first = reply.headless(case.ticket_id)
    assert of(first, case.ticket_id).state in {State.REFUSED, State.UNKNOWN}
    assert first.exit_code == 1
    reply.headless(case.ticket_id)
    assert reply.truth().kinds(case.ticket_id) == []
    assert len(reply.truth().arrivals) == 1


def test_a_second_pass_of_the_same_shop_is_refused_while_one_is_running(reply: Rehearsal) -> None:
    from qn_assist.basics.errors import ShopBusy
    from qn_assist.desk.shop_lock import ShopLock

    with ShopLock(reply.home.root / "locks", reply.shop), pytest.raises(ShopBusy):
        reply.headless()
    assert reply.truth().silent


def test_a_ledger_that_fails_behind_the_click_is_told_and_settled_by_the_next_pass(
    reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = reply.case("relief_epidemic")
    submit, locks = console.submit, ExitStack()
    monkeypatch.setenv("QN_LEDGER", f"sqlite:///{reply.home.ledger_place({})}?timeout=0.2")

    async def submitted(*given: Any) -> Submission:
        submission = await submit(*given)
        place = str(reply.home.ledger_place({}))
        other = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
        locks.callback(other.close)
        other.execute("BEGIN IMMEDIATE")
        return submission

    with locks, monkeypatch.context() as patch:
        patch.setattr(console, "submit", submitted)
        summary = reply.headless(case.ticket_id)
    assert summary.exit_code == 70
    assert of(summary, case.ticket_id).state is State.UNKNOWN
    told = " ".join(summary.faults)
    assert case.ticket_id in told
    assert "可能已经点了提交" in told
    assert reply.entries(case.order.order_id) == {"urge_reply": "claimed"}

    assert reply.headless(case.ticket_id).exit_code == 0
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]
    assert len(reply.truth().arrivals) == 1
    assert reply.entries(case.order.order_id) == {"urge_reply": "verified"}
