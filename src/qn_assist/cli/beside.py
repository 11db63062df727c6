"""What is shown beside the work, on a thread of its own: the work never waits for a screen.

A pipe that nobody reads, a terminal that is held, a full disk: what cannot be shown is dropped, and
said once. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Thread

from qn_assist.cli.output import lost

Showing = Callable[[], None]
ShowBeside = Callable[[Showing], None]


@contextmanager
def beside() -> Iterator[ShowBeside]:
    """`show(showing)` has it done in its turn. At the end what is left is waited for."""
    waiting: SimpleQueue[Showing | None] = SimpleQueue()
    # A daemon: at Ctrl-C a reader who never reads must not keep the program from ending.
    thread = Thread(target=_show_all, args=(waiting,), daemon=True, name="screen")
    thread.start()
    try:
        yield waiting.put
    finally:
        waiting.put(None)
        thread.join()


def _show_all(waiting: SimpleQueue[Showing | None]) -> None:
    said = False
    while (showing := waiting.get()) is not None:
        try:
            showing()
        except (Exception, SystemExit) as fault:
            if not said:
                lost(fault)
            said = True
