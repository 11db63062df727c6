"""Filling one action's form and putting it before the gate, as often as a person edits it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qn_assist.basics.errors import AlreadyThere
from qn_assist.basics.language import listed, t
from qn_assist.basics.log import act
from qn_assist.browser import Acting
from qn_assist.browser import acting as console
from qn_assist.case import Decision, PlannedAction
from qn_assist.rules import objections
from qn_assist.run.gate import Proposal, Ruled, Ruling
from qn_assist.run.given import PassGiven
from qn_assist.run.proof import acting_for

EDITS = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """The action as it would be submitted now, filled on the page, with the gate's ruling."""

    planned: PlannedAction
    acting: Acting
    ruled: Ruled
    pictures: tuple[Path, ...]


async def judged(
    given: PassGiven, acting: Acting, decision: Decision, planned: PlannedAction, number: int
) -> Judged:
    """Open, check, fill, read back, show; then ask. An edit starts over with the new text."""
    left = t("run.left_to_person") if acting.flow.left_to_person else ""
    problem = left
    for _ in range(EDITS):
        try:
            pictures = await _filled(given, acting)
        except AlreadyThere as there:
            return Judged(planned, acting, Ruled(Ruling.HAND_OVER, there.message), ())
        shown = pictures[0] if pictures else None
        proposal = Proposal(decision, planned, acting.digest, shown, number, problem)
        ruled = await given.gate.judge(proposal)
        if left and ruled.passes:
            ruled = Ruled(Ruling.HAND_OVER, left)
        if acting.flow.unheld and ruled.passes and given.gate.mode == "headless":
            ruled = Ruled(Ruling.WAIT, t("run.unheld", names=listed(acting.flow.unheld)))
        told = act("approve", ticket=acting.key.ticket_id, ruling=ruled.ruling)
        told.info(ruled.reason or t("run.let_through"))
        if ruled.ruling is not Ruling.EDIT:
            return Judged(planned, acting, ruled, pictures)
        changed, problem = objections.edited(decision, planned, ruled.text, given.policy)
        planned = changed or planned
        acting = acting_for(given, acting.doing.tab, decision.ticket, planned)
    return Judged(planned, acting, Ruled(Ruling.STOP, t("run.edited_too_often")), pictures)


async def _filled(given: PassGiven, acting: Acting) -> tuple[Path, ...]:
    await console.fill(acting)
    act("prepare", ticket=acting.key.ticket_id, flow=acting.flow.flow).info(t("run.filled"))
    if given.evidence.keep == "all" or given.gate.mode == "supervised":
        await console.show(acting)
    name = f"{acting.key.ticket_id}-{acting.flow.flow}"
    picture = await given.evidence.shoot(acting.doing.tab, name)
    return (picture,) if picture else ()
