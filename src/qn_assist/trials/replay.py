"""Past decisions made again by the rules as they are now. Pure.

What is not known is said and never guessed: a decision whose basis was not kept, or is not enough
for these rules, is not made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qn_assist.basics.language import listed, t
from qn_assist.case import Basis, Decision, Unreadable, read_basis
from qn_assist.facts import AGREEMENTS, TABLES
from qn_assist.rules import Policy, facts_needed
from qn_assist.trials.differences import Difference, Made, differences, told
from qn_assist.trials.explain import decide_again


@dataclass(frozen=True, slots=True)
class Replayed:
    """`unknown` says why nothing can be said; then there is no decision and no difference."""

    decision: Decision | None
    differences: tuple[Difference, ...]
    unknown: str = ""


def replay(before: Made, stored: Mapping[str, Any] | None, policy: Policy) -> Replayed:
    """A past decision, made again. `stored`: what the ledger kept of its basis."""
    if stored is None:
        return Replayed(None, (), t("trials.not_kept"))
    try:
        basis = read_basis(stored)
    except Unreadable:
        return Replayed(None, (), t("trials.unreadable"))
    decision = decide_again(basis, policy)
    changed = tuple(differences(told(before), told(decision)))
    for unknown in _not_known(basis, policy, decision, bool(changed)):
        return Replayed(None, (), unknown)
    return Replayed(decision, changed)


def basis_doubt(basis: Basis, policy: Policy) -> str:
    """Why the facts kept are not those that these files would ask for; empty when they are."""
    known = policy.known(basis.ticket, basis.order, basis.at, basis.earlier, basis.past)
    if known.ship_from != basis.ship_from:
        was, now = (
            basis.ship_from or t("trials.not_known"),
            known.ship_from or t("trials.not_known"),
        )
        return t("trials.other_place", was=was, now=now)
    return ""


def _not_known(basis: Basis, policy: Policy, decision: Decision, changed: bool) -> Iterator[str]:
    if doubt := basis_doubt(basis, policy):
        yield doubt
    absent = _asked(policy, decision) - basis.facts.present
    if absent:
        titles = listed(TABLES[name].shown for name in sorted(absent))
        yield t("trials.facts_absent", titles=titles)
    if changed:
        yield from _lost_proofs(basis, policy)


def _asked(policy: Policy, decision: Decision) -> frozenset[str]:
    """The facts files that the rules up to the deciding one ask for."""
    names: set[str] = set()
    for rule in policy.rules.rules:
        names |= rule.used
        if rule.name == decision.rule:
            break
    return facts_needed(names)


def _lost_proofs(basis: Basis, policy: Policy) -> Iterator[str]:
    """Pictures that were there and are not: whether they may be sent cannot be told any more."""
    for name in (name for one in basis.facts.all(AGREEMENTS) for name in one.evidence):
        if not (policy.evidence / name).is_file():
            yield t("trials.proof_absent", name=name)
