"""What the ledger holds behind a ticket, read at one moment: its claims and those of its order, its
follow-up, the dates its buyer was promised.

The records answer questions; they decide nothing and know no page. Right before a claim the claims
are looked up anew: another machine may have been quicker.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from qn_assist.case import ClaimKey, Promise
from qn_assist.ledger import claims, follow_ups, promises
from qn_assist.ledger.life import NOT_DONE, REFUSED, UNSETTLED, VERIFIED
from qn_assist.ledger.rows import Entry, FollowUpRow, PromiseRow


@dataclass(frozen=True, slots=True)
class TicketClaims:
    """`entries`: those of the ticket and those of any ticket of its order, the oldest first."""

    ticket_id: str
    order_id: str
    entries: tuple[Entry, ...] = ()

    def of(self, key: ClaimKey) -> Entry | None:
        return next((one for one in self.entries if one.key == key), None)

    def is_verified(self, key: ClaimKey) -> bool:
        entry = self.of(key)
        return entry is not None and entry.state is VERIFIED

    @property
    def verified(self) -> frozenset[str]:
        """Actions that were done for this ticket."""
        own = (one for one in self.entries if one.key.ticket_id == self.ticket_id)
        return frozenset(one.key.action for one in own if one.state is VERIFIED)

    def of_order(self, action: str) -> tuple[Entry, ...]:
        """What was done, or perhaps done, by that name for any ticket of the order."""
        return tuple(
            one
            for one in self.entries
            if (one.order_id, one.key.action) == (self.order_id, action)
            and one.state not in (NOT_DONE, REFUSED)
        )

    def by_another_ticket(self, action: str, since: datetime) -> Entry | None:
        """The newest of another ticket of the order: done since then, or unproven however old."""
        found = (
            one
            for one in self.of_order(action)
            if one.key.ticket_id != self.ticket_id
            and (one.state in UNSETTLED or one.claimed_at >= since)
        )
        return max(found, key=lambda one: one.claim_id, default=None)


@dataclass(frozen=True, slots=True)
class TicketBehind:
    """`promises` are those that hold or were broken, the nearest date first."""

    claims: TicketClaims
    follow_up: FollowUpRow | None = None
    promises: tuple[PromiseRow, ...] = ()

    @property
    def promised(self) -> tuple[Promise, ...]:
        return tuple(Promise(row.promised_date, row.made_at) for row in self.promises)


def find(conn: Connection, shop: str, ticket_id: str, order_id: str) -> TicketBehind:
    return TicketBehind(
        find_claims(conn, shop, ticket_id, order_id),
        follow_ups.find(conn, shop, ticket_id),
        tuple(promises.find(conn, shop, order_id)),
    )


def find_claims(conn: Connection, shop: str, ticket_id: str, order_id: str) -> TicketClaims:
    found = claims.of_ticket_and_order(conn, shop, ticket_id, order_id)
    return TicketClaims(ticket_id, order_id, tuple(found))
