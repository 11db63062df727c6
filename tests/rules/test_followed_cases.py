"""What is decided about a case that is followed: its end, its limit, and what needs the list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qn_assist.case.decisions import Decision
from qn_assist.case.past import FollowUp, Past
from qn_assist.rules.decide import FOLLOWED, LIMIT, decide
from qn_assist.rules.policy import Policy
from qn_assist.trials.examples import examples_of


def decided(policy: Policy, follow_up: FollowUp, *earlier: str) -> Decision:
    """A parcel that stands still, as a follow-up finds it."""
    [one] = examples_of(policy, ["stalled_transit_update_exception"])
    past = Past(follow_up)
    policy = replace(policy, facts=one.facts)
    return decide(one.ticket, one.order, policy, one.now, frozenset(earlier), past)


def test_a_case_that_ended_and_left_the_lists_needs_nothing(policy: Policy) -> None:
    found = decided(policy, FollowUp(1, ended="parcel_moved", listed=False))
    assert (found.verdict, found.rule) == ("skip", FOLLOWED)
    assert found.because == "跟踪结束：包裹有了新的物流记录"


def test_one_that_still_stands_in_a_list_meets_the_rules(policy: Policy) -> None:
    assert decided(policy, FollowUp(0, ended="parcel_moved")).rule == "transport_stalled"


def test_a_case_past_its_limit_is_its_owners(policy: Policy) -> None:
    found = decided(policy, FollowUp(2, over="没有进展"))
    assert (found.verdict, found.rule, found.hand_over) == ("hand_over", LIMIT, "没有进展")
    assert found.owner == "售后组长"


@pytest.mark.parametrize(
    ("earlier", "verdict"), [((), "hand_over"), (("problem_report", "message"), "act")]
)
def test_what_needs_the_list_is_not_begun_for_a_ticket_that_left_it(
    policy: Policy, earlier: tuple[str, ...], verdict: str
) -> None:
    found = decided(policy, FollowUp(0, listed=False), *earlier)
    assert found.verdict == verdict
    assert ("不在列表里" in "".join(found.refusals)) is (verdict == "hand_over")


def test_a_refused_rule_is_not_followed_and_a_done_one_is(policy: Policy) -> None:
    assert decided(policy, FollowUp(0, listed=False)).follow_up is None
    assert decided(policy, FollowUp(0)).follow_up is not None
