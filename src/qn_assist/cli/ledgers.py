"""The ledger as `status`, `report` and `ledger` see it: rows turned into what may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from qn_assist.basics.clock import ConsoleTime, MachineTime, utc_now
from qn_assist.basics.errors import QnAssistError
from qn_assist.basics.paths import Home, Workspace
from qn_assist.basics.text import SHANGHAI
from qn_assist.console import load_console, load_shop
from qn_assist.desk import load_desk, proven_shop
from qn_assist.ledger import Entry, Ledger, WaitingRow
from qn_assist.report import Titles, UnknownShown, WaitShown, id_shown, shown, titles_of, word

# A console clock nearer than this to ours is ours.
SAME_CLOCK = timedelta(minutes=5)
LOOK_BACK = timedelta(days=7)


def shops_in(ledger: Ledger, shop: str | None, places: Workspace | None = None) -> list[str]:
    """What the ledger calls the shop asked for, else all that ever had a run.

    One that nobody knows is a UsageFault.
    """
    had_a_run = {run.shop for run in ledger.runs()}
    if shop is None:
        return sorted(had_a_run)
    found = places or Workspace.find()
    name = name_in(ledger, found, shop)
    if name not in had_a_run:
        found.folder("shops", shop)
    return [name]


def name_in(ledger: Ledger, places: Workspace, folder: str) -> str:
    """What the ledger calls the shop of that folder; its own name where the files cannot tell."""
    try:
        return surely_named(ledger, places, folder)
    except QnAssistError:
        return folder


def surely_named(ledger: Ledger, places: Workspace, folder: str) -> str:
    """The same for what is decided by it: what the files do not tell is an error."""
    shop = load_shop(places.folder("shops", folder))
    selectors = places.folder("selectors", shop.console).parent
    console = load_console(selectors, shop.console).at(shop.origins)
    return ledger.name_of(proven_shop(shop, console), folder)


def folder_of(ledger: Ledger, places: Workspace, name: str) -> str:
    """The folder of a shop that the ledger calls so; the name itself when none is."""
    folders = places.names("shops")
    if name in folders and name_in(ledger, places, name) == name:
        return name
    return next((one for one in folders if name_in(ledger, places, one) == name), name)


def titles_for(ledger: Ledger, places: Workspace, home: Home, shops: Iterable[str]) -> Titles:
    """The names of these shops' files; a file that does not load only costs the names."""
    flows, rules = [], []
    for name in shops:
        try:
            desk = load_desk(places, home, folder_of(ledger, places, name))
        except QnAssistError:
            continue
        flows.append(desk.flows)
        rules.append(desk.policy.rules)
    return titles_of(flows, rules)


def console_now(ledger: Ledger, shop: str, now: MachineTime | None = None) -> ConsoleTime:
    """The time at the shop's console: ours, corrected by what the last reading showed.

    A practice console lives at a time of its own, and deadlines are the console's.
    """
    machine = now or utc_now()
    return ConsoleTime((machine + console_ahead(ledger, shop, machine)).astimezone(SHANGHAI))


def console_ahead(ledger: Ledger, shop: str, machine: MachineTime) -> timedelta:
    """How far the console's clock is ahead of this machine's, as the last reading showed it."""
    cases = ledger.cases(shop, since=machine - LOOK_BACK)
    newest = max(cases, key=lambda one: one.last_read_at, default=None)
    if newest is None:
        return timedelta(0)
    read_at = datetime.fromisoformat(str(newest.ticket["read_at"]))
    ahead = read_at - newest.last_read_at
    return ahead if abs(ahead) > SAME_CLOCK else timedelta(0)


def wait_shown(row: WaitingRow, titles: Titles, now: ConsoleTime) -> WaitShown:
    """`now` is the time at the console of the row's shop."""
    return WaitShown(
        owner=shown(row.owner),
        state=row.state,
        kind=titles.kind(row.kind),
        category=titles.category(row.category or row.kind),
        ticket_id=id_shown(row.ticket_id),
        order_id=id_shown(row.order_id),
        deadline=row.deadline,
        why=shown(row.hand_over or row.detail or row.because),
        left=None if row.deadline is None else row.deadline - now,
    )


def unknown_shown(entry: Entry) -> UnknownShown:
    return UnknownShown(
        claim_id=entry.claim_id,
        shop=shown(entry.key.shop),
        action=word("action", entry.key.action),
        state=entry.state.value,
        ticket_id=id_shown(entry.key.ticket_id),
        order_id=id_shown(entry.order_id),
        at=entry.submitted_at or entry.claimed_at,
        detail=shown(entry.detail),
        looks=entry.looks,
        owner=shown(entry.owner),
    )
