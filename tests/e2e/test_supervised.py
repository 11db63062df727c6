"""Beside a person: what is answered happens, and no answer is no approval."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from qn_assist.case.outcomes import State
from qn_assist.run.gate import PASS, Proposal, Ruled, Ruling

from .judge import done_for, fields_of, wanted
from .rehearsal import Rehearsal, of

Answer = Ruled | None
WORDS = "亲，已和您约好发货时间，我们会按时发出，请放心。"

pytestmark = pytest.mark.timeout(240)


class Person:
    """Answers from a list, and remembers what was shown."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)
        self.shown: list[Proposal] = []

    async def __call__(self, proposal: Proposal) -> Answer:
        self.shown.append(proposal)
        return self._answers.pop(0)


def test_what_a_person_approves_is_submitted(one_task: Rehearsal) -> None:
    case, person = one_task.case("agreed_delay", "task"), Person(PASS, PASS)
    summary = one_task.run("supervised", ask=person)
    assert summary.exit_code == 0
    assert done_for(one_task.truth(), case) == wanted(case)
    assert [shown.planned.flow for shown in person.shown] == ["message", "reply_delay"]


def test_a_person_sees_the_facts_the_rule_and_the_filled_form(one_task: Rehearsal) -> None:
    one_task.with_pictures()
    person = Person(None)
    one_task.run("supervised", ask=person)
    (shown,) = person.shown
    assert shown.decision.rule == "urge_agreed_delay"
    assert shown.decision.facts
    assert shown.decision.because
    assert shown.digest == shown.planned.digest(shown.decision.ticket)
    assert shown.screenshot is not None
    assert shown.screenshot.is_file()


def test_an_edited_text_is_what_arrives(one_task: Rehearsal) -> None:
    case = one_task.case("agreed_delay", "task")
    person = Person(Ruled(Ruling.EDIT, text=WORDS), PASS, PASS)
    summary = one_task.run("supervised", ask=person)
    assert of(summary, case.ticket_id).state is State.VERIFIED
    assert fields_of(one_task.truth(), case, "message")["text"] == WORDS
    assert person.shown[0].digest != person.shown[1].digest


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("亲，请加微信 13800138000 联系我们", "message"),
        ("亲，好评返现", "好评返现"),
        ("长" * 501, "500"),
        ("", "text"),
    ],
)
def test_a_text_that_may_not_be_said_is_asked_again(
    one_task: Rehearsal, text: str, why: str
) -> None:
    person = Person(Ruled(Ruling.EDIT, text=text), None)
    one_task.run("supervised", ask=person)
    assert person.shown[0].problem == ""
    assert person.shown[1].problem
    assert why in person.shown[1].problem or why == "message"
    assert person.shown[1].planned == person.shown[0].planned
    assert one_task.truth().silent


def test_editing_without_end_is_given_up(one_task: Rehearsal) -> None:
    case = one_task.case("agreed_delay", "task")
    person = Person(*[Ruled(Ruling.EDIT, text=f"亲，{n}分钟内回复您。") for n in range(9)])
    summary = one_task.run("supervised", ask=person)
    assert of(summary, case.ticket_id).state is State.STOPPED
    assert one_task.truth().silent


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Ruled(Ruling.DECLINE, "先不发"), State.DECLINED),
        (Ruled(Ruling.HAND_OVER, "我来打电话"), State.HANDED_OVER),
        (Ruled(Ruling.STOP, "停"), State.STOPPED),
        (None, State.STOPPED),
    ],
)
def test_anything_but_a_yes_writes_nothing(
    one_task: Rehearsal, answer: Answer, state: State
) -> None:
    case = one_task.case("agreed_delay", "task")
    summary = one_task.run("supervised", ask=Person(answer))
    assert of(summary, case.ticket_id).state is state
    assert one_task.truth().silent


def test_a_ticket_skipped_is_followed_by_the_next(one_reply: Rehearsal) -> None:
    person = Person(Ruled(Ruling.DECLINE), *[PASS] * 3)
    summary = one_reply.run("supervised", ask=person)
    first, second = summary.outcomes
    assert (first.state, second.state) == (State.DECLINED, State.VERIFIED)
    assert {one["order_id"] for one in one_reply.truth().accepted} == {second.ticket.order_id}


def test_a_stop_ends_all_writing_of_the_pass(one_reply: Rehearsal) -> None:
    person = Person(Ruled(Ruling.STOP))
    summary = one_reply.run("supervised", ask=person)
    assert len(person.shown) == 1
    assert State.LEFT in {one.state for one in summary.outcomes}
    assert one_reply.truth().silent


def test_without_anybody_to_ask_nothing_is_written(one_task: Rehearsal) -> None:
    one_task.run("supervised")
    assert one_task.truth().silent


def test_a_yes_to_a_form_that_changed_meanwhile_is_not_enough(one_task: Rehearsal) -> None:
    """While the person thinks, the buyer is refunded: the page says so before the click."""
    case = one_task.case("agreed_delay", "task")

    async def refund_then_yes(_proposal: Proposal) -> Answer:
        one_task.console.person("refund", order_id=case.order.order_id)
        return PASS

    asked: Callable[[Proposal], Awaitable[Answer]] = refund_then_yes
    summary = one_task.run("supervised", ask=asked)
    assert of(summary, case.ticket_id).state is not State.VERIFIED
    assert "urge_reply" not in done_for(one_task.truth(), case)
