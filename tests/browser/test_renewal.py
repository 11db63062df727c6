"""When the tabs of a pass are changed for new ones: between tickets, and no other time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qn_assist.basics.errors import NetworkFault, OperatorError, WrongShop
from qn_assist.basics.paths import Home
from qn_assist.browser.renewal import Tabs
from qn_assist.browser.session import Identity, Session
from qn_assist.console.shop import BrowserLimits


@dataclass(eq=False)
class ATab:
    context: int
    gone: bool = False


@dataclass
class Process:
    alive: bool = True
    browser: object = field(default_factory=object)


@dataclass
class ASession:
    """Contexts and tabs by number; nothing of a browser."""

    process: Process = field(default_factory=Process)
    context: int = 1
    proven: bool = True
    lost: bool = False
    entered: list[ATab] = field(default_factory=list)
    fault: Exception | None = None

    async def tab(self) -> ATab:
        return ATab(self.context)

    async def renew(self) -> None:
        self.context, self.proven, self.lost = self.context + 1, False, False
        self.process.alive = True

    async def enter(self, tab: ATab, _password: None) -> None:
        if self.fault is not None:
            raise self.fault
        self.entered.append(tab)
        self.proven = True

    def dies(self) -> None:
        self.lost, self.process.alive = True, False


def lending(session: Any, count: int = 1, died: Any = None, **settings: float) -> Tabs:
    first: Any = ATab(1)
    told = died if died is not None else lambda browser: None
    return Tabs(session, first, BrowserLimits(**settings), count, told)  # type: ignore[arg-type]


async def contexts_of(tabs: Tabs, tickets: int) -> list[int]:
    found = []
    for _ in range(tickets):
        async with tabs.one() as tab:
            found.append(tab.context)  # type: ignore[attr-defined]
    return found


def test_one_tab_serves_until_its_context_is_old() -> None:
    session = ASession()

    async def passed() -> list[int]:
        return await contexts_of(lending(session, new_context_after_tickets=3), 7)

    assert asyncio.run(passed()) == [1, 1, 1, 2, 2, 2, 3]
    assert len(session.entered) == 2


def test_minutes_make_a_context_old_too(monkeypatch: pytest.MonkeyPatch) -> None:
    session, minutes = ASession(), [0.0]
    monkeypatch.setattr("qn_assist.browser.renewal._now", lambda: minutes[0] * 60)

    async def passed() -> list[int]:
        tabs, found = lending(session, new_context_after_minutes=60), []
        for minute in (1, 59, 60, 119, 120):
            minutes[0] = minute
            found += await contexts_of(tabs, 1)
        return found

    assert asyncio.run(passed()) == [1, 1, 2, 2, 3]


def test_nothing_is_renewed_while_another_tab_has_a_ticket() -> None:
    session = ASession()

    async def passed() -> None:
        tabs = lending(session, 2, new_context_after_tickets=2)
        done, begun = asyncio.Event(), asyncio.Event()

        async def long() -> None:
            async with tabs.one():
                begun.set()
                await done.wait()
                assert session.context == 1

        async def next_one() -> int:
            async with tabs.one() as tab:
                return tab.context  # type: ignore[attr-defined,no-any-return]

        first = asyncio.create_task(long())
        await begun.wait()
        assert await contexts_of(tabs, 1) == [1]
        waiting = asyncio.create_task(next_one())
        for _ in range(5):
            await asyncio.sleep(0)
        assert not waiting.done()
        done.set()
        assert await waiting == 2
        await first

    asyncio.run(passed())


def test_a_browser_that_died_is_told_once_and_replaced_so_often() -> None:
    session, told = ASession(), list[object]()

    async def passed() -> None:
        tabs = lending(session, died=told.append, restarts=2)
        for context in (2, 3):
            session.dies()
            assert await contexts_of(tabs, 2) == [context, context]
        session.dies()
        with pytest.raises(NetworkFault, match="浏览器已经关闭"):
            await contexts_of(tabs, 1)
        assert not tabs.may_restart

    asyncio.run(passed())
    assert told == [session.process.browser] * 3


def test_a_page_that_crashed_is_replaced_in_its_context() -> None:
    async def passed() -> None:
        tabs = lending(ASession())
        async with tabs.one() as tab:
            tab.gone = True  # type: ignore[misc]
        async with tabs.one() as other:
            assert (other.gone, other is tab) == (False, False)

    asyncio.run(passed())


def test_no_tab_is_lent_for_a_ticket_where_the_shop_is_not_proven() -> None:
    session = ASession(fault=WrongShop("别的店"))

    async def passed() -> None:
        tabs = lending(session, new_context_after_tickets=1)
        assert await contexts_of(tabs, 1) == [1]
        for _ in range(2):
            with pytest.raises(WrongShop):
                await contexts_of(tabs, 1)
        session.fault = None
        assert await contexts_of(tabs, 1) == [session.context]

    asyncio.run(passed())


def test_a_session_that_cannot_be_stored_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def state() -> dict[str, str]:
        return {}

    def full(*_given: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("qn_assist.secrets.session_seal.write_private", full)
    who: Any = Identity("practice", "青禾", "青禾:小青")
    there: Any = SimpleNamespace(storage_state=state)
    session = Session(who, there, there, there, there, Home(tmp_path))
    session.context = there
    with pytest.raises(OperatorError, match="no space left"):
        asyncio.run(session.keep())
