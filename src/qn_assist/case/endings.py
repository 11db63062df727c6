"""How a case that was acted on ends: what the console showed then, against what it shows now. Pure.

A closed list, as `claims.CLAIMS`: a rule names the ends it waits for, the console must show one of
them. What was the case already when the follow-up began is no end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from pydantic import AwareDatetime, Field, TypeAdapter, model_validator

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.language import t
from qn_assist.case.known import is_trouble
from qn_assist.case.tickets import CLOSED, Order, Ticket
from qn_assist.console import Platform
from qn_assist.datafiles import Strict, wrong

ACCEPTED, REJECTED = "通过", "驳回"
REPORT_ACCEPTED = "report_accepted"


@dataclass(frozen=True, slots=True)
class Seen:
    """One look: the order's status, the newest node of its trace, the ticket, the delay report.

    `node_at` and `code` are None without a node; `report` is the console's word, "" for none read.
    """

    status: str
    node: str = ""
    node_at: AwareDatetime | None = None
    code: str | None = None
    ticket: str = ""
    report: str = ""
    reason: str = ""

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        at = self.node_at.isoformat() if self.node_at else None
        return asdict(self) | {"node_at": at}


def read_seen(stored: Mapping[str, Any]) -> Seen:
    """What `stored` wrote."""
    return TypeAdapter(Seen).validate_python(dict(stored))


def seen_of(
    ticket: Ticket, order: Order, platform: Platform, report: str = "", reason: str = ""
) -> Seen:
    node = order.trace[0] if order.trace else None
    return Seen(
        status=order.status,
        node=node.text if node else "",
        node_at=node.at if node else None,
        code=platform.trace_code(node.text) if node else None,
        ticket=ticket.state,
        report=report,
        reason=reason,
    )


@dataclass(frozen=True, slots=True)
class Ending:
    """`holds(then, now)`: whether the console shows this end now and did not show it then."""

    name: str
    holds: Callable[[Seen, Seen], bool]

    @property
    def title(self) -> str:
        return t(f"ending.{self.name}")


def _new_node(then: Seen, now: Seen) -> bool:
    return bool(now.node) and (now.node, now.node_at) != (then.node, then.node_at)


def _moved(then: Seen, now: Seen) -> bool:
    """A new node that reports no trouble; one that only tells of a failure is no progress."""
    return _new_node(then, now) and not (now.code is not None and is_trouble(now.code))


def _signed(then: Seen, now: Seen) -> bool:
    by_courier = now.code is not None and now.code.startswith("3") and _new_node(then, now)
    return by_courier or _becomes("success")(then, now)


def _becomes(*statuses: str) -> Callable[[Seen, Seen], bool]:
    return lambda then, now: now.status in statuses and then.status not in statuses


def _ticket_closed(then: Seen, now: Seen) -> bool:
    return now.ticket == CLOSED and then.ticket != CLOSED


def _accepted(then: Seen, now: Seen) -> bool:
    return now.report == ACCEPTED


_ALL = (
    Ending("parcel_moved", _moved),
    Ending("signed", _signed),
    Ending("shipped", _becomes("shipped", "success")),
    Ending("refunded", _becomes("refunded")),
    Ending("closed", _becomes("closed")),
    Ending("ticket_closed", _ticket_closed),
    Ending(REPORT_ACCEPTED, _accepted),
)

ENDINGS: Mapping[str, Ending] = {ending.name: ending for ending in _ALL}


def ended(until: Iterable[str], then: Seen, now: Seen) -> Ending | None:
    """The first of the ends waited for that the console shows."""
    return next((ENDINGS[name] for name in until if ENDINGS[name].holds(then, now)), None)


def is_rejected(seen: Seen) -> bool:
    return seen.report == REJECTED


class FollowUpEntry(Strict):
    """How a rule wants a case followed: look again after `after_hours` until one of the ends named
    by `until` shows; after `limit_hours` the case is its owner's.
    """

    after_hours: float = Field(gt=0, le=24 * 30)
    limit_hours: float = Field(gt=0, le=24 * 90)
    until: list[str] = Field(min_length=1, json_schema_extra={"items": {"enum": [*ENDINGS]}})

    @model_validator(mode="after")
    def _limit_is_later(self) -> FollowUpEntry:
        if self.limit_hours < self.after_hours:
            raise wrong(t("case.limit_hours"), t("case.limit_hours.remedy"))
        return self

    def limit(self, opened_at: ConsoleTime) -> ConsoleTime:
        return ConsoleTime(opened_at + timedelta(hours=self.limit_hours))

    def due(self, now: ConsoleTime, limit: ConsoleTime) -> ConsoleTime:
        """When to look next; not later than the limit while that is ahead."""
        coming = ConsoleTime(now + timedelta(hours=self.after_hours))
        return min(coming, limit) if limit > now else coming
