"""The drill: every fault the console and the machine are known to produce, one after another and in
random combinations, and proof that no law was broken.

The judge is the practice console's own record and its generator's truth, never our belief. A pass
runs in a process of its own, which can be killed between any two steps of a ticket.
"""

from qn_assist.drill.faults import ALL, Disturbance
from qn_assist.drill.judge import RoundVerdict
from qn_assist.drill.report import as_json, as_markdown, codes, figures, said
from qn_assist.drill.rounds import Round, at_random, of_every_fault, of_fault
from qn_assist.drill.search import searched

__all__ = [
    "ALL", "Disturbance", "Round", "RoundVerdict", "as_json", "as_markdown", "at_random",
    "codes", "figures", "of_every_fault", "of_fault", "said", "searched",
]  # fmt: skip
