"""A console that we did not write: gateways that redirect, garble, stall or lag, pages that send
again or turn to another buyer, colleagues at work in the same shop. Judged by what it accepted.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from qn_assist.basics.errors import QnAssistError, WrongShop
from qn_assist.case.outcomes import State
from qn_assist.practice.generate.cases import Case

from .rehearsal import Rehearsal, of, replace_in

pytestmark = [pytest.mark.timeout(240), pytest.mark.usefixtures("whole_browser")]


def arrived(rehearsal: Rehearsal, kind: str) -> int:
    return sum(one["kind"] == kind for one in rehearsal.truth().arrivals)


@pytest.mark.parametrize(
    "faults",
    [
        ("redirected_write:307:urge_reply",),
        ("redirected_write:308:urge_reply",),
        ("garbled_answer:urge_reply", "page_resends:@any"),
        ("stalled_body:urge_reply", "page_resends:@any"),
        ("lost_answer:close:urge_reply", "page_resends:@any"),
    ],
    ids=lambda faults: "+".join(faults),
)
def test_what_was_taken_is_proven_by_reading_and_never_sent_again(
    reply: Rehearsal, faults: tuple[str, ...]
) -> None:
    case = reply.case("relief_epidemic")
    for one in faults:
        name, _, argument = one.partition(":")
        reply.console.arm(name, argument)
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.VERIFIED
    reply.headless(case.ticket_id)
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]
    assert arrived(reply, "urge_reply") == 1


def test_a_page_that_tries_again_because_the_console_is_busy_sends_nothing_twice(
    reply: Rehearsal,
) -> None:
    case = reply.case("relief_epidemic")
    reply.console.arm("false_failure", "urge_reply")
    reply.console.arm("page_resends", "@any")
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.UNKNOWN
    reply.headless(case.ticket_id)
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]
    assert arrived(reply, "urge_reply") == 1


@pytest.fixture
def told(one_task: Rehearsal) -> tuple[Rehearsal, Case]:
    """A message to the buyer, then the reply."""
    return one_task, one_task.case("agreed_delay", "task")


def test_a_message_for_one_buyer_never_goes_to_another(told: tuple[Rehearsal, Case]) -> None:
    """Another conversation comes to the front between our last look and the sending."""
    rehearsal, case = told
    rehearsal.console.arm("chat_switches")
    outcome = of(rehearsal.headless(case.ticket_id), case.ticket_id)
    assert outcome.state is State.STOPPED
    assert "没有发出" in outcome.detail
    assert arrived(rehearsal, "message") == 0

    rehearsal.console.disarm("chat_switches")
    rehearsal.headless(case.ticket_id)
    assert rehearsal.truth().kinds(case.ticket_id, case.order.order_id).count("message") == 1


def test_a_colleagues_message_of_the_same_words_is_no_proof_and_is_not_written_again(
    told: tuple[Rehearsal, Case],
) -> None:
    rehearsal, case = told
    decision = of(rehearsal.run("dry-run"), case.ticket_id).decision
    assert decision is not None
    words = str(decision.actions[0].params["text"])
    live = rehearsal.console.world.example_office.order(case.order.order_id)
    theirs = {"messageId": "m1", "sender": "seller", "text": words, "time": "2026-06-18 09:00:00"}
    live.messages.append(theirs)
    outcome = of(rehearsal.headless(case.ticket_id), case.ticket_id)
    assert outcome.state is State.HANDED_OVER
    assert "台账" in outcome.detail
    assert arrived(rehearsal, "message") == 0
    assert "message" not in rehearsal.entries(case.order.order_id)


def test_a_lost_message_is_not_sent_again_before_reading_has_ever_shown_one(
    told: tuple[Rehearsal, Case],
) -> None:
    """A selector that finds nothing any more would prove every absence."""
    rehearsal, case = told
    rehearsal.console.arm("http_500", "message:x1")
    assert of(rehearsal.headless(case.ticket_id), case.ticket_id).state is State.UNKNOWN
    rehearsal.headless(case.ticket_id)
    assert rehearsal.entries(case.order.order_id)["message"] == "unknown"
    assert arrived(rehearsal, "message") == 1


def test_a_flow_whose_request_is_not_known_is_left_to_a_supervised_run(
    told: tuple[Rehearsal, Case],
) -> None:
    rehearsal, case = told
    replace_in(rehearsal.folder / "flows/qianniu/message.yaml", ('      data.text: "{text}"\n', ""))
    outcome = of(rehearsal.headless(case.ticket_id), case.ticket_id)
    assert outcome.state is State.WAITING
    assert "text" in outcome.detail
    assert rehearsal.truth().silent


@pytest.mark.parametrize("passed", [0, 3, 8])
def test_a_reading_whose_answer_never_ends_ends_all_the_same(reply: Rehearsal, passed: int) -> None:
    reply.console.arm("stalled_body", f"reads:after={passed}:1")
    with suppress(QnAssistError):  # named, whatever it was that did not come
        reply.headless()
    reply.console.disarm("stalled_body")
    assert reply.headless().exit_code in {0, 1}
    assert reply.truth().doubled() == []


def test_what_reading_shows_late_is_not_written_again(reply: Rehearsal) -> None:
    """Answered with success; every reading shows it later than the assistant waits."""
    case = reply.case("relief_epidemic")
    reply.console.arm("read_lag", "20")
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.UNKNOWN
    assert of(reply.headless(case.ticket_id), case.ticket_id).state is State.UNKNOWN
    reply.console.world.clock.advance(20)
    reply.headless(case.ticket_id)
    assert reply.entries(case.order.order_id) == {"urge_reply": "verified"}
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]
    assert arrived(reply, "urge_reply") == 1


def test_a_drawer_that_is_redrawn_for_another_task_sends_nothing(reply: Rehearsal) -> None:
    case = reply.case("relief_epidemic")
    reply.console.arm("drawer_switches")
    outcome = of(reply.headless(case.ticket_id), case.ticket_id)
    assert outcome.state is State.STOPPED
    assert "没有发出" in outcome.detail
    assert arrived(reply, "urge_reply") == 0

    reply.console.disarm("drawer_switches")
    reply.headless(case.ticket_id)
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]


@pytest.mark.parametrize("lost", ["lost_answer:close:urge_reply", "false_failure:urge_reply"])
def test_a_service_worker_sends_nothing_for_us(reply: Rehearsal, lost: str) -> None:
    """It would send again what failed, and later what it remembers."""
    case = reply.case("relief_epidemic")
    reply.console.arm("service_worker")
    name, _, argument = lost.partition(":")
    reply.console.arm(name, argument)
    reply.headless(case.ticket_id)
    reply.console.disarm(name)
    reply.run("dry-run")
    reply.headless(case.ticket_id)
    assert reply.truth().kinds(case.ticket_id) == ["urge_reply"]
    assert arrived(reply, "urge_reply") == 1


@pytest.mark.parametrize("mode", ["dry-run", "headless"])
def test_a_form_that_is_sent_by_opening_it_is_refused_and_its_ticket_left(
    reply: Rehearsal, mode: str
) -> None:
    """The control that opens the form posts one by itself, as a page load."""
    case = reply.case("relief_epidemic")
    reply.console.arm("form_posts", "@open")
    outcome = of(reply.run(mode, only=[case.ticket_id]), case.ticket_id)
    assert outcome.state is State.FAILED
    assert "自己发了写请求" in outcome.detail
    assert reply.truth().silent
    assert reply.entries(case.order.order_id) == {}


def test_what_the_console_refused_and_a_colleague_did_is_not_called_ours(reply: Rehearsal) -> None:
    case = reply.case("relief_epidemic")
    reply.console.arm("repeat_arrivals", "refuse")
    reply.console.arm("colleague", "same:urge_reply")
    outcome = of(reply.headless(case.ticket_id), case.ticket_id)
    assert outcome.state is State.UNKNOWN
    assert "没有接受" in outcome.detail
    assert reply.truth().accepted == []


def test_a_colleagues_words_behind_the_click_are_no_proof_of_ours(
    told: tuple[Rehearsal, Case],
) -> None:
    """Newer than the click, from the shop, to the same buyer: and ours was never taken."""
    rehearsal, case = told
    rehearsal.console.arm("colleague", "says:message")
    rehearsal.console.arm("http_500", "message:x1")
    outcome = of(rehearsal.headless(case.ticket_id), case.ticket_id)
    assert outcome.state is State.UNKNOWN
    assert rehearsal.entries(case.order.order_id) == {"message": "unknown"}


def test_an_account_that_is_shown_under_another_title_meanwhile_is_left(reply: Rehearsal) -> None:
    case = reply.case("relief_epidemic")
    reply.headless("nothing")
    reply.console.arm("two_titles")
    with pytest.raises(WrongShop, match="主店"):
        reply.headless(case.ticket_id)
    assert reply.truth().silent


def test_a_gateway_that_tells_another_day_moves_no_deadline(reply: Rehearsal) -> None:
    case = reply.case("relief_epidemic")
    reply.console.arm("wrong_date", "30")
    outcome = of(reply.headless(case.ticket_id), case.ticket_id)
    assert outcome.state is State.VERIFIED
    assert abs(outcome.ticket.read_at - reply.console.now()) < timedelta(hours=1)
