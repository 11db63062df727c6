"""Telling whoever listens how far a pass is: the one place where a pass meets a screen.

What happens is told, never asked back: a listener that fails loses what it was told, and nothing
else. It decides nothing about a pass and cannot end one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.case import TicketOutcome

# How many tickets are done, of how many, and what became of the last one.
Listener = Callable[[int, int, TicketOutcome], None]


@dataclass
class Listening:
    """`failed` is what the listener failed by the first time: that is noted, once."""

    listener: Listener | None = None
    failed: BaseException | None = field(default=None, init=False)

    def tell(self, done: int, total: int, outcome: TicketOutcome) -> None:
        if self.listener is None:
            return
        try:
            self.listener(done, total, outcome)
        except (Exception, SystemExit) as fault:  # libraries of screens leave by SystemExit
            if self.failed is None:
                act("report").opt(exception=fault).warning(t("run.unheard", reason=repr(fault)))
            self.failed = self.failed or fault
