"""What README says it never does, held by what is: the clicks, the writes, the ways out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from qn_assist.console import Console, Flows, load_console, load_flows, load_platform
from qn_assist.console.load_flows import clicked

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "src" / "qn_assist"
CLICKED = frozenset(
    "上报问题 下一页 全部任务 全部投诉 发送 处理 待处理 快速进入 所有任务 提交 提交回单 提交申诉 "
    "查看 查询 申诉 登录 确定 确认发货 {list} {stage} {status} {tab}".split()
)
WRITTEN = frozenset(
    "message urge_reply problem_report delay_report shipment return_note appeal".split()
)
# Each with what it opens: a port of this machine that may be taken, a practice console's proof.
CONNECTING = {
    "doctor/machine.py": {"socket"},
    "secrets/practice_proof.py": {"http.client", "urllib.request"},
}
WAYS_OUT = frozenset(
    "socket ssl http.client urllib.request ftplib smtplib telnetlib xmlrpc.client "
    "requests httpx aiohttp urllib3 websockets".split()
)


@pytest.fixture(params=["qianniu", "qianniu-legacy"])
def shipped(request: pytest.FixtureRequest) -> tuple[Console, Flows]:
    console = load_console(ROOT / "selectors", request.param)
    platform = load_platform(ROOT / "selectors/qianniu/platform.yaml")
    return console, load_flows(ROOT / "flows", console, platform)


def test_what_the_shipped_files_click_is_this_and_nothing_else(
    shipped: tuple[Console, Flows],
) -> None:
    """No control that pays, refunds, prices or shows what the console masks is among it."""
    console, flows = shipped
    every = [flows.login, flows.order, *flows.lists, *flows.overviews, *flows.actions.values()]
    named = {
        console.locate(reference, getattr(flow, "page", None)).selector.name or reference
        for flow in [*every, *flows.statuses.values()]
        for _, reference in clicked(flow)
    }
    assert named <= CLICKED


def test_what_the_shipped_files_write_is_this_and_nothing_else(
    shipped: tuple[Console, Flows],
) -> None:
    _, flows = shipped
    assert {one.action for one in flows.actions.values()} <= WRITTEN


def test_only_the_browser_and_notices_reach_out() -> None:
    """Requests of the console are the page's own: nothing else here could send one."""
    found = {
        str(path.relative_to(PROGRAM)): out
        for path in PROGRAM.rglob("*.py")
        if path.relative_to(PROGRAM).parts[0] not in {"practice", "drill"}
        and (out := WAYS_OUT & set(_imported(path)))
    }
    assert found == CONNECTING


def test_no_page_is_told_that_nobody_automates_it() -> None:
    """Nothing is put into a page before its own scripts, in no session."""
    words = ("add_init_script", "addScriptToEvaluateOnNewDocument", "webdriver", "user_agent=")
    source = "".join(
        path.read_text("utf-8")
        for kind in ("*.py", "*.js")
        for path in (PROGRAM / "browser").rglob(kind)
    )
    assert [word for word in words if word in source] == []


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
