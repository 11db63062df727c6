"""What the example shop asks couriers about its example tickets, and why cases came up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.case.basis import basis_of
from qn_assist.case.causes import CAUSES, cause_of
from qn_assist.case.facets import facets_of, province_of
from qn_assist.case.known import Known
from qn_assist.case.tickets import Buyer
from qn_assist.datafiles.reader import parse
from qn_assist.rules.couriers import (
    Branch,
    CourierRequest,
    Moment,
    OpenCase,
    by_branch,
    for_courier,
    requests,
)
from qn_assist.rules.couriers_file import load_asks
from qn_assist.rules.policy import Policy
from qn_assist.trials.example_files import Example
from qn_assist.trials.examples import examples_of

BUYER = Buyer(nick="小张三", name="张三丰", phone="13812345678", address="浙江省杭州市文三路 9 号")


@dataclass(frozen=True)
class Asked:
    topic: str
    asked_at: datetime
    answered_at: datetime | None = None


@pytest.fixture(scope="module")
def examples(policy: Policy) -> Mapping[str, Example]:
    return {one.name: one for one in examples_of(policy)}


def known_of(policy: Policy, one: Example) -> Known:
    policy = replace(policy, facts=one.facts)
    return policy.known(one.ticket, one.order, one.now, one.earlier)


def asked_of(
    policy: Policy, one: Example, asked: Mapping[str, Asked] | None = None
) -> tuple[CourierRequest, ...]:
    """As the shop would be asked, with this example its only open case."""
    policy = replace(policy, facts=one.facts)
    ticket = one.ticket.model_copy(update={"buyer": BUYER})
    known = policy.known(ticket, one.order, one.now, one.earlier)
    case = OpenCase(ticket.ticket_id, ticket.deadline, "小麦", basis_of(known))
    return requests(policy, [case], asked or {}, Moment(one.now, one.now))


TOPICS = {
    "pickup_not_collected": "not_collected",
    "transit_not_updated": "stalled",
    "stalled_pickup_update_exception": "stalled",
    "delivery_slow": "delivery_slow",
    "legacy_delivery_slow": "delivery_slow",
    "lost": "lost",
    "legacy_lost": "lost",
    "damaged": "damaged",
    "damaged_by_the_couriers_answer": "damaged",
    "false_sign": "false_sign",
    "wrong_address": "wrong_address",
    "receiver_unreachable": "unreachable",
}


@pytest.mark.parametrize(("name", "topic"), TOPICS.items())
def test_each_trouble_has_its_question(
    policy: Policy, examples: Mapping[str, Example], name: str, topic: str
) -> None:
    [one] = asked_of(policy, examples[name])
    assert (one.topic, one.standing, one.ready, one.owner) == (topic, "due", True, "小麦")
    assert one.waybill in one.text
    assert one.branch.courier


@pytest.mark.parametrize(
    "name",
    ["urge_stock_ready", "warning_stock_ready", "refunded_order_closes_itself", "pickup_no_waybill",
     "delayed_answer_is_not_lost"],
)  # fmt: skip
def test_where_the_courier_has_nothing_to_do_nothing_is_asked(
    policy: Policy, examples: Mapping[str, Example], name: str
) -> None:
    assert [one for one in asked_of(policy, examples[name]) if one.standing == "due"] == []


def test_nothing_of_the_buyer_goes_to_a_courier(
    policy: Policy, examples: Mapping[str, Example]
) -> None:
    found = [one for example in examples.values() for one in asked_of(policy, example)]
    assert len(found) > 20
    for one in found:
        told = f"{one.text} {one.node} {one.city} {one.branch}"
        for personal in (BUYER.nick, BUYER.name, BUYER.phone, "文三路"):
            assert str(personal) not in told
    assert "张三" not in for_courier("已签收，签收人：张三，如有疑问请致电13812345678")
    assert "13812345678" not in for_courier("已签收，签收人：张三，如有疑问请致电13812345678")


def test_a_parcel_waits_for_its_answer_and_rests_for_an_hour(
    policy: Policy, examples: Mapping[str, Example]
) -> None:
    example, now = examples["transit_not_updated"], examples["transit_not_updated"].now
    [before] = asked_of(policy, example)
    half = timedelta(minutes=30)

    def after(*row: object) -> CourierRequest:
        return asked_of(policy, example, {before.waybill: Asked(*row)})[0]  # type: ignore[arg-type]

    resting = after("stalled", now - half)
    assert (resting.standing, resting.again_at, resting.ready) == ("asked", now + half, False)
    waiting = after("stalled", now - 3 * half)
    assert (waiting.standing, waiting.again_at, waiting.ready) == ("asked", None, False)
    assert after("stalled", now - 4 * half, now - half).standing == "answered"
    assert after("stalled", now - timedelta(days=3), now - timedelta(hours=25)).ready
    other = after("lost", now - half)
    assert (other.standing, other.ready) == ("due", False)


def test_parcels_stand_by_the_branch_to_call(
    policy: Policy, examples: Mapping[str, Example]
) -> None:
    example = examples["transit_not_updated"]
    ticket = example.ticket.model_copy(update={"pickup_city": "杭州市", "courier": "中通快递"})
    cases = []
    for waybill in ("A1", "A1", "A2"):
        changed = ticket.model_copy(update={"waybill": waybill})
        known = policy.known(changed, example.order, example.now, frozenset())
        cases.append(OpenCase(waybill, None, None, basis_of(known)))
    found = requests(policy, cases, {}, Moment(example.now, example.now))
    [(branch, group)] = by_branch(found).items()
    assert branch == Branch("中通快递", "萧山区中通网点", "杭州市", "400-555-0101", "08:30-20:00")
    assert [one.waybill for one in group] == ["A1", "A2"]
    assert {one.owner for one in group} == {"售后组长"}


def test_a_branch_is_found_by_the_city_behind_a_province(policy: Policy) -> None:
    contact = policy.facts.contact("中通快递", "浙江省杭州市萧山区")
    assert contact is not None
    assert contact.branch == "萧山区中通网点"


def test_a_text_may_not_name_the_buyer_nor_a_condition_an_unknown_word() -> None:
    source = """
asks:
  - {name: a, title: 甲, when: 'kind == "x"', text: "{{ buyer_nick }}"}
  - {name: a, title: 乙, when: 'waybil == "x"', text: "{{ waybil }}"}
"""
    with pytest.raises(DataFileError) as caught:
        load_asks(parse(source, "couriers.yaml"))
    told = "\n".join(map(str, caught.value.faults))
    for words in ("buyer_nick 里可能有买家信息", "a 重名", "没有叫 waybil 的名字"):
        assert words in told


CAUSE = {
    "pickup_not_collected": "not_collected",
    "transit_not_updated": "delayed",
    "delivery_slow": "delayed",
    "lost": "lost",
    "lost_first_then_found": "delayed",
    "damaged": "damaged",
    "false_sign": "false_sign",
    "wrong_address": "wrong_address",
    "receiver_unreachable": "unreachable",
    "refused_or_returned": "refused",
    "urge_no_stock": "no_stock",
    "urge_relief_disaster": "disaster",
    "warning_unpublished_disaster": "disaster",
    "urge_stock_ready": None,
}


@pytest.mark.parametrize(("name", "cause"), CAUSE.items())
def test_why_a_case_came_up(
    policy: Policy, examples: Mapping[str, Example], name: str, cause: str | None
) -> None:
    assert cause_of(known_of(policy, examples[name])) == cause


def test_every_cause_is_met_by_an_example() -> None:
    assert set(CAUSES) == {cause for cause in CAUSE.values() if cause}


def test_of_the_address_only_the_province_is_kept(
    policy: Policy, examples: Mapping[str, Example]
) -> None:
    example = examples["transit_not_updated"]
    ticket = example.ticket.model_copy(update={"buyer": BUYER})
    facets = facets_of(policy.known(ticket, example.order, example.now, frozenset()))
    assert facets.province == "浙江"
    assert "杭州" not in str(facets).replace(str(facets.city), "")
    assert province_of("内蒙古自治区包头市") == "内蒙古"
    assert [province_of(one) for one in (None, "", "文三路浙江省", "******")] == [None] * 4


def test_the_file_of_asks_is_the_shops_own(policy: Policy) -> None:
    assert policy.asks is not None
    assert policy.shop.file("couriers.yaml") == Path(policy.shop.folder) / "couriers.yaml"
