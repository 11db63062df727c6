"""Why an action may not be done as it is written: every text, option and date against the facts.

What a person writes instead is held to the same lengths and forbidden content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from qn_assist.basics import text
from qn_assist.basics.language import t
from qn_assist.case import Decision, Known, ParamValue, PlannedAction, promises
from qn_assist.rules import claims, delay_limits
from qn_assist.rules import fields as params
from qn_assist.rules import replies_file as replies
from qn_assist.rules.deciding_case import DecidingCase
from qn_assist.rules.fields import FlowSpec
from qn_assist.rules.forbidden import forbidden_in
from qn_assist.rules.policy import Policy
from qn_assist.rules.rules_file import ActionEntry
from qn_assist.rules.sentences import shown as shown_value

# What may be said only of the very date that the buyer agreed to.
SAME_DATE = "agreed_delay_same_date"


def problems(
    case: DecidingCase,
    flow: FlowSpec,
    entry: ActionEntry,
    values: Mapping[str, ParamValue],
    supported: frozenset[str],
) -> Iterator[str]:
    """What of these values may not go in; `supported` are the claims that the facts bear out."""
    policy, ours = case.policy, _ours(case.known)
    kinds = flow.ticket_kinds
    if kinds and case.known.ticket.kind not in kinds:
        yield t("decide.not_for_kind", kind=case.known.ticket.kind)
    if kinds and not case.known.past.follow_up.listed and flow.action not in case.known.earlier:
        yield t("decide.not_listed")
    yield from delay_limits.exceeded(case.known, flow.action, entry.occasion, values)
    for name, need in flow.needs.items():
        yield from params.problems_of(name, need, values.get(name), policy.place)
    yield from _untrue_options(flow, values, supported)
    yield from _other_than_known(case, flow, values)
    if entry.reply is not None:
        reply = policy.replies[entry.reply]
        shown = str(values.get(flow.reply_into or "", ""))
        yield from replies.check(reply, shown, supported, ours)
    if SAME_DATE in _claimed_by(flow, entry.reply, values, policy):
        yield from _other_date(case, flow, values)
    for name in entry.with_:
        if flow.needs[name].type == "text":
            words = policy.shop_words
            yield from (f"{name} {why}" for why in forbidden_in(str(values.get(name)), words, ours))


def contradictions(known: Known, date: datetime | None) -> Iterator[str]:
    """Where a date differs from what the buyer was promised or agreed to."""
    agreed = known.agreed("delay")
    word = promises.Word(agreed.agreed_at, agreed.recorded_at) if agreed else None
    return promises.contradictions(date, known.past.promises, word)


def _untrue_options(
    flow: FlowSpec, values: Mapping[str, ParamValue], supported: frozenset[str]
) -> Iterator[str]:
    for option, claim in _options_chosen(flow, values):
        if claim not in supported:
            yield t("decide.option", option=option, claim=claims.CLAIMS[claim].title)
    for claim in flow.claims:
        if claim not in supported:
            yield t("decide.no_fact", claim=claims.CLAIMS[claim].title)


def _other_than_known(
    case: DecidingCase, flow: FlowSpec, values: Mapping[str, ParamValue]
) -> Iterator[str]:
    """Fields that must be exactly what a fact says."""
    for name, need in flow.needs.items():
        if need.fact is not None and name in values:
            known = case.values[need.fact]
            if known is None or str(values[name]) != str(known):
                yield t(
                    "decide.other_fact", name=name, value=values[name], known=shown_value(known)
                )


def claimed(decision: Decision, policy: Policy) -> frozenset[str]:
    """What the texts and options of a decision say is so; each was borne out by the facts."""
    found: set[str] = set()
    for action in decision.actions:
        flow = policy.flows[action.flow]
        found |= _claimed_by(flow, action.reply, action.params, policy)
    return frozenset(found)


def _claimed_by(
    flow: FlowSpec, reply: str | None, values: Mapping[str, ParamValue], policy: Policy
) -> set[str]:
    """By the options chosen, by the submit itself, by the text."""
    found = {claim for _, claim in _options_chosen(flow, values)} | set(flow.claims)
    return found | (set(policy.replies[reply].claims) if reply else set())


def _options_chosen(flow: FlowSpec, values: Mapping[str, ParamValue]) -> Iterator[tuple[str, str]]:
    """(option, claim) for everything that the chosen options claim."""
    for name, value in values.items():
        for claim in flow.needs[name].options.get(str(value), ()):
            yield str(value), claim


def _other_date(
    case: DecidingCase, flow: FlowSpec, values: Mapping[str, ParamValue]
) -> Iterator[str]:
    """A date that the form states is the agreed one; a day without a time is that day."""
    agreement = case.known.agreed_delay
    if agreement is None or agreement.agreed_at is None:
        return
    agreed = agreement.agreed_at.astimezone(text.SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    for promised in params.promised_in(flow, values):
        if promised != agreed[: max(len(promised), len("2026-06-18"))]:
            yield t("decide.other_date", promised=promised, agreed=agreed)


def _ours(known: Known) -> tuple[str, ...]:
    """Ids that may look like phone numbers and may be said."""
    printed = known.shipment.waybill if known.shipment else None
    found = (known.ticket.order_id, known.waybill, printed, known.ticket.sub_order_id)
    return tuple(one for one in found if one)


def edited(
    decision: Decision, planned: PlannedAction, words: str, policy: Policy
) -> tuple[PlannedAction | None, str]:
    """The action with a person's own words as its reply, or None and why they may not be said.

    Lengths and forbidden content hold for a person too; the facts behind the words are theirs.
    """
    flow = policy.flows[planned.flow]
    if flow.reply_into is None:
        return None, t("decide.no_text")
    shown = text.tidy(words)
    place, need = policy.place, flow.needs[flow.reply_into]
    problems = params.problems_of(flow.reply_into, need, shown, place)
    known = policy.known(decision.ticket, decision.order, decision.ticket.read_at, frozenset())
    problems += [
        f"{flow.reply_into} {why}" for why in forbidden_in(shown, policy.shop_words, _ours(known))
    ]
    if problems:
        return None, "；".join(problems)
    return replace(planned, params={**planned.params, flow.reply_into: shown}), ""
