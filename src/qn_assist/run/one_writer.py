"""The shop's one writer while a pass lasts: its lease taken, kept alive, given back (law 1)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress

from qn_assist.basics.errors import LeaseLost, LedgerUnavailable, ShopBusy, UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.case import Ticket
from qn_assist.desk import Desk, busy_elsewhere, holder_of
from qn_assist.ledger import BEAT_SECONDS, LIVES_SECONDS, Lease, Ledger, Taken
from qn_assist.run.given import PassGiven


@asynccontextmanager
async def one_writer(
    desk: Desk, ledger: Ledger, shop: str, stop: asyncio.Event | None
) -> AsyncIterator[None]:
    """ShopBusy when another machine writes for the shop. The caller has the lock of `shop`."""
    lease = await _taken(desk, ledger, shop, stop or asyncio.Event())
    ledger.hold(lease)
    beats = asyncio.create_task(_beat(ledger, lease))
    try:
        yield
    finally:
        beats.cancel()
        with suppress(asyncio.CancelledError):
            await beats
        try:
            ledger.give_back(lease)
        except LedgerUnavailable as error:
            act("stop", shop=shop).warning("{}", error)


async def _taken(desk: Desk, ledger: Ledger, shop: str, stop: asyncio.Event) -> Lease:
    """One that another home left behind is watched until it has surely died."""
    loop, holder = asyncio.get_running_loop(), holder_of(desk.home)
    first: Taken | None = None
    end = loop.time()
    while True:
        dead = first if first is not None and loop.time() >= end else None
        got = ledger.take_lease(desk.proven, desk.name, holder, dead)
        if isinstance(got, Lease):
            if got.shop != shop:  # whose lock was taken: meanwhile another gave it another name
                ledger.give_back(got)
                raise ShopBusy(t("desk.busy", shop=desk.name, owner=t("desk.owner_new")))
            return got
        if first is None:
            first, end = got, loop.time() + LIVES_SECONDS
            said = t("desk.looking_whether_alive", owner=got.by, shop=shop, seconds=LIVES_SECONDS)
            act("wait", shop=shop).warning(said)
        if (got.token, got.beat) != (first.token, first.beat) or stop.is_set():
            raise busy_elsewhere(desk.name, got)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), min(BEAT_SECONDS, max(0.1, end - loop.time())))


def refuse_other_name(desk: Desk, given: PassGiven, tickets: Collection[Ticket]) -> None:
    """UsageFault when these tickets were worked under a name from before shops were proven."""
    if not given.gate.writes:
        return
    other = given.ledger.known_elsewhere(given.shop, desk.shops, tickets)
    if other is not None:
        raise UsageFault(
            t("ledger.known_elsewhere", name=other),
            remedy=t("ledger.known_elsewhere.remedy", name=other),
        )


async def _beat(ledger: Ledger, lease: Lease) -> None:
    """A lease that was lost is noticed by what would be written under it."""
    while True:
        await asyncio.sleep(BEAT_SECONDS)
        try:
            await asyncio.to_thread(ledger.beat, lease)
        except LeaseLost as lost:
            act("doubt", shop=lease.shop).error("{}", lost)
            return
        except LedgerUnavailable as error:  # the next beat may find it again
            act("fault", shop=lease.shop).warning("{}", error)
