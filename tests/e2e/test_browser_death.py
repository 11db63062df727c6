"""A browser that dies, or is changed for a new one, in a pass: nothing is clicked twice."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from qn_assist.browser import acting as console
from qn_assist.browser.session import Session
from qn_assist.browser.tab import Tab
from qn_assist.case.outcomes import RunSummary, State
from qn_assist.run import passes

from .conftest import Rehearse
from .judge import done_for, wanted
from .rehearsal import Rehearsal, before, replace_in, states

TICKETS = 6

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def urged(rehearse: Rehearse) -> Rehearsal:
    """Several open tasks."""
    rehearsal = rehearse(TICKETS)
    rehearsal.only("urge_ship")
    return rehearsal


class Contexts:
    """Counts what a pass opens, and kills its browser when told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.browsers: list[Any] = []
        self.pids: list[int] = []
        self.contexts: list[Any] = []
        self.tabs: list[Tab] = []
        opened, tab = Session.open, Session.tab

        async def noted(session: Session) -> None:
            await opened(session)
            self.contexts.append(session.context)
            if session.process.browser not in self.browsers:
                self.browsers.append(session.process.browser)
                self.pids.append(await pid_of(session.process.browser))

        async def made(session: Session) -> Tab:
            self.tabs.append(await tab(session))
            return self.tabs[-1]

        monkeypatch.setattr(Session, "open", noted)
        monkeypatch.setattr(Session, "tab", made)

    def kill(self, *_given: Any) -> None:
        os.kill(self.pids[-1], signal.SIGKILL)


async def pid_of(browser: Any) -> int:
    devtools = await browser.new_browser_cdp_session()
    told = await devtools.send("SystemInfo.getProcessInfo")
    return next(int(one["id"]) for one in told["processInfo"] if one["type"] == "browser")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Contexts:
    return Contexts(monkeypatch)


def each_once(rehearsal: Rehearsal) -> None:
    truth = rehearsal.truth()
    assert truth.doubled() == []
    for case in rehearsal.cases("task"):
        assert done_for(truth, case) == wanted(case), case.scenario


def ended(summary: RunSummary, state: State) -> list[str]:
    return [one for one, its in states(summary).items() if its is state]


def after(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, then: Callable[[], None]) -> None:
    """Call `then` just after `owner.name` was called for the first time."""
    real, called = getattr(owner, name), list[bool]()

    async def disturbed(*given: Any, **named: Any) -> Any:
        result = await real(*given, **named)
        if not called:
            called.append(True)
            then()
        return result

    monkeypatch.setattr(owner, name, disturbed)


def test_killed_behind_the_click_it_is_read_back_and_the_rest_is_done(
    urged: Rehearsal, opened: Contexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    after(monkeypatch, console, "submit", opened.kill)
    summary = urged.headless()
    assert len(opened.browsers) == 2
    assert ended(summary, State.UNKNOWN) == []
    assert State.LEFT not in states(summary).values()
    with urged.ledger() as ledger:
        assert ledger.unsettled(urged.shop) == []
    assert len(urged.truth().logins) == 1
    urged.headless()
    each_once(urged)


def test_killed_before_the_claim_one_ticket_fails_and_every_tab_goes_on(
    urged: Rehearsal, opened: Contexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One tab fills while the other may be anywhere: nothing of the old browser is used again."""
    replace_in(urged.shop_file, ("\ntabs: 1", "\ntabs: 2"))
    before(monkeypatch, console, "fill", opened.kill)
    summary = urged.headless()
    assert 1 <= len(ended(summary, State.FAILED)) <= 2, states(summary)
    assert summary.exit_code == 1
    assert summary.stopped == ""
    assert len(opened.browsers) == 2
    assert {tab.page.context for tab in opened.tabs[2:]} == {opened.contexts[-1]}
    urged.headless()
    each_once(urged)


def test_killed_while_lists_are_read_they_are_read_again(
    one_task: Rehearsal, opened: Contexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    before(monkeypatch, passes, "read_all", opened.kill)
    assert one_task.headless().exit_code == 0
    assert len(opened.browsers) == 2
    each_once(one_task)


def test_killed_in_a_scan_the_lists_are_read_again(
    one_task: Rehearsal, opened: Contexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    before(monkeypatch, passes, "read_all", opened.kill)
    scan = one_task.scan()
    assert [reading.complete for reading in scan.readings] == [True]
    assert len(opened.browsers) == 2


def test_a_browser_that_may_not_be_started_again_ends_the_pass(
    urged: Rehearsal, opened: Contexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_in(urged.shop_file, ("restarts: 2", "restarts: 0"))
    before(monkeypatch, console, "fill", opened.kill)
    summary = urged.headless()
    assert len(opened.browsers) == 1
    assert "浏览器已经关闭" in summary.stopped
    assert list(states(summary).values()).count(State.LEFT) == len(summary.outcomes) - 2
    assert urged.truth().silent


def test_a_new_context_comes_after_so_many_tickets_and_each_is_done_once(
    urged: Rehearsal, opened: Contexts
) -> None:
    replace_in(urged.shop_file, ("after_tickets: 200", "after_tickets: 1"))
    summary = urged.headless()
    assert summary.exit_code == 0
    assert len(opened.browsers) == 1
    # One for each ticket, and one in which all is compared at the end.
    assert len(opened.contexts) == len(opened.tabs) == len(summary.outcomes) + 1
    assert [len(context.pages) for context in opened.contexts] == [0] * len(opened.contexts)
    assert len(urged.truth().logins) == 1
    each_once(urged)
