"""The other end of a child process: hand it a pass, wait for how it ended, start it anew."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from qn_assist.drill.jobs import KILLED, Job, PassEnd

PASS_SECONDS = 150.0
MORE_SECONDS = 12.0  # for each ticket beyond a few
A_FEW = 10
END_SECONDS = 15.0
TAIL = 12


class Worker:
    """One child at a time. What it says on stderr goes to `said`, a file in a folder of its own.

    `broken` is a folder with modules for a job's `patches`.
    """

    def __init__(self, said: Path, broken: Path | None = None) -> None:
        self._said = said
        self._broken = broken
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        # Short: a socket of the browser lies in it, and the name of a socket has 108 characters.
        self._folder = TemporaryDirectory(prefix="qn-", ignore_cleanup_errors=True)

    def do(self, job: Job, tickets: int = 0) -> PassEnd:
        """How the pass ended. A child that died or hangs is told as such, and is gone then.

        So many `tickets` have to be worked on.
        """
        most = PASS_SECONDS + MORE_SECONDS * max(0, tickets - A_FEW)
        child = self._child or self._start()
        assert child.stdin is not None
        try:
            child.stdin.write(f"{job.line()}\n")
            child.stdin.flush()
            line = self._answers.get(timeout=most)
        except queue.Empty:
            self.end()
            return PassEnd(died=f"hung for {most:g} s")
        except BrokenPipeError:
            line = ""
        return PassEnd.read(line) if line else self._died(child)

    def _died(self, child: subprocess.Popen[str]) -> PassEnd:
        code = child.wait(END_SECONDS)
        self.end()
        if code in {-getattr(signal, "SIGKILL", 9), 137}:
            return PassEnd(died=KILLED)
        lines = self._said.read_text("utf-8", errors="replace").splitlines()
        return PassEnd(died=f"crashed: {' | '.join(lines[-TAIL:])}")

    def end(self) -> None:
        """With everything it started: nothing may go on writing to the console."""
        child, self._child = self._child, None
        if child is None:
            return
        child.terminate()
        try:
            child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait(END_SECONDS)
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()

    def _start(self) -> subprocess.Popen[str]:
        self._answers = queue.Queue()
        with self._said.open("a", encoding="utf-8") as said:
            child = subprocess.Popen(
                [sys.executable, "-m", "qn_assist.drill.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C ends the drill, and the drill its children
                env=self._environment(),
            )
        self._child = child
        threading.Thread(target=_listen, args=(child, self._answers), daemon=True).start()
        return child

    def _environment(self) -> dict[str, str]:
        """What a killed browser leaves behind goes with the folder."""
        own = {"QN_KEYRING": "off", "PYTHONUTF8": "1", "TMPDIR": self._folder.name}
        if self._broken is None:
            return os.environ | own
        paths = filter(None, (str(self._broken), os.environ.get("PYTHONPATH")))
        return os.environ | own | {"PYTHONPATH": os.pathsep.join(paths)}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.end()
        self._folder.cleanup()


def _listen(child: subprocess.Popen[str], answers: queue.Queue[str]) -> None:
    """Each line of the child; "" when it is gone."""
    assert child.stdout is not None
    with suppress(ValueError):
        for line in child.stdout:
            answers.put(line)
    answers.put("")
