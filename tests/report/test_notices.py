"""Who is told what, that it is masked, and that a notice that fails fails nothing else."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from loguru import logger

from qn_assist.basics.errors import CaptchaSeen, ReadIncomplete
from qn_assist.basics.masking import mask
from qn_assist.case.outcomes import Finding, State
from qn_assist.report.notice import LONGEST, Notice, addresses, notice_of, notice_of_failure, send
from qn_assist.secrets import keychain
from tests.report.examples import a_hostile_summary, a_reading, a_summary, a_ticket, an_outcome


class Receiver:
    """A local address for apprise's `json://`; `got` are the bodies that arrived."""

    def __init__(self) -> None:
        got: list[dict[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                got.append(json.loads(self.rfile.read(length)))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.got = got
        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.server.server_port}/hook/geheim-0123456789abcdef"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    thread = threading.Thread(target=lambda: made.server.serve_forever(poll_interval=0.01))
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture
def logged() -> Iterator[list[str]]:
    lines: list[str] = []
    number = logger.add(lambda line: lines.append(mask(str(line))), level="DEBUG")
    yield lines
    logger.remove(number)


NOTICE = Notice("千牛助手 · 店：2 件要人看", "客服小麦：2 件")


def test_a_notice_arrives(receiver: Receiver) -> None:
    assert asyncio.run(send(NOTICE, ["env:QN_N"], {"QN_N": receiver.address}))
    [got] = receiver.got
    assert (got["title"], got["message"]) == (NOTICE.title, NOTICE.body)


def test_a_notice_that_cannot_be_sent_is_logged_and_raises_nothing(
    receiver: Receiver, logged: list[str]
) -> None:
    closed = "json://127.0.0.1:9/hook/geheim-0123456789abcdef"
    environ = {"QN_A": closed, "QN_B": receiver.address, "QN_C": "no address at all"}
    names = ["env:QN_A", "env:QN_C", "env:QN_B", "env:QN_NONE"]
    assert asyncio.run(send(NOTICE, names, environ)) is False
    assert len(receiver.got) == 1
    written = "".join(logged)
    assert "通知没有发出去：env:QN_A" in written
    assert "通知地址没有设置：env:QN_NONE" in written
    assert "geheim" not in written


def test_an_address_in_the_keyring_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keychain, "get", lambda entry, environ: f"json://{entry}/")
    assert addresses(["keyring:qn-feishu"], {}) == ["json://qn-feishu/"]


def test_a_run_that_left_nothing_is_no_news() -> None:
    assert notice_of(a_summary(an_outcome(), an_outcome(State.SKIPPED))) is None


def test_a_run_with_waits_says_how_many_for_whom_by_when() -> None:
    outcomes = [an_outcome(State.WAITING), an_outcome(State.HANDED_OVER, a_ticket("2"))]
    notice = notice_of(a_summary(*outcomes, an_outcome()))
    assert notice == Notice(
        "千牛助手 · 青禾家居专营店：2 件要人看",
        "已提交并核实 1，转人工 1，等人批准 1\n客服小麦：2 件，最早 06-18 13:12 截止",
    )


def test_an_incomplete_list_and_a_failure_are_news() -> None:
    incomplete = notice_of(a_summary(readings=(a_reading("少了 1 条"),)))
    assert incomplete is not None
    assert "清单没有读全：催发货，少了 1 条" in incomplete.body
    failed = notice_of(a_summary(an_outcome(State.FAILED)))
    assert failed is not None
    assert "读回一致（1 件）" in failed.body


def test_a_ticket_that_ended_half_done_is_news() -> None:
    half = Finding("half_done", "T7", "1", "urge_ship", "没有做：给买家发消息")
    notice = notice_of(replace(a_summary(an_outcome()), findings=(half,)))
    assert notice is not None
    assert "有 1 个任务只做了一部分就结束了" in notice.body
    assert "任务 T7 没有做：给买家发消息" in notice.body
    assert "没有在列表里读到" not in notice.body


def test_a_person_is_asked_for_in_the_title() -> None:
    notice = notice_of(a_summary(an_outcome(State.STOPPED), stopped="滑块", person_needed=True))
    assert notice is not None
    assert notice.title.endswith("：要人处理")
    assert notice_of_failure("店", CaptchaSeen("出现滑块")).title.endswith("：要人处理")
    assert notice_of_failure("店", ReadIncomplete("少了")).body == "少了"
    assert (
        notice_of_failure("店", ZeroDivisionError("secret")).body == "ZeroDivisionError\n详情看日志"
    )


def test_a_notice_is_masked_and_short() -> None:
    notice = notice_of(a_hostile_summary())
    assert notice is not None
    assert "13812345678" not in notice.title + notice.body
    assert "张三" not in notice.body
    long = notice_of(a_summary(an_outcome(State.FAILED), stopped="很长" * 1000))
    assert long is not None
    assert len(long.body) == LONGEST


def test_an_unchanged_state_makes_an_equal_notice() -> None:
    assert notice_of(a_summary(an_outcome(State.WAITING))) == notice_of(
        a_summary(an_outcome(State.WAITING), run_id="another")
    )
