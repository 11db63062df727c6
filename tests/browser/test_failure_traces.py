"""Traces of failures: the first of each kind, a bounded number, nothing that was typed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qn_assist.browser.evidence import MOST_TRACES, Evidence
from qn_assist.browser.trace import STEPS, Trace, about


def a_tab() -> Any:
    """A tab whose page is gone: only its steps are left."""
    url = "https://trade.example/detail?order_id=1&token=sid-9f8e7d"
    return SimpleNamespace(trace=Trace(), page_name="detail", page=SimpleNamespace(url=url), gone=1)


def keep(evidence: Evidence, tab: Any, *errors: str) -> list[Path]:
    async def kept() -> None:
        for number, error in enumerate(errors):
            await evidence.trace(tab, f"T{number}", error)

    asyncio.run(kept())
    return sorted(evidence.folder.glob("*"))


def test_only_the_first_error_of_a_kind_is_kept(tmp_path: Path) -> None:
    errors = ["PageChanged 任务 17 找不到", "PageChanged 任务 18 找不到", "NetworkFault 断了"]
    found = keep(Evidence(tmp_path / "run"), a_tab(), *errors)
    assert [one.name for one in found] == ["T0.trace.jsonl", "T2.trace.jsonl"]
    assert {one.stat().st_mode & 0o077 for one in found} == {0}


def test_no_more_than_a_few_are_kept(tmp_path: Path) -> None:
    errors = ["x" * number for number in range(1, 3 * MOST_TRACES)]
    assert len(keep(Evidence(tmp_path), a_tab(), *errors)) == MOST_TRACES


def test_none_is_kept_where_none_is_wanted(tmp_path: Path) -> None:
    assert keep(Evidence(tmp_path, traces=False), a_tab(), "PageChanged") == []


def test_a_folder_that_takes_nothing_is_said_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "full").write_text("", "utf-8")
    keep(Evidence(tmp_path / "full"), a_tab(), "PageChanged")


def test_a_trace_names_steps_and_selectors_and_no_values(tmp_path: Path) -> None:
    tab = a_tab()
    chain = [{"ref": "tasks.drawer", "name": "回复"}, {"ref": "tasks.words", "name": "说明"}]
    question = {"chain": chain, "text": "王小明，您好", "items": [{"chain": chain[:1]}]}
    tab.trace.note("ask", op="fill", about=about(question), told="missing", candidates=2)
    [file] = keep(Evidence(tmp_path), tab, "PageChanged")
    head, step = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    assert head == {"failed": "T0", "page": "detail", "address": "https://trade.example/detail"}
    wanted = {"op": "fill", "about": "tasks.words tasks.drawer", "told": "missing", "candidates": 2}
    assert step == {"step": "ask"} | wanted


def test_old_steps_make_room_and_a_login_leaves_none() -> None:
    trace = Trace()
    for number in range(2 * STEPS):
        trace.note("click", x=number)
    with trace.off():
        trace.note("ask", op="fill", about="login.password")
    assert len(trace.lines()) == STEPS
    assert json.loads(trace.lines()[-1]) == {"step": "click", "x": 2 * STEPS - 1}


def test_notes_go_on_after_a_login_that_fails() -> None:
    trace = Trace()
    with pytest.raises(ValueError, match="no"), trace.off():
        raise ValueError("no")
    trace.note("click")
    assert len(trace.lines()) == 1
