"""What the reading side shows while it lags: the office as it was before the writes of late."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta

from qn_assist.practice.office.office import Office


class Replica:
    """Each write is shown so many seconds after it was done, never before an earlier one."""

    def __init__(self) -> None:
        self._before: list[tuple[datetime, int, Office]] = []

    def lags(self, number: int, office: Office, seconds: float, now: datetime) -> None:
        """A write to that shop's office is about to be done."""
        self._before.append((now + timedelta(seconds=seconds), number, deepcopy(office)))

    def shown(self, number: int, office: Office, now: datetime) -> Office:
        self._before = [one for one in self._before if one[0] > now]
        return next((old for _, whose, old in self._before if whose == number), office)
