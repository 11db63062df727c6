"""Guards for every test: no real home, keyring, proxy or network beyond this machine."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from qn_assist.basics import masking
from qn_assist.browser.program import locate
from tests import browsers

# Files that take minutes begin first, so that no worker is left alone with one at the end.
LONGEST = ("drill/test_drill_command.py", "drill/test_kill_sweep.py", "drill/", "e2e/")

# Seconds of work each: processes, PostgreSQL, thousands of examples. `make quick` leaves them out.
SLOW = (
    "ledger/test_ledger_machine.py", "ledger/test_ledger_processes.py", "[postgresql]",
    "secrets/test_credentials.py", "ledger/test_ledger_reconciled.py", "cli/test_nobody_reads.py",
    "desk/test_lock.py", "facts/test_agreements.py", "e2e/test_wheel.py", "fuzz/",
    "practice/test_server.py", "practice/test_faults.py", "trials/test_examples.py",
    "cli/test_init_command.py", "console/test_platform.py", "drill/test_worker.py",
)  # fmt: skip

# A busy machine is no failure. Where nobody looks at a surprise, nothing is left to chance.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

_LOOPBACK = ("127.", "::1", "localhost")


def _nothing_of_this_user(patch: pytest.MonkeyPatch, home: Path) -> None:
    patch.setenv("QN_HOME", str(home))
    patch.setenv("QN_KEYRING", "off")
    for name in ("QN_LANG", "QN_SECRET_KEY"):
        patch.delenv(name, raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        patch.delenv(name, raising=False)
        patch.delenv(name.upper(), raising=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        names = enumerate(LONGEST)
        return next((n for n, name in names if f"tests/{name}" in item.nodeid), len(LONGEST))

    items.sort(key=turn)
    for item in items:
        if any(name in item.nodeid for name in SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def _not_this_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For fixtures of a module or session too: they begin before those of a test."""
    with pytest.MonkeyPatch.context() as patch:
        _nothing_of_this_user(patch, tmp_path_factory.mktemp("home"))
        with browsers.taken(browsers.quick(tmp_path_factory.mktemp("browser"))):
            yield


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    _nothing_of_this_user(monkeypatch, tmp_path_factory.mktemp("home"))


@pytest.fixture(autouse=True)
def _nothing_registered() -> Any:
    yield
    masking._secrets.clear()


@pytest.fixture(autouse=True)
def _this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere else is a mistake of the test, and fails it."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> Any:
        outside = isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK)
        if outside:
            pytest.fail(f"a test wanted to reach {address[0]}")
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _no_loop_of_another_test(request: pytest.FixtureRequest) -> Any:
    """Playwright's sync API leaves its loop marked as running for as long as its browser lives.

    A test that does not use it must be able to call `asyncio.run`, whatever ran before it.
    """
    if {"playwright", "browser", "context", "page"} & set(request.fixturenames):
        yield
        return
    left_running = asyncio.events._get_running_loop()
    asyncio.events._set_running_loop(None)
    yield
    asyncio.events._set_running_loop(left_running)


@pytest.fixture
def in_zone() -> Iterator[Callable[[str], None]]:
    """`in_zone(name)`: from now on this machine is in that time zone. POSIX only."""
    with pytest.MonkeyPatch.context() as patch:

        def moved(name: str) -> None:
            patch.setenv("TZ", name)
            time.tzset()

        yield moved
    time.tzset()


@pytest.fixture
def home_folder() -> Path:
    return Path(os.environ["QN_HOME"])


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The one of the passes, started as they start it; one that draws."""
    found = locate.find(Path(browsers.DRAWING) if browsers.DRAWING else None)
    own = {"executable_path": str(found.path)} if found else {}
    return browser_type_launch_args | own | {"args": locate.launch_arguments()}
