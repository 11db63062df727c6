"""What the shop knows beside the ticket: shipments, stock, areas, agreements, contacts, answers.

It looks up and never decides; a row that cannot be read is refused with its line.
"""

from qn_assist.facts import agreements
from qn_assist.facts.agreements import Given, ProofPicture
from qn_assist.facts.append import append_row
from qn_assist.facts.kept import KeptFacts
from qn_assist.facts.kinds import (
    AGREEMENTS,
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
from qn_assist.facts.load import facts_of, load_facts
from qn_assist.facts.lookup import Facts
from qn_assist.facts.pictures import picture_fault
from qn_assist.facts.places import lies_in
from qn_assist.facts.subject import Subject, subject_of
from qn_assist.facts.table import FactColumn, Table

__all__ = [
    "AGREEMENTS", "ANSWERS", "ANSWER_WORDS", "TABLES", "Agreement", "Contact", "CourierAnswer",
    "FactColumn", "Facts", "Given", "KeptFacts", "ProofPicture", "ReliefArea", "Shipment", "Stock",
    "Subject", "Table", "agreements", "append_row", "facts_of", "lies_in",
    "load_facts", "picture_fault", "subject_of",
]  # fmt: skip
