"""The practice console proves itself; an address on this machine is no proof."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from qn_assist.practice import PracticeConsole
from qn_assist.secrets import is_practice

Answer = Callable[[str], tuple[int, dict[str, str], str]]


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    """`serve(answer)`: the origin of a server that answers each path so."""
    servers: list[ThreadingHTTPServer] = []

    def started(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                code, headers, body = answer(self.path)
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield started
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def practice() -> Iterator[PracticeConsole]:
    with PracticeConsole(tickets=1, port=0) as console:
        yield console


def test_the_practice_console_proves_itself_at_both_origins(practice: PracticeConsole) -> None:
    assert is_practice((f"{practice.origin}/myseller", f"{practice.login_origin}/h5api"))


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: (200, {}, "<html>a page for every path</html>"),
        lambda _: (200, {}, "{}"),
        lambda _: (200, {}, json.dumps({"practice": True, "ok": True})),
        lambda _: (404, {}, "nothing here"),
    ],
    ids=["page", "empty", "without the question", "unknown"],
)
def test_another_local_console_does_not(
    answer: Answer, serve: Callable[[Answer], str], practice: PracticeConsole
) -> None:
    assert not is_practice((serve(answer),))
    assert not is_practice((practice.origin, serve(answer)))


def test_where_it_redirects_to_counts_for_nothing(
    serve: Callable[[Answer], str], practice: PracticeConsole
) -> None:
    assert not is_practice((serve(lambda path: (302, {"Location": practice.origin + path}, "")),))


def test_nothing_elsewhere_is_asked(practice: PracticeConsole) -> None:
    assert not is_practice((practice.origin, "https://myseller.example"))
    assert not is_practice(())


def test_nobody_there_proves_nothing() -> None:
    assert not is_practice(("http://127.0.0.1:9",))
