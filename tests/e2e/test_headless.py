"""A headless pass does what the shop's rules say, once, and leaves the rest to a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from qn_assist.browser.tab import Tab
from qn_assist.case.outcomes import RunSummary, State, TicketOutcome
from qn_assist.case.tickets import Ticket
from qn_assist.ledger import Ledger, WaitingRow
from qn_assist.practice.generate.cases import Case
from qn_assist.run import ticket_life as run
from qn_assist.run.work import Work
from tests.clocks import set_machine

from .conftest import begin
from .judge import PROBLEMS, RESULTS, done_for, fields_of, proofs, wanted
from .rehearsal import Rehearsal, of, replace_in, states

TICKETS = 24
MESSAGES = 44
ANNOUNCED = "公告"

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module", params=["2026", "legacy"])
def worked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Rehearsal, RunSummary]]:
    """One pass over every scenario of a skin; the tests only look at what it left."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp(f"worked-{request.param}")
        rehearsal = begin(stack, folder, TICKETS, request.param)
        if request.param == "legacy":
            rehearsal.only("logistics_exception")
        yield rehearsal, rehearsal.headless()


def handled(rehearsal: Rehearsal) -> list[Case]:
    """The cases of the lists that were read."""
    return rehearsal.cases("exception" if rehearsal.shop == "practice-legacy" else "")


class TestEveryScenario:
    def test_each_ticket_gets_exactly_what_its_scenario_wants(
        self, worked: tuple[Rehearsal, RunSummary]
    ) -> None:
        rehearsal, summary = worked
        assert summary.exit_code == 0
        truth = rehearsal.truth()
        for case in handled(rehearsal):
            assert done_for(truth, case) == wanted(case), case.scenario
        assert truth.doubled() == []
        assert len(truth.arrivals) == len(truth.accepted)
        assert len(truth.accepted) == sum(len(wanted(case)) for case in handled(rehearsal))

    def test_replies_say_what_was_agreed_and_carry_its_proof(
        self, worked: tuple[Rehearsal, RunSummary]
    ) -> None:
        rehearsal, _ = worked
        truth = rehearsal.truth()
        for case in (one for one in handled(rehearsal) if "urge_reply" in wanted(one)):
            fields, agreement = fields_of(truth, case, "urge_reply"), case.facts.agreement
            assert (fields["result"], fields["reason"]) == RESULTS[case.scenario]
            assert [one["digest"] for one in fields["images"]] == proofs(rehearsal, case)
            agreed = agreement.agreed_for if agreement else None
            assert fields["promisedDate"] == (f"{agreed:%Y-%m-%d %H:%M:%S}" if agreed else "")
            if case.scenario.startswith("relief"):
                assert ANNOUNCED in fields["description"]

    def test_problem_reports_name_the_problem_and_the_waybill(
        self, worked: tuple[Rehearsal, RunSummary]
    ) -> None:
        rehearsal, _ = worked
        truth = rehearsal.truth()
        for case in (one for one in handled(rehearsal) if "problem_report" in wanted(one)):
            fields = fields_of(truth, case, "problem_report")
            assert fields["problemType"] == PROBLEMS[case.scenario]
            assert str(case.order.waybill) in fields["description"]

    def test_delay_reports_cover_the_one_order_and_its_place(
        self, worked: tuple[Rehearsal, RunSummary]
    ) -> None:
        rehearsal, _ = worked
        truth = rehearsal.truth()
        for case in (one for one in handled(rehearsal) if "delay_report" in wanted(one)):
            fields = fields_of(truth, case, "delay_report")
            assert fields["orderIds"] == [case.order.order_id]
            assert (fields["scope"], fields["type"]) == ("指定订单", "自然灾害")
            assert fields["area"] == case.order.ship_from.area
            assert fields["resumeAt"][:10] == fields["to"]

    def test_messages_are_about_the_buyers_own_order(
        self, worked: tuple[Rehearsal, RunSummary]
    ) -> None:
        rehearsal, _ = worked
        truth = rehearsal.truth()
        for case in (one for one in handled(rehearsal) if "message" in wanted(one)):
            words = fields_of(truth, case, "message")["text"]
            others = {one.order.waybill for one in handled(rehearsal)} - {case.order.waybill}
            assert not any(waybill in words for waybill in others if waybill), words
            assert "{" not in words
            agreement = case.facts.agreement
            if agreement and agreement.agreed_for:
                assert f"{agreement.agreed_for.month}月{agreement.agreed_for.day}日" in words

    def test_what_a_person_must_handle_is_listed_and_not_touched(
        self, worked: tuple[Rehearsal, RunSummary]
    ) -> None:
        rehearsal, summary = worked
        untouched = [case for case in handled(rehearsal) if not wanted(case)]
        with rehearsal.ledger() as ledger:
            listed = {row.ticket_id for row in ledger.waiting(rehearsal.shop)}
        for case in untouched:
            assert states(summary)[rehearsal.ticket_id(case)] is State.HANDED_OVER
            assert rehearsal.ticket_id(case) in listed

    def test_a_second_pass_submits_nothing(self, worked: tuple[Rehearsal, RunSummary]) -> None:
        rehearsal, _ = worked
        before = rehearsal.truth()
        again = rehearsal.headless()
        assert again.exit_code == 0
        assert rehearsal.truth().arrivals == before.arrivals


def test_a_reply_costs_no_more_browser_messages_than_was_measured(
    one_reply: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Order read, form filled and read back, submitted, read anew: all of one ticket."""
    case, spent, handle = one_reply.case("relief_epidemic"), [], run.handle_ticket

    async def counted(work: Work, tab: Tab, ticket: Ticket) -> TicketOutcome:
        before = tab.messages
        outcome = await handle(work, tab, ticket)
        spent.append(tab.messages - before)
        return outcome

    monkeypatch.setattr(run, "handle_ticket", counted)
    one_reply.headless(case.ticket_id)
    assert done_for(one_reply.truth(), case) == wanted(case)
    assert spent[0] <= MESSAGES


def test_evidence_that_cannot_be_kept_stops_no_write(one_reply: Rehearsal) -> None:
    """A file stands where its folder should be: the write is made, proven and recorded."""
    one_reply.with_pictures()
    one_reply.home.evidence.rmdir()
    one_reply.home.evidence.write_text("full", "utf-8")
    one_reply.console.arm("lost_answer", "x1")
    case = one_reply.case("relief_epidemic")
    assert of(one_reply.headless(case.ticket_id), case.ticket_id).state is State.VERIFIED
    assert one_reply.entries(case.order.order_id) == {"urge_reply": "verified"}


def verified(summary: RunSummary) -> int:
    return sum(action.state is State.VERIFIED for one in summary.outcomes for action in one.actions)


def of_two_actions_at_most(rehearsal: Rehearsal) -> None:
    """A limit below the actions of a rule is refused at load: the longest rule goes."""
    rules = rehearsal.folder / "shops/practice/rules.yaml"
    before, _, rest = rules.read_text("utf-8").partition("  - name: ag_stock_ready\n")
    assert rest
    after = rest[rest.index("  - name: ") :]
    rules.write_text(f"{before}{after}", "utf-8")


def test_no_more_than_the_limit_of_a_pass_is_submitted(one_reply: Rehearsal) -> None:
    """The two tasks want three writes together; the soonest comes first."""
    of_two_actions_at_most(one_reply)
    one_reply.limits(per_run=2)
    summary = one_reply.headless()
    assert verified(summary) == len(one_reply.truth().arrivals) <= 2
    assert State.WAITING in states(summary).values()
    assert summary.exit_code == 0


def test_the_limit_of_a_day_holds_over_several_passes(one_reply: Rehearsal) -> None:
    of_two_actions_at_most(one_reply)
    one_reply.limits(per_day=2)
    one_reply.headless()
    one_reply.headless()
    assert 0 < len(one_reply.truth().arrivals) <= 2


def test_a_ticket_with_too_little_time_left_is_a_persons(one_task: Rehearsal) -> None:
    one_task.limits(least_hours_left=1000)
    summary = one_task.headless()
    assert list(states(summary).values()) == [State.WAITING]
    assert one_task.truth().silent


@pytest.fixture
def waits(one_task: Rehearsal) -> Rehearsal:
    """The rule for the one task needs a person's approval."""
    one_task.ask_a_person("urge_agreed_delay")
    return one_task


def the_one_waiting(ledger: Ledger) -> WaitingRow:
    (row,) = ledger.waiting()
    return row


def approve(rehearsal: Rehearsal, digest: str = "") -> None:
    with rehearsal.ledger() as ledger:
        row = the_one_waiting(ledger)
        until = datetime.now(UTC) + timedelta(hours=1)
        ledger.approve(row.shop, row.ticket_id, digest or row.digest, "组长", until)


def test_what_needs_a_person_waits_until_exactly_that_is_approved(waits: Rehearsal) -> None:
    case = waits.case("agreed_delay", "task")
    assert of(waits.headless(), case.ticket_id).state is State.WAITING
    approve(waits, digest="0123456789abcdef")
    assert of(waits.headless(), case.ticket_id).state is State.WAITING
    assert waits.truth().silent

    approve(waits)
    assert of(waits.headless(), case.ticket_id).state is State.VERIFIED
    assert done_for(waits.truth(), case) == wanted(case)


def test_an_approval_that_expired_lets_nothing_through(
    waits: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits.headless()
    approve(waits)
    set_machine(monkeypatch, lambda: datetime.now(UTC) + timedelta(hours=2))
    assert list(states(waits.headless()).values()) == [State.WAITING]
    assert waits.truth().silent


def test_other_content_than_was_approved_waits_again(waits: Rehearsal) -> None:
    waits.headless()
    approve(waits)
    replies = waits.folder / "shops/practice/replies.yaml"
    replace_in(replies, ("聊天记录见凭证", "记录见凭证"))
    assert list(states(waits.headless()).values()) == [State.WAITING]
    assert waits.truth().silent
