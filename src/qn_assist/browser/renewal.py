"""The tabs of one pass, and the two times at which all of them are changed for new ones.

After so many tickets or minutes, because only a new context gives its memory back; and when the
browser died. Both happen between tickets, while no tab is lent: nothing is ever renewed under a
click. In a new context the page must show the right shop before a tab of it is lent for a ticket.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.browser.session import Session, gone
from qn_assist.browser.tab import Tab
from qn_assist.console import BrowserLimits

SECONDS_OF_A_MINUTE = 60


class Tabs:
    """Lends tabs, at most `count` at a time. `last` is the one that was lent last, alive or not.

    `died` is told the browser that died, once for each.
    """

    def __init__(
        self,
        session: Session,
        first: Tab,
        settings: BrowserLimits,
        count: int = 1,
        died: Callable[[object], None] = lambda browser: None,
    ) -> None:
        self.count = count
        self.last = first
        self._session = session
        self._settings = settings
        self._died = died
        self._free = [first]
        self._turn = asyncio.Lock()
        self._none_lent = asyncio.Event()
        self._none_lent.set()
        self._lent = self._tickets = self._restarts = 0
        self._since = _now()

    @asynccontextmanager
    async def door(self) -> AsyncIterator[Tab]:
        """A tab on which nobody may have entered yet: for logging in and reading lists."""
        tab = await self._lend()
        try:
            yield tab
        finally:
            self._take_back(tab)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Tab]:
        """A tab for one ticket, in a context where the page has shown the right shop."""
        async with self.door() as tab:
            self._tickets += 1
            if not self._session.proven:
                await self._session.enter(tab, None)
            yield tab

    @property
    def may_restart(self) -> bool:
        return self._restarts < self._settings.restarts

    async def _lend(self) -> Tab:
        async with self._turn:
            if self._session.lost or self._due():
                await self._none_lent.wait()
                await self._renew()
            tab = self._free.pop() if self._free else await self._session.tab()
            if tab.gone:
                tab = await self._session.tab()
            self.last = tab
            self._lent += 1
            self._none_lent.clear()
        return tab

    def _take_back(self, tab: Tab) -> None:
        self._lent -= 1
        if not tab.gone:
            self._free.append(tab)
        if not self._lent:
            self._none_lent.set()

    def _due(self) -> bool:
        """Minutes by a clock that nobody sets."""
        settings = self._settings
        old = _now() - self._since >= settings.new_context_after_minutes * SECONDS_OF_A_MINUTE
        return old or self._tickets >= settings.new_context_after_tickets

    async def _renew(self) -> None:
        if self._session.lost:
            self._count_death()
        else:
            act("start", tickets=self._tickets).info(t("browser.renewed"))
        self._free.clear()
        await self._session.renew()
        self._tickets, self._since = 0, _now()

    def _count_death(self) -> None:
        if not self._session.process.alive:
            self._died(self._session.process.browser)
        if not self.may_restart:
            raise gone()
        self._restarts += 1
        act("start", restart=self._restarts).warning(t("browser.restarted"))


def _now() -> float:
    return asyncio.get_running_loop().time()
