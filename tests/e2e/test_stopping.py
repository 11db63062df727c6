"""A stop that is asked for (Ctrl-C, a schedule that ends) comes before the next ticket."""

from __future__ import annotations

import asyncio

import pytest

from qn_assist.gate import PASS, Proposal
from qn_assist.outcomes import RunSummary, State, TicketOutcome
from qn_assist.passes import Mode, PassOrder, run_pass

from .conftest import Rehearse
from .rehearsal import PASSWORD, Rehearsal, in_own_loop


async def stopped_after_the_first(rehearsal: Rehearsal, mode: Mode) -> RunSummary:
    stop = asyncio.Event()

    def heard(_done: int, _total: int, _outcome: TicketOutcome) -> None:
        stop.set()

    async def approve(_proposal: Proposal) -> object:
        return PASS

    order = PassOrder(
        mode,
        ask=approve,
        stop=stop,
        progress=heard,
        password=lambda: PASSWORD,  # type: ignore[arg-type]
    )
    return await run_pass(rehearsal.desk(), order)


@pytest.mark.parametrize("mode", ["dry-run", "supervised", "headless"])
def test_no_further_ticket_is_begun(rehearse: Rehearse, mode: Mode) -> None:
    rehearsal = rehearse(12)
    rehearsal.only("urge_ship")
    summary = in_own_loop(stopped_after_the_first(rehearsal, mode))
    first, *others = summary.outcomes
    assert first.state is not State.LEFT
    assert others
    assert {one.state for one in others} == {State.LEFT}
    assert {one["order_id"] for one in rehearsal.truth().submissions} <= {first.ticket.order_id}
