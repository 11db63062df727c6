"""One ticket with what is known of it and the shop's policy: what a decision is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qn_assist.case import Decision, DecisionVerdict, Known, basis_of, facets_of
from qn_assist.rules import templates
from qn_assist.rules.policy import Policy
from qn_assist.rules.symbols import SymbolValue


@dataclass(frozen=True)
class DecidingCase:
    known: Known
    policy: Policy
    values: Mapping[str, SymbolValue]

    def decision(
        self, verdict: DecisionVerdict, rule: str, because: str, *, hand_over: str | None = None
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
