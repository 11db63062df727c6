"""docs/ticket-life.md: its sections, its states and the letters of its diagram.

That the function and the flow files have the same order is tests/e2e/test_story.py.
"""

from __future__ import annotations

import re

from qn_assist.basics.log import ACTIONS
from qn_assist.basics.words import WORDS as WORDS_READ
from qn_assist.case.outcomes import BAD, State
from qn_assist.console.flows import ActionFlow
from qn_assist.ledger.life import EntryState

from .conftest import ROOT, read

PAGE = read(ROOT / "docs" / "ticket-life.md")
WORDS = ["read", "decide", "prepare", "approve", "claim", "submit", "verify"]
SECTIONS = ["opens", "identity", "prepare", "submit", "verify"]


def test_the_sections_are_the_steps_in_order() -> None:
    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == WORDS


def test_the_steps_are_action_words_of_the_log() -> None:
    assert set(WORDS) <= ACTIONS


def test_the_model_of_a_flow_has_the_same_order() -> None:
    assert [name for name in ActionFlow.model_fields if name in SECTIONS] == SECTIONS


def test_every_state_of_a_run_is_explained_with_the_word_people_read() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", PAGE.split("### Where a run")[1], re.MULTILINE)
    assert dict(rows) == {state.value: WORDS_READ[f"state.{state}"][0] for state in State}
    bad = set(re.findall(r"`(\w+)`", PAGE.rsplit("\n\n", 1)[1]))
    assert bad == set(map(str, BAD))


def test_every_state_of_the_ledger_is_on_the_page() -> None:
    for state in map(str, EntryState):
        assert f"`{state}`" in PAGE, state


def test_the_diagram_letters_are_explained() -> None:
    diagram = PAGE.split("```")[1]
    letters = set(re.findall(r"[─│]([a-j])\b|\(([a-j])\)", diagram))
    drawn = {one or other for one, other in letters} | {"f"}
    rows = re.findall(r"^\| ([a-j](?:, [a-j])*) \|", PAGE, re.MULTILINE)
    assert {letter for row in rows for letter in row.split(", ")} == drawn
