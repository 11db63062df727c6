"""One practice console for the folder; every test finds it as at its start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qn_assist.practice import PracticeConsole

from .clerk import Clerk


@pytest.fixture(scope="session")
def running() -> Iterator[PracticeConsole]:
    with PracticeConsole(tickets=120, seed=1) as console:
        yield console


@pytest.fixture
def console(running: PracticeConsole) -> PracticeConsole:
    running.reset(tickets=120, seed=1, skin="2026")
    return running


@pytest.fixture
def stranger(console: PracticeConsole) -> Clerk:
    """Nobody is logged in."""
    return Clerk(console)


@pytest.fixture
def clerk(console: PracticeConsole) -> Clerk:
    """The example login, with a token."""
    clerk = Clerk(console)
    assert clerk.log_in()["success"]
    clerk.ask("mtop.taobao.jdy.resource.shop.info.get")
    return clerk
