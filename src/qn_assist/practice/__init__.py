"""The practice console: a local stand-in for the seller console, with a truth log and faults.

It imports nothing of the rest of the package, so its record cannot share the assistant's mistakes.
"""

from qn_assist.practice.office.clock import DEFAULT_START
from qn_assist.practice.office.fault_table import FAULTS, Fault
from qn_assist.practice.office.faults import BadFaultArgument, UnknownFault
from qn_assist.practice.office.world import SKINS, TABLES
from qn_assist.practice.wire.server import DEFAULT_PORT, PortBusy, PracticeConsole, serve

__all__ = [
    "DEFAULT_PORT", "DEFAULT_START", "FAULTS", "SKINS", "TABLES",
    "BadFaultArgument", "Fault", "PortBusy", "PracticeConsole", "UnknownFault", "serve",
]  # fmt: skip
