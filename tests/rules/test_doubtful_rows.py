"""What a file of the shop leaves open is no ground for anything: the case goes to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from qn_assist.basics import text
from qn_assist.case.decisions import Decision
from qn_assist.case.known import Known
from qn_assist.case.tickets import OrderItem, TraceNode
from qn_assist.facts import Agreement, CourierAnswer, Facts, Stock
from qn_assist.rules.decide import decide
from qn_assist.rules.doubts import doubts_about
from qn_assist.rules.policy import Policy
from qn_assist.trials.example_files import load_examples
from tests.example_policy import ROOT

NOW = datetime(2026, 6, 18, 10, tzinfo=text.SHANGHAI)
EXAMPLES = {one.name: one for one in load_examples(ROOT / "shops/practice/examples", "practice")}
EXAMPLE = EXAMPLES["urge_agreed_delay"]


def decided(policy: Policy, facts: Facts) -> Decision:
    return decide(EXAMPLE.ticket, EXAMPLE.order, replace(policy, facts=facts), NOW)


@pytest.mark.parametrize("unreadable", ["agreements:", "shipments:-", "agreements:4.01E+18"])
def test_a_row_that_may_be_about_the_order_leaves_it_to_a_person(
    policy: Policy, unreadable: str
) -> None:
    decision = decided(policy, Facts(unreadable=frozenset({unreadable})))
    assert decision.verdict == "hand_over"
    assert "看不出是哪一单" in decision.because


def test_a_row_that_is_surely_of_another_order_concerns_nobody_else(policy: Policy) -> None:
    open_ = decided(policy, Facts())
    far = decided(policy, Facts(unreadable=frozenset({"agreements:9.9E+18"})))
    assert (far.verdict, far.because) == (open_.verdict, open_.because)


def known_with(policy: Policy, stock: tuple[Stock, ...], *lines: tuple[str, int]) -> Known:
    assert EXAMPLE.order is not None
    items = tuple(OrderItem(title="地毯", merchant_code=code, quantity=n) for code, n in lines)
    order = EXAMPLE.order.model_copy(update={"items": items})
    return Known(EXAMPLE.ticket, order, Facts.of(*stock), policy.platform, NOW)


@pytest.mark.parametrize(
    ("lines", "available"),
    [
        ([("A", 1), ("A", 1)], 0),
        ([("A", 1)], 1),
        ([("A", 1), ("B", 2)], 1),
        ([("A", 1), ("B", 3), ("B", 3)], 0),
    ],
)
def test_two_lines_of_one_code_want_the_sum_of_both(
    policy: Policy, lines: list[tuple[str, int]], available: int
) -> None:
    assert known_with(policy, (Stock("A", 1), Stock("B", 5)), *lines).available == available


def test_a_line_that_is_short_by_some_counts_for_the_restock_date(policy: Policy) -> None:
    stock = (Stock("A", 0, None, date(2026, 6, 20)), Stock("B", 1, None, date(2026, 7, 15)))
    both = known_with(policy, stock, ("A", 1), ("B", 2))
    assert both.restock_at == datetime(2026, 7, 15, tzinfo=text.SHANGHAI)
    only_one = known_with(policy, stock, ("A", 1), ("B", 1))
    assert only_one.restock_at == datetime(2026, 6, 20, tzinfo=text.SHANGHAI)


EARLIER = Agreement(EXAMPLE.ticket.order_id, "delay", NOW, NOW + timedelta(days=6), ("a.png",))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (replace(EARLIER, kind="refund"), "两条不一样的协商记录"),
        (replace(EARLIER, agreed_at=NOW + timedelta(days=9)), "两条不一样的协商记录"),
        (replace(EARLIER, recorded_at=NOW + timedelta(days=30)), "还没到"),
        (EARLIER, ""),
        (replace(EARLIER, kind="refund", recorded_at=NOW - timedelta(days=1)), ""),
    ],
)
def test_agreements_that_contradict_each_other_are_a_persons(
    policy: Policy, other: Agreement, why: str
) -> None:
    for both in ((EARLIER, other), (other, EARLIER)):
        found = list(doubts_about(known_of(policy, *both)))
        assert [why in one for one in found] == ([True] if why else [])


ANSWER = CourierAnswer("YT1", "lost", None, NOW - timedelta(hours=5))


@pytest.mark.parametrize(
    ("given", "trace", "why"),
    [
        ((ANSWER,), "快件离开中转场", ""),
        ((ANSWER,), "已签收，签收人：本人签收", "物流轨迹说已签收"),
        ((ANSWER, replace(ANSWER, kind="delayed")), "快件离开中转场", "两条不一样的快递答复"),
        ((replace(ANSWER, answered_at=NOW + timedelta(days=30)),), "快件离开中转场", "还没到"),
    ],
)
def test_answers_that_contradict_each_other_or_the_trace_are_a_persons(
    policy: Policy, given: tuple[CourierAnswer, ...], trace: str, why: str
) -> None:
    for rows in (given, given[::-1]):
        found = list(doubts_about(known_of(policy, *rows, waybill="YT1", trace=trace)))
        assert [why in one for one in found] == ([True] if why else [])


def known_of(policy: Policy, *facts: Any, waybill: str | None = None, trace: str = "") -> Known:
    assert EXAMPLE.order is not None
    nodes = (TraceNode(at=NOW - timedelta(hours=2), text=trace),) if trace else ()
    order = EXAMPLE.order.model_copy(update={"waybill": waybill, "trace": nodes})
    ticket = EXAMPLE.ticket.model_copy(update={"waybill": waybill})
    return Known(ticket, order, Facts.of(*facts), policy.platform, NOW)
