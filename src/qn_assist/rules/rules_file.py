"""`rules.yaml`: the model of the file, and every check that needs no ticket.

Conditions are compiled, templates parsed, flows, fields, options and replies looked up. What loads
here can only fail for a case by a fact that is missing or does not support it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import Field, model_validator

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.case import ENDINGS, ApprovalLevel, FollowUpEntry
from qn_assist.datafiles import Document, KeyPath, Strict, near, validate, wrong
from qn_assist.rules import templates
from qn_assist.rules.claims import undeclared
from qn_assist.rules.conditions import Condition, ConditionFault, compile_condition
from qn_assist.rules.fields import FieldSpec, FlowSpec
from qn_assist.rules.replies_file import Replies, template_faults
from qn_assist.rules.symbols import SYMBOLS, facts_needed


class ActionEntry(Strict):
    """One write. `with` gives the flow's fields, `reply` goes into its `reply_into`."""

    flow: str
    with_: dict[str, str | list[str]] = Field(default_factory=dict, alias="with")
    reply: str | None = None
    occasion: str = Field(default="first", pattern=r"^[a-z0-9_-]{1,40}$")


class RuleEntry(Strict):
    """Exactly one of `do`, `skip` and `hand_over`; beside `do`, `hand_over` says what remains."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    when: str
    do: list[ActionEntry] = Field(default_factory=list)
    skip: str | None = None
    hand_over: str | None = None
    approval: ApprovalLevel = "person"
    because: str | None = None
    follow_up: FollowUpEntry | None = None

    @model_validator(mode="after")
    def _one_outcome(self) -> RuleEntry:
        outcomes = sum((bool(self.do), self.skip is not None))
        if outcomes == 0 and self.hand_over is None:
            raise wrong(t("rule.nothing_to_do"), t("rule.nothing_to_do.remedy"))
        if outcomes == 2 or (self.skip is not None and self.hand_over is not None):
            raise wrong(t("rule.too_much"), t("rule.too_much.remedy"))
        if self.skip is not None and self.follow_up is not None:
            raise wrong(t("rule.skip_followed"), t("rule.skip_followed.remedy"))
        return self


class Otherwise(Strict):
    """The compulsory last line: what no rule takes goes to a person."""

    hand_over: str = Field(min_length=1)


class RulesFile(Strict):
    rules: list[RuleEntry] = Field(min_length=1)
    otherwise: Otherwise


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked rule. `used`: every symbol its condition, texts and replies refer to."""

    entry: RuleEntry
    condition: Condition
    used: frozenset[str]
    line: int

    @property
    def name(self) -> str:
        return self.entry.name


@dataclass(frozen=True, slots=True)
class Rules:
    """In order; the first whose condition holds wins."""

    rules: tuple[Rule, ...]
    otherwise: str
    needed_facts: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What rules are checked against."""

    document: Document
    flows: Mapping[str, FlowSpec]
    replies: Replies | None


def load_rules(document: Document, replies: Replies | None, flows: Mapping[str, FlowSpec]) -> Rules:
    """The checked rules; DataFileError with every fault of the file.

    `replies` None: their file is faulty, so references to it are not looked up.
    """
    file = validate(document, RulesFile)
    shelf = _Shelf(document, flows, replies)
    faults = list(_repeated(document, file))
    rules: list[Rule] = []
    for number, entry in enumerate(file.rules):
        path: KeyPath = ("rules", number)
        found = list(_rule_faults(shelf, path, entry))
        faults += found
        try:
            condition = compile_condition(entry.when)
        except ConditionFault as error:
            faults.append(document.fault((*path, "when"), error.message, error.remedy))
            continue
        if not found:
            used = condition.used | _used(entry, replies) | _demanded(entry, flows)
            rules.append(Rule(entry, condition, used, document.line(path)))
    if faults:
        raise DataFileError(sorted(faults, key=lambda fault: fault.line))
    needed = facts_needed(name for rule in rules for name in rule.used)
    return Rules(tuple(rules), file.otherwise.hand_over, needed)


def _repeated(document: Document, file: RulesFile) -> Iterator[DataFault]:
    seen: dict[str, int] = {}
    for number, entry in enumerate(file.rules):
        path: KeyPath = ("rules", number, "name")
        if entry.name in seen:
            message = t("rule.twice", name=entry.name)
            yield document.fault(path, message, t("rule.twice.remedy", line=seen[entry.name]))
        seen.setdefault(entry.name, document.line(path))


def _texts(entry: RuleEntry) -> Iterator[tuple[KeyPath, str]]:
    for key in ("because", "skip", "hand_over"):
        shown = getattr(entry, key)
        if shown is not None:
            yield (key,), shown
    for number, action in enumerate(entry.do):
        for name, value in action.with_.items():
            if isinstance(value, str):
                yield ("do", number, "with", name), value
            else:
                for item, shown in enumerate(value):
                    yield ("do", number, "with", name, item), shown


def _rule_faults(shelf: _Shelf, path: KeyPath, entry: RuleEntry) -> Iterator[DataFault]:
    for below, shown in _texts(entry):
        yield from template_faults(shelf.document, (*path, *below), shown)
    for number, name in enumerate(entry.follow_up.until if entry.follow_up else ()):
        if name not in ENDINGS:
            where: KeyPath = (*path, "follow_up", "until", number)
            message = t("rule.no_ending", name=name)
            yield shelf.document.fault(where, message, near(name, tuple(ENDINGS)))
    done: set[tuple[str, str]] = set()
    for number, action in enumerate(entry.do):
        here: KeyPath = (*path, "do", number)
        flow = shelf.flows.get(action.flow)
        if flow is None:
            remedy = near(action.flow, tuple(shelf.flows))
            yield shelf.document.fault((*here, "flow"), t("rule.no_flow", flow=action.flow), remedy)
            continue
        yield from _action_faults(shelf, here, action, flow)
        if (flow.action, action.occasion) in done:
            message = t("rule.action_once", action=flow.action)
            yield shelf.document.fault(here, message, t("rule.action_once.remedy"))
        done.add((flow.action, action.occasion))


def _action_faults(
    shelf: _Shelf, path: KeyPath, action: ActionEntry, flow: FlowSpec
) -> Iterator[DataFault]:
    fault = shelf.document.fault
    if action.reply and shelf.replies is not None and action.reply not in shelf.replies:
        remedy = near(action.reply, tuple(shelf.replies))
        yield fault((*path, "reply"), t("rule.no_reply", reply=action.reply), remedy)
    if action.reply is not None and flow.reply_into is None:
        yield fault(
            (*path, "reply"),
            t("rule.no_reply_wanted", flow=action.flow),
            t("rule.no_reply_wanted.remedy"),
        )
    for name, value in action.with_.items():
        need = flow.needs.get(name)
        here: KeyPath = (*path, "with", name)
        if need is None:
            remedy = near(name, tuple(flow.needs))
            yield fault(here, t("rule.no_field", flow=action.flow, name=name), remedy)
        elif isinstance(value, str) and _is_no_option(need, value):
            yield fault(here, t("rule.no_option", value=value), near(value, tuple(need.options)))
        elif need.type == "text":
            yield from _claims_something(shelf.document, here, value)
        if action.reply is not None and name == flow.reply_into:
            yield fault(here, t("rule.written_twice", name=name), t("rule.written_twice.remedy"))
    given = {*action.with_, flow.reply_into if action.reply is not None else ""}
    for name, need in flow.needs.items():
        if need.required and name not in given:
            key = "reply" if name == flow.reply_into else "with"
            yield fault(
                path,
                t("rule.field_needed", flow=action.flow, name=name),
                t("rule.field_needed.remedy", key=key),
            )


def _claims_something(
    document: Document, path: KeyPath, value: str | list[str]
) -> Iterator[DataFault]:
    """A free text states nothing; what does belongs into a reply, with its claim."""
    whole = value if isinstance(value, str) else "\n".join(value)
    if not templates.faults_in(whole):
        for saying, claim in undeclared(templates.fixed_text(whole), ()):
            remedy = t("rule.unclaimed.remedy", claim=claim)
            yield document.fault(path, t("rule.unclaimed", saying=saying), remedy)


def _is_no_option(need: FieldSpec, value: str) -> bool:
    closed = need.type == "choice" and bool(need.options)
    return closed and not templates.is_template(value) and value not in need.options


def _demanded(entry: RuleEntry, flows: Mapping[str, FlowSpec]) -> frozenset[str]:
    """The symbols that fields of its flows must agree with."""
    needs = (need for action in entry.do for need in flows[action.flow].needs.values())
    return frozenset(need.fact for need in needs if need.fact is not None) & SYMBOLS.keys()


def _used(entry: RuleEntry, replies: Replies | None) -> frozenset[str]:
    own = [templates.names_in(shown) for _, shown in _texts(entry)]
    said = [replies[action.reply].symbols for action in entry.do if action.reply and replies]
    return frozenset().union(*own, *said)
