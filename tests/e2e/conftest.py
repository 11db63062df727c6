"""A practice console and a shop of its own for every test that drives a pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from qn_assist.basics.paths import Home
from qn_assist.browser import tab
from qn_assist.drill.stage import FIND_MS, WITHOUT_AG
from qn_assist.practice import PracticeConsole
from tests import browsers

from .rehearsal import SHOPS, Rehearsal, make_workspace

Rehearse = Callable[..., Rehearsal]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def begin(
    stack: ExitStack, folder: Path, tickets: int, skin: str, *, seed: int = 1, **settings: object
) -> Rehearsal:
    """A console of its own until the stack ends, and a shop at it."""
    started = PracticeConsole(tickets=tickets, seed=seed, skin=skin, port=0, **settings)
    console = stack.enter_context(started)
    files = make_workspace(folder / "files", console)
    rehearsal = Rehearsal(console, files, Home(folder / "home").prepare(), SHOPS[skin])
    if not settings.get("ag"):  # seven empty lists would only be read
        rehearsal.only(*WITHOUT_AG)
    return rehearsal


@pytest.fixture
def rehearse(tmp_path: Path) -> Iterator[Rehearse]:
    """`rehearse(tickets, skin, …)`: the settings are those of PracticeConsole."""
    with ExitStack() as stack:
        yield lambda tickets=2, skin="2026", **settings: begin(
            stack, tmp_path / str(tickets), tickets, skin, **settings
        )


@pytest.fixture
def one_task(rehearse: Rehearse) -> Rehearsal:
    """One open task, whose buyer agreed to a later date: a message, then a reply."""
    rehearsal = rehearse(2)
    rehearsal.only("urge_ship")
    return rehearsal


@pytest.fixture
def one_reply(rehearse: Rehearse) -> Rehearsal:
    """Two open tasks, of which tests handle the one in a relief area: a single reply."""
    rehearsal = rehearse(4)
    rehearsal.only("urge_ship")
    return rehearsal


@pytest.fixture
def whole_browser() -> Iterator[None]:
    """The shell cannot close connections: there a click may arrive more than once
    (docs/reliability.md).
    """
    with browsers.taken(browsers.ASKED):
        yield


@pytest.fixture
def reply(one_reply: Rehearsal) -> Rehearsal:
    """The console takes a repeated write: only the assistant can prevent a double."""
    one_reply.console.arm("repeat_arrivals", "accept")
    return one_reply


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the drill: what is not found within two seconds will not come."""
    monkeypatch.setattr(tab, "FIND_MS", FIND_MS)
