"""The plan of a dry run: what would be written where, to be looked at and then applied exactly.

It says whose it is and when it was made; a seal stands over all of it, and one over each entry.
Whether it may still be applied is asked twice: of the clock (`too_old`), and of a fresh decision
for each entry (`match`). It reads and writes no file: `plan_file` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from qn_assist.basics.clock import AwareConsoleTime, ConsoleTime
from qn_assist.basics.language import t
from qn_assist.case.decisions import ApprovalLevel, Decision, DecisionVerdict
from qn_assist.case.tickets import digest_of

VERSION: Literal[2] = 2
FRESH: Literal["fresh"] = "fresh"
# A clock that was set meanwhile is no plan from the future.
CLOCKS_DIFFER = timedelta(minutes=5)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlannedEntryAction(_Strict):
    """One write. `params` as in `decisions.PlannedAction`."""

    flow: str
    action: str
    occasion: str
    reply: str | None
    params: dict[str, str | tuple[str, ...]]
    digest: str


class PlanEntry(_Strict):
    """One ticket's decision. `seal` is a digest over everything else."""

    ticket_id: str
    order_id: str
    kind: str
    category: str
    ticket_digest: str
    order_digest: str
    verdict: DecisionVerdict
    rule: str
    because: str
    facts: tuple[str, ...]
    approval: ApprovalLevel
    hand_over: str | None
    refusals: tuple[str, ...]
    actions: tuple[PlannedEntryAction, ...]
    decision_digest: str
    seal: str

    def sealed(self) -> str:
        return digest_of(self.model_dump(mode="json", exclude={"seal"}))


class PlanFor(_Strict):
    """Whose plan it is: the shop's folder, the account as the console shows it, the console."""

    shop: str
    title: str
    account: str
    console: str


class Plan(_Strict):
    """`made_at` is the console's time, aware. `seal` is a digest over everything else."""

    version: Literal[2]
    made_for: PlanFor
    run_id: str
    made_at: AwareConsoleTime
    entries: tuple[PlanEntry, ...]
    seal: str

    def entry(self, ticket_id: str) -> PlanEntry | None:
        return next((entry for entry in self.entries if entry.ticket_id == ticket_id), None)

    def sealed(self) -> str:
        return digest_of(self.model_dump(mode="json", exclude={"seal"}))


@dataclass(frozen=True, slots=True)
class Stale:
    """The case is not what it was when the plan was made."""

    reason: str


Match: TypeAlias = Literal["fresh"] | Stale


def entry_of(decision: Decision) -> PlanEntry:
    ticket, order = decision.ticket, decision.order
    actions = [
        {
            "flow": action.flow,
            "action": action.action,
            "occasion": action.occasion,
            "reply": action.reply,
            "params": dict(action.params),
            "digest": action.digest(ticket),
        }
        for action in decision.actions
    ]
    open_entry = PlanEntry.model_validate(
        {
            "ticket_id": ticket.ticket_id,
            "order_id": ticket.order_id,
            "kind": ticket.kind,
            "category": ticket.category,
            "ticket_digest": ticket.digest(),
            "order_digest": order.digest() if order else "",
            "verdict": decision.verdict,
            "rule": decision.rule,
            "because": decision.because,
            "facts": decision.facts,
            "approval": decision.approval,
            "hand_over": decision.hand_over,
            "refusals": decision.refusals,
            "actions": actions,
            "decision_digest": decision.digest(),
            "seal": "",
        }
    )
    return open_entry.model_copy(update={"seal": open_entry.sealed()})


def plan_of(
    decisions: Iterable[Decision], *, made_for: PlanFor, run_id: str, made_at: ConsoleTime
) -> Plan:
    """All decisions of one dry run, in the order given."""
    open_plan = Plan(
        version=VERSION,
        made_for=made_for,
        run_id=run_id,
        made_at=made_at,
        entries=tuple(entry_of(decision) for decision in decisions),
        seal="",
    )
    return open_plan.model_copy(update={"seal": open_plan.sealed()})


def too_old(plan: Plan, now: ConsoleTime, hours: float) -> str:
    """Why it may not be applied at this time of the console; "" while it may."""
    made, age = f"{plan.made_at:%Y-%m-%d %H:%M}", now - plan.made_at
    if age < -CLOCKS_DIFFER:
        return t("plan.from_the_future", made=made, now=f"{now:%Y-%m-%d %H:%M}")
    if age > timedelta(hours=hours):
        return t("plan.too_old", made=made, now=f"{now:%Y-%m-%d %H:%M}", hours=f"{hours:g}")
    return ""


def match(entry: PlanEntry, decision: Decision) -> Match:
    """`fresh` if the decision made now would write exactly what the entry says, else why not."""
    ticket, order = decision.ticket, decision.order
    if (ticket.ticket_id, ticket.order_id) != (entry.ticket_id, entry.order_id):
        return Stale(t("plan.other_ticket"))
    if entry.ticket_digest != ticket.digest():
        return Stale(t("plan.ticket_changed"))
    if entry.order_digest != (order.digest() if order else ""):
        return Stale(t("plan.order_changed"))
    if (entry.verdict, entry.rule) != (decision.verdict, decision.rule):
        now, planned = (
            t(f"plan.verdict.{one.verdict}", rule=one.rule) for one in (decision, entry)
        )
        return Stale(t("plan.decided_otherwise", now=now, planned=planned))
    if entry.approval != decision.approval:
        return Stale(t("plan.approval_changed"))
    if entry.decision_digest != decision.digest():
        return Stale(t("plan.writes_changed"))
    return FRESH
