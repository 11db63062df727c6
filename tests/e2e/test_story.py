"""One order of telling: the function, the flow files, the page in the docs and the log."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from qn_assist.basics import log
from qn_assist.run import ticket_life as run

from .rehearsal import ROOT, Rehearsal

# A section of a flow file belongs to the step of the life in which it is done.
STEPS = "read decide prepare approve claim submit verify".split()
IN_THE_FUNCTION = {"read": "read", "decided": "decide", "opens": "prepare", "claimed": "claim",
                   "submitted": "submit", "verified": "verify"}  # fmt: skip
IN_A_FLOW = "opens identity prepare submit verify".split()
STORY_LINES = 60
STORY = Path(run.__file__).read_text("utf-8")
ACTION_FLOWS = [
    path for path in sorted(ROOT.glob("flows/*/*.yaml")) if "\nkind: action" in path.read_text()
]


def the_function() -> ast.AsyncFunctionDef:
    return next(
        node
        for node in ast.walk(ast.parse(STORY))
        if isinstance(node, ast.AsyncFunctionDef) and node.name == "handle_ticket"
    )


def test_the_story_of_a_ticket_is_one_function_of_at_most_sixty_lines() -> None:
    function = the_function()
    assert function.end_lineno is not None
    assert function.end_lineno - function.lineno + 1 <= STORY_LINES


def test_the_function_tells_the_steps_in_their_order() -> None:
    function = the_function()
    lines = STORY.splitlines()[function.lineno : function.end_lineno]
    named = [found[1] for line in lines if (found := re.match(r"\s+# (\w+)[:,]", line))]
    assert [IN_THE_FUNCTION[name] for name in named] == [one for one in STEPS if one != "approve"]


@pytest.mark.parametrize("path", ACTION_FLOWS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_flow_file_has_its_sections_in_the_same_order(path: Path) -> None:
    """A form that names its order only when filled is compared after that, before the click."""
    flow = YAML(typ="safe").load(path)
    sections = [key for key in flow if key in IN_A_FLOW]
    wanted = list(IN_A_FLOW)
    if flow.get("identity_shown") == "prepared":
        wanted = "opens prepare identity submit verify".split()
    assert sections == wanted


def test_the_page_has_a_section_for_each_step_in_the_same_order() -> None:
    page = (ROOT / "docs/ticket-life.md").read_text("utf-8")
    headings = re.findall(r"^## (\w+)", page, re.MULTILINE)
    assert [one for one in headings if one in STEPS] == STEPS


def test_the_log_of_a_real_pass_tells_the_same_and_names_no_buyer(one_task: Rehearsal) -> None:
    log.set_up(one_task.home.logs, console=False)
    try:
        one_task.headless()
        written = log.newest(one_task.home.logs)
    finally:
        log.shut_down()
    assert written is not None
    content = written.read_text("utf-8")
    lines = [json.loads(line) for line in content.splitlines()]
    case = one_task.case("agreed_delay", "task")
    told = [
        line["action"]
        for line in lines
        if (line.get("values") or {}).get("ticket") == case.ticket_id and line["action"] in STEPS
    ]
    life = STEPS[2:]
    assert told == [*STEPS[:2], *life, *life]
    order, buyer = case.order, case.order.buyer
    for personal in (buyer.name, buyer.phone, order.masked_address, "practice-2026"):
        assert personal not in content
