"""The exact words of every complaint about a rules file."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.datafiles.reader import parse
from qn_assist.rules.fields import FlowSpec
from qn_assist.rules.policy import Policy
from qn_assist.rules.rules_file import load_rules

HEAD = "otherwise: {hand_over: 转人工}\nrules:\n"


def faults_of(body: str, policy: Policy, flows: Mapping[str, FlowSpec]) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        load_rules(parse(body, "rules.yaml"), policy.replies, flows)
    return [str(fault).removeprefix("rules.yaml:") for fault in caught.value.faults]


def rule(rest: str, when: str = "stock == 0", name: str = "a") -> str:
    return HEAD + f"  - name: {name}\n    title: 甲\n    when: {when}\n    {rest}\n"


MESSAGES = [
    ("rules: []", ["1 rules: 太少，至少 1 项", "1 otherwise: 缺少 otherwise → 补上 otherwise: …"]),
    (
        rule("approval: auto"),
        ["3 rules.0: 没有写做什么 → 写 do（动作）、skip（不处理）或 hand_over（转人工）"],
    ),
    (
        rule("skip: 不用\n    hand_over: 人"),
        [
            "3 rules.0: do、skip、hand_over 写多了 → skip 只能单独写；hand_over 可以和 do 一起写"
        ],
    ),
    (
        rule("skip: 不用", when="stok == 0"),
        ["5 rules.0.when: 没有叫 stok 的名字 → 是不是 stock？"],
    ),
    (
        rule("skip: 不用", when="stock = 0"),
        ["5 rules.0.when: 条件写法有误 → 相等写 =="],
    ),
    (
        rule("skip: 不用", when="kind == “urge_ship”"),
        ['5 rules.0.when: 条件写法有误 → 引号要用英文的 " "'],
    ),
    (
        rule("skip: 不用", when="agreed_delay && buyer_reason"),
        ["5 rules.0.when: 条件写法有误 → 并且写 and，或者写 or"],
    ),
    (
        rule("skip: 不用", when='stock == "0"'),
        ["5 rules.0.when: 条件比较不了：数字和文字永远不相等 → 文字加引号，数字不加"],
    ),
    (
        rule("skip: 不用", when='stock > "0"'),
        ["5 rules.0.when: 条件比较不了：两边的类型不同 → 文字加引号，数字不加"],
    ),
    (
        rule("skip: 不用", when='kind == "urge_shp"'),
        ["5 rules.0.when: kind 不会是 urge_shp → 是不是 urge_ship？"],
    ),
    (
        rule("skip: 不用", when='order_status in ["shiped"]'),
        ["5 rules.0.when: order_status 不会是 shiped → 是不是 shipped？"],
    ),
    (
        rule("skip: 不用", when="stock"),
        ["5 rules.0.when: 条件的结果不是真或假 → 写成比较，例如 stock == 0"],
    ),
    (
        rule("skip: 不用", when="agreed_date > $now"),
        ["5 rules.0.when: 不要用 $now → 用 now，那是后台的时间"],
    ),
    (
        rule("skip: 单号{{ waybil }}"),
        ["6 rules.0.skip: 没有叫 waybil 的名字 → 是不是 waybill？"],
    ),
    (
        rule("because: |\n      一\n      {{ waybill | dya }}\n    skip: 不用"),
        [
            "8 rules.0.because: 模板写法有误：No filter named 'dya'. → 是不是 day？",
        ],
    ),
    (
        rule("because: '{% for a in kind %}{% endfor %}'\n    skip: 不用"),
        ["6 rules.0.because: 模板里只能用 {{ 名字 }} 和 {% if %} → 删掉这个标签"],
    ),
    (
        rule("do: [{flow: mesage, reply: ship_today}]"),
        ["6 rules.0.do.0.flow: 没有叫 mesage 的流程 → 是不是 message？"],
    ),
    (
        rule("do: [{flow: message, reply: ship_tody}]"),
        ["6 rules.0.do.0.reply: 没有叫 ship_tody 的话术 → 是不是 ship_today？"],
    ),
    (
        rule("do: [{flow: message}]"),
        ["6 rules.0.do.0: 流程 message 需要 text → 在 reply 里写上"],
    ),
    (
        rule("do: [{flow: message, with: {text: '亲，已发货，单号{{ waybill }}'}}]"),
        [
            "6 rules.0.do.0.with.text: 写了“已发货”，却没有声明依据 → "
            "写进 replies.yaml，claims 加上 has_waybill，这里用 reply"
        ],
    ),
    (
        rule("do: [{flow: message, reply: ship_today, with: {text: 你好}}]"),
        ["6 rules.0.do.0.with.text: text 写了两次 → reply 会填这一项，删掉其中一个"],
    ),
    (
        rule("do: [{flow: message, reply: ship_today, with: {txet: 你好}}]"),
        ["6 rules.0.do.0.with.txet: 流程 message 没有 txet 这一项 → 是不是 text？"],
    ),
    (
        rule("do: [{flow: reply_cannot_ship, reply: note_buyer_reason, with: {reason: 买家原因}}]"),
        ["6 rules.0.do.0.with.reason: 没有选项“买家原因” → 是不是 买家自身原因？"],
    ),
    (
        rule("do: [{flow: reply_exchange, reply: note_agreed_exchange}]"),
        ["6 rules.0.do.0: 流程 reply_exchange 需要 evidence → 在 with 里写上"],
    ),
    (
        rule("do: [{flow: message, reply: ship_today}, {flow: message, reply: disaster}]"),
        ["6 rules.0.do.1: 同一个任务的 message 只能做一次 → 另起一个 occasion，如 followup"],
    ),
    (
        rule("skip: 不用\n  - {name: a, title: 乙, when: stock == 1, skip: 不用}"),
        ["7 rules.1.name: 规则 a 重名 → 第 3 行已有，换一个名字"],
    ),
    (rule("skp: 不用"), ["6 rules.0.skp: 不认识的键 skp → 是不是 skip？"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), MESSAGES)
def test_each_fault_is_named_with_place_and_remedy(
    body: str, expected: list[str], policy: Policy, flows: Mapping[str, FlowSpec]
) -> None:
    assert faults_of(body, policy, flows) == expected


def test_faults_of_several_rules_come_together(
    policy: Policy, flows: Mapping[str, FlowSpec]
) -> None:
    body = rule("skip: 不用", when="stok == 0") + "  - {name: b, title: 乙, when: 'x', skip: 不用}"
    assert len(faults_of(body, policy, flows)) == 2


def test_a_category_of_a_new_console_is_no_fault(
    policy: Policy, flows: Mapping[str, FlowSpec]
) -> None:
    body = rule("skip: 不用", when='category == "customs_hold"')
    assert load_rules(parse(body), policy.replies, flows).rules[0].name == "a"
