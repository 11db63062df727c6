"""The life of one entry: which state may follow which, by the program and by a person.

claimed ──▶ submitted ──▶ verified (final)
   │            ├──▶ refused    (claimed again only after a person settles it)
   ├──▶ unknown ◀┤
   │       └──▶ verified | not_done
   └──▶ not_done ◀──┘          (may be claimed again, attempt + 1)
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

from qn_assist.basics.errors import OurFault, UsageFault
from qn_assist.basics.language import t

SettleVerdict: TypeAlias = Literal["verified", "not_done"]


class EntryState(StrEnum):
    CLAIMED = "claimed"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    UNKNOWN = "unknown"
    NOT_DONE = "not_done"
    REFUSED = "refused"


CLAIMED, SUBMITTED, VERIFIED, UNKNOWN, NOT_DONE, REFUSED = EntryState

TRANSITIONS: dict[EntryState, frozenset[EntryState]] = {
    CLAIMED: frozenset({SUBMITTED, NOT_DONE, UNKNOWN}),
    SUBMITTED: frozenset({VERIFIED, UNKNOWN, REFUSED, NOT_DONE}),
    UNKNOWN: frozenset({VERIFIED, NOT_DONE}),
    NOT_DONE: frozenset({CLAIMED}),
    REFUSED: frozenset(),
    VERIFIED: frozenset(),
}

# What a person who has looked at the console may say.
SETTLEMENTS: dict[EntryState, frozenset[EntryState]] = {
    CLAIMED: frozenset({VERIFIED, NOT_DONE}),
    SUBMITTED: frozenset({VERIFIED, NOT_DONE}),
    UNKNOWN: frozenset({VERIFIED, NOT_DONE}),
    REFUSED: frozenset({NOT_DONE}),
    NOT_DONE: frozenset(),
    VERIFIED: frozenset(),
}

UNSETTLED = (CLAIMED, SUBMITTED, UNKNOWN)


def require_transition(was: EntryState, to: EntryState) -> None:
    """Raise OurFault when the program tries a step that the life does not have."""
    if to not in TRANSITIONS[was]:
        raise OurFault(t("ledger.no_step", was=was, to=to))


def require_settlement(was: EntryState, to: EntryState) -> None:
    """Raise UsageFault when a person settles what is not open, or with an unfit verdict."""
    if to not in SETTLEMENTS[was]:
        raise UsageFault(
            t("ledger.no_settling", was=was, to=to),
            remedy=t("ledger.no_settling.remedy"),
        )
