"""The ledger as a dry run sees it: all can be read, and what another pass reads stays as it is.

It keeps its own run: the run's row, its decisions, and the log of both. A stop that it meets is
kept for everybody (law 6). What a pass would remember of cases is not; any other write is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.errors import OurFault
from qn_assist.basics.language import t
from qn_assist.case import Decision, Figures, FollowUpEntry, Seen, State, Ticket
from qn_assist.ledger import cases, halts, runs
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.follow_ups import FollowStep
from qn_assist.ledger.halts import Halting
from qn_assist.ledger.ledger import Ledger
from qn_assist.ledger.rows import HaltRow, PromiseRow, PromiseState


class PreviewLedger(Ledger):
    """On the engine of another ledger, which closes it."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger._engine)

    @contextmanager
    def _write(self) -> Iterator[Transaction]:
        raise OurFault(t("ledger.preview"))
        yield

    # its own run

    def begin_run(self, shop: str, mode: str) -> str:
        with super()._write() as tx:
            return runs.begin(tx, shop, mode)

    def end_run(self, run_id: str, summary: Mapping[str, Any]) -> None:
        with super()._write() as tx:
            runs.end(tx, run_id, summary)

    def goes_on(self, run_id: str, decision: Decision) -> None:
        """Kept to be explained and made again; the case stands where it stood."""
        with super()._write() as tx:
            cases.previewed(tx, run_id, decision, "")

    def left_at(self, run_id: str, decision: Decision, state: State, detail: str = "") -> None:
        with super()._write() as tx:
            cases.previewed(tx, run_id, decision, detail)

    # what stops a shop: kept for everybody, ended by nobody who only looks

    def halt(self, halting: Halting) -> HaltRow:
        with super()._write() as tx:
            return halts.begin(tx, halting)

    def cooling(self, shop: str) -> HaltRow | None:
        return halts.longest(self.halts(shop), self._time())

    def resume(self, shop: str, by: str) -> int:
        return 0

    # told, not kept: the next pass tells it too

    def read_all(self, run_id: str, tickets: Iterable[Ticket]) -> None:
        pass

    def follow(self, decision: Decision, entry: FollowUpEntry, then: Seen, at: ConsoleTime) -> bool:
        return False

    def followed_up(self, step: FollowStep, number: int, due_at: ConsoleTime) -> None:
        pass

    def follow_up_ended(self, step: FollowStep, how: str) -> None:
        pass

    def follow_up_handed_over(self, step: FollowStep, due_at: ConsoleTime) -> None:
        pass

    def promise_ended(self, row: PromiseRow, state: PromiseState, at: ConsoleTime) -> bool:
        return False

    def reconciled(
        self,
        run_id: str,
        shop: str,
        settled: Iterable[Ticket],
        gone: Iterable[str],
        noted: Iterable[str],
        *,
        whole: bool = True,
    ) -> None:
        pass

    def keep_figures(self, shop: str, figures: Figures) -> None:
        pass
