"""A pass over a hostile shop whose forms are not as their files say: what is kept of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from qn_assist.browser import tab
from qn_assist.browser.tab import Tab
from qn_assist.case.outcomes import RunSummary, State
from tests.e2e.conftest import begin
from tests.e2e.rehearsal import Rehearsal

from .planted import plant
from .test_hostile_pass import SAID_PASSWORD, leaks, sessions

TICKETS = 4
FAULTS = {"chat_unavailable": "", "moved_field": "label", "option_missing": "疫情原因"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("hostile"),
]


@dataclass
class Failed:
    rehearsal: Rehearsal
    summary: RunSummary
    raw: list[bytes]

    def kept(self, end: str) -> list[Path]:
        return sorted(self.rehearsal.home.evidence.rglob(f"*{end}"))


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Failed]:
    with ExitStack() as stack, pytest.MonkeyPatch.context() as monkeypatch:
        plant(monkeypatch)
        monkeypatch.setattr(tab, "FIND_MS", 3000)
        rehearsal = begin(stack, tmp_path_factory.mktemp("failing"), TICKETS, "2026")
        for fault, argument in FAULTS.items():
            rehearsal.console.arm(fault, argument)
        raw = as_it_was(monkeypatch)
        yield Failed(rehearsal, rehearsal.run("dry-run"), raw)


def as_it_was(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The whole text of each page of which an outline is taken."""
    outline, found = Tab.outline, list[bytes]()

    async def noted(its: Tab, words: list[str], css: list[str]) -> str:
        found.append((await its.page.content()).encode())
        return await outline(its, words, css)

    monkeypatch.setattr(Tab, "outline", noted)
    return found


def test_more_than_one_page_failed_and_each_error_left_steps_and_outline(failed: Failed) -> None:
    states = [one.state for one in failed.summary.outcomes]
    assert states.count(State.FAILED) >= 2, failed.summary
    pages, traces = failed.kept(".page.html"), failed.kept(".trace.jsonl")
    assert len(pages) == len(traces) >= 2
    for trace in traces:
        head, *steps = map(json.loads, trace.read_text("utf-8").splitlines())
        assert head["page"]
        assert {"open", "ask"} <= {one["step"] for one in steps}


def test_what_is_kept_of_a_failure_holds_nothing_personal(failed: Failed) -> None:
    values = sessions(failed.rehearsal)
    assert values
    for path in [*failed.kept(".page.html"), *failed.kept(".trace.jsonl")]:
        content = path.read_bytes()
        assert leaks(content) == [], path
        assert not SAID_PASSWORD.search(content), path
        assert not [one for one in values if one.encode() in content], path
        assert b"<script" not in content


def test_the_failed_pages_did_hold_what_was_planted(failed: Failed) -> None:
    """Else there would have been nothing to hide."""
    assert any(leaks(page) for page in failed.raw)
