"""Two homes on one ledger, and a shop whose folder is called otherwise: each reply once (law 1).

Another machine is another home here; what it does is judged by the console's own record.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qn_assist.basics.errors import ShopBusy
from qn_assist.basics.paths import Home
from qn_assist.browser import acting as console
from qn_assist.browser.idle_connections import IdleConnections
from qn_assist.case.outcomes import RunSummary, State
from qn_assist.desk import Desk, holder_of
from qn_assist.ledger import Ledger, Taken
from qn_assist.run import one_writer
from qn_assist.run.order import PassOrder
from qn_assist.run.passes import run_pass
from qn_assist.run.wanted import Wanted

from .conftest import Rehearse
from .one_browser import in_the_loop
from .rehearsal import PASSWORD, Rehearsal, before, of

pytestmark = [pytest.mark.timeout(240), pytest.mark.usefixtures("whole_browser")]

Elsewhere = Callable[[], Desk]


@pytest.fixture
def elsewhere(reply: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    """The same shop on another machine, which shares the ledger of this one."""
    monkeypatch.setenv("QN_LEDGER", str(reply.home.ledger_place({})))
    home = Home(tmp_path / "elsewhere").prepare()
    return lambda: replace(reply.desk(), home=home)


@pytest.fixture
def soon_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not beat for a moment counts as dead, and nothing beats meanwhile."""
    monkeypatch.setattr(one_writer, "LIVES_SECONDS", 0.2)
    monkeypatch.setattr(one_writer, "BEAT_SECONDS", 3600)


async def headless(desk: Desk, *only: str) -> RunSummary:
    wanted = Wanted(only=frozenset(only))
    return await run_pass(desk, PassOrder("headless", wanted, password=lambda: PASSWORD))


def test_a_machine_that_was_taken_for_dead_on_its_way_to_the_click_sends_nothing(
    reply: Rehearsal, elsewhere: Elsewhere, soon_dead: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It sleeps between claim and click; the other settles its claim and does the work."""
    case = reply.case("relief_epidemic")
    theirs: list[RunSummary] = []

    async def meanwhile(*_given: object) -> None:
        with Ledger.open(reply.home.ledger_place({})) as ledger:
            [entry] = ledger.unsettled(reply.shop)
            desk = elsewhere()
            seen = ledger.take_lease(desk.proven, desk.name, holder_of(desk.home))
            assert isinstance(seen, Taken)
            lease = ledger.take_lease(desk.proven, desk.name, holder_of(desk.home), seen)
            ledger.hold(lease)
            ledger.unknown(entry, "没有回音")
            ledger.missed(entry, "读到没有提交")
            ledger.give_back(lease)
        theirs.append(await headless(elsewhere(), case.ticket_id))

    before(monkeypatch, console, "submit", meanwhile)
    ours = reply.headless(case.ticket_id)
    assert of(theirs[0], case.ticket_id).state is State.VERIFIED
    assert of(ours, case.ticket_id).state is not State.VERIFIED
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]
    assert len(reply.truth().arrivals) == 1
    assert reply.entries(case.order.order_id) == {"urge_reply": "verified"}


def test_a_lease_that_is_lost_while_the_request_is_held_lets_nothing_leave(
    reply: Rehearsal, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last look: between the click and what leaves."""
    case = reply.case("relief_epidemic")

    async def meanwhile(*_given: object) -> None:
        desk = elsewhere()
        with Ledger.open(reply.home.ledger_place({})) as ledger:
            seen = ledger.take_lease(desk.proven, desk.name, holder_of(desk.home))
            assert isinstance(seen, Taken)
            ledger.take_lease(desk.proven, desk.name, holder_of(desk.home), seen)

    before(monkeypatch, IdleConnections, "close", meanwhile)
    outcome = of(reply.headless(case.ticket_id), case.ticket_id)
    assert outcome.state is State.STOPPED
    assert "另一台电脑" in outcome.detail
    assert reply.truth().silent
    assert reply.entries(case.order.order_id) == {"urge_reply": "not_done"}


def test_while_one_machine_works_the_other_is_told_and_touches_nothing(
    reply: Rehearsal, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = reply.case("relief_epidemic")
    monkeypatch.setattr(one_writer, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(one_writer, "LIVES_SECONDS", 30)
    told: list[ShopBusy] = []

    async def meanwhile(*_given: object) -> None:
        with pytest.raises(ShopBusy, match="另一台电脑") as busy:
            await headless(elsewhere(), case.ticket_id)
        told.append(busy.value)

    before(monkeypatch, console, "submit", meanwhile)
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.VERIFIED
    assert told[0].exit_code == 3
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]


def test_what_one_machine_did_the_other_does_not_do_again(
    reply: Rehearsal, elsewhere: Elsewhere
) -> None:
    case = reply.case("relief_epidemic")
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.VERIFIED
    in_the_loop(headless(elsewhere(), case.ticket_id))
    assert len(reply.truth().arrivals) == 1


def test_a_limit_of_the_day_counts_what_another_machine_did(
    rehearse: Rehearse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal = rehearse(12)
    rehearsal.only("urge_ship")
    rehearsal.limits(per_run=3, per_day=3)
    monkeypatch.setenv("QN_LEDGER", str(rehearsal.home.ledger_place({})))
    home = Home(tmp_path / "elsewhere").prepare()
    rehearsal.headless()
    done = len(rehearsal.truth().accepted)
    in_the_loop(headless(replace(rehearsal.desk(), home=home)))
    assert 2 <= done <= 3
    assert len(rehearsal.truth().accepted) <= 3


@pytest.mark.parametrize("how", ["renamed", "copied"])
def test_a_shop_folder_of_another_name_sends_nothing_again(reply: Rehearsal, how: str) -> None:
    """The console did not take the ticket off its list: only the ledger knows."""
    case = reply.case("relief_epidemic")
    reply.console.arm("lost_answer", "close:urge_reply:x1")
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.VERIFIED
    reopen(reply, case.ticket_id)
    shops = reply.folder / "shops"
    if how == "renamed":
        text = (shops / "practice-legacy/shop.yaml").read_text("utf-8")
        (shops / "practice-legacy/shop.yaml").write_text(
            text.replace("../practice", "../qinghe"), "utf-8"
        )
        (shops / "practice").rename(shops / "qinghe")
    else:
        shutil.copytree(shops / "practice", shops / "qinghe")
    again = replace(reply, shop="qinghe").headless(case.ticket_id)
    assert of(again, case.ticket_id).state is State.ALREADY
    assert len(reply.truth().arrivals) == 1


def reopen(rehearsal: Rehearsal, ticket_id: str) -> None:
    """The console shows the task as it was before, as after a slip of its own."""
    task = rehearsal.console.world.example_office.task(ticket_id)
    task.state, task.reply, task.replied_at = "pending", None, None
