"""One event loop and one browser for all passes of a test process: starting them anew for each pass
is dear. Each pass has a context of its own all the same, as each shop has.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import threading
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from functools import cache
from typing import Any, TypeVar

import pytest

from qn_assist.drill.child import OneBrowser
from qn_assist.run import order as passorder

Result = TypeVar("Result")

END_SECONDS = 10


class _Loop:
    """Runs until the process ends, in a thread: pytest-playwright keeps a loop in the main one."""

    def __init__(self) -> None:
        self._loop, self._stack = asyncio.new_event_loop(), AsyncExitStack()
        self._browsers: dict[str, OneBrowser] = {}
        threading.Thread(target=self._loop.run_forever, name="passes", daemon=True).start()
        atexit.register(self._end)

    @property
    def browser(self) -> OneBrowser:
        """The one of the program that is named now."""
        named = os.environ.get("QN_BROWSER", "")
        return self._browsers.setdefault(named, OneBrowser(self._stack))

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Its result; what a test gave up waiting for does not go on behind it."""
        waited = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return waited.result()
        finally:
            waited.cancel()

    def _end(self) -> None:
        closing = asyncio.run_coroutine_threadsafe(self._stack.aclose(), self._loop)
        closing.result(END_SECONDS)


@cache
def _loop() -> _Loop:
    return _Loop()


def in_the_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it with the one browser; one that died meanwhile is replaced."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passorder, "launched", _loop().browser.launched)
        return _loop().run(work)
