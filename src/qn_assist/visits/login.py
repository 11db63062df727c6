"""Being logged in: by stored credentials, or by a person in a window, also to go on after a stop.

Each holds the shop's lock: a pass that is under way keeps its session.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from qn_assist.basics.errors import LoginNeeded
from qn_assist.browser import Doing, Session, Tab, handover, read, wait_for_person
from qn_assist.desk import Desk, ShopLock
from qn_assist.ledger import Ledger
from qn_assist.run import PassOrder, handed_over, refuse_while_halted, session_of


@asynccontextmanager
async def _at_the_door(
    desk: Desk, name: str, ledger: Ledger, order: PassOrder
) -> AsyncIterator[tuple[Session, Tab]]:
    async with session_of(desk, order) as session:
        tab = await session.tab()
        async with handed_over(desk, name, ledger, tab, None, None):
            yield session, tab


async def log_in_unattended(desk: Desk, password: Callable[[], str], browser: Path | None) -> None:
    """Log in with stored credentials, prove the shop, store the session.

    CoolingDown while a captcha or a second factor has not been passed by a person.
    """
    with Ledger.open(desk.home.ledger_place()) as ledger, _shop(desk, ledger) as name:
        refuse_while_halted(desk, ledger, name, writes=False)
        async with _at_the_door(desk, name, ledger, PassOrder(browser=browser)) as (session, tab):
            await session.enter(tab, password)
        _logged_in(name, ledger)


async def log_in_by_person(desk: Desk, seconds: float, browser: Path | None = None) -> None:
    """A window opens, the person logs in; the shop is proven and the session stored."""
    order = PassOrder(window=True, browser=browser)
    with Ledger.open(desk.home.ledger_place()) as ledger, _shop(desk, ledger) as name:
        async with session_of(desk, order, fenced=False) as session:
            tab = await session.tab()
            try:
                await session.enter(tab, None)
            except LoginNeeded:
                await wait_for_person(session, tab, seconds)
        _logged_in(name, ledger)


def _logged_in(name: str, ledger: Ledger) -> None:
    """A login ends what only wanted one; a cool-down takes `resume_by_person`."""
    if ledger.cooling(name) is None:
        ledger.resume(name, "login")


async def resume_by_person(
    desk: Desk, seconds: float, by: str, browser: Path | None = None, *, window: bool = True
) -> int:
    """Open the page where a pass stopped, wait for the person, prove the shop, end the cool-down.

    How many stops that ended. Without a window it only looks whether the way is free: for a
    person who has passed the check elsewhere.
    """
    order = PassOrder(window=window, browser=browser)
    with Ledger.open(desk.home.ledger_place()) as ledger, _shop(desk, ledger) as name:
        address = next((halt.address for halt in ledger.halts(name)), "")
        async with session_of(desk, order, fenced=False) as session:
            tab = await session.tab()

            async def prove() -> None:
                # The home page's counts come from the console itself: a captcha would show.
                await session.enter(tab, None)
                doing = Doing(tab, {}, {}, desk.policy.evidence, upload=False)
                await read.read_todo(doing, desk.flows.todo)

            await handover.freed(session, tab, address, prove, seconds)
        return ledger.resume(name, by)


@contextmanager
def _shop(desk: Desk, ledger: Ledger) -> Iterator[str]:
    """The shop's lock, and what the ledger calls the shop."""
    name = desk.name_in(ledger)
    with ShopLock(desk.home.root / "locks", name):
        yield name
