"""What the shop knows beside the ticket: shipments, stock, areas, agreements, contacts.

It looks up and never decides; a row that cannot be read is refused with its line.
"""

from qn_assist.facts import agreements
from qn_assist.facts.agreements import KIND_WORDS, Given
from qn_assist.facts.append import append_row
from qn_assist.facts.kinds import (
    ANSWER_WORDS,
    ANSWERS,
    TABLES,
    Agreement,
    Contact,
    CourierAnswer,
    ReliefArea,
    Shipment,
    Stock,
)
from qn_assist.facts.lookup import Facts, facts_of, lies_in, load_facts

__all__ = [
    "ANSWERS", "ANSWER_WORDS", "KIND_WORDS", "TABLES", "Agreement", "Contact", "CourierAnswer",
    "Facts", "Given", "ReliefArea", "Shipment", "Stock", "agreements", "append_row", "facts_of",
    "lies_in", "load_facts",
]  # fmt: skip
