"""Following parcels up with couriers: which branch is asked what about which, and when again.

Pure: from open cases, the shop's `couriers.yaml`, its facts, and what was asked before. What it
hands out goes to a courier: nothing of the buyer is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeAlias

from qn_assist.basics.clock import ConsoleTime, MachineTime
from qn_assist.basics.masking import mask
from qn_assist.basics.text import tidy
from qn_assist.case import Basis, Known
from qn_assist.rules import templates
from qn_assist.rules.couriers_file import Ask, Asks
from qn_assist.rules.policy import Policy
from qn_assist.rules.symbols import values_of

AskStanding: TypeAlias = Literal["due", "asked", "answered"]

TAIL = 4
_SIGNER = re.compile(r"(签收人\s*[:：]\s*)[^\s，。,;；]+")


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case as its newest decision knew it. `deadline` is the console's."""

    ticket_id: str
    deadline: datetime | None
    owner: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Branch:
    """Whom to call. Without a contact in the facts only the courier is known."""

    courier: str
    name: str = ""
    city: str = ""
    phone: str = ""
    hours: str = ""


class Asked(Protocol):
    """What the ledger keeps of an ask; its times are this machine's."""

    @property
    def topic(self) -> str: ...
    @property
    def asked_at(self) -> MachineTime: ...
    @property
    def answered_at(self) -> MachineTime | None: ...


@dataclass(frozen=True, slots=True)
class CourierRequest:
    """One parcel to ask about. `since`: when its newest node, or else its shipping, was.

    `text` is empty when a value it needs is not known; `missing` says which. `again_at`: not
    before then, None when it may be asked now.
    """

    branch: Branch
    waybill: str
    order_id: str
    ticket_id: str
    city: str
    topic: str
    title: str
    node: str
    since: datetime | None
    text: str
    missing: str
    deadline: datetime | None
    owner: str
    standing: AskStanding = "due"
    asked_at: MachineTime | None = None
    again_at: MachineTime | None = None

    @property
    def order_tail(self) -> str:
        return self.order_id[-TAIL:]

    @property
    def ready(self) -> bool:
        """May be sent now."""
        return self.standing == "due" and self.again_at is None and bool(self.text)


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, on the console's clock and on this machine's, which the ledger's times are of."""

    console: ConsoleTime
    machine: MachineTime


def requests(
    policy: Policy, cases: Iterable[OpenCase], asked: Mapping[str, Asked], now: Moment
) -> tuple[CourierRequest, ...]:
    """What is to be asked of couriers, each parcel once, in the order of the cases."""
    found: dict[str, CourierRequest] = {}
    for case in cases:
        request = _request(policy, case, asked, now)
        if request is not None:
            found.setdefault(request.waybill, request)
    return tuple(found.values())


def by_branch(found: Iterable[CourierRequest]) -> dict[Branch, tuple[CourierRequest, ...]]:
    """In the order of the first request of each."""
    groups: dict[Branch, list[CourierRequest]] = {}
    for request in found:
        groups.setdefault(request.branch, []).append(request)
    return {branch: tuple(group) for branch, group in groups.items()}


def _request(
    policy: Policy, case: OpenCase, asked: Mapping[str, Asked], now: Moment
) -> CourierRequest | None:
    basis, asks = case.basis, policy.asks
    if asks is None:
        return None
    known = policy.known(basis.ticket, basis.order, now.console, basis.earlier)
    values = values_of(known)
    ask = next((one for one in asks.asks if one.condition.holds(values)), None)
    if ask is None or known.waybill is None:
        return None
    text, missing = _text(ask, known)
    before = asked.get(known.waybill)
    branch = branch_of(known)
    return CourierRequest(
        branch=branch,
        waybill=known.waybill,
        order_id=basis.ticket.order_id,
        ticket_id=case.ticket_id,
        city=basis.ticket.pickup_city or branch.city,
        topic=ask.entry.name,
        title=ask.entry.title,
        node=for_courier(known.node.text) if known.node else "",
        since=_since(known),
        text=text,
        missing=missing,
        deadline=case.deadline,
        owner=owner_of(policy, case, known),
        standing=_standing(ask, asks, known, before, now),
        asked_at=before.asked_at if before else None,
        again_at=_again_at(before, lookups_rest(policy), now.machine),
    )


def owner_of(policy: Policy, case: OpenCase, known: Known) -> str:
    ticket = known.ticket
    named = policy.shop.owner_of(ticket.kind, ticket.category, known.courier)
    return case.owner or named or ""


def branch_of(known: Known) -> Branch:
    courier, contact = known.courier or "", known.contact
    if contact is None:
        return Branch(courier)
    names = (contact.branch, contact.city, contact.phone, contact.hours)
    return Branch(courier, *(name or "" for name in names))


def for_courier(words: str) -> str:
    """A text of the console as a courier may see it: masked, without who signed."""
    return mask(_SIGNER.sub(r"\1**", tidy(words)))


def _text(ask: Ask, known: Known) -> tuple[str, str]:
    names = templates.names_in(ask.entry.text)
    try:
        return for_courier(templates.render(ask.entry.text, values_of(known, names))), ""
    except templates.Unrenderable as error:
        return "", str(error)


def _since(known: Known) -> datetime | None:
    at = known.node.at if known.node else None
    return at or known.ticket.picked_up_at or known.ticket.shipped_at


def _standing(ask: Ask, asks: Asks, known: Known, before: Asked | None, now: Moment) -> AskStanding:
    """An answer settles what it was asked about for a while, not what came up because of it."""
    fresh = timedelta(hours=asks.again_after_hours)
    told = known.answer.answered_at if known.answer else None
    if told is not None and not ask.of_an_answer and now.console - ConsoleTime(told) < fresh:
        return "answered"
    if before is None or before.topic != ask.entry.name:
        return "due"
    if before.answered_at is None:
        return "asked"
    return "answered" if now.machine - before.answered_at < fresh else "due"


def _again_at(before: Asked | None, rest: timedelta, now: MachineTime) -> MachineTime | None:
    free = MachineTime(before.asked_at + rest) if before else now
    return free if free > now else None


def lookups_rest(policy: Policy) -> timedelta:
    """How long a parcel that was asked about is left alone."""
    return timedelta(hours=1) / policy.platform.number("trace.lookups_per_hour")


def wanted(found: Iterable[CourierRequest], names: Iterable[str]) -> Iterator[CourierRequest]:
    """Those of the branches or couriers named; all without a name."""
    chosen = set(names)
    for one in found:
        if not chosen or {one.branch.name, one.branch.courier} & chosen:
            yield one
