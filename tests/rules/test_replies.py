"""Replies: what a file may hold, what a text may say, and what is never evaluated."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qn_assist.basics import text
from qn_assist.basics.errors import DataFileError
from qn_assist.console.platform_numbers import load_platform
from qn_assist.datafiles.reader import load, parse
from qn_assist.rules import templates
from qn_assist.rules.forbidden import forbidden_in
from qn_assist.rules.replies_file import Reply, check, load_replies, render
from qn_assist.rules.symbols import SymbolValue

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = load_platform(ROOT / "selectors/qianniu/platform.yaml")
VALUES: dict[str, SymbolValue] = {
    "order_tail": "0481",
    "waybill": None,
    "stock": 3.0,
    "agreed_date": datetime(2026, 6, 25, 18, 5, tzinfo=text.SHANGHAI),
    "agreed_delay": True,
}


def reply(source: str, *claims: str, longest: int = 200) -> Reply:
    return Reply("a", "甲", source, claims, longest, ("包邮",))


def faults_of(body: str) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        load_replies(parse(body, "replies.yaml"), PLATFORM)
    return [str(fault).removeprefix("replies.yaml:") for fault in caught.value.faults]


def file(rest: str) -> str:
    return f"replies:\n  a:\n    title: 甲\n{rest}"


MESSAGES = [
    ("replies: {}", ["1 replies: 太少，至少 1 项"]),
    (file("    txt: 好\n"), [
        "2 replies.a.text: 缺少 text → 补上 text: …",
        "4 replies.a.txt: 不认识的键 txt → 是不是 text？",
    ]),
    (file("    text: 单号{{ waybil }}\n"), [
        "4 replies.a.text: 没有叫 waybil 的名字 → 是不是 waybill？"
    ]),
    (file("    text: |\n      亲\n      单号{{ waybil }}\n"), [
        "6 replies.a.text: 没有叫 waybil 的名字 → 是不是 waybill？"
    ]),
    (file("    text: 好\n    claims: [has_waybil]\n"), [
        "5 replies.a.claims.0: 没有叫 has_waybil 的声明 → 是不是 has_waybill？"
    ]),
    (file("    text: 亲，您的包裹已发货\n"), [
        "4 replies.a.text: 写了“已发货”，却没有声明依据 → 在 claims 里加上 has_waybill"
    ]),
    (file("    text: 请加微信\n"), ["4 replies.a.text: 模板含有微信号 → 删掉它"]),
    (file("    text: 赔您5元\n"), ["4 replies.a.text: 模板写了赔偿金额 → 删掉它"]),
    (file("    text: '{% include \"x\" %}'\n"), [
        "4 replies.a.text: 模板里只能用 {{ 名字 }} 和 {% if %} → 删掉这个标签"
    ]),
    (file("    text: 好\n    max_length: 0\n"), ["5 replies.a.max_length: 不能小于 1"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), MESSAGES)
def test_each_fault_is_named_with_place_and_remedy(body: str, expected: list[str]) -> None:
    assert faults_of(body) == expected


def test_the_example_shop_has_a_reply_for_every_cause() -> None:
    replies = load_replies(load(ROOT / "shops/practice/replies.yaml"), PLATFORM)
    causes = """pickup_slow transfer_stuck delivery_slow maybe_lost damaged wrong_address
    receiver_unreachable false_sign ship_today no_stock_three_ways agreed_delay out_of_stock
    disaster promotion_backlog refused_or_returned signed_followup"""
    assert set(causes.split()) <= set(replies)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("尾号{{ order_tail }}", "尾号0481"),
        ("{{ agreed_date | day }}", "6月25日"),
        ("{{ agreed_date | daytime }}", "6月25日18:05"),
        ("{{ agreed_date | date }}", "2026-06-25"),
        ("{{ agreed_date }}", "2026-06-25 18:05:00"),
        ("{{ stock }}", "3"),
        ("{{ order_tail | short(3) }}", "04…"),
        ("{% if waybill %}单号{{ waybill }}{% else %}还没有单号{% endif %}", "还没有单号"),
        ("  亲\u202e，  好 \n 再见 ", "亲， 好\n再见"),
    ],
)
def test_a_text_is_written(source: str, shown: str) -> None:
    assert render(reply(source), VALUES) == shown


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{{ waybill }}", "缺少运单号"),
        ("{{ waybill | day }}", "缺少运单号"),
        ("{{ 'a' ~ waybill }}", "缺少运单号"),
        ("{{ order_tail | day }}", "不是时间"),
        ("{{ ''.__class__.__mro__ }}", "不允许"),
        ("{{ order_tail.format.__globals__ }}", "缺少|不允许"),
    ],
)
def test_what_is_not_known_is_never_written(source: str, why: str) -> None:
    with pytest.raises(templates.Unrenderable, match=why):
        render(reply(source), VALUES)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("{}%# ab'\"|_."), max_size=20))
def test_a_value_is_never_evaluated(hostile: str) -> None:
    assert render(reply("({{ order_tail }})"), {"order_tail": hostile}) == text.tidy(f"({hostile})")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("{}%# if order_tail|short()'"), max_size=30))
def test_any_template_is_written_or_refused(source: str) -> None:
    if not templates.faults_in(source):
        try:
            assert isinstance(templates.render(source, VALUES), str)
        except templates.Unrenderable as error:
            assert str(error)  # noqa: PT017


def test_a_claim_without_ground_is_a_problem() -> None:
    said = reply("单号", "has_waybill")
    assert check(said, "单号", frozenset()) == ["说了“有运单号”，但没有依据"]
    assert check(said, "单号", frozenset({"has_waybill"})) == []


def test_length_emptiness_and_words_are_problems() -> None:
    assert check(reply("x", longest=3), "一二三四", frozenset()) == ["有 4 个字，超过 3 个"]
    assert check(reply("x"), "", frozenset()) == ["是空的"]
    assert check(reply("x"), "全场包 邮", frozenset()) == ["含有禁用词“包邮”"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("打13800138000", "含有手机号"),
        ("１３８ ００１３ ８０００", "含有手机号"),
        ("138-0013-8000", "含有手机号"),
        ("+86 138 0013 8000", "含有手机号"),
        ("0571-88888888", "含有电话号码"),
        ("400-555-0101", "含有电话号码"),
        ("加 微 信", "含有微信号"),
        ("VX：abc", "含有微信号"),
        ("QQ 12345", "含有QQ号"),
        ("见 https://a.b", "含有网址"),
        ("shop.example.com/x", "含有网址"),
        ("a@b.cn", "含有邮箱"),
        ("赔您5元", "写了赔偿金额"),
        ("给您返现 十 元", "写了赔偿金额"),
        ("￥20 红包", "写了赔偿金额"),
    ],
)
def test_forbidden_content_is_found(said: str, problem: str) -> None:
    assert problem in forbidden_in(said)


@pytest.mark.parametrize(
    "said",
    [
        "单号78609314759972",
        "DPK13800138000 已揽收",
        "我们据此向快递理赔",
        "6月25日18:00前发出",
        "为您办理退款",
        "9.9元的款式",
        "【湖里区网点】正在派件",
    ],
)
def test_what_must_be_sayable_is_no_problem(said: str) -> None:
    assert forbidden_in(said) == []


def test_the_orders_own_ids_are_no_phone_numbers() -> None:
    assert forbidden_in("单号 13800138000。") == ["含有手机号"]
    assert forbidden_in("单号 13800138000。", ours=["13800138000"]) == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' * 10**9 }}",
        "{{ ('a' ~ order_tail) * 1000000000 }}",
        "{{ [order_tail] * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ order_tail.ljust(1000000000) }}",
        "{{ order_tail.replace('', 'aaaaaaaa') }}",
        "{{ order_tail" + "|replace('', 'aaaaaaaaaa')" * 12 + " }}",
        "{{ order_tail" + "|replace('0', '000000000000')" * 12 + " }}",
        "{{ range(1000000000)|length }}",
        "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
        "{% for a in 'ab' %}{{ a }}{% endfor %}",
        "{{ 1 / (stock - 3) }}",
    ],
)
def test_a_text_without_an_end_is_refused_before_it_is_made(source: str) -> None:
    if templates.faults_in(source):
        return
    with pytest.raises(templates.Unrenderable):
        templates.render(source, VALUES)
