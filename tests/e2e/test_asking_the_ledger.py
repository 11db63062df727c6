"""How often a ticket asks the ledger: once for what lies behind it, twice for each write.

That is before its claim, and right before its request leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from qn_assist.run import work_through
from qn_assist.run.gate import PASS, Proposal, Ruled

from .judge import done_for, wanted
from .rehearsal import Rehearsal

pytestmark = pytest.mark.timeout(240)


async def lets_pass(_proposal: Proposal) -> Ruled:
    return PASS


@contextmanager
def readings() -> Iterator[list[str]]:
    """Every transaction that only reads, as it begins."""
    begun: list[str] = []

    def noted(conn: Connection) -> None:
        if conn.get_execution_options().get("sqlite_begin") == "BEGIN":
            begun.append("BEGIN")

    event.listen(Engine, "begin", noted)
    try:
        yield begun
    finally:
        event.remove(Engine, "begin", noted)


def test_a_ticket_asks_once_and_twice_more_for_each_write(
    one_task: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[int] = []
    real = work_through.tried

    async def counted(*given: Any) -> Any:
        with readings() as begun:
            outcome = await real(*given)
        counts.append(len(begun))
        return outcome

    monkeypatch.setattr(work_through, "tried", counted)
    case = one_task.case("agreed_delay", "task")
    summary = one_task.run("supervised", ask=lets_pass)  # no limits, which ask once a day
    assert done_for(one_task.truth(), case) == wanted(case)
    [outcome] = summary.outcomes
    assert counts == [1 + 2 * len(outcome.actions)]
