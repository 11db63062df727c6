"""The machine's clock as a test sets it: read in one place, so set in one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Self

import pytest

from qn_assist.basics import clock


def set_machine(patch: pytest.MonkeyPatch, now: Callable[[], datetime]) -> None:
    """From now on it is `now()` for all that ask this machine."""

    class Told(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            moment = now().astimezone(tz)
            return cls.combine(moment.date(), moment.timetz())

    patch.setattr(clock, "datetime", Told)
