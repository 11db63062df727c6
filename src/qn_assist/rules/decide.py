"""Choosing: from a ticket, its order and the shop's policy to a decision. Pure.

The first rule whose condition holds wins; what no rule takes goes to a person. Before anything is
planned, every text, option and file is checked against the facts: one refusal, and nothing of that
rule is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.language import speaking, t
from qn_assist.case import (
    CLOSED,
    DONE,
    ENDINGS,
    IN_REVIEW,
    NOTHING,
    Decision,
    Order,
    ParamValue,
    Past,
    PlannedAction,
    Ticket,
    promises,
)
from qn_assist.rules import claims, objections, templates
from qn_assist.rules import fields as params
from qn_assist.rules import replies_file as replies
from qn_assist.rules.deciding_case import DecidingCase
from qn_assist.rules.doubts import doubts_about
from qn_assist.rules.fields import FlowSpec
from qn_assist.rules.policy import Policy
from qn_assist.rules.rules_file import ActionEntry, Rule
from qn_assist.rules.sentences import sentences
from qn_assist.rules.symbols import values_of

OTHERWISE = "otherwise"
SETTLED = "settled"
DOUBT = "doubt"
FOLLOWED = "followed"
LIMIT = "follow_up_limit"

_SETTLED_STATES = (DONE, IN_REVIEW, CLOSED)


@speaking("zh")
def decide(
    ticket: Ticket,
    order: Order | None,
    policy: Policy,
    now: ConsoleTime,
    earlier: frozenset[str] = frozenset(),
    past: Past = NOTHING,
) -> Decision:
    """What to do about a ticket.

    `now`: aware, the console's clock. `earlier`: ledger actions verified for this ticket before.
    `past`: what else the ledger remembers. `order` None: its page could not be read; then nothing
    is written. What it says is Chinese whoever looks: it is kept, and compared with examples,
    plans and past decisions.
    """
    known = policy.known(ticket, order, now, earlier, past)
    case = DecidingCase(known, policy, values_of(known))
    followed = past.follow_up
    if past.begun_by:
        return _the_rest(case, past.begun_by)
    if ticket.state in _SETTLED_STATES and followed.listed:
        shown = ticket.state_text or t(f"symbol.state.{ticket.state}")
        return case.decision("skip", SETTLED, t("decide.settled", shown=shown))
    if followed.ended and not followed.listed:
        return case.decision(
            "skip", FOLLOWED, t("decide.followed", end=ENDINGS[followed.ended].title)
        )
    doubts = list(doubts_about(known))
    if doubts:
        return case.decision("hand_over", DOUBT, doubts[0], hand_over="；".join(doubts))
    if followed.over:
        return case.decision("hand_over", LIMIT, followed.over, hand_over=followed.over)
    for rule in policy.rules.rules:
        if rule.condition.holds(case.values):
            return _by_rule(case, rule)
    reason = policy.rules.otherwise
    return case.decision("hand_over", OTHERWISE, reason, hand_over=reason)


def _the_rest(case: DecidingCase, name: str) -> Decision:
    """By the rule that began it, whatever the case looks like now; its words are held to the facts
    as ever. A rule that is gone, or that says something else now, leaves it to a person.
    """
    doubts = list(doubts_about(case.known))
    rule = next((one for one in case.policy.rules.rules if one.name == name), None)
    if doubts or rule is None or not rule.entry.do:
        why = "；".join(doubts) or t("decide.rule_gone", rule=name)
        return case.decision("hand_over", DOUBT, why, hand_over=why)
    return _by_rule(case, rule)


def _by_rule(case: DecidingCase, rule: Rule) -> Decision:
    entry = rule.entry
    facts = sentences({name: case.values[name] for name in sorted(rule.used)})
    because = case.say(entry.because, entry.title)
    if entry.skip is not None:
        decided = case.decision("skip", rule.name, case.say(entry.skip, entry.title))
    elif not entry.do:
        reason = case.say(entry.hand_over, entry.title)
        decided = case.decision("hand_over", rule.name, because, hand_over=reason)
    else:
        decided = _act(case, rule, because)
    follow_up = None if decided.refusals else entry.follow_up
    return replace(decided, facts=facts, follow_up=follow_up)


def _act(case: DecidingCase, rule: Rule, because: str) -> Decision:
    entry = rule.entry
    drafts = _Drafts(case)
    if case.known.order is None:
        drafts.refusals.append(t("decide.no_order"))
    for number, action in enumerate(entry.do, 1):
        drafts.add(number, action)
    if drafts.refusals:
        reason = t("decide.cannot", title=entry.title)
        decided = case.decision(
            "hand_over", rule.name, reason, hand_over="；".join(drafts.refusals)
        )
        return replace(decided, refusals=tuple(drafts.refusals))
    remains = case.say(entry.hand_over, entry.title) if entry.hand_over else None
    decided = case.decision("act", rule.name, because, hand_over=remains)
    return replace(decided, actions=tuple(drafts.actions), approval=entry.approval)


@dataclass
class _Drafts:
    """The actions of one rule, in order, and why some of them may not be done."""

    case: DecidingCase
    actions: list[PlannedAction] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def add(self, number: int, entry: ActionEntry) -> None:
        flow = self.case.policy.flows[entry.flow]
        if flow.action in self.case.known.past.begun:  # done, whatever its form would say now
            self.actions.append(
                PlannedAction(entry.flow, flow.action, {}, entry.reply, entry.occasion)
            )
            return
        before = [action.action for action in self.actions]
        supported = claims.supported(self.case.known, before)
        try:
            values = dict(_written(self.case, flow, entry))
        except templates.Unrenderable as error:
            self.refusals.append(t("decide.step", number=number, flow=flow.title, problem=error))
            return
        problems: Iterable[str] = objections.problems(self.case, flow, entry, values, supported)
        date = _promised(self.case, flow, entry, values)
        problems = [*problems, *objections.contradictions(self.case.known, date)]
        self.refusals += [
            t("decide.step", number=number, flow=flow.title, problem=problem)
            for problem in problems
        ]
        kept = promises.written(date)
        self.actions.append(
            PlannedAction(entry.flow, flow.action, values, entry.reply, entry.occasion, kept)
        )


def _promised(
    case: DecidingCase, flow: FlowSpec, entry: ActionEntry, values: Mapping[str, ParamValue]
) -> datetime | None:
    said = case.policy.replies[entry.reply].symbols if entry.reply is not None else ()
    return promises.promised(params.promised_in(flow, values), said, case.values)


def _written(
    case: DecidingCase, flow: FlowSpec, entry: ActionEntry
) -> Iterator[tuple[str, ParamValue]]:
    """Every field's value; fields that come out empty are left out."""
    for name, source in entry.with_.items():
        sources = [source] if isinstance(source, str) else source
        texts = [templates.render(one, case.values) for one in sources]
        value = params.as_value(flow.needs[name], texts)
        if value:
            yield name, value
    if entry.reply is not None and flow.reply_into is not None:
        yield flow.reply_into, replies.render(case.policy.replies[entry.reply], case.values)
