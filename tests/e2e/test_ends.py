"""Everything ends: a list that is asked for again and again, a ticket, a pass (law 10)."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from qn_assist.browser import acting as console
from qn_assist.browser import lists
from qn_assist.case.outcomes import State
from qn_assist.run import ticket_life

from .rehearsal import Rehearsal, of, replace_in

pytestmark = pytest.mark.timeout(240)

SOON = 0.05  # minutes


def limited(rehearsal: Rehearsal, **minutes: float) -> None:
    lines = "".join(f"  {name}: {value}\n" for name, value in minutes.items())
    replace_in(rehearsal.shop_file, ("limits:\n", f"limits:\n{lines}"))


async def never(*_given: Any, **_named: Any) -> None:
    await asyncio.Event().wait()


def test_a_list_that_is_never_read_to_its_end_is_incomplete(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(one_reply, list_minutes=SOON)
    monkeypatch.setattr(lists, "_page", never)
    summary = one_reply.headless()
    assert summary.exit_code == 1
    assert all("没有读全" in one.fault for one in summary.readings)
    assert one_reply.truth().silent


def test_a_ticket_without_an_end_is_left_and_the_next_is_done(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = one_reply.case("relief_epidemic")
    other = next(one for one in one_reply.cases("task") if one is not case)
    limited(one_reply, ticket_minutes=SOON * 2)
    read = ticket_life.read_order

    async def stuck(given: Any, tab: Any, ticket: Any) -> Any:
        if ticket.ticket_id == other.ticket_id:
            await never()
        return await read(given, tab, ticket)

    monkeypatch.setattr(ticket_life, "read_order", stuck)
    summary = one_reply.headless()
    assert of(summary, other.ticket_id).state is State.FAILED
    assert "ticket_minutes" in of(summary, other.ticket_id).detail
    assert of(summary, case.ticket_id).state is State.VERIFIED


def test_a_ticket_that_hangs_behind_its_click_is_settled_by_the_next_pass(
    reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = reply.case("relief_epidemic")
    limited(reply, ticket_minutes=SOON * 4)
    with monkeypatch.context() as patch:
        patch.setattr(ticket_life, "prove", never)
        hung = of(reply.headless(case.ticket_id), case.ticket_id)
    assert hung.state is State.UNKNOWN
    replace_in(reply.shop_file, (f"ticket_minutes: {SOON * 4}", "ticket_minutes: 20"))
    reply.headless(case.ticket_id)
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]
    assert reply.entries(case.order.order_id) == {"urge_reply": "verified"}


def test_a_pass_begins_no_more_tickets_after_its_time(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is begun is finished and proven."""
    limited(one_reply, pass_minutes=SOON)
    fill, began = console.fill, time.monotonic()

    async def slow(acting: Any) -> None:
        await fill(acting)
        await asyncio.sleep(max(0.0, SOON * 60 + 1 - (time.monotonic() - began)))

    monkeypatch.setattr(console, "fill", slow)
    summary = one_reply.headless()
    assert "pass_minutes" in summary.stopped
    assert {one.state for one in summary.outcomes} <= {State.LEFT, State.STOPPED, State.VERIFIED}
    assert State.LEFT in {one.state for one in summary.outcomes}
