"""Logging in: once, as the right shop, and never past what only a person may do."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from qn_assist.basics.errors import (
    CaptchaSeen,
    ConsoleUnreachable,
    CoolingDown,
    LoginChallenged,
    LoginNeeded,
    LoginRejected,
    WrongConsole,
    WrongShop,
)
from qn_assist.browser.login import log_in
from qn_assist.browser.session import Session
from qn_assist.browser.tab import Tab
from qn_assist.case.outcomes import State
from tests import browsers

from . import rehearsal
from .judge import done_for, wanted
from .rehearsal import PASSWORD, Rehearsal, of, replace_in, states

pytestmark = pytest.mark.timeout(240)


def test_a_stored_session_is_used_again(one_task: Rehearsal) -> None:
    one_task.scan()
    one_task.run("dry-run", password=None)
    assert [one["accepted"] for one in one_task.truth().logins] == [True]


def test_a_stored_session_is_encrypted(one_task: Rehearsal) -> None:
    one_task.scan()
    (file,) = one_task.home.sessions.glob("*.session")
    assert b"cookie" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_a_session_that_ended_is_replaced_by_one_login(one_task: Rehearsal) -> None:
    one_task.scan()
    sessions = one_task.console.world.sessions
    one_task.console.arm("session_expiry", "redirect")
    one_task.scan()
    assert sessions is one_task.console.world.sessions
    assert [one["accepted"] for one in one_task.truth().logins] == [True, True]


def test_without_a_session_or_a_password_a_person_is_asked(one_task: Rehearsal) -> None:
    with pytest.raises(LoginNeeded):
        one_task.run("headless", password=None)
    assert one_task.truth().logins == []


def test_a_wrong_password_is_tried_once(one_task: Rehearsal) -> None:
    with pytest.raises(LoginRejected, match="账号名或登录密码不正确") as rejected:
        one_task.run("headless", password="wrong")
    assert rejected.value.exit_code == 2
    assert [one["accepted"] for one in one_task.truth().logins] == [False]
    assert "wrong" not in str(rejected.value)


@pytest.mark.parametrize(
    ("account", "text"), [("离职", "该子账号已经离职"), ("冻结", "账号被冻结"), ("无", "不存在")]
)
def test_the_consoles_own_words_say_why_an_account_is_refused(
    one_task: Rehearsal, account: str, text: str
) -> None:
    replace_in(one_task.shop_file, ("青禾家居:小青", f"青禾家居:{account}"))
    with pytest.raises(LoginRejected, match=text):
        one_task.run("headless")
    assert len(one_task.truth().logins) == 1


def test_another_shop_than_ours_is_left_at_once(one_task: Rehearsal) -> None:
    one_task.console.arm("wrong_shop")
    with pytest.raises(WrongShop, match="云岚服饰旗舰店"):
        one_task.run("headless")
    assert one_task.truth().silent


@pytest.mark.parametrize("fault", ["slider", "captcha_at_login", "sms_needed"])
def test_what_only_a_person_can_pass_is_left_to_one(one_task: Rehearsal, fault: str) -> None:
    one_task.console.arm(fault)
    with pytest.raises((LoginNeeded, CaptchaSeen)) as needed:
        one_task.run("headless")
    assert needed.value.exit_code == 3
    assert not any(one["accepted"] for one in one_task.truth().logins)
    assert one_task.truth().silent


def test_an_sms_code_is_typed_by_a_person_in_the_window_and_the_work_goes_on(
    one_task: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_task.browser = browsers.DRAWING
    one_task.console.arm("sms_needed")
    with pytest.raises(LoginChallenged):
        one_task.run("headless")
    tried = len(one_task.truth().logins)
    with pytest.raises(CoolingDown):
        one_task.run("headless")
    assert len(one_task.truth().logins) == tried

    async def log_in_by_hand(session: Session, tab: Tab) -> None:
        flow, account = session.flows.login, session.identity.account
        with pytest.raises(LoginChallenged):
            await log_in(tab, flow, account, lambda: PASSWORD)
        frame = await tab.frame_of(tab.console.locate(flow.account, flow.page))
        assert frame is not None
        await frame.fill("#J_Checkcode", one_task.console.person("sms_code")["code"])
        await frame.click("#btn-submit")

    assert one_task.goes_on(monkeypatch, log_in_by_hand) == 1
    case = one_task.case("agreed_delay", "task")
    assert one_task.run("headless", password=None).exit_code == 0
    assert done_for(one_task.truth(), case) == wanted(case)


def test_the_window_waits_for_the_right_shop_and_says_what_it_waits_for(
    one_task: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person who logs in to another shop has not yet finished."""
    one_task.console.arm("wrong_shop")
    monkeypatch.setattr(rehearsal, "PERSON_SECONDS", 6)

    async def log_in_by_hand(session: Session, tab: Tab) -> None:
        await log_in(tab, session.flows.login, session.identity.account, lambda: PASSWORD)

    with pytest.raises(LoginNeeded, match="云岚服饰旗舰店"):
        one_task.goes_on(monkeypatch, log_in_by_hand)
    assert list(one_task.home.sessions.glob("*.session")) == []


def test_a_remembered_login_is_entered_with_one_button(one_task: Rehearsal) -> None:
    one_task.console.arm("quick_enter")
    one_task.scan()
    assert [one["accepted"] for one in one_task.truth().logins] == [True]


@pytest.mark.parametrize("how", ["redirect", "json", "frame"])
def test_a_session_that_ends_in_the_middle_stops_and_the_next_pass_goes_on(
    one_reply: Rehearsal, how: str
) -> None:
    """It ends with the second write; whatever was done before stays done, once."""
    one_reply.console.arm("session_expiry", f"{how}:writes:after=1")
    first = one_reply.headless()
    assert first.exit_code in {1, 3}
    assert len(one_reply.truth().accepted) == 1

    second = one_reply.headless()

    truth = one_reply.truth()
    assert second.exit_code == 0
    assert truth.doubled() == []
    for case in one_reply.cases("task"):
        assert done_for(truth, case) == wanted(case)


def test_a_session_that_ends_while_reading_writes_nothing_more(one_reply: Rehearsal) -> None:
    one_reply.console.arm("session_expiry", "json:reads:after=25")
    summary = one_reply.headless()
    assert State.VERIFIED not in states(summary).values() or summary.exit_code != 0
    assert one_reply.truth().doubled() == []
    again = one_reply.headless()
    assert again.exit_code == 0
    for case in one_reply.cases("task"):
        assert done_for(one_reply.truth(), case) == wanted(case)


def test_a_console_that_does_not_answer_is_the_operators_matter(one_task: Rehearsal) -> None:
    one_task.console.stop()
    with pytest.raises(ConsoleUnreachable, match="origins") as unreachable:
        one_task.run("headless")
    assert unreachable.value.exit_code == 2


class _Elsewhere(BaseHTTPRequestHandler):
    """Any other program that happens to listen on the port."""

    def do_GET(self) -> None:
        body = "<title>路由器管理</title><h1>欢迎</h1>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Says nothing: test output is for failures."""


def test_another_program_on_the_port_is_not_taken_for_the_console(one_task: Rehearsal) -> None:
    with HTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        elsewhere = f"http://127.0.0.1:{server.server_port}"
        replace_in(one_task.shop_file, (one_task.console.origin, elsewhere))
        with pytest.raises(WrongConsole, match="路由器管理") as wrong:
            one_task.run("headless")
        server.shutdown()
    assert wrong.value.exit_code == 2
    assert one_task.truth().logins == []


def test_an_order_of_the_other_shop_is_never_touched(one_task: Rehearsal) -> None:
    case = one_task.case("agreed_delay", "task")
    summary = one_task.headless()
    assert of(summary, case.ticket_id).state is State.VERIFIED
    assert {one["shop"] for one in one_task.truth().accepted} == {one_task.console.login["shop"]}
