"""Failures that can be armed. The table FAULTS is all there is: name, what it does, its argument.

An argument is a row of parts joined by `:`, in any order, all optional:

- a value of the fault's own (`slow:2000`), or how often, for faults that count (`drop:2`)
- `reads` or `writes`: only such requests
- a kind of write: `message`, `urge_reply`, `problem_report`, `delay_report`,
  `shipment`, `return_note`, `appeal`, `workorder` (lists of `kinds/`)
- `xN`: go off N times, then disarm
- `after=N`: let N matching requests pass first
- `in=S`: nothing before S seconds of practice time have passed

A fault of the pages takes its argument as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from qn_assist.practice.office.fault_table import FAULTS, Fault

WRITE_KINDS = (
    "message",
    "urge_reply",
    "problem_report",
    "delay_report",
    "shipment",
    "return_note",
    "appeal",
    "workorder",
)


class UnknownFault(ValueError):
    """No fault of that name; the message lists all names."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown fault {name!r}; known: {', '.join(sorted(FAULTS))}")


class BadFaultArgument(ValueError):
    """The argument does not fit the fault."""


@dataclass
class Armed:
    fault: Fault
    arg: str
    value: str = ""
    scope: Literal["", "reads", "writes"] = ""
    kind: str = ""
    left: int | None = None
    skip: int = 0
    wait: timedelta = timedelta()
    armed_at: datetime | None = None

    def matches(self, kind: str | None) -> bool:
        """`kind` is the kind of write, or None for a read."""
        if self.scope and (self.scope == "writes") != (kind is not None):
            return False
        return not self.kind or self.kind == kind


def parse(name: str, arg: str = "") -> Armed:
    """UnknownFault or BadFaultArgument when the console cannot play it."""
    fault = FAULTS.get(name)
    if fault is None:
        raise UnknownFault(name)
    armed = Armed(fault, arg, value=fault.default, left=fault.times)
    if fault.plays == "page":
        armed.value = arg or fault.default
        return armed
    for part in filter(None, arg.split(":")):
        _take(armed, part)
    return armed


def _take(armed: Armed, part: str) -> None:
    if part in ("reads", "writes"):
        armed.scope = part  # type: ignore[assignment]
    elif part in WRITE_KINDS:
        armed.kind = part
    elif times := re.fullmatch(r"x(\d+)", part):
        armed.left = int(times[1])
    elif skipped := re.fullmatch(r"after=(\d+)", part):
        armed.skip = int(skipped[1])
    elif delay := re.fullmatch(r"in=(\d+)", part):
        armed.wait = timedelta(seconds=int(delay[1]))
    else:
        _take_value(armed, part)


def _take_value(armed: Armed, part: str) -> None:
    fault = armed.fault
    if fault.values and part not in fault.values:
        raise BadFaultArgument(f"{fault.name}: {part!r} is none of {', '.join(fault.values)}")
    if (fault.counts or fault.number) and not part.isdigit():
        raise BadFaultArgument(f"{fault.name}: {part!r} is not a number")
    if not (fault.counts or fault.number or fault.values or fault.text):
        raise BadFaultArgument(f"{fault.name} takes no value, got {part!r}")
    if fault.counts:
        armed.left = int(part)
    else:
        armed.value = part


class FaultBoard:
    """What is armed now. `hit` asks whether a fault goes off for this request, and uses it up."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._armed: dict[str, Armed] = {}

    def arm(self, name: str, arg: str = "") -> None:
        name, _, inline = name.partition(":")
        armed = parse(name, inline or arg)
        armed.armed_at = self._now()
        self._armed[name] = armed

    def disarm(self, name: str | None = None) -> None:
        """All faults without a name; a name that is not armed is no error."""
        if name is None:
            self._armed.clear()
        else:
            self._armed.pop(name, None)

    def hit(self, name: str, kind: str | None = None) -> str | None:
        """The fault's value if it goes off for this request (`kind` None: a read), else None."""
        armed = self._armed.get(name)
        if armed is None or not armed.matches(kind) or self._too_early(armed):
            return None
        if armed.skip:
            armed.skip -= 1
            return None
        if armed.left is not None:
            armed.left -= 1
            if armed.left <= 0:
                del self._armed[name]
        return armed.value

    def _too_early(self, armed: Armed) -> bool:
        return armed.armed_at is not None and self._now() < armed.armed_at + armed.wait

    def is_armed(self, name: str) -> bool:
        """Without using it up."""
        return name in self._armed

    def value(self, name: str) -> str | None:
        """The value of an armed fault, without using it up."""
        armed = self._armed.get(name)
        return armed.value if armed else None

    def page_faults(self) -> dict[str, str]:
        """Name and argument of the faults the pages play."""
        return {
            name: armed.value
            for name, armed in self._armed.items()
            if armed.fault.plays in ("page", "both")
        }

    def listed(self) -> list[dict[str, str]]:
        return [{"name": name, "arg": armed.arg} for name, armed in self._armed.items()]
