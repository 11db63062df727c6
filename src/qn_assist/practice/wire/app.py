"""The two origins as Starlette applications over one world."""

from __future__ import annotations

import json
from datetime import timedelta

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qn_assist.practice.office.faults import BadFaultArgument, UnknownFault
from qn_assist.practice.office.refusal import Refusal
from qn_assist.practice.office.world import BadSetting, World
from qn_assist.practice.pages.exports import export_file
from qn_assist.practice.pages.images import image
from qn_assist.practice.pages.trades import sold
from qn_assist.practice.wire import control, documents, login
from qn_assist.practice.wire.mtop import gateway
from qn_assist.practice.wire.person import BadRequest
from qn_assist.practice.wire.wire import wire


class Stamped:
    """Puts practice time and, for the first origin, the permission to read on every response."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self.app = app
        self.world = world
        self._documents = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._stamp(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, stamped)

    def _stamp(self, headers: MutableHeaders) -> None:
        headers["Date"] = self.world.clock.http_date(
            self._wrong_by(headers.get("content-type", ""))
        )
        headers["Access-Control-Allow-Origin"] = self.world.origin
        headers["Access-Control-Allow-Credentials"] = "true"
        headers["Access-Control-Expose-Headers"] = "Date"
        headers["Vary"] = "Origin"

    def _wrong_by(self, kind: str) -> timedelta:
        """Fault `wrong_date`: of six documents the first is too late, the fourth too early."""
        days = self.world.faults.value("wrong_date")
        if days is None or not kind.startswith("text/html"):
            return timedelta()
        self._documents += 1
        sign = {1: 1, 4: -1}.get(self._documents % 6, 0)
        return timedelta(days=sign * int(days))


async def _preflight(request: Request) -> Response:
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Content-Type",
        },
    )


async def async_sold(request: Request) -> Response:
    """The order list in GBK, as on the trade host; without a session a redirect to the login."""
    world: World = request.app.state.world
    failure = await wire(world, None)
    if failure is not None:
        return failure
    account = world.sessions.account(request.cookies.get("cookie2"))
    if account is None:
        return RedirectResponse(f"{world.origin}/loginmyseller/", 302)
    form = await request.form()
    query = {key: str(value) for key, value in (*request.query_params.items(), *form.items())}
    text = json.dumps(sold(world.office(account.shop), query), ensure_ascii=False)
    body = text.encode("gbk", errors="replace")
    return Response(body, media_type="application/json;charset=GBK")


async def _to_landing(request: Request) -> Response:
    return RedirectResponse("/landing", 302)


_SHARED = [
    control.PROOF,
    Route("/assets/{path:path}", documents.asset),
    Route("/{rest:path}/_____tmd_____/punish", documents.punish),
    Route("/_____tmd_____/punish", documents.punish),
]

_REFUSED = (Refusal, BadRequest, UnknownFault, BadFaultArgument, BadSetting)

_FIRST = [
    *_SHARED,
    Route("/", _to_landing),
    Route("/landing", documents.landing),
    Route("/worker.js", documents.worker),
    Route("/loginmyseller/", documents.login_shell),
    Route("/loginmyseller", documents.login_shell),
    Route("/logout", login.log_out),
    Route("/myseller/home.htm", documents.workbench),
    Route("/qn/home.htm", documents.workbench),
    Route("/myseller/home.htm/{route:path}", documents.workbench),
    Route("/qn/home.htm/{route:path}", documents.workbench),
    Route("/myseller/export/{export_id}.xlsx", export_file),
    Route("/trade/itemlist/asyncSold.htm", async_sold, methods=["GET", "POST"]),
    *control.ROUTES,
]

_SECOND = [
    *_SHARED,
    Route("/havanalogin/mini_login.htm", documents.mini_login),
    Route("/havanalogin/newlogin/state", login.state),
    Route("/havanalogin/newlogin/login.do", login.submit, methods=["POST"]),
    Route("/havanalogin/newlogin/sms.do", login.sms, methods=["POST"]),
    Route("/havanalogin/newlogin/sendCode.do", login.send_code, methods=["POST"]),
    Route("/havanalogin/newlogin/smsLogin.do", login.phone_login, methods=["POST"]),
    Route("/havanalogin/newlogin/quick.do", login.quick, methods=["POST"]),
    Route("/h5api/images/{digest}", image),
    Route("/h5api/h5/{api}/{v}/", _preflight, methods=["OPTIONS"]),
    Route("/h5api/h5/{api}/{v}/", gateway, methods=["GET", "POST"]),
]


def first_origin(world: World) -> ASGIApp:
    """Landing, login shell, workbench, order list, control interface."""
    return _app(world, _FIRST)


def second_origin(world: World) -> ASGIApp:
    """Login form and mtop."""
    return _app(world, _SECOND)


def _app(world: World, routes: list[Route]) -> ASGIApp:
    app = Starlette(
        routes=routes,
        exception_handlers=dict.fromkeys(_REFUSED, control.bad_request),
    )
    app.state.world = world
    return Stamped(app, world)
