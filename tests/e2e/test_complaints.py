"""Complaints are read; an appeal is filled for a person and never submitted, whoever approves."""

from __future__ import annotations

from typing import cast

import pytest

from qn_assist.basics.errors import OurFault
from qn_assist.basics.language import t
from qn_assist.browser.acting import Acting, submit
from qn_assist.browser.steps import Doing
from qn_assist.case.outcomes import State
from qn_assist.case.permit import ClaimKey, Permit
from qn_assist.console.load_console import load_console
from qn_assist.console.load_flows import load_flows
from qn_assist.console.platform_numbers import load_platform
from qn_assist.run.gate import PASS, Proposal, Ruled

from .conftest import Rehearse
from .rehearsal import ROOT, Rehearsal, in_the_loop, of, states

DAY_AND_MORE = 25 * 3600


@pytest.fixture
def complaints(rehearse: Rehearse) -> Rehearsal:
    """Two tasks were not answered in time; the one in a relief area was upheld."""
    rehearsal = rehearse(4)
    rehearsal.only("complaint")
    rehearsal.console.advance(DAY_AND_MORE)
    case = rehearsal.case("relief_epidemic")
    rehearsal.console.person("judge_complaint", complaint_id=f"TS{case.ticket_id}", upheld="true")
    return rehearsal


def test_a_filled_appeal_is_not_submitted_even_when_a_person_approves(
    complaints: Rehearsal,
) -> None:
    upheld = f"TS{complaints.case('relief_epidemic').ticket_id}"
    other = f"TS{complaints.case('agreed_delay').ticket_id}"
    asked: list[Proposal] = []

    async def approve(proposal: Proposal) -> Ruled:
        asked.append(proposal)
        return PASS

    summary = complaints.run("supervised", ask=approve)
    assert [(one.decision.ticket.ticket_id, one.problem) for one in asked] == [
        (upheld, t("run.left_to_person"))
    ]
    assert states(summary) == {upheld: State.HANDED_OVER, other: State.HANDED_OVER}
    assert [one.state for one in of(summary, upheld).actions] == [State.HANDED_OVER]
    assert complaints.truth().silent
    with complaints.ledger() as ledger:
        assert ledger.find(upheld) == []
        assert {row.ticket_id for row in ledger.waiting(complaints.shop)} == {upheld, other}


def test_the_click_itself_is_refused_for_such_a_flow() -> None:
    platform = load_platform(ROOT / "selectors/qianniu/platform.yaml")
    flows = load_flows(ROOT / "flows", load_console(ROOT / "selectors", "qianniu"), platform)
    key = ClaimKey("practice", "TS1", "appeal")
    doing = cast("Doing", None)  # nothing of the page is touched
    acting = Acting(doing, flows.actions["appeal"], "", key, "d")
    permit = Permit(key, "d", 1, 1, lambda: True, Permit.MINT)
    with pytest.raises(OurFault, match="要由人提交"):
        in_the_loop(submit(acting, permit))
