"""What was chosen for a ticket, by which rule, and why.

Owns the records; choosing itself is `rules.decide`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from qn_assist.case.basis import Basis
from qn_assist.case.endings import FollowUpEntry
from qn_assist.case.facets import Facets
from qn_assist.case.permit import ClaimKey
from qn_assist.case.tickets import Order, Ticket, digest_of

ParamValue: TypeAlias = str | tuple[str, ...]
ApprovalLevel: TypeAlias = Literal["auto", "person"]
DecisionVerdict: TypeAlias = Literal["act", "skip", "hand_over"]


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One write: which flow, with what in each field.

    `params` maps a flow's declared field to the text typed, the option chosen, a time
    (`YYYY-MM-DD HH:mm:ss`, Asia/Shanghai) or, for files and lines, several texts. `promises`: the
    date it promises the buyer, in the same form; "" for none. It follows from the rest and is no
    part of the digest.
    """

    flow: str
    action: str
    params: Mapping[str, ParamValue]
    reply: str | None = None
    occasion: str = "first"
    promises: str = ""

    def key(self, ticket: Ticket) -> ClaimKey:
        return ClaimKey(ticket.shop, ticket.ticket_id, self.action, self.occasion)

    def digest(self, ticket: Ticket) -> str:
        """Binds an approval to exactly this content on exactly this ticket."""
        return digest_of(
            [
                ticket.shop,
                ticket.ticket_id,
                ticket.order_id,
                self.flow,
                self.action,
                self.occasion,
                dict(self.params),
            ]
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """`facts` are sentences naming what was known; `because` is what the operator reads first.

    With verdict `act` the actions are done in order; `hand_over` (a reason) may stand beside
    actions: they are done, then a person goes on. `follow_up`: how the rule wants the case
    followed. `basis` is kept to make the decision again, `facets` to count the case by.
    """

    ticket: Ticket
    order: Order | None
    verdict: DecisionVerdict
    rule: str
    because: str
    facts: tuple[str, ...] = ()
    actions: tuple[PlannedAction, ...] = ()
    approval: ApprovalLevel = "person"
    hand_over: str | None = None
    owner: str | None = None
    refusals: tuple[str, ...] = field(default=())
    follow_up: FollowUpEntry | None = field(default=None, compare=False)
    basis: Basis | None = field(default=None, repr=False, compare=False)
    facets: Facets = field(default=Facets(), repr=False, compare=False)

    def digest(self) -> str:
        """Over everything that would be written, in order."""
        return digest_of([action.digest(self.ticket) for action in self.actions])
