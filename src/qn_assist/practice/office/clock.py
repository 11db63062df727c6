"""The practice clock: a settable time in Asia/Shanghai that runs with real time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
DEFAULT_START = datetime(2026, 6, 18, 10, 0, tzinfo=SHANGHAI)


def parse_instant(text: str) -> datetime:
    """`now`, or an ISO time (without an offset: Asia/Shanghai); ValueError for anything else."""
    if text == "now":
        return datetime.now(SHANGHAI).replace(microsecond=0)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).astimezone(SHANGHAI)


def stamp(moment: datetime) -> str:
    """`YYYY-MM-DD HH:mm:ss`, the form of every time the console sends."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def parse_stamp(text: str) -> datetime:
    """The time of a stamp `YYYY-MM-DD[ HH:mm[:ss]]`; ValueError for anything else."""
    return datetime.fromisoformat(text.strip()).replace(tzinfo=SHANGHAI)


class PracticeClock:
    """Starts at `start` and runs with `tick` (seconds); `set` and `advance` move it."""

    def __init__(self, start: datetime, tick: Callable[[], float] = time.monotonic) -> None:
        self.start = start
        self._tick = tick
        self.set(start)

    def now(self) -> datetime:
        return self._shown + timedelta(seconds=self._tick() - self._since)

    def set(self, moment: datetime) -> None:
        self._shown, self._since = moment, self._tick()

    def advance(self, seconds: float) -> None:
        self.set(self.now() + timedelta(seconds=seconds))

    def http_date(self, wrong_by: timedelta = timedelta()) -> str:
        """The value of a `Date` header, in GMT."""
        return format_datetime((self.now() + wrong_by).astimezone(UTC), usegmt=True)
