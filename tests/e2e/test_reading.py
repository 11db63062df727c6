"""Every list is read completely and truly, or the pass says loudly that it was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from qn_assist.basics.errors import LoginNeeded
from qn_assist.browser import lists
from qn_assist.case.outcomes import ListReading, State
from qn_assist.case.tickets import Ticket
from qn_assist.desk.shop_lock import ShopLock
from qn_assist.practice.generate import masks
from qn_assist.practice.generate.cases import Case
from qn_assist.practice.generate.couriers import OTHER
from qn_assist.run.scan import Scan

from .conftest import Rehearse, begin
from .rehearsal import Rehearsal, states

SETS = [("2026", None), ("2026", "group"), ("2026", "fixed"), ("legacy", None), ("legacy", "fixed")]

pytestmark = pytest.mark.timeout(300)


def as_read(ticket: Ticket) -> dict[str, Any]:
    """A ticket without what changes while one looks."""
    return ticket.model_dump(exclude={"read_at", "time_left"})


def assert_complete(rehearsal: Rehearsal, scan: Scan) -> None:
    assert [one.fault for one in scan.readings] == [""] * 6
    assert sorted(ticket.ticket_id for ticket in scan.tickets) == sorted(
        map(rehearsal.ticket_id, rehearsal.cases())
    )
    assert sum(one.rows for one in scan.readings) == len(rehearsal.cases())


@pytest.mark.parametrize(("skin", "tables"), SETS)
def test_rows_and_the_pages_own_data_give_the_same_tickets(
    rehearse: Rehearse, skin: str, tables: str | None
) -> None:
    rehearsal = rehearse(24, skin, tables=tables)
    rows, data = rehearsal.scan(), rehearsal.scan(source="json")
    assert_complete(rehearsal, rows)
    assert_complete(rehearsal, data)
    by_id = {ticket.ticket_id: as_read(ticket) for ticket in data.tickets}
    assert {ticket.ticket_id: as_read(ticket) for ticket in rows.tickets} == by_id
    assert rehearsal.truth().silent


@pytest.fixture(scope="module", params=["2026", "legacy"])
def scanned(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[tuple[Case, Ticket]]]:
    """Each case of the generator with the ticket read for it."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp(f"scanned-{request.param}")
        rehearsal = begin(stack, folder, 48, request.param)
        tickets = {(one.category, one.order_id): one for one in rehearsal.scan().tickets}
        unlisted = {"unknown_type": "urge_ship"}
        yield [
            (case, tickets[unlisted.get(case.category, case.category), case.order.order_id])
            for case in rehearsal.cases()
        ]


Scanned = list[tuple[Case, Ticket]]


class TestTickets:
    def test_a_deadline_is_what_the_console_shows(self, scanned: Scanned) -> None:
        for case, ticket in scanned:
            due = case.deadline
            if case.category in {"ship_warning", "pickup_exception"} and case.delay:
                due = case.delay.due_at
            assert ticket.deadline == (due.replace(microsecond=0) if due else None)

    def test_a_missing_waybill_is_none(self, scanned: Scanned) -> None:
        exceptions = [(case, one) for case, one in scanned if case.kind == "exception"]
        assert all(ticket.waybill == case.order.waybill for case, ticket in exceptions)
        assert None in {ticket.waybill for _, ticket in exceptions}

    def test_a_courier_that_nobody_lists_is_kept_as_its_text(self, scanned: Scanned) -> None:
        couriers = {
            ticket.courier: case.order.courier
            for case, ticket in scanned
            if case.kind == "exception" and case.category != "ship_warning"
        }
        assert all(shown == given for shown, given in couriers.items())
        assert OTHER.name in couriers

    def test_remarks_of_several_lines_are_several_remarks(self, scanned: Scanned) -> None:
        counts = set()
        for case, ticket in scanned:
            if case.delay is None:
                continue
            shown = [f"{one.text}【{one.by}｜{one.at}】" for one in ticket.remarks]
            assert shown == list(case.delay.remarks)
            counts.add(len(shown))
        assert {0, 1, 2} <= counts

    def test_an_unknown_type_of_task_is_kept_for_a_person(self, scanned: Scanned) -> None:
        for case, ticket in scanned:
            if case.kind == "task":
                known = case.scenario != "unknown_type"
                assert ticket.kind == ("urge_ship" if known else "unknown")

    def test_buyers_are_read_as_masked_as_the_console_shows_them(self, scanned: Scanned) -> None:
        for case, ticket in scanned:
            if case.kind == "exception":
                assert ticket.buyer.name == case.order.masked_name
            else:
                assert ticket.buyer.nick == masks.nick(case.order.buyer.nick)


def test_a_thousand_tickets_are_read_completely(rehearse: Rehearse) -> None:
    rehearsal = rehearse(1000)
    scan = rehearsal.scan()
    assert_complete(rehearsal, scan)
    assert max(one.pages for one in scan.readings) == 10
    order = [ticket.left(scan.now) for ticket in scan.tickets if ticket.left(scan.now)]
    assert order == sorted(order)


def test_a_page_of_a_list_costs_one_question(
    rehearse: Rehearse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pages of 55 tasks: what reading them asks of the browser is counted by the tab."""
    rehearsal = rehearse(110)
    rehearsal.only("urge_ship")
    asked: list[tuple[int, int]] = []
    read, read_table = lists.read_category, lists.read_table

    async def counted(tab: Any, *rest: Any) -> Any:
        before = tab.messages
        page = await read_table(tab, *rest)
        asked.append((tab.messages - before, len(page.rows)))
        return page

    spent: list[int] = []

    async def measured(reader: lists.Reader, *rest: Any) -> Any:
        before = reader.doing.tab.messages
        reading = await read(reader, *rest)
        spent.append(reader.doing.tab.messages - before)
        return reading

    monkeypatch.setattr(lists, "read_table", counted)
    monkeypatch.setattr(lists, "read_category", measured)
    rehearsal.scan()

    assert {messages for messages, _ in asked} == {1}
    assert sorted(rows for _, rows in asked) == [5, 15, 50]
    assert spent[0] <= 18


def the_reading(scan: Scan, category: str) -> ListReading:
    return next(one for one in scan.readings if one.category == category)


@pytest.mark.parametrize("fault", ["short_total", "hidden_row"])
def test_a_total_that_does_not_fit_the_rows_is_told(one_reply: Rehearsal, fault: str) -> None:
    one_reply.console.arm(fault)
    summary = one_reply.run("dry-run")
    assert summary.exit_code == 1
    mine, every = summary.incomplete
    assert (mine.category, every.category) == ("urge_ship", "all_tasks")
    assert "读到 2 条" in mine.fault


def test_rows_that_change_places_between_pages_are_told(rehearse: Rehearse) -> None:
    rehearsal = rehearse(110)
    rehearsal.only("urge_ship")
    rehearsal.console.arm("row_shift")
    reading = the_reading(rehearsal.scan(), "urge_ship")
    assert not reading.complete


def test_counts_beside_the_tabs_that_differ_from_the_list_are_told(one_reply: Rehearsal) -> None:
    one_reply.console.arm("badge_mismatch")
    assert one_reply.run("dry-run").exit_code == 1


@pytest.mark.parametrize("skin", ["2026", "legacy"])
@pytest.mark.parametrize("fault", ["empty_for_error", "http_500"])
def test_a_list_that_fails_is_never_an_empty_list(
    rehearse: Rehearse, skin: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every list in turn would otherwise be believed to hold nothing."""
    rehearsal = rehearse(24, skin)
    rehearsal.scan()
    rehearsal.console.arm(fault, "reads" if fault == "http_500" else "")
    rehearsal.only("logistics_exception")
    if fault == "http_500":
        from qn_assist.basics.errors import QnAssistError

        with pytest.raises(QnAssistError):
            rehearsal.scan()
        return
    assert [one.complete for one in rehearsal.scan().readings] == [False] * 5


@pytest.mark.parametrize("skin", ["2026", "legacy"])
def test_old_rows_under_a_mask_that_went_too_early_are_not_believed(
    rehearse: Rehearse, skin: str
) -> None:
    rehearsal = rehearse(24, skin, latency_ms=400)
    rehearsal.console.arm("stale_mask")
    scan = rehearsal.scan()
    assert_complete(rehearsal, scan)


def test_a_result_in_json_text_is_the_same_result(one_reply: Rehearsal) -> None:
    one_reply.console.arm("result_is_string")
    scan = one_reply.scan(source="json")
    assert [one.fault for one in scan.readings] == [""]
    assert len(scan.tickets) == 2


def test_rows_that_are_drawn_only_when_seen_are_never_a_short_list(rehearse: Rehearse) -> None:
    rehearsal = rehearse(60)
    rehearsal.only("urge_ship")
    rehearsal.console.arm("virtual_rows")
    scan = rehearsal.scan()
    complete = scan.readings[0].complete
    assert complete is (len(scan.tickets) == 30)


def test_an_account_without_the_right_reads_nothing_and_says_so(one_reply: Rehearsal) -> None:
    one_reply.console.arm("no_permission")
    summary = one_reply.headless()
    assert summary.exit_code in {1, 3}
    assert "没有权限" in summary.incomplete[0].fault
    assert State.VERIFIED not in states(summary).values()
    assert one_reply.truth().silent


def test_a_scan_beside_a_pass_logs_in_nowhere(one_reply: Rehearsal) -> None:
    """A second login may end the session of the first; with a stored one it reads."""
    lock = ShopLock(one_reply.home.root / "locks", one_reply.shop)
    with lock, pytest.raises(LoginNeeded):
        one_reply.scan()
    assert one_reply.truth().logins == []
    one_reply.scan()
    with lock:
        assert len(one_reply.scan().tickets) == len(one_reply.cases("task"))
    assert len(one_reply.truth().logins) == 1


def without_answers(rehearsal: Rehearsal) -> None:
    """A console whose requests for its lists nobody knows: rows are all there is."""
    for path in rehearsal.folder.glob("flows/*/list_*.yaml"):
        written = path.read_text("utf-8")
        if "\njson:" in written:
            path.write_text(written[: written.index("\njson:") + 1], "utf-8")


@pytest.mark.parametrize(
    ("skin", "fault"),
    [("2026", ""), ("legacy", ""), ("legacy", "slow:20000:reads:after=18")],
    ids=["2026", "legacy", "never"],
)
def test_rows_that_another_tab_left_are_not_taken_for_the_list(
    rehearse: Rehearse, skin: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No answer says whose rows are shown, and the mask goes before the new ones come, if ever."""
    monkeypatch.setattr(lists, "ANSWER_SECONDS", 4)
    rehearsal = rehearse(24, skin, latency_ms=400)
    without_answers(rehearsal)
    rehearsal.only("logistics_exception")
    own = Counter(case.category for case in rehearsal.cases("exception"))
    rehearsal.console.arm("stale_mask")
    if fault:
        rehearsal.console.arm(*fault.split(":", 1))
    readings = rehearsal.scan().readings
    wrong = [one for one in readings if one.complete and own[one.category] != one.rows]
    assert wrong == []
    assert all(one.complete for one in readings) is not bool(fault), [one.fault for one in readings]
