"""One ticket as people may see it: its decision, and what became of each write. Masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.language import listed
from qn_assist.case import ActionOutcome, Decision, PlannedAction, State, TicketOutcome
from qn_assist.report.shown import id_shown, left_shown, shown, word
from qn_assist.report.titles import Titles


@dataclass(frozen=True, slots=True)
class FieldShown:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ActionShown:
    """One write. `pictures` are the masked pictures as the run left them."""

    title: str
    state: State | None
    detail: str
    fields: tuple[FieldShown, ...]
    digest: str
    at: datetime | None
    pictures: tuple[Path, ...]

    @property
    def state_word(self) -> str:
        return word("state", self.state) if self.state else ""


@dataclass(frozen=True, slots=True)
class TicketShown:
    """One ticket with its decision. `left` is counted at the moment the view is for."""

    kind: str
    category: str
    ticket_id: str
    order_id: str
    deadline: datetime | None
    left: timedelta | None
    courier: str
    item: str
    state: State
    rule: str
    rule_title: str
    because: str
    facts: tuple[str, ...]
    refusals: tuple[str, ...]
    actions: tuple[ActionShown, ...]
    hand_over: str
    owner: str
    detail: str

    @property
    def state_word(self) -> str:
        return word("state", self.state)

    @property
    def left_word(self) -> str:
        return left_shown(self.left)


def ticket_shown(outcome: TicketOutcome, titles: Titles, now: ConsoleTime) -> TicketShown:
    ticket, decision = outcome.ticket, outcome.decision
    left = ticket.left(now)
    return TicketShown(
        kind=titles.kind(ticket.kind),
        category=titles.category(ticket.category or ticket.kind),
        ticket_id=id_shown(ticket.ticket_id),
        order_id=id_shown(ticket.order_id),
        deadline=None if left is None else now + left,
        left=left,
        courier=shown(ticket.courier),
        item=shown(ticket.item_title),
        state=outcome.state,
        rule=shown(decision.rule) if decision else "",
        rule_title=titles.rule(decision.rule) if decision else "",
        because=shown(decision.because) if decision else "",
        facts=tuple(map(shown, decision.facts)) if decision else (),
        refusals=tuple(map(shown, decision.refusals)) if decision else (),
        actions=_actions(outcome, decision, titles),
        hand_over=shown(decision.hand_over) if decision else "",
        owner=shown(outcome.responsible),
        detail=shown(outcome.detail),
    )


def _actions(
    outcome: TicketOutcome, decision: Decision | None, titles: Titles
) -> tuple[ActionShown, ...]:
    """What was tried, then what was planned behind it and not begun."""
    tried = [_action(one, titles) for one in outcome.actions]
    planned = decision.actions[len(tried) :] if decision else ()
    return (*tried, *(_not_begun(one, titles) for one in planned))


def _action(one: ActionOutcome, titles: Titles) -> ActionShown:
    return ActionShown(
        title=titles.flow(one.planned.flow),
        state=one.state,
        detail=shown(one.detail),
        fields=fields_shown(one.planned, titles),
        digest=one.digest,
        at=one.at,
        pictures=one.screenshots,
    )


def _not_begun(planned: PlannedAction, titles: Titles) -> ActionShown:
    title, fields = titles.flow(planned.flow), fields_shown(planned, titles)
    return ActionShown(title, None, "", fields, "", None, ())


def fields_shown(planned: PlannedAction, titles: Titles) -> tuple[FieldShown, ...]:
    """The fields of the form and what goes in, in the order of the plan; empty ones left out."""
    found = []
    for name, value in planned.params.items():
        lines = value if isinstance(value, str) else listed(value)
        if lines:
            found.append(FieldShown(titles.field(planned.flow, name), shown(lines)))
    return tuple(found)
