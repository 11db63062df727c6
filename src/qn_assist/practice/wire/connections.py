"""Connections that can be cut, and responses that never come.

A cut connection makes a browser send a POST twice by itself; no ordinary response can show that.
"""

from __future__ import annotations

import asyncio
from itertools import count
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

_numbers = count(1)


class Connection(H11Protocol):
    """A numbered connection; each request finds it in `scope["state"]["connection"]`."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, {**app_state, "connection": self}, _loop)
        self.number = next(_numbers)

    def cut(self) -> None:
        self.transport.abort()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class Cut(Response):
    """Cuts the connection instead of answering."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["connection"].cut()
        await _until_gone(receive)


class Stall(Response):
    """The head of an answer, and nothing after it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"4096")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})
        try:
            await _until_gone(receive)
        finally:
            scope["state"]["connection"].cut()


class Hang(Response):
    """Never answers; a stopping server cuts the connection, since a 500 would be an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await _until_gone(receive)
        except asyncio.CancelledError:
            scope["state"]["connection"].cut()
            raise
