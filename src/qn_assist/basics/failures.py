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


class MayRead(StrEnum):
    """What may still be read of the shop's console."""

    ALL = "all"
    LISTS = "lists"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FailureAnswer:
    """What a failure leads to.

    `stops` ends the shop's writing at once; `counts` makes it one of the failures in a row that
    do (the circuit breaker); `cools` begins a cool-down that later runs keep to; `kept` leaves
    address and picture to the person who goes on; `reads` is what may still be read.
    """

    stops: bool = False
    counts: bool = False
    cools: bool = False
    kept: bool = False
    reads: MayRead = MayRead.ALL


ANSWERS: Mapping[FailureKind, FailureAnswer] = MappingProxyType(
    {
        FailureKind.CAPTCHA: FailureAnswer(
            stops=True, cools=True, kept=True, reads=MayRead.NOTHING
        ),
        FailureKind.RISK: FailureAnswer(stops=True, cools=True, kept=True, reads=MayRead.LISTS),
        FailureKind.SESSION: FailureAnswer(stops=True, kept=True, reads=MayRead.NOTHING),
        FailureKind.DIALOG: FailureAnswer(stops=True, kept=True),
        FailureKind.HALTED: FailureAnswer(stops=True, reads=MayRead.NOTHING),
        FailureKind.BUSY: FailureAnswer(stops=True, reads=MayRead.NOTHING),
        FailureKind.LEDGER: FailureAnswer(stops=True, reads=MayRead.NOTHING),
        FailureKind.PAGE_CHANGED: FailureAnswer(counts=True),
        FailureKind.NETWORK: FailureAnswer(counts=True),
        FailureKind.OURS: FailureAnswer(counts=True),
        FailureKind.BUSINESS: FailureAnswer(),
        FailureKind.DATA: FailureAnswer(),
    }
)


def less(one: MayRead, other: MayRead) -> MayRead:
    """The more careful of both."""
    order = (MayRead.NOTHING, MayRead.LISTS, MayRead.ALL)
    return min(one, other, key=order.index)
