"""One fence around the browser: nothing that writes leaves it but for the one click it is for.

The server is one that nobody here would write: it sends by frames, workers, windows, forms,
beacons and service workers, redirects what it took, and answers what cannot be read.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.async_api import Page

from qn_assist.browser.departure import Answer, Departure, Meant
from qn_assist.browser.fence import PageFence, Strays
from qn_assist.browser.idle_connections import IdleConnections
from qn_assist.browser.network_fence import DeclaredWrite, Guarded, NetworkFence
from qn_assist.browser.program.launch import launched
from qn_assist.browser.submission import verdict_of
from qn_assist.console import Console, ConsoleFile, Envelope
from qn_assist.console.selectors import Signs
from tests.e2e.one_browser import in_the_loop

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PAGE = """<body><iframe src="/frame"></iframe><iframe src="{elsewhere}/frame"></iframe>
<form id=f method=post action="/write/form"><input name=a value=1></form>
<form id=w method=post target=_blank action="/write/window"><input name=a value=1></form>
<form id=p method=post action="/plain"><input name=a value=1></form></body>"""
WORKER = "onmessage = (e) => fetch(e.data, {method: 'POST', body: 'x=1'}).catch(() => 0)"
SERVICE = "addEventListener('activate', (e) => e.waitUntil(fetch('/write/sw', {method: 'POST'})))"
ENVELOPE = Envelope(success="SUCCESS", business="FAIL_BIZ", nothing_done=["FAIL_TOKEN"])
CONSOLE = Console(
    "other",
    ConsoleFile(
        console="other",
        title="别的后台",
        envelope=ENVELOPE,
        signs=Signs(login_urls=["http://127.0.0.1:9/login"]),
    ),
    {},
    {},
)
LOOK_SECONDS = 5


@dataclass
class Back:
    """The server: what reached it, and how it answers writes, one after the other."""

    origin: str = ""
    elsewhere: str = ""
    arrived: list[str] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)


def _handler(back: Back) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            pages = {
                "/": ("text/html", PAGE.format(elsewhere=back.elsewhere)),
                "/worker.js": ("text/javascript", WORKER),
                "/sw.js": ("text/javascript", SERVICE),
            }
            kind, shown = pages.get(self.path, ("text/html", "<body>ok</body>"))
            self.answer(200, {"Content-Type": kind}, shown.encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            back.arrived.append(self.path)
            plain = (200, {"Content-Type": "application/json"}, b'{"ret": ["SUCCESS::ok"]}')
            self.answer(*(back.answers.pop(0) if back.answers else plain))

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body)

    return Handler


@pytest.fixture
def back() -> Iterator[Back]:
    made = Back()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(made)) as server:
        port = server.server_address[1]
        made.origin, made.elsewhere = f"http://127.0.0.1:{port}", f"http://localhost:{port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()


@dataclass
class Fenced:
    page: Page
    fence: NetworkFence
    main_frame: str
    strays: Strays
    write: DeclaredWrite
    holds: Callable[[], bool] = lambda: True

    def departure(self, **says: str) -> Departure:
        return Departure(
            Meant(self.write, self.main_frame, says), ENVELOPE, IdleConnections(), self.holds
        )


@asynccontextmanager
async def fenced(back: Back) -> AsyncIterator[Fenced]:
    async with launched() as process:
        strays = Strays()
        writes = tuple(
            DeclaredWrite(f"{one}/write/", "POST") for one in (back.origin, back.elsewhere)
        )
        guarded = Guarded(writes, lambda url: url.startswith((back.origin, back.elsewhere)), strays)
        await process.fence.guard(guarded)
        context = await process.browser.new_context(service_workers="block")
        page = await context.new_page()
        of_page = PageFence(page, guarded.own, strays)
        await of_page.put_up()
        process.fence.know(of_page)
        await page.goto(back.origin)
        yield Fenced(page, process.fence, of_page.main_frame, strays, writes[0])


SENDERS = {
    "page": "fetch('/write/page', {method: 'POST', body: 'x'}).catch(() => 0)",
    "other_method": "fetch('/write/put', {method: 'PUT', body: 'x'}).catch(() => 0)",
    "xhr": "new Promise((end) => { const x = new XMLHttpRequest(); x.open('POST', '/write/xhr');"
    " x.onloadend = end; x.send('x'); })",
    "frame": "frames[0].fetch('/write/frame', {method: 'POST'}).catch(() => 0)",
    "beacon": "navigator.sendBeacon('/write/beacon', 'x')",
    "keepalive": "fetch('/write/keep', {method: 'POST', keepalive: true}).catch(() => 0)",
    "form": "document.getElementById('f').submit()",
    "window": "document.getElementById('w').submit()",
    "form_of_no_declared_address": "document.getElementById('p').submit()",
    "worker": "new Worker('/worker.js').postMessage('/write/worker')",
    "worker_of_text": "new Worker(URL.createObjectURL(new Blob("
    "['fetch(`' + location.origin + '/write/blob`, {method: `POST`})'])))",
}


@pytest.mark.parametrize("sender", [*SENDERS, "frame_of_another_process"])
def test_a_write_that_nobody_allowed_leaves_by_no_way(back: Back, sender: str) -> None:
    async def sent() -> list[str]:
        async with fenced(back) as there:
            if sender == "frame_of_another_process":
                [other] = [one for one in there.page.frames if one.url.startswith(back.elsewhere)]
                address = json.dumps(f"{back.elsewhere}/write/other")
                await other.evaluate(f"fetch({address}, {{method: 'POST'}}).catch(() => 0)")
            else:
                await there.page.evaluate(SENDERS[sender])
            await until(lambda: bool(there.strays.writes))
            return there.strays.writes

    assert in_the_loop(sent())
    assert back.arrived == []


def test_a_service_worker_is_not_let_in(back: Back) -> None:
    """It would send again what failed, or later what it was told before."""

    async def registered() -> None:
        async with fenced(back) as there:
            await there.page.evaluate("navigator.serviceWorker.register('/sw.js').catch(() => 0)")
            await there.page.reload()
            found = await there.page.evaluate(
                "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
            )
            assert found == 0

    in_the_loop(registered())
    assert back.arrived == []


def test_reading_is_let_pass(back: Back) -> None:
    async def read() -> None:
        async with fenced(back) as there:
            await there.page.evaluate("fetch('/write/form').then((one) => one.text())")
            await there.page.evaluate("fetch('/elsewhere', {method: 'POST'})")
            assert there.strays.writes == []

    in_the_loop(read())
    assert back.arrived == ["/elsewhere"]


SEND = """(body) => fetch('/write/reply', {method: 'POST', body})
  .then((one) => one.text()).catch(String)"""


async def clicked(there: Fenced, departure: Departure, *bodies: Any) -> Answer | None:
    """What the page sends while the departure is allowed, and the answer that decides."""
    there.fence.allow(departure)
    try:
        for body in bodies:
            await there.page.evaluate(SEND, json.dumps(body))
        return await departure.outcome(LOOK_SECONDS)
    finally:
        there.fence.end(departure)


def told(answer: Answer | None) -> str:
    return verdict_of(answer, CONSOLE, LOOK_SECONDS)[0]


def test_what_was_meant_leaves_once_and_nothing_after_it(back: Back) -> None:
    async def sent() -> None:
        async with fenced(back) as there:
            departure = there.departure(order="42")
            answer = await clicked(there, departure, {"order": 42}, {"order": 42})
            assert told(answer) == "accepted"
            assert departure.departed == 1
            await there.page.evaluate(SEND, json.dumps({"order": 42}))

    in_the_loop(sent())
    assert back.arrived == ["/write/reply"]


@pytest.mark.parametrize("body", [{"order": 43}, {"order": None}, {}, "42", {"order": [42]}])
def test_what_was_not_meant_does_not_leave(back: Back, body: Any) -> None:
    """The page was drawn anew between the look and the click: for another buyer."""

    async def sent() -> None:
        async with fenced(back) as there:
            departure = there.departure(order="42")
            assert told(await clicked(there, departure, body)) == "silent"
            assert (departure.departed, bool(departure.objection)) == (0, True)

    in_the_loop(sent())
    assert back.arrived == []


def test_what_is_still_held_when_the_moment_is_over_does_not_leave(back: Back) -> None:
    """Whoever gave up waiting says that nothing was sent: then nothing may be."""

    async def sent() -> None:
        async with fenced(back) as there:
            departure, held, over = there.departure(order="42"), asyncio.Event(), asyncio.Event()

            async def close() -> bool:
                held.set()
                await over.wait()
                return True

            departure._idle.close = close  # type: ignore[method-assign]
            there.fence.allow(departure)
            await there.page.evaluate(f"void ({SEND})('{{\"order\": 42}}')")
            await asyncio.wait_for(held.wait(), LOOK_SECONDS)
            there.fence.end(departure)
            over.set()
            await there.page.evaluate(SEND, json.dumps({"order": 42}))
            assert departure.departed == 0

    in_the_loop(sent())
    assert back.arrived == []


def test_a_late_answer_to_an_earlier_click_says_nothing_of_this_one(back: Back) -> None:
    """Else its "nothing was done" would let this one leave twice."""

    async def sent() -> None:
        async with fenced(back) as there:
            departure = there.departure(order="42")
            assert told(await clicked(there, departure, {"order": 42})) == "accepted"
            later, passed = there.departure(order="42"), []

            async def send(method: str, **_values: Any) -> None:
                passed.append(method)

            answer = {"requestId": "earlier", "responseStatusCode": 200}
            await later.take(send, answer)
            assert passed == ["continueRequest"]
            assert await later.outcome(0.1) is None

    in_the_loop(sent())


@pytest.mark.parametrize("status", [307, 308])
@pytest.mark.parametrize("place", ["/write/reply", "/elsewhere"])
def test_a_redirect_that_would_send_it_anew_is_not_followed(
    back: Back, status: int, place: str
) -> None:
    back.answers = [(status, {"Location": place}, b"")]

    async def sent() -> None:
        async with fenced(back) as there:
            departure = there.departure(order="42")
            assert told(await clicked(there, departure, {"order": 42})) == "silent"

    in_the_loop(sent())
    assert back.arrived == ["/write/reply"]


def test_a_redirect_to_the_login_says_that_nobody_is_logged_in(back: Back) -> None:
    back.answers = [(302, {"Location": "http://127.0.0.1:9/login?to=1"}, b"")]

    async def sent() -> None:
        async with fenced(back) as there:
            departure = there.departure(order="42")
            assert told(await clicked(there, departure, {"order": 42})) == "logged_out"

    in_the_loop(sent())


BUSY = b'{"ret": ["FAIL_BIZ_SYSTEM_BUSY::busy"]}'
UNREADABLE: dict[str, tuple[int, dict[str, str], bytes]] = {
    "compressed_wrongly": (200, {"Content-Encoding": "gzip"}, b'{"ret": ["SUCCESS"]}'),
    "busy": (200, {}, BUSY),
    "server_error": (502, {}, b"<html>bad gateway</html>"),
    "empty": (200, {}, b""),
    "other_words": (200, {}, b'{"ret": ["SYSTEM::later"]}'),
    "no_envelope": (200, {}, b"[]"),
}


@pytest.mark.parametrize("answer", UNREADABLE)
def test_a_page_may_not_ask_again_after_an_answer_that_does_not_say_nothing_was_done(
    back: Back, answer: str
) -> None:
    back.answers = [UNREADABLE[answer]]

    async def sent() -> None:
        async with fenced(back) as there:
            departure = there.departure(order="42")
            found = await clicked(there, departure, {"order": 42}, {"order": 42})
            assert told(found) != "accepted"
            assert departure.departed == 1

    in_the_loop(sent())
    assert back.arrived == ["/write/reply"]


def test_after_words_that_say_nothing_was_done_it_may_leave_once_more(back: Back) -> None:
    back.answers = [(200, {}, b'{"ret": ["FAIL_TOKEN::old"]}')]

    async def sent() -> None:
        async with fenced(back) as there:
            departure = there.departure(order="42")
            bodies = [{"order": 42}] * 3
            assert told(await clicked(there, departure, *bodies)) == "accepted"

    in_the_loop(sent())
    assert back.arrived == ["/write/reply"] * 2


def test_an_answer_whose_body_never_ends_decides_nothing(
    back: Back, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qn_assist.browser.departure.BODY_SECONDS", 0.5)
    back.answers = [(200, {"Content-Length": "999"}, b'{"ret": ["SUCC')]

    async def sent() -> None:
        async with fenced(back) as there:
            departure = there.departure(order="42")
            there.fence.allow(departure)
            await there.page.evaluate(f"void ({SEND})('{{\"order\": 42}}')")
            assert told(await departure.outcome(LOOK_SECONDS)) == "silent"
            there.fence.end(departure)

    in_the_loop(sent())


async def until(check: Callable[[], bool]) -> None:
    async with asyncio.timeout(LOOK_SECONDS):
        while not check():
            await asyncio.sleep(0.02)
