"""The story: one pass, one ticket at a time, from reading to proof.

Only here do browser and ledger meet.
"""

from qn_assist.run import daily_figures, order, passes, ticket_life
from qn_assist.run.doubt import handed_over, refuse_while_halted
from qn_assist.run.gate import PASS, AskPerson, Proposal, Ruled, Ruling
from qn_assist.run.listening import Listener
from qn_assist.run.order import PassOrder, session_of
from qn_assist.run.passes import run_pass, scan_pass
from qn_assist.run.scan import Scan
from qn_assist.run.wanted import Wanted

__all__ = [
    "PASS", "AskPerson", "Listener", "PassOrder", "Proposal", "Ruled", "Ruling", "Scan",
    "Wanted", "daily_figures", "handed_over", "order", "passes", "refuse_while_halted",
    "run_pass", "scan_pass", "session_of", "ticket_life",
]  # fmt: skip
