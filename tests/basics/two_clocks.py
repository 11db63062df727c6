"""Two clocks, two types: what the checker must refuse. Read by mypy, not run.

Strict mypy reports a `type: ignore` that nothing needs: were one of these mixes let pass, `make
lint` would fail here.
"""

from __future__ import annotations

from datetime import timedelta

from qn_assist.basics.clock import ConsoleClock, utc_now
from qn_assist.case import Ticket
from qn_assist.ledger import HaltRow


def counted_on_its_own(ticket: Ticket, halt: HaltRow, clock: ConsoleClock) -> object:
    since_read: timedelta = clock.now() - ticket.read_at
    return ticket.left(clock.now()), halt.cools_until(utc_now()), since_read, clock.at(utc_now())


def mixed(ticket: Ticket, halt: HaltRow, clock: ConsoleClock) -> object:
    ticket.left(utc_now())  # type: ignore[arg-type]
    halt.cools_until(clock.now())  # type: ignore[arg-type]
    clock.at(clock.now())  # type: ignore[arg-type]
    _ = utc_now() - ticket.read_at  # type: ignore[operator]
    return clock.now() - utc_now()  # type: ignore[operator]
