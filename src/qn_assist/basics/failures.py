"""Each kind of failure and its one answer; docs/reliability.md shows the same table.

Trying again is no answer: reading and navigating are tried again by `browser.patience` before it
is a failure at all, a click never is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from qn_assist.basics.errors import FailureKind


class Reading(StrEnum):
    """What may still be read of the shop's console."""

    ALL = "all"
    LISTS = "lists"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a failure leads to.

    `stops` ends the shop's writing at once; `counts` makes it one of the failures in a row that
    do (the circuit breaker); `cools` begins a cool-down that later runs keep to; `kept` leaves
    address and picture to the person who goes on; `reads` is what may still be read.
    """

    stops: bool = False
    counts: bool = False
    cools: bool = False
    kept: bool = False
    reads: Reading = Reading.ALL


ANSWERS: Mapping[FailureKind, Answer] = MappingProxyType(
    {
        FailureKind.CAPTCHA: Answer(stops=True, cools=True, kept=True, reads=Reading.NOTHING),
        FailureKind.RISK: Answer(stops=True, cools=True, kept=True, reads=Reading.LISTS),
        FailureKind.SESSION: Answer(stops=True, kept=True, reads=Reading.NOTHING),
        FailureKind.DIALOG: Answer(stops=True, kept=True),
        FailureKind.HALTED: Answer(stops=True, reads=Reading.NOTHING),
        FailureKind.BUSY: Answer(stops=True, reads=Reading.NOTHING),
        FailureKind.LEDGER: Answer(stops=True, reads=Reading.NOTHING),
        FailureKind.PAGE_CHANGED: Answer(counts=True),
        FailureKind.NETWORK: Answer(counts=True),
        FailureKind.OURS: Answer(counts=True),
        FailureKind.BUSINESS: Answer(),
        FailureKind.DATA: Answer(),
    }
)


def less(one: Reading, other: Reading) -> Reading:
    """The more careful of both."""
    order = (Reading.NOTHING, Reading.LISTS, Reading.ALL)
    return min(one, other, key=order.index)
