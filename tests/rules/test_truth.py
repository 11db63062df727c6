"""Law 8: nothing is planned that the facts do not bear out, whatever the rules say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from qn_assist.basics import text
from qn_assist.case.decisions import Decision
from qn_assist.console import ActionFlow
from qn_assist.console.flows import NeedField
from qn_assist.datafiles.reader import parse
from qn_assist.facts.kinds import Agreement, ReliefArea
from qn_assist.facts.lookup import Facts
from qn_assist.rules.claims import supported, undeclared
from qn_assist.rules.decide import decide
from qn_assist.rules.policy import Policy
from qn_assist.rules.rules_file import load_rules
from qn_assist.trials.example_files import load_examples
from tests.example_policy import ROOT

NOW = datetime(2026, 6, 18, 10, tzinfo=text.SHANGHAI)
EXAMPLES = {one.name: one for one in load_examples(ROOT / "shops/practice/examples", "practice")}
OID = "4012345678901230481"
AGREED = Agreement(OID, "delay", NOW, NOW + timedelta(days=6), ("delay-1.png",))


def decide_by(body: str, policy: Policy, facts: Facts, case: str = "urge_agreed_delay") -> Decision:
    """One rule that always applies, on the ticket of an example."""
    head = "otherwise: {hand_over: 人}\nrules:\n  - {name: a, title: 甲, when: not reported, "
    rules = load_rules(parse(f"{head}{body}}}"), policy.replies, policy.flows)
    example = EXAMPLES[case]
    changed = replace(policy, rules=rules, facts=facts)
    return decide(example.ticket, example.order, changed, NOW)


REFUSED = [
    (
        "do: [{flow: reply_cannot_ship, with: {reason: 疫情原因, description: 无法发货}}]",
        "选了“疫情原因”，但没有依据：发货地或售后地在公布的疫情免责地区内",
    ),
    (
        "do: [{flow: reply_cannot_ship, with: {reason: 买家自身原因, description: 无法发货}}]",
        "选了“买家自身原因”，但没有依据：有买家自身原因的记录",
    ),
    (
        "do: [{flow: reply_exchange, with: {evidence: exchange-1.png, description: 换货}}]",
        "没有依据：买家同意过换货",
    ),
    (
        "do: [{flow: message, reply: ship_today}]",
        "说了“已打单、有库存，今天能发出”，但没有依据",
    ),
    (
        "do: [{flow: reply_cannot_ship, with: {reason: 卖家原因}, reply: note_ag_exchange}]",
        "说了“买家同意过换货”，但没有依据",
    ),
    (
        "do: [{flow: message, reply: signed_followup}]",
        "缺少运单号",
    ),
    (
        "do: [{flow: message, with: {text: 加微信聊}}]",
        "text 含有微信号",
    ),
    (
        "do: [{flow: reply_cannot_ship, with: {reason: 卖家原因, description: 稍后 13800138000}}]",
        "含有手机号",
    ),
    (
        "do: [{flow: reply_cannot_ship, with: {reason: '{{ relief_cause }}', description: 稍后}}]",
        "缺少免责原因",
    ),
]


@pytest.mark.parametrize(("body", "problem"), REFUSED)
def test_what_has_no_ground_is_refused(body: str, problem: str, policy: Policy) -> None:
    decision = decide_by(body, policy, Facts())
    assert decision.verdict == "hand_over"
    assert decision.actions == ()
    assert any(problem in refusal for refusal in decision.refusals)
    assert decision.because == "规则“甲”适用，但不能照做"


def test_another_date_than_the_agreed_one_is_refused(policy: Policy) -> None:
    body = (
        "do: [{flow: reply_delay, reply: note_agreed_delay, with: {reason: 双方协商一致, "
        "promised_date: 2026-07-01 20:00:00, evidence: delay-1.png}}]"
    )
    decision = decide_by(body, policy, Facts.of(AGREED))
    assert "填的是 2026-07-01 20:00:00，买家同意的是 2026-06-24 10:00:00" in decision.refusals[0]


def with_a_field(policy: Policy, name: str, kind: str, promises: str) -> Policy:
    """The same form on a console whose date has another name, or states days only."""
    flow = policy.flows["reply_delay"]
    assert isinstance(flow, ActionFlow)
    date = NeedField(type=kind, required=True, promises=promises)  # type: ignore[arg-type]
    needs = {key: need for key, need in flow.needs.items() if key != "promised_date"}
    another = flow.model_copy(update={"needs": needs | {name: date}})
    return replace(policy, flows={**policy.flows, "reply_delay": another})


SHIPS_BY = (
    "do: [{{flow: reply_delay, with: {{reason: 双方协商一致, ships_by: {value}, "
    "description: 稍后说明, evidence: delay-1.png}}}}]"
)


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("datetime", "2026-06-24 10:00:00", ""),
        ("datetime", "2026-07-01 20:00:00", "买家同意的是 2026-06-24 10:00:00"),
        ("datetime", "2026-06-24 10:00:01", "买家同意的是 2026-06-24 10:00:00"),
        ("date", "2026-06-24", ""),
        ("date", "2026-06-25", "买家同意的是 2026-06-24 10:00:00"),
    ],
)
def test_the_agreed_date_is_guarded_by_what_a_field_means(
    kind: str, value: str, problem: str, policy: Policy
) -> None:
    """Whatever the field is called, and also where an option alone says that it was agreed."""
    own = with_a_field(policy, "ships_by", kind, "agreed_delay")
    decision = decide_by(SHIPS_BY.format(value=value), own, Facts.of(AGREED))
    assert any(problem in one for one in decision.refusals) if problem else not decision.refusals
    promise = "" if problem else f"{value} 00:00:00"[: len("2026-06-24 10:00:00")]
    assert [one.promises for one in decision.actions] == ([promise] if promise else [])


def test_a_date_that_promises_nothing_is_not_compared(policy: Policy) -> None:
    own = with_a_field(policy, "ships_by", "datetime", "nothing")
    body = SHIPS_BY.format(value="2026-07-01 20:00:00")
    assert decide_by(body, own, Facts.of(AGREED)).refusals == ()


@pytest.mark.parametrize("value", ["2026-06-24", "2026/6/24 20:00:00", "2026-06-24 20:00", "明天"])
def test_a_date_of_another_form_is_refused(value: str, policy: Policy) -> None:
    body = (
        "do: [{flow: reply_delay, reply: note_agreed_delay, with: {reason: 双方协商一致, "
        f"promised_date: {value}, evidence: delay-1.png}}}}]"
    )
    decision = decide_by(body, policy, Facts.of(AGREED))
    assert any("要写成 2026-06-18 10:00:00" in refusal for refusal in decision.refusals)


def test_an_option_the_form_does_not_have_is_refused(policy: Policy) -> None:
    area = ReliefArea("浙江省", "ship_from", NOW.date(), NOW.date(), "地震")
    body = (
        "do: [{flow: report_delay, reply: note_delay_report, with: {report_type: "
        "'{{ relief_cause }}', area: 浙江, period: 2026-06-18/2026-06-17, "
        "resume_at: '{{ relief_until }}', orders: '{{ order_id }}'}}]"
    )
    decision = decide_by(body, policy, Facts.of(area))
    assert any("没有选项“地震”" in refusal for refusal in decision.refusals)
    assert any("开始晚于结束" in refusal for refusal in decision.refusals)


def test_a_picture_outside_the_evidence_folder_is_refused(policy: Policy) -> None:
    body = (
        "do: [{flow: reply_cannot_ship, with: {reason: 卖家原因, description: 稍后, "
        "evidence: ../../shop.yaml}}]"
    )
    decision = decide_by(body, policy, Facts())
    assert "不在凭证文件夹里" in decision.refusals[0]


def test_contacted_courier_is_true_only_after_the_report(policy: Policy) -> None:
    case = "pickup_not_collected"
    alone = decide_by("do: [{flow: message, reply: pickup_slow}]", policy, Facts(), case)
    assert "说了“已联系过快递（有答复，或先上报问题）”，但没有依据" in alone.refusals[0]
    known = policy.known(EXAMPLES[case].ticket, None, NOW, frozenset({"problem_report"}))
    assert "courier_contacted" in supported(known)


def test_braces_in_a_buyers_name_stay_braces(policy: Policy) -> None:
    rules = load_rules(
        parse(
            "otherwise: {hand_over: 人}\nrules:\n  - {name: a, title: 甲, when: stock == null, "
            "do: [{flow: message, with: {text: '亲 {{ buyer_nick }}'}}]}"
        ),
        policy.replies,
        policy.flows,
    )
    example = EXAMPLES["urge_agreed_delay"]
    hostile = example.ticket.buyer.model_copy(update={"nick": "{{ order_id }}{% raw %}\u202e"})
    ticket = example.ticket.model_copy(update={"buyer": hostile})
    changed = replace(policy, rules=rules, facts=Facts())
    decision = decide(ticket, example.order, changed, NOW)
    assert decision.actions[0].params["text"] == "亲 {{ order_id }}{% raw %}"
    assert not any("order_id" in fact for fact in decision.facts)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("您的包裹已发货", "has_waybill"),
        ("今天安排发出", "ships_today"),
        ("按和您商量好的", "agreed_delay_same_date"),
        ("我们已催网点", "courier_contacted"),
        ("目前没有现货", "out_of_stock"),
        ("物流显示已签收", "signed_node"),
        ("已把进展告诉买家", "buyer_told"),
    ],
)
def test_words_that_claim_something_need_the_claim(words: str, claim: str) -> None:
    assert undeclared(words, ())[0][1] == claim
    assert undeclared(words, (claim,)) == []
