"""A new option is one line of YAML, and needs its evidence from the moment it is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.case import Decision
from qn_assist.console import load_console, load_flows, load_platform
from qn_assist.datafiles.reader import parse
from qn_assist.facts.kinds import Stock
from qn_assist.facts.lookup import Facts
from qn_assist.rules.decide import decide
from qn_assist.rules.policy import Policy, load_policy
from qn_assist.rules.rules_file import load_rules
from qn_assist.trials.examples import examples_of

ROOT = Path(__file__).resolve().parents[2]
RULE = (
    "otherwise: {hand_over: 人}\nrules:\n  - {name: a, title: 甲, when: not reported, "
    "approval: auto, do: [{flow: reply_cannot_ship, with: {reason: 停产, description: 停产了}}]}"
)


def with_reason(folder: Path, line: str) -> Policy:
    """The example shop on a console whose platform.yaml has one line more."""
    written = (ROOT / "selectors/qianniu/platform.yaml").read_text("utf-8")
    old = "      卖家原因: []\n"
    (folder / "platform.yaml").write_text(written.replace(old, f"{old}      {line}\n"), "utf-8")
    platform = load_platform(folder / "platform.yaml")
    flows = load_flows(ROOT / "flows", load_console(ROOT / "selectors", "qianniu"), platform)
    return load_policy(ROOT / "shops/practice", flows.actions, platform)


def decided(policy: Policy, *, stock: int | None) -> Decision:
    case = next(one for one in examples_of(policy) if one.name == "urge_no_stock")
    assert case.order is not None
    codes = [item.merchant_code or "" for item in case.order.items]
    facts = Facts.of(*(Stock(code, stock) for code in codes if stock is not None))
    rules = load_rules(parse(RULE), policy.replies, policy.flows)
    return decide(
        case.ticket, case.order, replace(policy, rules=rules, facts=facts), case.ticket.read_at
    )


def test_a_new_reason_is_chosen_only_with_its_evidence(tmp_path: Path) -> None:
    policy = with_reason(tmp_path, "停产: [out_of_stock]")
    refused = decided(policy, stock=None)
    assert (refused.verdict, refused.actions) == ("hand_over", ())
    assert "选了“停产”，但没有依据：库存为零" in refused.refusals[0]
    assert decided(policy, stock=5).verdict == "hand_over"
    assert decided(policy, stock=0).verdict == "act"


@pytest.mark.parametrize(
    ("line", "said"),
    [("停产:", "要写成列表"), ("停产: [out_of_stok]", "没有叫 out_of_stok 的依据")],
)
def test_a_reason_that_does_not_say_what_it_claims_is_refused(
    line: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(DataFileError) as caught:
        with_reason(tmp_path, line)
    shown = "\n".join(str(fault) for fault in caught.value.faults)
    assert "platform.yaml" in shown
    assert "reply.cannot_ship_reasons" in shown
    assert said in shown
