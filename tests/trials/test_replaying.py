"""A decision kept with its basis is made again exactly; what cannot be known is said."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from qn_assist.basics.language import t
from qn_assist.case.basis import Unreadable, read_basis
from qn_assist.case.decisions import Decision
from qn_assist.datafiles.reader import parse
from qn_assist.facts.kinds import TABLES
from qn_assist.rules.decide import decide
from qn_assist.rules.policy import Policy
from qn_assist.rules.rules_file import load_rules
from qn_assist.trials.example_files import Example, load_examples
from qn_assist.trials.replay import replay
from tests.example_policy import ROOT

EXAMPLES = {one.name: one for one in load_examples(ROOT / "shops/practice/examples", "practice")}
LOST_PICTURE = "urge_delay_with_a_missing_picture_is_refused"


def made(name: str, policy: Policy, **changes: object) -> Decision:
    """What was decided, of facts among many others."""
    one = EXAMPLES[name]
    facts = replace(one.facts, **{"present": frozenset(TABLES), **changes})
    return decide(one.ticket, one.order, replace(policy, facts=facts), one.now, one.earlier)


def stored(decision: Decision) -> dict[str, object]:
    """Through the ledger and back."""
    assert decision.basis is not None
    found: dict[str, object] = json.loads(json.dumps(decision.basis.stored()))
    return found


def by(policy: Policy, when: str, rest: str = "skip: 不用") -> Policy:
    body = f"otherwise: {{hand_over: 人}}\nrules: [{{name: a, title: 甲, when: '{when}', {rest}}}]"
    return replace(policy, rules=load_rules(parse(body), policy.replies, policy.flows))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_decided_the_same_from_what_was_kept(name: str, policy: Policy) -> None:
    decision = made(name, policy)
    replayed = replay(decision, stored(decision), policy)
    assert (replayed.unknown, replayed.differences) == ("", ())


def test_only_the_facts_of_the_case_are_kept(policy: Policy) -> None:
    """The example shop's own files name hundreds of others."""
    one: Example = EXAMPLES["stalled_transit_update_exception"]
    decision = decide(one.ticket, one.order, policy, one.now)
    assert decision.basis is not None
    assert len(json.dumps(decision.basis.stored())) < 6_000
    assert replay(decision, stored(decision), policy).differences == ()


def test_a_changed_rule_shows_what_it_changes(policy: Policy) -> None:
    decision = made("urge_no_stock", policy)
    replayed = replay(decision, stored(decision), by(policy, "stock == 0"))
    told = {one.what: (one.before, one.after) for one in replayed.differences}
    assert told["verdict"] == ("act", "skip")
    assert told["rule"] == ("urge_no_stock", "a")
    assert told["actions"] == ("message", "")
    assert told["actions.1.text"][0].startswith("亲，很抱歉")


def test_a_decision_without_its_basis_is_not_guessed(policy: Policy) -> None:
    decision = made("urge_no_stock", policy)
    assert replay(decision, None, policy).unknown == t("trials.not_kept")
    assert replay(decision, {"ticket": {}}, policy).unknown == t("trials.unreadable")
    with pytest.raises(Unreadable):
        read_basis({**stored(decision), "tomorrow": 1})


def test_facts_that_were_not_there_are_not_taken_for_unknown(policy: Policy) -> None:
    decision = made("urge_no_stock", policy, present=frozenset({"stock"}))
    changed = by(policy, 'courier_answer == "lost"')
    unknown = replay(decision, stored(decision), changed).unknown
    assert unknown == "规则要看快递答复，当时没有这份资料"
    assert replay(decision, stored(decision), by(policy, "stock > 0")).unknown == ""


def test_another_ship_from_place_leaves_relief_unknown(policy: Policy) -> None:
    decision = made("relief_last_day", policy)
    shop = policy.shop.model_copy(update={"warehouses": {"广西壮族自治区桂林市阳朔县": "浙江省"}})
    unknown = replay(decision, stored(decision), replace(policy, shop=shop)).unknown
    assert "当时 广西壮族自治区桂林市阳朔县，现在 浙江省" in unknown


def test_a_picture_that_is_gone_is_named(policy: Policy) -> None:
    refused = made(LOST_PICTURE, policy)
    assert replay(refused, stored(refused), policy).unknown == ""
    then = replace(refused, verdict="act", refusals=())
    assert "凭证 lost.png 已经不在" in replay(then, stored(refused), policy).unknown
