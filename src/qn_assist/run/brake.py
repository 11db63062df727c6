"""Whether a pass may still write, begin a ticket, or read, and why not (laws 6 and 10).

It only ever becomes stricter: the first reason stands, and the most careful reading holds. What is
begun is never broken off here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from qn_assist.basics.failures import MayRead, less
from qn_assist.basics.language import t
from qn_assist.desk import StopOrder


@dataclass
class Brake:
    """`stop` is set by Ctrl-C and by a person who is asked; `ordered` looks for a stop file.

    `writes` False: this pass writes nothing anyway. `why` says why writing ended, "" while it may
    go on; `reads` what may still be read; `failures` how many came in a row. `deaths` are the
    browsers that died and were counted.
    """

    stop: asyncio.Event
    ordered: Callable[[], StopOrder | None]
    writes: bool
    stop_after_failures: int
    why: str = ""
    person_needed: bool = False
    reads: MayRead = MayRead.ALL
    failures: int = 0
    deaths: list[object] = field(default_factory=list)

    def may_write(self) -> bool:
        """Whether a write may still begin: asked before each ticket and before each claim."""
        order = self.ordered()
        if order is not None and self.writes and not self.why:
            self.pull(str(order.fault()), person_needed=True)
        return not self.why and not self.stop.is_set()

    def may_begin(self) -> bool:
        """Whether the next ticket may be begun; a dry run goes on where reading is safe."""
        writable = self.may_write()
        readable = self.reads is MayRead.ALL and not self.stop.is_set()
        return readable and (writable or not self.writes)

    def pull(self, why: str, reads: MayRead = MayRead.ALL, *, person_needed: bool = False) -> None:
        """End all writing of this pass."""
        self.reads = less(self.reads, reads)
        self.person_needed = self.person_needed or person_needed
        self.why = self.why or why

    @contextmanager
    def pulled_after(self, minutes: float | None) -> Iterator[None]:
        """The pass's own end: after it no ticket is begun; each that is has an end of its own."""
        said = t("run.pass_without_end", minutes=f"{minutes or 0:g}")
        over = asyncio.get_running_loop().call_later((minutes or 0) * 60, self.pull, said)
        if minutes is None:
            over.cancel()
        try:
            yield
        finally:
            over.cancel()

    def count_failure(self, detail: str, died: object | None = None) -> None:
        """A system failure came; too many in a row end all writing (law 6).

        `died` is the browser, when it was its death: one failure, on however many tabs.
        """
        if died is not None and any(one is died for one in self.deaths):
            return
        self.deaths += [died] if died is not None else []
        self.failures += 1
        if self.failures >= self.stop_after_failures:
            self.pull(t("run.failures", count=self.failures, detail=detail))

    def count_success(self) -> None:
        """Form, click and reading worked: failures in a row begin anew."""
        self.failures = 0
