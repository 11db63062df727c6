"""协同工单: the generated tickets, the lists, the 回单 and what the console refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from qn_assist.practice import PracticeConsole
from qn_assist.practice.generate.ag_cases import generate_ag
from qn_assist.practice.generate.cases import Case
from qn_assist.practice.generate.drafts import Source
from qn_assist.practice.generate.generator import MAX_TICKETS, generate
from qn_assist.practice.generate.recipes import PROBLEMS, RECIPES
from qn_assist.practice.generate.scenarios import AG_LISTS
from qn_assist.practice.office.clock import DEFAULT_START

from .clerk import Clerk, cases, ids

AG = "mtop.taobao.aligenius.workorder"


def made(count: int, skin: str = "2026") -> tuple[list[Case], list[Case]]:
    source = Source(1, skin, DEFAULT_START)
    others = generate(source, 120)
    return others, generate_ag(source, count, others)


@pytest.fixture
def busy(running: PracticeConsole) -> Iterator[Clerk]:
    """Logged in at a console with AG tickets."""
    running.reset(tickets=12, ag=16, seed=1, skin="2026")
    clerk = Clerk(running)
    assert clerk.log_in()["success"]
    yield clerk
    running.reset(ag=0)


def rows(clerk: Clerk, **asked: str) -> list[dict[str, Any]]:
    answer = clerk.read(f"{AG}.list", asked)
    assert int(answer["total"]) == len(answer["rows"])
    return list(answer["rows"])


def a_note(case: dict[str, Any]) -> dict[str, Any]:
    return ids(case) | {"result": "已联系快递核查", "description": "快递已答复", "images": []}


@pytest.mark.parametrize("skin", ["2026", "legacy"])
def test_one_ag_ticket_in_four_is_about_an_order_of_another_list(skin: str) -> None:
    others, found = made(160, skin)
    orders = {case.order.order_id for case in others}
    shared = [case for case in found if case.order.order_id in orders]
    assert len(shared) == 40
    assert {case.facts for case in shared} == {others[0].facts.__class__()}
    assert {case.category for case in found} == set(AG_LISTS)


def test_D4_more_ag_tickets_begin_with_the_same_ones_and_change_no_other() -> None:
    others, found = made(60)
    assert made(20)[1] == found[:20]
    assert made(0)[0] == others


def test_no_id_of_an_ag_ticket_is_that_of_another() -> None:
    found = generate_ag(Source(1, "2026", DEFAULT_START), MAX_TICKETS, [])
    others = generate(Source(1, "2026", DEFAULT_START), MAX_TICKETS)
    seen: Counter[str] = Counter()
    for case in (*found, *others):
        lines = {line.sub_order_id for line in case.order.lines}
        seen.update({case.ticket_id, case.order.order_id, *lines})
        seen.update([case.order.waybill] if case.order.waybill else [])
    assert [one for one, times in seen.items() if times > 1] == []


def test_T9_three_lists_whose_open_tickets_have_a_day_from_their_creation(busy: Clerk) -> None:
    for name in AG_LISTS:
        found = rows(busy, list=name, tab="pending")
        wanted = cases(busy.console, kind="ag", category=name, state="pending")
        assert {one["ticketId"] for one in found} == {one["ticket_id"] for one in wanted}
        assert all(one["createTime"][8:10] != one["deadline"][8:10] for one in found)


def test_T9_an_overdue_ticket_stands_under_all_tasks_only(busy: Clerk) -> None:
    (late,) = cases(busy.console, kind="ag", state="overdue", category="ag_logistics")
    name = late["category"]
    assert late["ticket_id"] not in {one["ticketId"] for one in rows(busy, list=name)}
    (shown,) = rows(busy, list=name, tab="all", status="overdue")
    assert (shown["ticketId"], shown["statusText"]) == (late["ticket_id"], "已超时")
    assert busy.write(f"{AG}.note", a_note(late)).startswith("FAIL_BIZ_ORDER_OVERDUE")


def test_T14_a_note_ends_the_ticket_and_a_second_one_is_refused(busy: Clerk) -> None:
    case = cases(busy.console, kind="ag", scenario="stalled")[0]
    assert busy.write(f"{AG}.note", a_note(case)).startswith("SUCCESS")
    assert busy.write(f"{AG}.note", a_note(case)) == "FAIL_BIZ_ORDER_HANDLED::该工单已回单"
    detail = busy.read(f"{AG}.detail", {"ticketId": case["ticket_id"]})
    assert (detail["statusText"], detail["result"]) == ("已完成", "已联系快递核查")
    kept = busy.console.truth()["submissions"]
    assert [(one["kind"], one["accepted"]) for one in kept] == [
        ("return_note", True),
        ("return_note", False),
    ]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"result": ""}, "请填写处理结果"),
        ({"result": "已发货"}, "处理结果不正确"),
        ({"description": "长" * 201}, "处理说明不能超过200个字"),
        ({"orderId": "3000000000000000000"}, "订单号与工单不符"),
    ],
)
def test_an_incomplete_note_is_refused(busy: Clerk, change: dict[str, Any], text: str) -> None:
    case = cases(busy.console, kind="ag", scenario="stalled")[0]
    assert busy.write(f"{AG}.note", a_note(case) | change) == f"FAIL_BIZ_PARAM_INVALID::{text}"


def test_a_buyer_may_take_the_feedback_back_and_a_colleague_may_answer(busy: Clerk) -> None:
    first, second = cases(busy.console, kind="ag", category="ag_logistics", state="pending")[:2]
    busy.console.person("withdraw", ticket_id=first["ticket_id"])
    busy.console.person("note", ticket_id=second["ticket_id"], result="已协商一致")
    for case, state in ((first, "已关闭"), (second, "已完成")):
        shown = busy.read(f"{AG}.detail", {"ticketId": case["ticket_id"]})
        assert shown["statusText"] == state


def test_the_home_counts_each_list_where_there_are_ag_tickets(busy: Clerk) -> None:
    groups = busy.read("mtop.tmall.tmallwork.todoList", {"bizParams": "{}"})
    counts = {one["uiCode"]: one["count"] for group in groups for one in group["todoListDetail"]}
    open_ones = Counter(one["category"] for one in cases(busy.console, kind="ag", state="pending"))
    assert counts["agLogisticsOrder"] == str(open_ones["ag_logistics"])
    busy.console.reset(ag=0)
    groups = busy.read("mtop.tmall.tmallwork.todoList", {"bizParams": "{}"})
    assert "agLogisticsOrder" not in str(groups)


def test_the_neighbours_detail_and_a_missing_option_can_be_armed(busy: Clerk) -> None:
    case = cases(busy.console, kind="ag", scenario="stalled")[0]
    busy.console.arm("swapped_detail")
    shown = busy.read(f"{AG}.detail", {"ticketId": case["ticket_id"]})
    assert shown["ticketId"] != case["ticket_id"]
    busy.console.disarm()
    busy.console.arm("option_missing", "已协商一致")
    assert "已协商一致" not in busy.read(f"{AG}.form", {})["results"]


def test_every_scenario_has_something_that_its_buyer_complains_of() -> None:
    known = {scenario for scenarios in PROBLEMS.values() for scenario in scenarios}
    assert known == RECIPES.keys()
