"""What time it is at the console.

Deadlines are the console's, so time left is counted on its clock: the `Date` header of its answers
(RFC 9110, whole seconds) corrects this machine's. A wrong PC clock then shifts nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Annotated, NewType

from pydantic import AwareDatetime

from qn_assist.basics.text import SHANGHAI

# Whole seconds in the header: a smaller step is rounding, not a correction.
ROUNDING = timedelta(seconds=2)


# Two types, so that a checker refuses to count the time left on a machine's clock, or an approval's
# on the console's. Both are aware datetimes. A cast stands only where a moment comes in from
# outside, and says whose it is.
MachineTime = NewType("MachineTime", datetime)
ConsoleTime = NewType("ConsoleTime", datetime)


# As a file or a page is read: with a zone.
AwareConsoleTime = Annotated[ConsoleTime, AwareDatetime]


def utc_now() -> MachineTime:
    """The machine's clock, aware, in UTC: the only place where it is read."""
    return MachineTime(datetime.now(UTC))


class ConsoleClock:
    """`now()` is aware, in Asia/Shanghai. Until the first answer it is this machine's time."""

    def __init__(self, machine: Callable[[], MachineTime] = utc_now) -> None:
        self._machine = machine
        self.offset = timedelta(0)

    def learn(self, date_header: str | None) -> None:
        """Take over the console's time; headers that are no date change nothing."""
        if not date_header:
            return
        try:
            told = parsedate_to_datetime(date_header)
        except ValueError:
            return
        difference = told - self._machine()
        if abs(difference - self.offset) >= ROUNDING:
            self.offset = difference

    def now(self) -> ConsoleTime:
        return self.at(self._machine())

    def at(self, machine: MachineTime) -> ConsoleTime:
        """What the console's clock showed at a moment of this machine's."""
        return ConsoleTime((machine + self.offset).astimezone(SHANGHAI))
