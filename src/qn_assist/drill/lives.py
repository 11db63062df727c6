"""One copy of this process after another: a pass that kills itself kills a copy.

So what a process reads to start, over a second of it, is read once. On Windows, where a process
cannot be copied, this one lives the only life there is, and whoever started it starts another.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

Live = Callable[[], None]
Ready = Callable[[str], object]


def serve(live: Live, killed: str, ready: Ready) -> None:
    """Hand each line of stdin to a copy that runs `live`, and its answer to stdout.

    `ready` hears the first line of each copy before it is made. `killed` is the answer for one that
    was killed; the next line goes to another. A copy that ends otherwise before it has answered
    ends this process with its exit code.
    """
    if not hasattr(os, "fork"):
        live()
        return
    life: _Life | None = None

    def end(_signal: int, _frame: object) -> NoReturn:
        if life is not None:
            life.end()
        os._exit(1)

    signal.signal(signal.SIGTERM, end)
    while line := sys.stdin.buffer.readline():
        if life is None:
            ready(line.decode("utf-8"))
            life = _Life(live)
        answer = life.answer(line)
        if not answer:
            code, life = life.buried(), None
            if code != -signal.SIGKILL:
                sys.exit(code or 1)
            answer = f"{killed}\n".encode()
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
    if life is not None:
        life.end()


class _Life:
    """A copy of this process between two pipes, in a group of its own with what it starts."""

    def __init__(self, live: Live) -> None:
        told, tell = os.pipe()
        heard, answer = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(tell)
            os.close(heard)
            _begin(live, told, answer)
        with suppress(PermissionError, ProcessLookupError):
            os.setpgid(self._pid, self._pid)  # here and in the copy: whichever comes first
        os.close(told)
        os.close(answer)
        self._tell = os.fdopen(tell, "wb", buffering=0)
        self._heard = os.fdopen(heard, "rb")

    def answer(self, line: bytes) -> bytes:
        """Its answer to a line; b"" when it died before it was whole."""
        with suppress(BrokenPipeError):
            self._tell.write(line)
        said = self._heard.readline()
        return said if said.endswith(b"\n") else b""

    def buried(self) -> int:
        """The exit code of one that is dead. Its browser may not go on writing to the console."""
        _, status = os.waitpid(self._pid, 0)
        self._end_group()
        with suppress(BrokenPipeError):
            self._tell.close()
        self._heard.close()
        return os.waitstatus_to_exitcode(status)

    def end(self) -> None:
        self._end_group()
        self.buried()

    def _end_group(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)


def _begin(live: Live, told: int, answer: int) -> NoReturn:
    """In the copy: nothing of what the first process began is ended with it."""
    code = 1
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # What it starts inherits 0 and 1, and would hold the pipes open when it is dead.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        sys.stdin = os.fdopen(told, encoding="utf-8")
        sys.stdout = os.fdopen(answer, "w", encoding="utf-8")
        live()
        sys.stdout.flush()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
