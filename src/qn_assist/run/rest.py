"""What an earlier pass began and did not end: taken up from what the ledger proves.

A pass that was killed behind a shipment leaves a buyer whom nobody told, and the console has closed
the ticket: it stands in no list any more. What is left is decided anew by the rule that began it,
with what was done as a fact, and held to all that a first time is held to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from qn_assist.basics.clock import utc_now
from qn_assist.case import ListReading, Ticket
from qn_assist.run.found import PassFound
from qn_assist.run.given import PassGiven


def begun_before(
    given: PassGiven, found: PassFound, listed: Iterable[Ticket], readings: Iterable[ListReading]
) -> list[Ticket]:
    """Tickets that left their list, of which a part was proven done and the rest never tried.

    Only where what was done is what ends the ticket, of lists that were read completely, and not
    older than a plan may be: else a person is told of it. `found` remembers by which rule.
    """
    ledger, shop = given.ledger, given.shop
    whole = {one.category for one in readings if one.complete}
    shown = {ticket.ticket_id for ticket in listed}
    oldest = utc_now() - timedelta(hours=given.policy.shop.limits.plan_hours)
    gone = {
        row.ticket_id: row
        for row in ledger.seen_open(shop)
        if row.category in whole and row.ticket_id not in shown and row.last_read_at >= oldest
    }
    rest: list[Ticket] = []
    for ticket_id, half in ledger.half_done(shop, gone.keys()).items():
        row = gone[ticket_id]
        ticket = Ticket.model_validate(row.ticket)
        claims = ledger.claims_behind(shop, ticket_id, row.order_id)
        # One that left for another reason (the parcel was signed) may need other words: a person's.
        ended = any(
            flow.ends_ticket for one in half.done if (flow := given.flows.actions.get(one.flow))
        )
        if ended and all(claims.is_verified(one.key(ticket)) for one in half.done):
            found.begun[ticket_id] = (row.rule, tuple(one.action for one in half.done))
            found.unlisted.add(ticket_id)
            rest.append(ticket)
    return rest
