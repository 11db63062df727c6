"""Proving a click by reading, and settling what an earlier run left open (law 4, edges e, f, h).

Nothing here clicks submit. `not_done` needs a positive sign: a fresh page that shows the ticket as
it was before. Without one the entry stays `unknown` and is a person's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from qn_assist.basics import text
from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import ConsoleFault, NetworkFault
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.browser import Acting, Doing, Tab
from qn_assist.browser import acting as browser_acting
from qn_assist.case import Attempt, ClaimKey, ParamValue, PlannedAction, Ticket
from qn_assist.ledger import Entry, EntryState, promise_params
from qn_assist.run.given import PassGiven

# Beyond the console's own time-out, so that a late arrival has been decided by the second look.
MARGIN = timedelta(seconds=2)
# What the console itself says was not done; a reading that agrees needs no more.
TURNED_AWAY = frozenset({"refused", "logged_out"})
_FIELD, _VALUE = "field.", "value."


@dataclass(frozen=True, slots=True)
class Proof:
    """What reading showed, in words a person can check; `answered` False: nothing could be read."""

    state: Literal["verified", "not_done", "unknown"]
    detail: str
    answered: bool = True


def acting_for(given: PassGiven, tab: Tab, ticket: Ticket, planned: PlannedAction) -> Acting:
    """The flow of a planned action with everything its placeholders need."""
    values = ticket_values(given, ticket)
    return _acting(
        given,
        tab,
        planned.flow,
        values,
        planned.params,
        planned.key(ticket),
        planned.digest(ticket),
    )


def ticket_values(given: PassGiven, ticket: Ticket) -> dict[str, str]:
    return {
        "ticket_id": ticket.ticket_id,
        "order_id": ticket.order_id,
        "sub_order_id": ticket.sub_order_id or ticket.order_id,
        "waybill": ticket.waybill or "-",
        **given.flows.category_values(ticket.category),
    }


def remembered(given: PassGiven, ticket: Ticket, planned: PlannedAction) -> dict[str, ParamValue]:
    """What the ledger must know of a claim to read it back without the ticket."""
    values = {f"{_VALUE}{name}": value for name, value in ticket_values(given, ticket).items()}
    fields = {f"{_FIELD}{name}": value for name, value in planned.params.items()}
    return {"flow": planned.flow, **values, **fields, **_promise(given, ticket, planned)}


def _promise(given: PassGiven, ticket: Ticket, planned: PlannedAction) -> dict[str, ParamValue]:
    """The date it promises, to be kept when the action is verified, however that is proven."""
    date = text.parse_time(planned.promises) if planned.promises else None
    if date is None:
        return {}
    owner = given.policy.shop.owner_of(ticket.kind, ticket.category, ticket.courier)
    now = given.session.clock.now()
    return promise_params(date, now, owner or "", planned.reply or planned.flow)


def _acting(
    given: PassGiven,
    tab: Tab,
    flow_name: str,
    values: Mapping[str, str],
    params: Mapping[str, ParamValue],
    key: ClaimKey,
    digest: str,
) -> Acting:
    flow = given.flows.actions[flow_name]
    texts = {name: "" for name in flow.needs}
    texts |= {
        name: value if isinstance(value, str) else "\n".join(value)
        for name, value in params.items()
    }
    lists = {
        name: (value,) if isinstance(value, str) else tuple(value)
        for name, value in params.items()
        if flow.needs[name].type in {"files", "lines"}
    }
    doing = Doing(
        tab,
        {**values, **texts},
        lists,
        given.policy.evidence,
        upload=given.gate.writes,
        uploads=tuple(flow.uploads),
    )
    return Acting(doing, flow, given.session.identity.title, key, digest)


async def prove(
    given: PassGiven, acting: Acting, answer: str, since: float | None = None, ago: float = 0
) -> Proof:
    """Read back; if it does not show, read again after the console's time-out.

    The time-out is counted from `since` on the event loop's clock, or from now: by then the click
    was made, `ago` seconds before. A wall clock that somebody sets would end the wait at once, or
    never. `answer` is what the console said to the click: what contradicts it proves nothing.
    """
    loop = asyncio.get_running_loop()
    since = loop.time() if since is None else since
    seen = await _look(acting)
    if seen is None:
        await _until(since + given.console.file.request_timeout_seconds + MARGIN.total_seconds())
        seen = await _look(acting)
    if seen is not None:
        if answer == "refused":
            return Proof("unknown", t("run.refused_and_seen", seen=seen))
        return Proof("verified", seen)
    try:
        await browser_acting.see_absence(acting)
    except ConsoleFault as error:
        detail = t("run.neither_seen", fault=error.message)
        return Proof("unknown", detail, answered=not isinstance(error, NetworkFault))
    return _absent(given, acting, answer, ago + loop.time() - since)


def _absent(given: PassGiven, acting: Acting, answer: str, age: float) -> Proof:
    """What it counts for that a reading shows it not done, so many seconds after the click.

    A console that accepted it may show it later, or elsewhere; a list may lag; a selector may have
    stopped to find anything. Only what none of these can explain may be claimed again (law 4).
    """
    if answer == "accepted":
        return Proof("unknown", t("run.accepted_not_seen"))
    lag = given.console.file.seen_within_seconds
    flow = acting.flow
    if answer not in TURNED_AWAY:
        if age < lag:
            return Proof("unknown", t("run.too_early", seconds=f"{lag:g}"), answered=False)
        if flow.absent_by_nothing and not given.ledger.recognised(given.shop, flow.flow):
            return Proof("unknown", t("run.never_recognised"))
    entry = given.ledger.entry(acting.key)
    if entry is None or entry.missed:
        return Proof("unknown", t("run.missed_before"))
    return Proof("not_done", t("run.proven_not_done"))


async def _look(acting: Acting) -> str | None:
    """What a fresh read shows of it; None when it does not. What needs a person is raised."""
    try:
        return await browser_acting.verify(acting)
    except ConsoleFault as error:
        act("verify", ticket=acting.key.ticket_id).debug(t("run.not_seen", fault=error.message))
        return None


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - asyncio.get_running_loop().time()))


async def settle_left_open(given: PassGiven, tab: Tab, ticket_id: str = "") -> list[Entry]:
    """Every claim an earlier run left unproven is read back; those still unknown are returned.

    With `ticket_id` only those of that ticket, also of this run. After `unknown_looks` looks that
    proved nothing it is a person's alone: nobody reads for ever.
    """
    unknown: list[Entry] = []
    since = asyncio.get_running_loop().time()
    for entry in given.ledger.unsettled(given.shop):
        if ticket_id not in ("", entry.key.ticket_id):
            continue
        if not (_may_be_read(given, entry) and await _settled(given, tab, entry, since)):
            unknown.append(entry)
    return unknown


def _may_be_read(given: PassGiven, entry: Entry) -> bool:
    known = str(entry.params.get("flow")) in given.flows.actions
    return known and entry.looks < given.policy.shop.limits.unknown_looks


async def _settled(given: PassGiven, tab: Tab, entry: Entry, since: float) -> bool:
    """One look at one entry; whether it says what became of it."""
    ago = utc_now().timestamp() - (entry.submitted_at or entry.claimed_at).timestamp()
    proof = await prove(given, _acting_of(given, tab, entry), entry.answer, since, max(0.0, ago))
    act("settle", ticket=entry.key.ticket_id, to=proof.state).info(proof.detail)
    if entry.state is not EntryState.UNKNOWN:
        given.ledger.unknown(entry, t("run.ended_unproven"))
    settled = record(given, entry, proof)
    if not settled and proof.answered:
        given.ledger.looked(entry, proof.detail)
    return settled


def record(given: PassGiven, of: Attempt, proof: Proof) -> bool:
    """Keep a proof of an unknown entry; False when it proves nothing."""
    if proof.state == "verified":
        given.ledger.verified(of, proof.detail)
    elif proof.state == "not_done":
        given.ledger.missed(of, proof.detail)
    return proof.state != "unknown"


def _acting_of(given: PassGiven, tab: Tab, entry: Entry) -> Acting:
    values = {
        name.removeprefix(_VALUE): str(value)
        for name, value in entry.params.items()
        if name.startswith(_VALUE)
    }
    fields = {
        name.removeprefix(_FIELD): value
        for name, value in entry.params.items()
        if name.startswith(_FIELD)
    }
    return _acting(given, tab, str(entry.params["flow"]), values, fields, entry.key, entry.digest)
