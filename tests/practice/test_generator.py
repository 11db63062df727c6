"""Generated tickets: the same for everybody, unique, and in the forms of the real console."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from qn_assist.practice.generate import masks
from qn_assist.practice.generate.cases import Case
from qn_assist.practice.generate.couriers import BY_NAME
from qn_assist.practice.generate.drafts import Source
from qn_assist.practice.generate.generator import MAX_TICKETS, generate
from qn_assist.practice.generate.recipes import EVIDENCE
from qn_assist.practice.office.clock import DEFAULT_START
from qn_assist.practice.office.fact_tables import TABLE_NAMES, fact_csv, shipped_facts

FACTS = Path(__file__).parents[2] / "shops" / "practice" / "facts"


def made(tickets: int = 120, seed: int = 1, skin: str = "2026", shop: int = 0) -> list[Case]:
    return generate(Source(seed, skin, DEFAULT_START, shop), tickets)


def test_D4_a_longer_console_starts_with_the_same_tickets() -> None:
    assert made(300)[:120] == made(120)


def test_D4_another_seed_gives_other_tickets() -> None:
    assert made(20, seed=2) != made(20)


def test_both_skins_have_the_same_tasks_and_no_common_exception() -> None:
    current, legacy = made(), made(skin="legacy")
    assert [c for c in current if c.kind == "task"] == [c for c in legacy if c.kind == "task"]
    orders = [
        {c.order.order_id for c in some if c.kind == "exception"} for some in (current, legacy)
    ]
    assert not orders[0] & orders[1]


def test_no_id_occurs_twice_in_ten_thousand_tickets_of_any_skin_and_shop() -> None:
    seen: Counter[str] = Counter()
    some = made(MAX_TICKETS) + made(MAX_TICKETS, skin="legacy")[::2]
    for case in some + made(24, shop=1) + made(24, skin="legacy", shop=1)[::2]:
        lines = {line.sub_order_id for line in case.order.lines}
        seen.update({case.order.order_id, *lines, case.ticket_id})
        seen.update([case.order.waybill] if case.order.waybill else [])
    assert [one for one, times in seen.items() if times > 1] == []


@pytest.mark.parametrize("tickets", [0, MAX_TICKETS + 1])
def test_a_console_without_or_with_too_many_tickets_is_refused(tickets: int) -> None:
    with pytest.raises(ValueError, match="not between 1 and 10000"):
        made(tickets)


def test_scenarios_of_120_tickets_in_skin_2026() -> None:
    assert Counter((case.category, case.scenario) for case in made()) == {
        ("urge_ship", "agreed_delay"): 20,
        ("urge_ship", "relief_epidemic"): 10,
        ("urge_ship", "relief_disaster"): 5,
        ("urge_ship", "agreed_exchange"): 10,
        ("urge_ship", "buyer_reason"): 5,
        ("urge_ship", "stock_ready"): 5,
        ("urge_ship", "no_stock"): 4,
        ("unknown_type", "unknown_type"): 1,
        ("ship_warning", "unpublished_disaster"): 10,
        ("ship_warning", "stock_ready"): 5,
        ("ship_warning", "agreed_delay"): 5,
        ("pickup_exception", "not_collected"): 10,
        ("pickup_exception", "no_waybill"): 5,
        ("pickup_update_exception", "stalled"): 5,
        ("transit_update_exception", "stalled"): 5,
        ("transit_update_exception", "maybe_lost"): 5,
        ("delivery_update_exception", "unreachable"): 5,
        ("delivery_update_exception", "address"): 5,
    }


def test_scenarios_of_120_tickets_in_skin_legacy() -> None:
    exceptions = [case for case in made(skin="legacy") if case.kind == "exception"]
    assert Counter((case.category, case.scenario) for case in exceptions) == {
        ("pickup_timeout", "unpublished_disaster"): 10,
        ("pickup_timeout", "not_collected"): 10,
        ("transfer_timeout", "stalled"): 10,
        ("transfer_timeout", "damaged"): 5,
        ("delivery_sign_timeout", "slow"): 5,
        ("false_sign", "false_sign"): 5,
        ("courier_feedback", "unreachable"): 5,
        ("courier_feedback", "address"): 5,
        ("courier_feedback", "refused"): 5,
    }


@pytest.mark.parametrize("skin", ["2026", "legacy"])
def test_D1_ids_have_the_real_forms(skin: str) -> None:
    for case in made(500, skin=skin):
        for number in (case.order.order_id, case.line.sub_order_id):
            assert re.fullmatch(r"[2-5]\d{18}", number)
            assert int(number) > 2**53
        if case.kind == "task":
            assert re.fullmatch(r"\d{10,13}", case.ticket_id)
        else:
            assert case.ticket_id == f"{case.category}/{case.line.sub_order_id}"


@pytest.mark.parametrize("skin", ["2026", "legacy"])
def test_D3_waybills_fit_their_courier(skin: str) -> None:
    moving = [case.order for case in made(1000, skin=skin) if case.order.waybill]
    assert len({order.courier for order in moving}) == len(BY_NAME)
    for order in moving:
        assert order.courier
        assert order.waybill
        assert BY_NAME[order.courier].fits(order.waybill), order.waybill


def test_D2_masks_are_those_of_the_console() -> None:
    stars = set()
    for case in made(500):
        assert re.fullmatch(r"\w\*{1,2}", case.order.masked_name)
        assert re.fullmatch(r"1\*{9}\d", masks.phone(case.order.buyer.phone))
        assert re.fullmatch(r"1\d{2}\*{4}\d{4}", masks.phone_older(case.order.buyer.phone))
        area = re.fullmatch(r"\S+ (\*{16,21})", case.order.masked_address)
        assert area
        stars.add(len(area[1]))
    assert stars == set(range(16, 22))


def test_tasks_have_24_hours_of_which_1_to_23_are_left() -> None:
    for case in made(1000):
        if case.deadline is None or case.created_at is None:
            continue
        assert case.deadline - case.created_at == timedelta(hours=24)
        assert timedelta(hours=1) < case.deadline - DEFAULT_START < timedelta(hours=23)


def test_the_pickup_deadline_is_48_hours_after_payment_or_the_end_of_a_day() -> None:
    forms = Counter()
    for case in made(500):
        if case.category not in ("ship_warning", "pickup_exception") or case.delay is None:
            continue
        due = case.delay.due_at
        plain = due - case.order.paid_at == timedelta(hours=48)
        assert plain or f"{due:%H:%M:%S}" == "23:59:59"
        forms[plain] += 1
    assert set(forms) == {True, False}


def test_K10_rows_show_the_odd_values_of_real_exports() -> None:
    delays = [case.delay for case in made(500) if case.delay]
    orders = [case.order for case in made(500)]
    assert {delay.compensation for delay in delays} == {None, "50.0", "100.0"}
    assert {delay.order_service for delay in delays} == {"无", "优+订单"}
    assert any(
        order.courier == "其他物流" and order.waybill and order.waybill[:2] == "SN"
        for order in orders
    )
    assert any(len(delay.remarks) > 1 for delay in delays)
    assert {len(order.lines) for order in orders} == {1, 2}
    for line in (line for delay in delays for line in delay.remarks):
        assert re.fullmatch(r".+【.+｜\d{2}-\d{2} \d{2}:\d{2}:\d{2}】", line)


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        ("unreachable", "无法联系"),
        ("address", "地址不详"),
        ("refused", "拒收"),
        ("damaged", "破损"),
        ("false_sign", "签收"),
        ("not_collected", "等待快递揽收"),
        ("slow", "正在派件"),
    ],
)
def test_the_newest_node_of_a_trace_tells_the_scenario(scenario: str, words: str) -> None:
    found = [
        case for skin in ("2026", "legacy") for case in made(skin=skin) if case.scenario == scenario
    ]
    assert found
    for case in found:
        assert words in case.order.trace[0].text
        times = [node.at for node in case.order.trace]
        assert times == sorted(times, reverse=True)
        assert times[0] < DEFAULT_START


def test_the_shipped_facts_are_what_the_generator_gives() -> None:
    for name, text in shipped_facts(DEFAULT_START).items():
        assert (FACTS / name).read_text(encoding="utf-8-sig") == text, name


def test_every_evidence_picture_named_is_there_and_small() -> None:
    for name in (name for names in EVIDENCE.values() for name in names):
        assert 0 < (FACTS / "evidence" / name).stat().st_size < 60_000


def test_facts_of_both_skins_do_not_contradict_each_other() -> None:
    text = shipped_facts(DEFAULT_START)["shipments.csv"].splitlines()[1:]
    sub_orders = [line.split(",")[1] for line in text]
    assert len(sub_orders) == len(set(sub_orders))


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_facts_of_one_console_are_part_of_the_shipped_ones(name: str) -> None:
    shipped = set(shipped_facts(DEFAULT_START)[f"{name}.csv"].splitlines())
    assert set(fact_csv(name, made(skin="legacy"), DEFAULT_START).splitlines()) <= shipped
