"""Ctrl-C, SIGTERM, Ctrl-Break and a terminal that is closed: the first asks for a stop at the next
safe point, the second breaks off.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TypeVar

from qn_assist.basics.language import t

T = TypeVar("T")
# A closed terminal and a logout hang up; Ctrl-Break is Windows' own.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SIGNALS = tuple(signal.Signals[one] for one in _NAMES if one in signal.Signals.__members__)


def run(work: Callable[[asyncio.Event], Coroutine[Any, Any, T]]) -> tuple[T, bool]:
    """The result, and whether a signal came. KeyboardInterrupt at the second signal."""

    async def main() -> tuple[T, bool]:
        stop, heard = asyncio.Event(), asyncio.Event()
        task = asyncio.current_task()
        assert task is not None

        def hear() -> None:
            if heard.is_set():
                task.cancel()
            else:
                heard.set()
                stop.set()
                with suppress(OSError):  # a screen that is gone changes nothing about the stop
                    sys.stderr.write(f"\n{t('run.stopping')}\n")

        with _listening(asyncio.get_running_loop(), hear):
            return await work(stop), heard.is_set()

    try:
        return asyncio.run(main())
    except asyncio.CancelledError as cancelled:
        raise KeyboardInterrupt from cancelled


@contextmanager
def _listening(loop: asyncio.AbstractEventLoop, hear: Callable[[], None]) -> Iterator[None]:
    """The loop hears the signals; on Windows, which has no such thing, Python's handler does."""

    def from_python(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(hear)

    before: dict[signal.Signals, Any] = {}
    for number in _SIGNALS:
        try:
            loop.add_signal_handler(number, hear)
        except NotImplementedError:
            before[number] = signal.signal(number, from_python)
        except (ValueError, RuntimeError):  # not the main thread: signals are not ours
            return (yield)
    try:
        yield
    finally:
        for number in _SIGNALS:
            if number in before:
                signal.signal(number, before[number])
            else:
                loop.remove_signal_handler(number)
