"""Starts and stops the console: two ports of 127.0.0.1, one event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

import uvicorn
from starlette.types import ASGIApp

from qn_assist.practice.office.accounts import EXAMPLE, PASSWORD
from qn_assist.practice.office.clock import DEFAULT_START, parse_instant
from qn_assist.practice.office.fact_tables import fact_csv
from qn_assist.practice.office.world import Settings, World
from qn_assist.practice.wire.app import first_origin, second_origin
from qn_assist.practice.wire.connections import Connection
from qn_assist.practice.wire.control import generator_json
from qn_assist.practice.wire.documents import console_dir
from qn_assist.practice.wire.person import do_person

HOST = "127.0.0.1"
DEFAULT_PORT = 18730
START_SECONDS = 30
STOP_SECONDS = 15

T = TypeVar("T")


class PortBusy(OSError):
    """Another program listens on one of the two ports."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} of {HOST} is in use")
        self.port = port


def _listen(port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # Without it a restart within a minute is refused; on Windows it would allow two servers.
        if hasattr(signal, "SIGHUP"):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((HOST, port))
        sock.listen(128)
    except OSError as error:
        sock.close()
        raise PortBusy(port) from error
    return sock


def _listen_pair(port: int) -> tuple[socket.socket, socket.socket]:
    """Ports P and P+1; P = 0: any two."""
    first = _listen(port)
    try:
        return first, _listen(port + 1 if port else 0)
    except PortBusy:
        first.close()
        raise


def _server(app: ASGIApp) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=1,
        )
    )


class PracticeConsole:
    """A running practice console, for tests and the command line.

    `clock` is the start of practice time: an aware datetime, an ISO text, `now`, or None for
    2026-06-18T10:00+08:00. `port` 0 takes any two free ports, else P and P+1. PortBusy when one is
    taken, ValueError for settings out of range.
    """

    def __init__(
        self,
        *,
        tickets: int = 120,
        ag: int = 0,
        mixed: bool = False,
        seed: int = 1,
        skin: str = "2026",
        port: int = 0,
        latency_ms: int = 0,
        clock: datetime | str | None = None,
        tables: str | None = None,
        faults: Iterable[str] = (),
        shop_type: str = "tmall",
        logistics_under: str = "交易",
        export_seconds: int = 60,
        pages: Path | None = None,
    ) -> None:
        start = parse_instant(clock) if isinstance(clock, str) else clock or DEFAULT_START
        settings = Settings(
            tickets=tickets,
            ag=ag,
            mixed=mixed,
            seed=seed,
            skin=skin,
            latency_ms=latency_ms,
            start=start,
            tables=tables,
            faults=tuple(faults),
            shop_type=shop_type,
            logistics_under=logistics_under,
            export_seconds=export_seconds,
        )
        self.world = World(settings, pages or console_dir())
        self._port = port
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> Self:
        sockets = _listen_pair(self._port)
        origins = [f"http://{HOST}:{sock.getsockname()[1]}" for sock in sockets]
        self.world.origin, self.world.login_origin = origins
        self._servers = [_server(first_origin(self.world)), _server(second_origin(self.world))]
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(sockets)), name="practice-console", daemon=True
        )
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise TimeoutError("the practice console did not start")
        return self

    async def _serve(self, sockets: tuple[socket.socket, socket.socket]) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.call_soon(self._ready.set)
        with closing(sockets[0]), closing(sockets[1]):
            pairs = zip(self._servers, sockets, strict=True)
            await asyncio.gather(*(server.serve(sockets=[sock]) for server, sock in pairs))

    def stop(self) -> None:
        """Ends both servers; requests still open are cut after a second."""
        if self._thread is None:
            return
        for server in self._servers:
            server.should_exit = True
        self._thread.join(STOP_SECONDS)
        self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def origin(self) -> str:
        """Of the workbench, such as `http://127.0.0.1:18730`."""
        return self.world.origin

    @property
    def login_origin(self) -> str:
        """Of the login form and mtop."""
        return self.world.login_origin

    @property
    def login(self) -> dict[str, str]:
        """The example login: account, password, shop, phone."""
        return {
            "account": EXAMPLE.login_name,
            "password": PASSWORD,
            "shop": EXAMPLE.shop.name,
            "phone": EXAMPLE.phone,
        }

    def truth(self) -> dict[str, Any]:
        return self._in_loop(self.world.truth.as_json)

    def generator(self) -> dict[str, Any]:
        return self._in_loop(lambda: generator_json(self.world))

    def arm(self, name: str, arg: str = "") -> None:
        """UnknownFault or BadFaultArgument (both ValueError) for what the console cannot play."""
        self._in_loop(lambda: self.world.faults.arm(name, arg))

    def disarm(self, name: str | None = None) -> None:
        self._in_loop(lambda: self.world.faults.disarm(name))

    def reset(self, **changes: Any) -> None:
        """Data, truth log, faults and clock as at the start; changes: tickets, ag, seed, skin."""
        self._in_loop(lambda: self.world.reset(**changes))

    def person(self, do: str, **arguments: str) -> dict[str, Any]:
        """What a person does, as `POST /__practice__/person`."""
        return self._in_loop(lambda: do_person(self.world, {"do": do, **arguments}))

    def now(self) -> datetime:
        return self._in_loop(self.world.clock.now)

    def set_clock(self, moment: datetime) -> None:
        self._in_loop(lambda: self.world.clock.set(moment))

    def advance(self, seconds: float) -> None:
        self._in_loop(lambda: self.world.clock.advance(seconds))

    def facts(self, name: str) -> str:
        """One fact table of the running seed as CSV text."""
        world = self.world
        return fact_csv(name, world.example_office.cases, world.settings.start)

    def _in_loop(self, work: Callable[[], T]) -> T:
        """Where the requests are served, so that no request sees half of a change."""

        async def run() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(STOP_SECONDS)


def serve(
    console: PracticeConsole, *, ready: Callable[[PracticeConsole], None] | None = None
) -> None:
    """Serves until Ctrl-C or SIGTERM; `ready` is called once it listens. Main thread only."""
    stopping = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with console:
            if ready:
                ready(console)
            # Windows delivers signals only between waits.
            while not stopping.wait(0.5):
                pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
