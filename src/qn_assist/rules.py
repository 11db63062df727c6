"""Choosing: from a ticket, its order and the shop's policy to a decision. Pure.

The first rule whose condition holds wins; what no rule takes goes to a person. Before anything is
planned, every text, option and file is checked against the facts: one refusal, and nothing of that
rule is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from qn_assist import claims, delay_limits, params, promises, replies, templates, text
from qn_assist.basis import basis_of
from qn_assist.decisions import Decision, PlannedAction, Value, Verdict
from qn_assist.endings import ENDINGS
from qn_assist.facets import facets_of
from qn_assist.facts import lies_in
from qn_assist.forbidden import forbidden_in
from qn_assist.known import Known
from qn_assist.params import FlowSpec
from qn_assist.past import NOTHING, Past
from qn_assist.policy import Policy
from qn_assist.rulefile import ActionEntry, Rule
from qn_assist.symbols import Value as SymbolValue
from qn_assist.symbols import sentences, values_of
from qn_assist.symbols import shown as shown_value
from qn_assist.tickets import CLOSED, DONE, IN_REVIEW, Order, Ticket

OTHERWISE = "otherwise"
SETTLED = "settled"
DOUBT = "doubt"
FOLLOWED = "followed"
LIMIT = "follow_up_limit"

_SETTLED_STATES = {DONE: "已完成", IN_REVIEW: "处理中", CLOSED: "已关闭"}


@dataclass(frozen=True)
class _Case:
    known: Known
    policy: Policy
    values: Mapping[str, SymbolValue]

    def decision(
        self, verdict: Verdict, rule: str, because: str, *, hand_over: str | None = None
    ) -> Decision:
        ticket = self.known.ticket
        owner = self.policy.shop.owner_of(ticket.kind, ticket.category, self.known.courier)
        return Decision(
            ticket,
            self.known.order,
            verdict,
            rule,
            because,
            hand_over=hand_over,
            owner=owner,
            basis=basis_of(self.known),
            facets=facets_of(self.known),
        )

    def say(self, source: str | None, instead: str) -> str:
        """A sentence for the operator; one that lacks a value gives way to `instead`."""
        try:
            return templates.render(source, self.values) if source else instead
        except templates.Unrenderable:
            return instead


def decide(
    ticket: Ticket,
    order: Order | None,
    policy: Policy,
    now: datetime,
    earlier: frozenset[str] = frozenset(),
    past: Past = NOTHING,
) -> Decision:
    """What to do about a ticket.

    `now`: aware, the console's clock. `earlier`: ledger actions verified for this ticket before.
    `past`: what else the ledger remembers. `order` None: its page could not be read; then nothing
    is written.
    """
    known = policy.known(ticket, order, now, earlier, past)
    case = _Case(known, policy, values_of(known))
    followed = past.follow_up
    if ticket.state in _SETTLED_STATES and followed.listed:
        shown = ticket.state_text or _SETTLED_STATES[ticket.state]
        return case.decision("skip", SETTLED, f"后台状态已是{shown}")
    if followed.ended and not followed.listed:
        return case.decision("skip", FOLLOWED, f"跟踪结束：{ENDINGS[followed.ended].title}")
    doubts = list(_doubts(known))
    if doubts:
        return case.decision("hand_over", DOUBT, doubts[0], hand_over="；".join(doubts))
    if followed.over:
        return case.decision("hand_over", LIMIT, followed.over, hand_over=followed.over)
    for rule in policy.rules.rules:
        if rule.condition.holds(case.values):
            return _by_rule(case, rule)
    reason = policy.rules.otherwise
    return case.decision("hand_over", OTHERWISE, reason, hand_over=reason)


def _doubts(known: Known) -> Iterator[str]:
    """Contradictions and bad fact rows that concern this case."""
    order, doubtful = known.order, known.facts.doubtful
    if order is not None and order.order_id != known.ticket.order_id:
        yield f"订单页显示的是 {order.order_id}，不是任务的订单 {known.ticket.order_id}"
    codes = [item.merchant_code for item in order.items if item.merchant_code] if order else []
    names = {known.ticket.order_id, known.waybill, *codes} - {None}
    found = sorted(str(name) for name in names & doubtful)
    places = [place for place in (known.ship_from, known.after_sales) if place]
    found += [key for key in sorted(doubtful) if any(lies_in(place, key) for place in places)]
    for name in found:
        yield f"店铺资料里 {name} 的一行写错了，改正前不自动处理"


def _by_rule(case: _Case, rule: Rule) -> Decision:
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


def _act(case: _Case, rule: Rule, because: str) -> Decision:
    entry = rule.entry
    drafts = _Drafts(case)
    if case.known.order is None:
        drafts.refusals.append("订单详情没有读到")
    for number, action in enumerate(entry.do, 1):
        drafts.add(number, action)
    if drafts.refusals:
        reason = f"规则“{entry.title}”适用，但不能照做"
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

    case: _Case
    actions: list[PlannedAction] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def add(self, number: int, entry: ActionEntry) -> None:
        flow = self.case.policy.flows[entry.flow]
        before = [action.action for action in self.actions]
        supported = claims.supported(self.case.known, before)
        try:
            values = dict(_written(self.case, flow, entry))
        except templates.Unrenderable as error:
            self.refusals.append(f"第 {number} 步 {flow.title}：{error}")
            return
        problems: Iterable[str] = _problems(self.case, flow, entry, values, supported)
        date = _promised(self.case, entry, values)
        problems = [*problems, *_contradictions(self.case.known, date)]
        self.refusals += [f"第 {number} 步 {flow.title}：{problem}" for problem in problems]
        kept = promises.written(date)
        self.actions.append(
            PlannedAction(entry.flow, flow.action, values, entry.reply, entry.occasion, kept)
        )


def _promised(case: _Case, entry: ActionEntry, values: Mapping[str, Value]) -> datetime | None:
    said = case.policy.replies[entry.reply].symbols if entry.reply is not None else ()
    return promises.promised(values, said, case.values)


def _contradictions(known: Known, date: datetime | None) -> Iterator[str]:
    agreed = known.agreed("delay")
    word = promises.Word(agreed.agreed_at, agreed.recorded_at) if agreed else None
    return promises.contradictions(date, known.past.promises, word)


def _written(case: _Case, flow: FlowSpec, entry: ActionEntry) -> Iterator[tuple[str, Value]]:
    """Every field's value; fields that come out empty are left out."""
    for name, source in entry.with_.items():
        sources = [source] if isinstance(source, str) else source
        texts = [templates.render(one, case.values) for one in sources]
        value = params.as_value(flow.needs[name], texts)
        if value:
            yield name, value
    if entry.reply is not None and flow.reply_into is not None:
        yield flow.reply_into, replies.render(case.policy.replies[entry.reply], case.values)


def _problems(
    case: _Case,
    flow: FlowSpec,
    entry: ActionEntry,
    values: Mapping[str, Value],
    supported: frozenset[str],
) -> Iterator[str]:
    policy, ours = case.policy, _ours(case.known)
    kinds = flow.ticket_kinds
    if kinds and case.known.ticket.kind not in kinds:
        yield f"这个流程不用于 {case.known.ticket.kind}"
    if kinds and not case.known.past.follow_up.listed and flow.action not in case.known.earlier:
        yield "任务已经不在列表里，做不了"
    yield from delay_limits.exceeded(case.known, flow.action, entry.occasion, values)
    for name, need in flow.needs.items():
        yield from params.problems_of(name, need, values.get(name), policy.place)
    yield from _untrue_options(flow, values, supported)
    yield from _other_than_known(case, flow, values)
    if entry.reply is not None:
        reply = policy.replies[entry.reply]
        shown = str(values.get(flow.reply_into or "", ""))
        yield from replies.check(reply, shown, supported, ours)
        if "agreed_delay_same_date" in reply.claims:
            yield from _other_date(case, values)
    for name in entry.with_:
        if flow.needs[name].type == "text":
            words = policy.shop_words
            yield from (f"{name} {why}" for why in forbidden_in(str(values.get(name)), words, ours))


def _untrue_options(
    flow: FlowSpec, values: Mapping[str, Value], supported: frozenset[str]
) -> Iterator[str]:
    for option, claim in _options_chosen(flow, values):
        if claim not in supported:
            yield f"选了“{option}”，但没有依据：{claims.CLAIMS[claim].title}"
    for claim in flow.claims:
        if claim not in supported:
            yield f"没有依据：{claims.CLAIMS[claim].title}"


def _other_than_known(case: _Case, flow: FlowSpec, values: Mapping[str, Value]) -> Iterator[str]:
    """Fields that must be exactly what a fact says."""
    for name, need in flow.needs.items():
        if need.fact is not None and name in values:
            known = case.values[need.fact]
            if known is None or str(values[name]) != str(known):
                yield f"{name} 填的是 {values[name]}，资料里是 {shown_value(known)}"


def claimed(decision: Decision, policy: Policy) -> frozenset[str]:
    """What the texts and options of a decision say is so; each was borne out by the facts."""
    found: set[str] = set()
    for action in decision.actions:
        flow = policy.flows[action.flow]
        found |= {claim for _, claim in _options_chosen(flow, action.params)} | set(flow.claims)
        found |= set(policy.replies[action.reply].claims) if action.reply else set()
    return frozenset(found)


def _options_chosen(flow: FlowSpec, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """(option, what choosing it claims); the result the flow stands for is a statement too."""
    result = flow.title.rpartition("：")[2]
    chosen = [str(values[name]) for name in values if flow.needs[name].type == "choice"]
    yield from ((one, claims.OPTIONS[one]) for one in (result, *chosen) if one in claims.OPTIONS)


def _other_date(case: _Case, values: Mapping[str, Value]) -> Iterator[str]:
    agreement, promised = case.known.agreed_delay, values.get("promised_date")
    if agreement is None or agreement.agreed_at is None or promised is None:
        return
    agreed = agreement.agreed_at.astimezone(text.SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    if promised != agreed:
        yield f"填的是 {promised}，买家同意的是 {agreed}"


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
        return None, "这个动作没有话术可改"
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
