"""A past decision, found in the ledger, and what it was made from."""

from __future__ import annotations

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import Workspace
from qn_assist.cli.ledgers import shops_in
from qn_assist.ledger import DecisionRow, Ledger
from qn_assist.report import shown


def last_decision(ledger: Ledger, shop: str | None, ticket: str, places: Workspace) -> DecisionRow:
    """The newest decision about a ticket; UsageFault when there is none."""
    shops = shops_in(ledger, shop, places)
    found = [row for name in shops for row in ledger.decisions(name, ticket_id=ticket)]
    if found:
        return max(found, key=lambda row: row.decision_id)
    if any(ledger.history(name, ticket) for name in shops):
        raise UsageFault(
            t("explain.not_decided", ticket=shown(ticket)), remedy=t("explain.not_decided.remedy")
        )
    raise UsageFault(
        t("ledger.no_ticket", ticket=shown(ticket)), remedy=t("ledger.no_ticket.remedy")
    )
