"""The laws a round is judged by, by the words that stand in tables and reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Law(StrEnum):
    """`docs/faults.md` explains each; the numbers are those of the laws it proves."""

    ONCE = "once"  # no write accepted twice
    RIGHT = "right"  # right shop, ticket, order and content
    DRY = "dry"  # a dry run writes nothing
    PROVEN = "proven"  # what is called verified was accepted
    SEEN = "seen"  # no ticket unseen by a reading that is called complete
    LISTED = "listed"  # what is not done is listed for a person: nothing is lost in silence
    DOUBT = "doubt"  # no write after a sign of doubt
    PRIVATE = "private"  # no personal data and no secret in logs, plans and reports
    NAMED = "named"  # every failure has its type and its exit code
    LIMIT = "limit"  # no pass submits more than it may
    ENDS = "ends"  # a pass ends in time


@dataclass(frozen=True)
class Breach:
    law: Law
    text: str

    def __str__(self) -> str:
        return f"{self.law}: {self.text}"
