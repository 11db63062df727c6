"""The practice console: a local stand-in for the seller console, with a truth log and faults.

It imports nothing of the rest of the package, so its record cannot share the assistant's mistakes.
"""

from .clock import DEFAULT_START
from .fault_table import FAULTS, Fault
from .faults import BadFaultArgument, UnknownFault
from .server import DEFAULT_PORT, PortBusy, PracticeConsole, serve
from .world import SKINS, TABLES

__all__ = [
    "DEFAULT_PORT", "DEFAULT_START", "FAULTS", "SKINS", "TABLES",
    "BadFaultArgument", "Fault", "PortBusy", "PracticeConsole", "UnknownFault", "serve",
]  # fmt: skip
