"""Each folder of `shops/practice/examples/` is one case, in the form that `rules test` reads.

A new case is a new folder. The rules are those of shops/practice, tried on both consoles' flows.
"""

from __future__ import annotations

import pytest

from qn_assist.console.load_console import load_console
from qn_assist.console.load_flows import load_flows
from qn_assist.console.platform_numbers import Platform
from qn_assist.rules.decide import DOUBT, OTHERWISE, SETTLED
from qn_assist.rules.policy import Policy, load_policy
from qn_assist.trials.example_files import Example, example_names
from qn_assist.trials.examples import examples_of, try_example
from tests.example_policy import ROOT

NAMES = example_names(ROOT / "shops/practice/examples")


@pytest.fixture(scope="module")
def examples(policy: Policy) -> dict[str, Example]:
    return {example.name: example for example in examples_of(policy)}


@pytest.fixture(scope="module")
def legacy(platform: Platform) -> Policy:
    """The older console's flows under the same rules."""
    console = load_console(ROOT / "selectors", "qianniu-legacy")
    flows = load_flows(ROOT / "flows", console, platform).actions
    return load_policy(ROOT / "shops/practice-legacy", flows, platform)


@pytest.mark.parametrize("name", NAMES)
def test_example_is_decided_as_expected(
    name: str, examples: dict[str, Example], policy: Policy, legacy: Policy
) -> None:
    for shop in (policy, legacy):
        assert try_example(examples[name], shop).differences == ()


def test_a_decision_is_the_same_whoever_looks(
    examples: dict[str, Example], policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written, kept and compared later does not hang on the operator's language."""
    chinese = [try_example(one, policy) for one in examples.values()]
    monkeypatch.setenv("QN_LANG", "en")
    assert [try_example(one, policy) for one in examples.values()] == chinese
    assert all(one.differences == () for one in chinese)


def test_every_rule_and_every_end_without_one_has_an_example(
    examples: dict[str, Example], policy: Policy
) -> None:
    decided = {example.expected.rule for example in examples.values()}
    assert {rule.name for rule in policy.rules.rules} <= decided
    assert {OTHERWISE, SETTLED, DOUBT} <= decided


def test_every_list_of_both_consoles_has_an_example(
    examples: dict[str, Example], platform: Platform
) -> None:
    assert len(NAMES) >= 60
    seen = {(one.ticket.kind, one.ticket.category) for one in examples.values()}
    for name in ("qianniu", "qianniu-legacy"):
        console = load_console(ROOT / "selectors", name)
        for flow in load_flows(ROOT / "flows", console, platform).lists:
            assert {(flow.ticket_kind, each.id) for each in flow.categories} <= seen


def test_every_example_says_something_of_its_own(examples: dict[str, Example]) -> None:
    titles = [example.title for example in examples.values()]
    assert len(set(titles)) == len(titles)
