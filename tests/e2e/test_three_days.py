"""Three days of a mixed console: every ticket ends verified, closed by itself, or with a person.

Judged by the truth log and the generator's own records. `QN_DAYS_TICKETS` and `QN_DAYS_AG` make it
larger (`make three-days`: 240 and 60, seed 7).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from .conftest import begin
from .world_goes_on import Days, audit, ends

TICKETS = int(os.environ.get("QN_DAYS_TICKETS", "24"))
AG = int(os.environ.get("QN_DAYS_AG", "4"))
SEED = 7

pytestmark = pytest.mark.timeout(60 * 60)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("days")
        rehearsal = begin(stack, folder, TICKETS, "2026", ag=AG, mixed=True, seed=SEED)
        days = Days(rehearsal)
        for _ in range(3):
            days.live()
        yield days


def test_nothing_was_written_that_contradicts_a_fact(lived: Days) -> None:
    assert audit(lived.rehearsal) == []


def test_every_ticket_ended_verified_closed_or_with_a_named_person(lived: Days) -> None:
    ended = ends(lived.rehearsal)
    print(Counter(ended.values()))  # noqa: T201 - the figures of a large run
    stray = {ticket: end for ticket, end in ended.items() if end in ("lost", "waits for nobody")}
    scenarios = {case.ticket_id: case.scenario for case in lived.rehearsal.cases()}
    assert {ticket: (end, scenarios[ticket]) for ticket, end in stray.items()} == {}
    assert {"verified", "waiting"} <= set(ended.values()) <= {"verified", "waiting", "closed"}
    if TICKETS > 200:  # of few tickets none may be closed before anything was done on it
        assert "closed" in ended.values()


def test_no_pass_left_a_list_unread_or_an_action_unknown(lived: Days) -> None:
    assert [one.incomplete for one in lived.summaries] == [()] * len(lived.summaries)
    with lived.rehearsal.ledger() as ledger:
        assert ledger.unsettled(lived.rehearsal.shop) == []
