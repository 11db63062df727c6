"""The demonstration judged by what the console received, not by what we believe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qn_assist.ledger import EntryState, Ledger

# Wanted of a console of 120 tickets; fewer tickets, fewer wanted.
WANTED = {
    "urge_reply": 40,
    "message": 20,
    "problem_report": 10,
    "delay_report": 5,
    "shipment": 5,
    "return_note": 4,
}
OF_TICKETS = 120


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of write: `accepted` by the truth log, `verified` by the ledger."""

    action: str
    wanted: int
    accepted: int
    verified: int
    repeated: int

    @property
    def well(self) -> bool:
        enough = self.accepted >= self.wanted and self.accepted == self.verified
        return enough and not self.repeated


@dataclass(frozen=True, slots=True)
class Judgement:
    shop: str
    kinds: tuple[Kind, ...]
    unknown: int

    @property
    def well(self) -> bool:
        return not self.unknown and all(kind.well for kind in self.kinds)


def judged(truth: Mapping[str, Any], ledger: Ledger, shop: str, tickets: int) -> Judgement:
    """Each kind counted on both sides; `repeated` are submissions beyond the first of their kind
    for the same ticket or order (the same text, for messages).
    """
    accepted = [one for one in truth["submissions"] if one["accepted"]]
    verified = _verified(ledger, shop)
    kinds = []
    for action, wanted in WANTED.items():
        mine = [_identity(one) for one in accepted if one["kind"] == action]
        share = wanted * min(tickets, OF_TICKETS) // OF_TICKETS
        repeated = len(mine) - len(set(mine))
        kinds.append(Kind(action, share, len(mine), verified[action], repeated))
    return Judgement(shop, tuple(kinds), len(ledger.unsettled(shop)))


def _identity(one: Mapping[str, Any]) -> tuple[str, str, str]:
    text = str(one["fields"].get("text", "")) if one["kind"] == "message" else ""
    return str(one["ticket_id"]), str(one["order_id"]), text


def _verified(ledger: Ledger, shop: str) -> Counter[str]:
    entries = {
        entry.claim_id: entry
        for case in ledger.cases(shop)
        for entry in ledger.find(case.ticket_id)
        if entry.key.shop == shop and entry.state is EntryState.VERIFIED
    }
    return Counter(entry.key.action for entry in entries.values())
