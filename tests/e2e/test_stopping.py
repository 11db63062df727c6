"""A stop that is asked for (Ctrl-C, a schedule that ends) comes before the next ticket."""

from __future__ import annotations

import asyncio

import pytest

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import StopOrdered
from qn_assist.case.outcomes import RunSummary, State, TicketOutcome
from qn_assist.desk.stop_file import give, lift
from qn_assist.run.gate import PASS, Proposal, Ruled
from qn_assist.run.order import Mode, PassOrder
from qn_assist.run.passes import run_pass

from .conftest import Rehearse
from .judge import done_for, wanted
from .rehearsal import PASSWORD, Rehearsal, in_the_loop


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
        listener=heard,
        password=lambda: PASSWORD,  # type: ignore[arg-type]
    )
    return await run_pass(rehearsal.desk(), order)


@pytest.mark.parametrize("mode", ["dry-run", "supervised", "headless"])
def test_no_further_ticket_is_begun(rehearse: Rehearse, mode: Mode) -> None:
    rehearsal = rehearse(12)
    rehearsal.only("urge_ship")
    summary = in_the_loop(stopped_after_the_first(rehearsal, mode))
    first, *others = summary.outcomes
    assert first.state is not State.LEFT
    assert others
    assert {one.state for one in others} == {State.LEFT}
    assert {one["order_id"] for one in rehearsal.truth().submissions} <= {first.ticket.order_id}


def test_a_stop_that_comes_while_a_person_is_asked_is_before_the_claim(
    one_task: Rehearsal,
) -> None:
    """What is approved a moment later is not claimed; lifted, the work goes on."""

    async def stopped_meanwhile(_proposal: Proposal) -> Ruled:
        give(one_task.home, one_task.shop, "阿宁", "盘点", utc_now())
        return PASS

    summary = one_task.run("supervised", ask=stopped_meanwhile)
    assert summary.exit_code == 3
    assert "盘点" in summary.stopped
    assert one_task.truth().silent
    with pytest.raises(StopOrdered):
        one_task.headless()
    assert one_task.run("dry-run").exit_code == 0

    lift(one_task.home, one_task.shop)
    assert one_task.headless().exit_code == 0
    case = one_task.case("agreed_delay", "task")
    assert done_for(one_task.truth(), case) == wanted(case)
