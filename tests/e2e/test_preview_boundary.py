"""A preview is a boundary: what another pass would read of the ledger is the same after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from qn_assist import cli
from qn_assist.basics.clock import utc_now
from qn_assist.case.outcomes import State
from qn_assist.ledger.schema import METADATA

from .conftest import Rehearse
from .judge import done_for, wanted
from .rehearsal import Rehearsal, of

pytestmark = pytest.mark.timeout(300)

RULE = "urge_agreed_delay"
# What a pass keeps of itself: its row, its decisions, the log of it.
OWN = frozenset({"runs", "decisions", "events"})
OWN_EVENTS = frozenset({"run_begun", "previewed", "run_ended"})


def tables(rehearsal: Rehearsal) -> dict[str, list[Mapping[str, Any]]]:
    """Every row of every table."""
    with rehearsal.ledger() as ledger, ledger._engine.connect() as conn:
        return {
            table.name: [dict(row) for row in conn.execute(query).mappings()]
            for table in METADATA.sorted_tables
            for query in [select(table).order_by(*table.primary_key.columns)]
        }


def is_left_by(rehearsal: Rehearsal, before: Mapping[str, Any], run_id: str) -> None:
    """Nothing but the dry run's own rows has been added, and nothing was changed."""
    after = tables(rehearsal)
    for name, rows in before.items():
        kept = [row for row in after[name] if row.get("run_id") != run_id]
        assert kept == rows, name
        assert name in OWN or after[name] == rows, name
    own = [row for row in after["events"] if row["run_id"] == run_id]
    assert {row["event"] for row in own} <= OWN_EVENTS


def test_a_dry_run_leaves_what_waits_for_approval(
    one_task: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_task.ask_a_person(RULE)
    case = one_task.case("agreed_delay", "task")
    assert of(one_task.headless(), case.ticket_id).state is State.WAITING
    before = tables(one_task)

    preview = one_task.run("dry-run")
    assert of(preview, case.ticket_id).state is State.PREVIEWED
    is_left_by(one_task, before, preview.run_id)
    with one_task.ledger() as ledger:
        assert [row.ticket_id for row in ledger.waiting(one_task.shop)] == [case.ticket_id]

    monkeypatch.setenv("QN_HOME", str(one_task.home.root))
    approve = ["ledger", "approve", case.ticket_id, "--by", "阿宁", "--yes"]
    assert cli.run([*approve, "--workspace", str(one_task.folder)]) == 0
    assert of(one_task.headless(), case.ticket_id).state is State.VERIFIED
    assert done_for(one_task.truth(), case) == wanted(case)


def test_what_is_told_once_is_told_to_the_pass_and_not_to_its_preview(rehearse: Rehearse) -> None:
    rehearsal = rehearse(4)
    rehearsal.only("urge_ship")
    before = tables(rehearsal)
    late = min(task.deadline for task in rehearsal.console.world.example_office.tasks.values())
    left = late - rehearsal.console.world.clock.now()
    rehearsal.console.advance((left - timedelta(minutes=30)).total_seconds())

    preview = rehearsal.run("dry-run")
    told = {one.ticket_id for one in preview.findings if one.kind == "seen_late"}
    assert told
    is_left_by(rehearsal, before, preview.run_id)
    again = rehearsal.headless()
    assert {one.ticket_id for one in again.findings if one.kind == "seen_late"} == told
    once_more = rehearsal.headless()
    assert "seen_late" not in {one.kind for one in once_more.findings}


def test_a_preview_can_be_explained_though_no_pass_has_read_its_tickets(
    one_task: Rehearsal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    preview = one_task.run("dry-run")
    case = one_task.case("agreed_delay", "task")
    with one_task.ledger() as ledger:
        rows = ledger.decisions(one_task.shop, ticket_id=case.ticket_id)
        assert [row.order_id for row in rows] == [case.order.order_id]
        assert ledger.runs(one_task.shop)[0].run_id == preview.run_id
        assert ledger.cases(one_task.shop) == []
        assert ledger.decisions(one_task.shop, utc_now()) == []
    monkeypatch.setenv("QN_HOME", str(one_task.home.root))
    assert cli.run(["explain", case.ticket_id, "--workspace", str(one_task.folder)]) == 0
    assert RULE in capsys.readouterr().out
