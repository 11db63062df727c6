"""Each end is seen when the console shows it, and what was so before is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from qn_assist.basics.text import SHANGHAI
from qn_assist.case.endings import ENDINGS, FollowUpEntry, Seen, ended, read_seen
from qn_assist.ledger import FollowUpRow
from qn_assist.run.follow_ups import standing

START = datetime(2026, 6, 18, 10, 0, tzinfo=SHANGHAI)
THEN = Seen("shipped", "快件离开【廊坊】", START - timedelta(days=3), "2", "pending")
MOVED = replace(THEN, node="快件已到达【大连】", node_at=START)
WAITS = Seen("wait_ship", ticket="pending")
ENTRY = FollowUpEntry(after_hours=24, limit_hours=72, until=["parcel_moved", "refunded"])


@pytest.mark.parametrize(
    ("name", "then", "now"),
    [
        ("parcel_moved", THEN, MOVED),
        ("signed", THEN, replace(THEN, node="已签收，本人", node_at=START, code="3")),
        ("signed", THEN, replace(THEN, status="success")),
        ("shipped", WAITS, THEN),
        ("refunded", THEN, replace(THEN, status="refunded")),
        ("closed", WAITS, replace(WAITS, status="closed")),
        ("ticket_closed", WAITS, replace(WAITS, ticket="closed")),
        ("report_accepted", WAITS, replace(WAITS, report="通过")),
    ],
)
def test_an_end_is_what_is_shown_now_and_was_not_before(name: str, then: Seen, now: Seen) -> None:
    assert ENDINGS[name].holds(then, now)
    assert not ENDINGS[name].holds(then, then)
    if name != "report_accepted":
        assert not ENDINGS[name].holds(now, now)


def test_every_end_has_its_case_above() -> None:
    [mark] = test_an_end_is_what_is_shown_now_and_was_not_before.pytestmark
    assert {case[0] for case in mark.args[1]} == set(ENDINGS)


@pytest.mark.parametrize(
    "now",
    [
        replace(THEN, node="派件异常：联系不上收件人", node_at=START, code="416"),
        replace(THEN, node="", node_at=None, code=None),
    ],
    ids=["a node of trouble", "a trace that is gone"],
)
def test_what_is_no_progress_ends_nothing(now: Seen) -> None:
    assert ended(["parcel_moved", "signed"], THEN, now) is None


def test_what_was_seen_comes_back_from_the_ledger_as_it_was() -> None:
    for seen in (THEN, WAITS):
        assert read_seen(seen.stored()) == seen


def a_row(**changes: object) -> FollowUpRow:
    values = {
        "shop": "practice",
        "ticket_id": "T1",
        "order_id": "1",
        "kind": "logistics_exception",
        "category": "transit_update_exception",
        "rule": "transport_stalled",
        "entry": ENTRY,
        "then": THEN,
        "opened_at": START,
        "due_at": START + timedelta(hours=24),
        "limit_at": START + timedelta(hours=72),
        "number": 0,
        "state": "open",
        "ended_how": "",
        "owner": "小王",
        "ended_at": None,
        "ticket": {},
    }
    return FollowUpRow(**values | changes)


@pytest.mark.parametrize(
    ("hours", "seen", "row", "number", "told"),
    [
        (23.9, THEN, a_row(), 0, ""),
        (24, THEN, a_row(), 1, "due"),
        (1, MOVED, a_row(), 0, "ended"),
        (72, THEN, a_row(number=2), 2, "over"),
        (72, MOVED, a_row(number=2), 2, "ended"),
        (1, THEN, a_row(state="handed_over", ended_how="没有进展"), 0, "over"),
        (24, replace(THEN, report="驳回"), a_row(), 0, "over"),
    ],
)
def test_a_case_is_due_over_or_ended(
    hours: float, seen: Seen, row: FollowUpRow, number: int, told: str
) -> None:
    found = standing(row, seen, START + timedelta(hours=hours), listed=True)
    assert found.number == number
    assert ("ended" if found.ended else "over" if found.over else "due" if found.due else "") == (
        told
    )


def test_who_gets_it_reads_what_was_waited_for() -> None:
    found = standing(a_row(), THEN, START + timedelta(days=4), listed=False)
    assert found.over == (
        "跟踪了 72 小时没有进展（没有看到：包裹有了新的物流记录、订单已退款），请人工跟进"
    )


def test_a_rejected_report_is_handed_over_with_the_platforms_reason() -> None:
    seen = replace(THEN, report="驳回", reason="凭证不足")
    found = standing(a_row(), seen, START + timedelta(days=1), listed=True)
    assert found.over == "延迟发货报备被驳回：凭证不足。请补齐材料重新报备，或准备申诉"


def test_a_case_that_was_handed_over_keeps_its_reason() -> None:
    row = a_row(state="handed_over", ended_how="延迟发货报备被驳回：凭证不足")
    assert standing(row, THEN, START, listed=True).over == "延迟发货报备被驳回：凭证不足"


def test_the_next_look_is_not_later_than_the_limit() -> None:
    limit = ENTRY.limit(START)
    assert ENTRY.due(START + timedelta(hours=60), limit) == limit
    assert ENTRY.due(limit, limit) == limit + timedelta(hours=24)
