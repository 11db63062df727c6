"""Why a decision is what it is: each rule in order, and what its condition found. Pure.

Made from what the ledger kept, by the rules as they are in the files now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from qn_assist.case import Basis, Decision
from qn_assist.rules import (
    DOUBT,
    FOLLOWED,
    LIMIT,
    SETTLED,
    SYMBOLS,
    Condition,
    Policy,
    Rule,
    SymbolValue,
    decide,
    values_of,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a condition. `truth` None: it cannot be told, because a value is not known."""

    text: str
    truth: bool | None
    values: Mapping[str, SymbolValue]


@dataclass(frozen=True, slots=True)
class Tried:
    """One rule, looked at. `joined`: `and` or `or` between the parts, empty for a single one."""

    rule: Rule
    truth: bool | None
    joined: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`tried` ends with the rule that held; empty when the rules were never asked (`decision`
    says why)."""

    decision: Decision
    tried: tuple[Tried, ...]


def decide_again(basis: Basis, policy: Policy) -> Decision:
    """The decision of these rules for a case as it was."""
    policy = replace(policy, facts=basis.facts)
    return decide(basis.ticket, basis.order, policy, basis.at, basis.earlier, basis.past)


def explain(basis: Basis, policy: Policy) -> Explanation:
    decision = decide_again(basis, policy)
    asked = decision.rule not in (SETTLED, DOUBT, FOLLOWED, LIMIT)
    return Explanation(decision, tuple(_tried(basis, policy)) if asked else ())


def _tried(basis: Basis, policy: Policy) -> Iterator[Tried]:
    known = replace(policy, facts=basis.facts).known(
        basis.ticket, basis.order, basis.at, basis.earlier, basis.past
    )
    values = values_of(known)
    for rule in policy.rules.rules:
        truth = rule.condition.truth(values)
        joined, parts = rule.condition.parts
        yield Tried(rule, truth, joined, tuple(_part(one, values) for one in parts))
        if truth:
            return


def _part(condition: Condition, values: Mapping[str, SymbolValue]) -> Part:
    used = {name: values[name] for name in SYMBOLS if name in condition.used}
    return Part(" ".join(condition.text.split()), condition.truth(values), used)
