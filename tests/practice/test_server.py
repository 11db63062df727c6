"""The process side: ports, files, stopping, size."""

from __future__ import annotations

import ast
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from base64 import b64decode
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path

import pytest

import qn_assist.practice
from qn_assist.practice import PortBusy, PracticeConsole
from qn_assist.practice.office.world import BadSetting
from qn_assist.practice.wire.documents import console_dir

from .clerk import CHAT, PARCELS, TASKS, Clerk, cases


def test_two_ports_are_two_origins_with_common_cookies(clerk: Clerk) -> None:
    console = clerk.console
    assert console.origin != console.login_origin
    assert clerk.first("/landing").status == 200
    assert clerk.second("/landing").status == 404
    assert clerk.first("/havanalogin/newlogin/state").status == 404
    assert clerk.first("/myseller/home.htm/x").status == 200


def test_a_taken_port_is_told_by_its_number(console: PracticeConsole) -> None:
    for origin in (console.origin, console.login_origin):
        port = int(origin.rpartition(":")[2])
        with pytest.raises(PortBusy, match=str(port)):
            PracticeConsole(tickets=1, port=port).start()


def test_the_second_port_is_the_next_one(console: PracticeConsole) -> None:
    """A free pair may be hard to guess, so a few are tried."""
    first = int(console.origin.rpartition(":")[2])
    for port in range(first + 10, first + 40, 2):
        try:
            with PracticeConsole(tickets=1, port=port) as other:
                assert other.origin.endswith(f":{port}")
                assert other.login_origin.endswith(f":{port + 1}")
                return
        except PortBusy:
            continue
    pytest.fail("no free pair of ports")


def test_stopping_cuts_an_answer_that_hangs_and_frees_the_port() -> None:
    with PracticeConsole(tickets=4) as console:
        clerk = Clerk(console)
        clerk.log_in()
        clerk.read("mtop.taobao.jdy.resource.shop.info.get")
        console.arm("lost_answer")
        message = {"orderId": cases(console)[0]["order_id"], "text": "亲"}
        lost: list[BaseException] = []
        asking = threading.Thread(target=_send, args=(clerk, message, lost), daemon=True)
        asking.start()
        while not console.truth()["submissions"]:
            clerk.control("health")
    asking.join(5)
    assert len(lost) == 1
    with socket.create_server(("127.0.0.1", int(console.origin.rpartition(":")[2]))):
        pass


def _send(clerk: Clerk, message: dict[str, str], lost: list[BaseException]) -> None:
    try:
        clerk.once(f"{CHAT}.send", message, write=True)
    except (OSError, HTTPException) as error:
        lost.append(error)


def test_the_clock_can_start_elsewhere_and_all_data_hangs_on_it() -> None:
    with PracticeConsole(tickets=2, clock="2027-01-05T09:00:00+08:00") as console:
        clerk = Clerk(console)
        clerk.log_in()
        row = clerk.read(f"{TASKS}.list", {"tab": "pending"})["rows"][0]
        assert row["createTime"] < "2027-01-05 09:00:00" < row["deadline"] < "2027-01-06 09:00:00"
        assert "2027-01" in console.facts("relief_areas")


@pytest.mark.parametrize("wrong", [{"skin": "2031"}, {"tables": "round"}, {"tickets": 10_001}])
def test_settings_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadSetting):
        PracticeConsole(**wrong)  # type: ignore[arg-type]


def test_ten_thousand_tickets_start_and_page_quickly() -> None:
    """In seconds of this process, since another one may be busy beside it."""
    begun = time.process_time()
    with PracticeConsole(tickets=10_000) as console:
        assert time.process_time() - begun < 6
        clerk = Clerk(console)
        clerk.log_in()
        clerk.read("mtop.taobao.jdy.resource.shop.info.get")
        begun = time.process_time()
        page = clerk.read(PARCELS, {"category": "ship_warning", "pageSize": "50", "pageNo": "9"})
        assert time.process_time() - begun < 0.5
        assert (len(page["rows"]), page["total"]) == (50, "1667")


def test_pages_get_their_configuration_and_nothing_can_leave_the_script(tmp_path: Path) -> None:
    page = "<script>/*__PRACTICE__*/</script><script src='__ASSETS__/x.js'></script>"
    (tmp_path / "landing.html").write_text(page, encoding="utf-8")
    with PracticeConsole(tickets=1, pages=tmp_path, latency_ms=1, tables="fixed") as console:
        clerk = Clerk(console)
        console.arm("announcement", "</script><b>")
        html = clerk.first("/landing").text()
        assert "window.__PRACTICE__ = {" in html
        assert '"tables": "fixed"' in html
        assert html.count("</script>") == 2
        assert re.search(r"src='/assets/\w+/x\.js'", html)
        assert clerk.first("/loginmyseller/").status == 404


def test_a_document_holds_every_module_it_can_reach(clerk: Clerk) -> None:
    html = clerk.first("/loginmyseller/").text()
    told = re.search(r'<script type="importmap">(.*?)</script>', html)
    assert told is not None
    modules = json.loads(told.group(1))["imports"]
    assert modules.keys() == {"#/loginmyseller.js", "#/login_frame.js", "#/context.js"}
    for name, address in modules.items():
        source = b64decode(address.partition(",")[2]).decode()
        assert source.startswith((console_dir() / name.removeprefix("#/")).read_text("utf-8"))


def test_assets_below_the_name_of_this_start_are_kept(clerk: Clerk) -> None:
    html = clerk.first("/landing").text()
    kept = re.search(r"/assets/\w+/", html)
    assert kept is not None
    answer = clerk.open(f"{clerk.console.origin}{kept.group()}shell.js")
    assert "immutable" in answer.headers["cache-control"]


def test_assets_are_revalidated_and_stay_in_their_folder(clerk: Clerk) -> None:
    url = f"{clerk.console.origin}/assets/shell.js"
    answer = clerk.open(url)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert clerk.open(url, **{"If-None-Match": answer.headers["etag"]}).status == 304
    for path in ("../conftest.py", "%2e%2e/%2e%2e/conftest.py", "no_such.js"):
        assert clerk.first(f"/assets/{path}").status == 404


def test_the_pages_of_a_checkout_are_found() -> None:
    assert (console_dir() / "shell.js").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_served_console_ends_cleanly_on_a_signal(number: int) -> None:
    command = [sys.executable, "-m", "qn_assist.practice", "--port", "0", "--tickets", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert "/landing" in process.stdout.readline()
        process.send_signal(number)
        assert process.wait(10) == 0


def test_practice_time_runs_and_stops_where_it_is_put(console: PracticeConsole) -> None:
    before = console.now()
    console.advance(90)
    assert timedelta(seconds=90) <= console.now() - before < timedelta(seconds=100)
    console.set_clock(before)
    assert console.now() - before < timedelta(seconds=10)


def test_the_practice_console_imports_nothing_of_the_assistant() -> None:
    """Else what it records would share the assistant's mistakes."""
    for path in Path(qn_assist.practice.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                own = (node.module or "").startswith("qn_assist.practice")
                assert own or not (node.module or "").startswith("qn_assist"), path
            elif isinstance(node, ast.Import):
                assert not any(one.name.startswith("qn_assist") for one in node.names), path
