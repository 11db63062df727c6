"""Reading a shop's lists: every category that is wanted, completely, soonest deadline first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from qn_assist.basics.clock import ConsoleTime
from qn_assist.browser import Doing, Session, Tab, lists, read
from qn_assist.case import ListReading, Ticket
from qn_assist.desk import Desk
from qn_assist.run.turns import in_turn
from qn_assist.run.wanted import Wanted


@dataclass(frozen=True)
class Scan:
    """What the lists hold now, soonest deadline first. `todo` are the home page's counts."""

    readings: tuple[ListReading, ...]
    tickets: tuple[Ticket, ...]
    now: ConsoleTime
    shop_name: str
    todo: Mapping[str, int] = field(default_factory=dict)


async def read_all(desk: Desk, name: str, session: Session, tab: Tab, wanted: Wanted) -> Scan:
    """The home counts, then every category that is wanted, completely. `name`: the ledger's."""
    doing = Doing(tab, {}, {}, desk.policy.evidence, upload=False)
    todo = await read.read_todo(doing, desk.flows.todo)
    longest = desk.policy.shop.limits.list_minutes * 60
    readings: list[ListReading] = []
    tickets: list[Ticket] = []
    for flow in desk.flows.lists:
        for category in flow.categories:
            if not _list_wanted(desk, wanted, flow.ticket_kind, category.id):
                continue
            now = session.clock.now()
            reader = lists.Reader(doing, name, now, wanted.source, todo, longest)
            one = await lists.read_category(reader, flow, category)
            readings.append(one.report)
            tickets += one.tickets
            await asyncio.sleep(desk.policy.shop.pace.between_pages_seconds)
    now = session.clock.now()
    chosen = [ticket for ticket in tickets if is_wanted(wanted, ticket)]
    return Scan(tuple(readings), tuple(in_turn(chosen, (), now)), now, desk.policy.shop.title, todo)


def _list_wanted(desk: Desk, wanted: Wanted, kind: str, category: str) -> bool:
    kinds = desk.policy.shop.only_kinds
    if kinds and kind not in kinds:
        return False
    named = wanted.only & {one.id for flow in desk.flows.lists for one in flow.categories}
    named |= wanted.only & {flow.ticket_kind for flow in desk.flows.lists}
    return not named or kind in named or category in named


def is_wanted(wanted: Wanted, ticket: Ticket) -> bool:
    """Whether a ticket is among those asked for."""
    if wanted.plan is not None and wanted.plan.entry(ticket.ticket_id) is None:
        return False
    names = {ticket.kind, ticket.category, ticket.ticket_id, ticket.order_id}
    return not wanted.only or bool(wanted.only & names)
