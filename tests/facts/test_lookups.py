"""What the lookups answer, and when they rather say nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from qn_assist.basics import text
from qn_assist.facts.kinds import Agreement, Contact, CourierAnswer, ReliefArea, Shipment, Stock
from qn_assist.facts.lookup import Facts
from qn_assist.facts.places import lies_in

DAY = date(2026, 6, 18)
NOW = datetime(2026, 6, 18, 10, tzinfo=text.SHANGHAI)


@pytest.mark.parametrize(
    ("place", "area", "inside"),
    [
        ("云南省德宏傣族景颇族自治州瑞丽市", "云南省德宏傣族景颇族自治州瑞丽市", True),
        ("云南省德宏傣族景颇族自治州瑞丽市姐告路口", "云南省", True),
        ("云南省德宏傣族景颇族自治州瑞丽市", "云南", True),
        ("云南省德宏傣族景颇族自治州瑞丽市", "云南省德", False),
        ("北京市朝阳区", "北京市北京市朝阳区", True),
        ("北京市 北京市 朝阳区", "北京", True),
        ("内蒙古自治区呼伦贝尔市", "内蒙古", True),
        ("青海省海南藏族自治州", "海南", False),
        ("浙江省杭州市", "浙江省杭州市萧山区", False),
        ("北京 北京市 朝阳区", "北京市", True),
        ("上海上海市浦东新区", "上海", True),
        ("新疆 乌鲁木齐市", "新疆", True),
        ("新疆维吾尔自治区乌鲁木齐市", "新疆自治区", True),
        ("广西桂林市", "广西壮族自治区", True),
        ("广西壮族自治区桂林市", "广西桂林", True),
        ("吉林省吉林市", "吉林", True),
        ("吉林省长春市", "吉林市", False),
        ("天津市河北区", "河北", False),
        ("河南省郑州市", "河北省", False),
        ("广东省清远市", "", False),
    ],
)
def test_an_address_lies_in_an_area_only_at_whole_units(
    place: str, area: str, inside: bool
) -> None:
    assert lies_in(place, area) is inside


def area(name: str, first: int, last: int | None, announcement: str | None) -> ReliefArea:
    until = None if last is None else DAY + timedelta(days=last)
    since = DAY + timedelta(days=first)
    return ReliefArea(name, "ship_from", since, until, "疫情", announcement)


def test_relief_needs_the_day_and_prefers_what_is_published() -> None:
    wide, narrow = area("云南省", -1, None, "公告"), area("云南省昆明市", -1, 1, None)
    over, ahead = area("云南省昆明市", -9, -1, "旧"), area("云南省昆明市", 1, 9, "新")
    facts = Facts.of(narrow, wide, over, ahead)
    assert facts.relief("云南省昆明市五华区", DAY) is wide
    assert Facts.of(narrow, over).relief("云南省昆明市", DAY) is narrow
    assert Facts.of(over, ahead).relief("云南省昆明市", DAY) is None
    assert facts.relief("浙江省", DAY) is None


def test_relief_for_returns_is_none_for_shipping() -> None:
    returns = ReliefArea("云南省", "after_sales", DAY, DAY, "疫情", "公告")
    assert Facts.of(returns).relief("云南省", DAY) is None
    assert Facts.of(returns).relief("云南省", DAY, side="after_sales") is returns


def test_two_parcels_of_an_order_need_the_sub_order() -> None:
    one, two = Shipment("1", "甲", "A1", "11"), Shipment("1", "甲", "A2", "12")
    facts = Facts.of(one, two)
    assert facts.shipment("1", "12") is two
    assert facts.shipment("1") is None
    assert facts.shipment("1", "13") is None
    assert Facts.of(one).shipment("1") is one
    assert facts.shipment("2") is None


def test_contradictory_stock_is_unknown_stock() -> None:
    facts = Facts.of(Stock("a", 0), Stock("a", 5), Stock("b", 1), Stock("b", 1))
    assert facts.stock("a") is None
    assert facts.stock("b") == Stock("b", 1)


def test_newest_agreement_comes_first() -> None:
    old = Agreement("1", "delay", NOW - timedelta(days=1))
    new = Agreement("1", "refund", NOW)
    assert Facts.of(old, new).agreements("1") == (new, old)
    assert Facts().agreements("1") == ()


def test_a_question_is_no_answer_and_the_latest_answer_counts() -> None:
    asked = CourierAnswer("A", "lost", NOW, None)
    early = CourierAnswer("A", "delayed", NOW, NOW)
    late = CourierAnswer("A", "lost", NOW, NOW + timedelta(hours=1))
    assert Facts.of(asked).answer("A") is None
    assert Facts.of(late, early, asked).answer("A") is late


def test_the_branch_of_the_city_comes_before_the_hotline() -> None:
    hotline = Contact("中通快递", "全国客服", None, "1")
    branch = Contact("中通快递", "萧山网点", "杭州市", "2")
    facts = Facts.of(hotline, branch)
    assert facts.contact("中通快递", "杭州市") is branch
    assert facts.contact("中通 快递", "宁波市") is hotline
    assert facts.contact("圆通速递", "杭州市") is None


def test_a_contacts_phone_is_not_shown_in_logs() -> None:
    assert "13800138000" not in repr(Contact("中通快递", None, None, "13800138000"))
