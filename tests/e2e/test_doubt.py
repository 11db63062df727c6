"""Doubt stops writing: whatever stands in the way, nothing wrong and nothing twice is submitted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qn_assist.basics.errors import CoolingDown, QnAssistError, RateLimited
from qn_assist.browser import acting as console
from qn_assist.browser import lists
from qn_assist.browser.acting import Acting
from qn_assist.browser.session import Session
from qn_assist.browser.tab import Tab
from qn_assist.case.outcomes import State
from qn_assist.run import ticket_life as run

from .judge import done_for, wanted
from .rehearsal import Rehearsal, before, minutes_later, of, states

SLIDER = """() => {
  const slider = document.createElement('div');
  document.body.append(Object.assign(slider, { className: 'nc_wrapper', textContent: '滑动验证' }));
}"""
SLIDE = "() => document.querySelector('.next-drawer-body').style.paddingTop = '150px'"

pytestmark = pytest.mark.timeout(240)


def attempt(rehearsal: Rehearsal, *only: str) -> int:
    """The exit code of a headless pass, whether it sums up or gives up."""
    try:
        return rehearsal.headless(*only).exit_code
    except QnAssistError as error:
        return error.exit_code


@pytest.mark.parametrize(
    ("fault", "argument", "state"),
    [
        ("second_button", "", State.STOPPED),
        ("swapped_detail", "", State.FAILED),
    ],
)
def test_a_form_that_is_not_as_its_files_say_is_not_submitted(
    one_reply: Rehearsal, fault: str, argument: str, state: State
) -> None:
    case = one_reply.case("relief_epidemic")
    one_reply.console.arm(fault, argument)
    summary = one_reply.headless(case.ticket_id)
    outcome = of(summary, case.ticket_id)
    assert outcome.state is state, outcome.detail
    assert outcome.detail
    assert summary.exit_code == 1
    assert one_reply.truth().silent


def test_a_page_whose_shop_name_cannot_be_read_is_not_worked_on(one_reply: Rehearsal) -> None:
    one_reply.console.arm("renamed_classes")
    assert attempt(one_reply) in {1, 3}
    assert one_reply.truth().silent


def test_a_captcha_is_left_to_a_person(one_reply: Rehearsal) -> None:
    one_reply.scan()
    one_reply.console.arm("captcha", "redirect")
    assert attempt(one_reply) == 3
    assert one_reply.truth().silent


def test_a_captcha_in_answer_to_a_click_stops_the_pass_until_a_person_passed_it(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_reply.console.arm("rgv587", "writes")
    assert attempt(one_reply) == 3
    stopped = one_reply.truth()
    assert stopped.accepted == []
    assert len(stopped.arrivals) == 1

    with pytest.raises(CoolingDown, match="login practice --resume"):
        one_reply.headless()
    with pytest.raises(CoolingDown):
        one_reply.scan()
    assert len(one_reply.truth().logins) == 1

    one_reply.console.person("slider")
    assert one_reply.goes_on(monkeypatch, nothing_to_do) == 1
    assert attempt(one_reply) == 0
    truth = one_reply.truth()
    assert truth.doubled() == []
    for case in one_reply.cases("task"):
        assert done_for(truth, case) == wanted(case)


async def nothing_to_do(_session: Session, _tab: Tab) -> None:
    """The person has passed it elsewhere; the window only has to see so."""


def test_a_captcha_on_a_page_is_passed_in_the_window_where_it_stopped(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes with the first order page; the window waits until the person has passed it."""
    one_reply.with_pictures()
    case = one_reply.case("relief_epidemic")
    armed = lambda *_: one_reply.console.arm("captcha", "frame")  # noqa: E731
    with monkeypatch.context() as patch:
        before(patch, run, "handle_ticket", armed)
        summary = one_reply.headless()
    assert (summary.exit_code, summary.person_needed) == (3, True)
    assert "前不再提交" in summary.stopped
    assert one_reply.truth().silent
    with one_reply.ledger() as ledger:
        [halt] = ledger.halts(one_reply.shop)
    assert halt.address.startswith(one_reply.console.origin)
    assert Path(halt.picture).is_file()

    seen: list[str] = []

    async def pass_it(_session: Session, tab: Tab) -> None:
        seen.append(tab.page.url)
        one_reply.console.person("slider")

    assert one_reply.goes_on(monkeypatch, pass_it) == 1
    assert seen == [halt.address]
    assert one_reply.headless(case.ticket_id, password=None).exit_code == 0
    assert done_for(one_reply.truth(), case) == ["urge_reply"]


def test_a_console_that_pushes_back_is_not_pressed(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_reply.console.arm("rate_limit", "writes:1")
    assert attempt(one_reply) == 1
    truth = one_reply.truth()
    assert truth.accepted == []
    assert len(truth.arrivals) == 1

    one_reply.console.disarm()
    resting = one_reply.headless()
    assert set(states(resting).values()) == {State.LEFT}
    assert all(reading.complete for reading in resting.readings)
    assert "冷却中" in resting.stopped
    assert len(one_reply.truth().arrivals) == 1

    minutes_later(monkeypatch, 21)
    assert attempt(one_reply) == 0
    for case in one_reply.cases("task"):
        assert done_for(one_reply.truth(), case) == wanted(case)
    assert one_reply.truth().doubled() == []
    with one_reply.ledger() as ledger:
        assert ledger.halts(one_reply.shop) == []


def test_a_console_that_pushes_back_while_lists_are_read_is_left_alone(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    armed = lambda *_: one_reply.console.arm("traffic_limit", "reads")  # noqa: E731
    before(monkeypatch, lists, "read_category", armed)
    with pytest.raises(RateLimited):
        one_reply.headless()
    with one_reply.ledger() as ledger:
        assert ledger.cooling(one_reply.shop) is not None
    assert one_reply.truth().silent


def test_a_dialog_that_nobody_listed_stops_all_writing(one_reply: Rehearsal) -> None:
    one_reply.console.arm("unknown_dialog")
    assert attempt(one_reply) == 3
    assert one_reply.truth().accepted == []


@pytest.mark.parametrize("closer", ["我知道了", "跳过"])
def test_a_listed_announcement_is_closed_and_the_work_goes_on(
    one_reply: Rehearsal, closer: str
) -> None:
    case = one_reply.case("relief_epidemic")
    one_reply.console.arm("announcement", closer)
    outcome = of(one_reply.headless(case.ticket_id), case.ticket_id)
    assert outcome.state is State.VERIFIED, (outcome.state, outcome.detail)
    assert done_for(one_reply.truth(), case) == ["urge_reply"]


def test_a_form_that_slid_away_under_the_mouse_is_filled_again(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, ask, slid = one_reply.case("relief_epidemic"), Tab.ask, []

    async def looked(tab: Tab, op: str, **question: Any) -> Any:
        answer = await ask(tab, op, **question)
        if op == "point" and "[无法发货]" in question["chain"][-1]["ref"] and not slid:
            slid.append(await tab.page.evaluate(SLIDE))
        return answer

    monkeypatch.setattr(Tab, "ask", looked)
    assert one_reply.headless(case.ticket_id).exit_code == 0
    assert slid == ["150px"]
    assert done_for(one_reply.truth(), case) == ["urge_reply"]


def test_a_captcha_just_before_the_click_makes_the_shop_rest(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def shown(acting: Acting, _permit: object) -> None:
        await acting.doing.tab.page.evaluate(SLIDER)

    before(monkeypatch, console, "submit", shown)
    assert attempt(one_reply) == 3
    assert one_reply.truth().silent
    with one_reply.ledger() as ledger:
        assert ledger.cooling(one_reply.shop) is not None
    assert attempt(one_reply) == 3
    assert one_reply.truth().silent


def test_a_chat_that_cannot_be_used_leaves_the_task_unanswered(one_task: Rehearsal) -> None:
    """The rule tells the buyer first; what was not said is not claimed to be agreed."""
    case = one_task.case("agreed_delay", "task")
    one_task.console.arm("chat_unavailable")
    summary = one_task.headless()
    assert states(summary)[case.ticket_id] in {State.FAILED, State.REFUSED, State.STOPPED}
    assert one_task.truth().accepted == []


def test_three_failures_in_a_row_end_all_writing(one_reply: Rehearsal) -> None:
    one_reply.limits(stop_after_failures=1)
    one_reply.console.arm("swapped_detail")
    summary = one_reply.headless()
    assert set(states(summary).values()) & {State.FAILED, State.STOPPED}
    assert summary.stopped
    assert summary.exit_code == 1
