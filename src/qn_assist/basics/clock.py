"""What time it is at the console.

Deadlines are the console's, so time left is counted on its clock: the `Date` header of its answers
(RFC 9110, whole seconds) corrects this machine's. A wrong PC clock then shifts nothing.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Annotated, NewType

from pydantic import AwareDatetime

from qn_assist.basics.text import SHANGHAI

# Whole seconds in the header: a smaller step is rounding, not a correction.
ROUNDING = timedelta(seconds=2)
# So many answers are remembered: one of three may be wrong.
REMEMBERED = 5
SET_SECONDS = 5


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


def _date(header: str | None) -> datetime | None:
    try:
        told = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return told if told.tzinfo is not None else None


def _was_set(before: datetime, steady_before: float, now: datetime, steady: float) -> bool:
    """Whether somebody set this machine's clock between two looks."""
    passed = (now - before).total_seconds() - (steady - steady_before)
    return abs(passed) > SET_SECONDS


class ConsoleClock:
    """`now()` is aware, in Asia/Shanghai. Until the first answer it is this machine's time."""

    def __init__(self, machine: Callable[[], MachineTime] = utc_now) -> None:
        self._machine = machine
        self.offset = timedelta(0)
        self._told: deque[timedelta] = deque(maxlen=REMEMBERED)
        self._last: tuple[MachineTime, float] | None = None

    def learn(self, date_header: str | None) -> None:
        """Take over the console's time; headers that are no date, or have no zone, change nothing.

        A gateway may tell another time than the rest: the middle of what was told last is believed,
        and of two that contradict each other the one nearer to this machine's.
        """
        told = _date(date_header)
        if told is None:
            return
        now, steady = self._machine(), time.monotonic()
        if self._last is not None and _was_set(*self._last, now, steady):
            self._told.clear()
        self._last = now, steady
        self._told.append(told - now)
        among = sorted(self._told, key=abs if len(self._told) == 2 else None)
        difference = among[(len(among) - 1) // 2]
        if abs(difference - self.offset) >= ROUNDING:
            self.offset = difference

    def now(self) -> ConsoleTime:
        return self.at(self._machine())

    def at(self, machine: MachineTime) -> ConsoleTime:
        """What the console's clock showed at a moment of this machine's."""
        return ConsoleTime((machine + self.offset).astimezone(SHANGHAI))
