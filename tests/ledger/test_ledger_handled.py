"""A case is handled by one definition, whichever report counts it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qn_assist.ledger import EntryState, Ledger

from .ledger_examples import SHOP, Clock, a_key, a_ticket, claim

ENDS = tuple(EntryState)
# What becomes of each write of a case, and whether the console shows the case as settled later.
CASES = st.lists(st.tuples(st.lists(st.sampled_from(ENDS), max_size=3), st.booleans()), max_size=5)


def wrote(ledger: Ledger, run_id: str, name: str, action: str, end: EntryState) -> None:
    permit = claim(ledger, run_id, a_key(name, action))
    if end in (EntryState.SUBMITTED, EntryState.VERIFIED, EntryState.REFUSED):
        ledger.submitted(permit)
    if end is EntryState.VERIFIED:
        ledger.verified(permit, "看到了")
    elif end in (EntryState.UNKNOWN, EntryState.NOT_DONE, EntryState.REFUSED):
        getattr(ledger, end.value)(permit, "没有回音")


def lived(ledger: Ledger, clock: Clock, cases: list[tuple[list[EntryState], bool]]) -> None:
    run_id = ledger.begin_run(SHOP, "headless")
    for number, (ends, closed) in enumerate(cases):
        name = f"T{number}"
        ledger.read(run_id, a_ticket(name, order_id=f"{name}0"))
        clock.go_on(minutes=7 * number + 1)
        for place, end in enumerate(ends):
            wrote(ledger, run_id, name, f"action{place}", end)
            clock.go_on(minutes=3)
        if closed:
            ledger.read(run_id, a_ticket(name, order_id=f"{name}0", state="done"))


def is_handled(ends: list[EntryState], closed: bool) -> bool:
    """As docs/report.md says it."""
    return closed or (bool(ends) and set(ends) == {EntryState.VERIFIED})


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cases=CASES)
def test_period_and_question_count_the_same_cases_as_handled(ledger, clock, cases):
    ledger.forget(SHOP)
    lived(ledger, clock, cases)
    total, rows = ledger.stats(SHOP)[0], ledger.question("shop", SHOP)
    handled = sum(is_handled(*one) for one in cases)
    verified = sum(bool(ends) and set(ends) == {EntryState.VERIFIED} for ends, _ in cases)
    assert (total.cases, total.handled, total.verified) == (len(cases), handled, verified)
    assert [(one.cases, one.handled, one.median_minutes) for one in rows] == (
        [(len(cases), handled, total.median_minutes)] if cases else []
    )


def test_a_case_that_the_console_settled_is_handled_but_not_verified(ledger, run_id, clock):
    ledger.read(run_id, a_ticket())
    clock.go_on(minutes=30)
    ledger.read(run_id, a_ticket(state="done"))
    total = ledger.stats(SHOP)[0]
    assert (total.handled, total.verified, total.median_minutes) == (1, 0, pytest.approx(30))
