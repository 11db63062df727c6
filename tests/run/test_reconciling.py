"""What stands in one place only is said, once; what we did ourselves is not."""

from __future__ import annotations

from datetime import datetime, timedelta

from qn_assist.basics.text import SHANGHAI
from qn_assist.case.outcomes import ListReading
from qn_assist.case.tickets import Ticket
from qn_assist.ledger import CaseRow
from qn_assist.run.reconcile import Compared, LedgerCases, ListsRead, compare

NOW = datetime(2026, 6, 18, 10, 0, tzinfo=SHANGHAI)
LATE = timedelta(hours=6)


def a_task(ticket_id: str, state: str = "pending", hours: float = 20, **more: object) -> Ticket:
    values = {
        "shop": "s",
        "kind": "urge_ship",
        "category": "urge_ship",
        "ticket_id": ticket_id,
        "order_id": "1",
        "read_at": NOW,
        "state": state,
        "created_at": NOW - timedelta(hours=1),
        "deadline": NOW + timedelta(hours=hours),
    }
    return Ticket.model_validate(values | more)


def a_case(ticket_id: str, category: str = "urge_ship") -> CaseRow:
    texts = ("s", ticket_id, "1", "urge_ship", category, "", "read", "pending")
    return CaseRow(*texts, NOW, NOW, NOW, "", "", None, {})


def a_read(*tickets: Ticket, before: tuple[str, ...] = (), fault: str = "") -> ListsRead:
    readings = tuple(
        ListReading("urge_ship", name, name, 1, 1, 1, 1, "rows", fault)
        for name in ("urge_ship", "ship_warning")
    )
    return ListsRead(tickets, readings, NOW, frozenset(before))


def known(*cases: CaseRow, seen: tuple[str, ...] = (), **more: object) -> LedgerCases:
    everything = {*seen, *(row.ticket_id for row in cases)}
    return LedgerCases({row.ticket_id: row for row in cases}, frozenset(everything), **more)


def kinds(found: Compared) -> dict[str, str]:
    return {one.ticket_id: one.kind for one in found.findings}


def test_what_is_read_late_for_the_first_time_is_said() -> None:
    tickets = (a_task("T1", hours=5), a_task("T2", hours=7), a_task("T3", hours=5))
    found = compare(a_read(*tickets, before=("T3",)), None, known(), LATE)
    assert kinds(found) == {"T1": "seen_late"}


def test_a_task_that_no_list_ever_showed_is_said_once() -> None:
    overview = (a_task("T1", "closed"), a_task("T2", "done"), a_task("T3"))
    assert kinds(compare(a_read(), overview, known(), LATE)) == dict.fromkeys(
        ("T1", "T2", "T3"), "never_seen"
    )
    told = known(noted=frozenset({"T1", "T2", "T3"}))
    assert compare(a_read(), overview, told, LATE).findings == ()


def test_what_ended_half_done_is_said_however_it_ended() -> None:
    half = {one: "没有做：给买家发消息" for one in ("T1", "T2")}
    ours = frozenset(half)
    cases = known(a_case("T1", "ship_warning"), a_case("T2"), ours=ours, half=half)
    found = compare(a_read(), (a_task("T2", "closed"),), cases, LATE)
    assert kinds(found) == {"T1": "half_done", "T2": "half_done"}
    overdue = (a_task("T2", "overdue"),)  # its case stays open
    found = compare(a_read(), overdue, known(a_case("T2"), ours=ours, half=half), LATE)
    assert kinds(found) == {"T2": "half_done"}
    again = known(a_case("T2"), ours=ours, half=half, noted=frozenset(found.noted))
    assert compare(a_read(), overdue, again, LATE).findings == ()
    still_there = compare(
        a_read(a_task("T2")), (a_task("T2"),), known(a_case("T2"), ours=ours, half=half), LATE
    )
    assert still_there.findings == ()


def test_what_was_over_before_the_first_comparison_is_history() -> None:
    overview = (a_task("T1", "closed"), a_task("T2", "overdue"), a_task("T3"))
    found = compare(a_read(), overview, known(begun=False), LATE)
    assert kinds(found) == {"T3": "never_seen"}
    assert found.history == ("T1", "T2")


def test_a_task_made_after_the_lists_were_read_is_the_next_passs() -> None:
    new = a_task("T1", created_at=NOW + timedelta(seconds=1))
    assert compare(a_read(), (new,), known(), LATE).findings == ()


def test_who_ended_a_case_is_told_apart() -> None:
    overview = (
        a_task("T1", "done"),
        a_task("T2", "closed"),
        a_task("T3", "overdue"),
        a_task("T4", "done"),
    )
    cases = [a_case(one.ticket_id) for one in overview]
    found = compare(a_read(), overview, known(*cases, ours=frozenset({"T4"})), LATE)
    assert kinds(found) == {
        "T1": "answered_by_person",
        "T2": "closed_by_itself",
        "T3": "overdue",
    }
    assert [one.ticket_id for one in found.settled] == ["T1", "T2", "T4"]


def test_a_case_that_left_its_list_is_gone_unless_it_is_followed() -> None:
    cases = [a_case(name, "ship_warning") for name in ("T1", "T2", "T3")]
    ledger = known(*cases, ours=frozenset({"T2"}), followed=frozenset({"T3"}))
    found = compare(a_read(), (), ledger, LATE)
    assert (found.gone, kinds(found)) == (("T1", "T2"), {"T1": "closed_by_itself"})


def test_a_list_that_was_not_read_whole_tells_nothing() -> None:
    found = compare(a_read(fault="读到 1 条"), None, known(a_case("T1")), LATE)
    assert (found.gone, found.findings) == ((), ())


def test_a_ticket_of_the_list_that_all_tasks_do_not_show_is_said() -> None:
    found = compare(
        a_read(a_task("T1"), before=("T1",)), (a_task("T2"),), known(seen=("T2",)), LATE
    )
    assert kinds(found) == {"T1": "only_in_list"}
