"""The mtop gateway: token, sign, session, platform failures, then the API's handler.

In this order: what the wire does to a request, what the platform's front door does, the business.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from qn_assist.practice.office.accounts import Account
from qn_assist.practice.office.call import Call, Json
from qn_assist.practice.office.refusal import Refusal
from qn_assist.practice.office.sessions import APP_KEY
from qn_assist.practice.office.truth import Arrival
from qn_assist.practice.office.world import World
from qn_assist.practice.pages import colleague
from qn_assist.practice.pages.apis import APIS, Api, Write, write_ids
from qn_assist.practice.pages.images import UPLOAD_API, keep_image
from qn_assist.practice.wire.connections import Cut, Hang, Stall
from qn_assist.practice.wire.documents import login_frame_url, punish_url
from qn_assist.practice.wire.strange import parts
from qn_assist.practice.wire.strange import response as response_of
from qn_assist.practice.wire.wire import failed, wire

SUCCESS = "SUCCESS::调用成功"
TOKEN_EMPTY = "FAIL_SYS_TOKEN_EMPTY::令牌为空"
TOKEN_EXPIRED = "FAIL_SYS_TOKEN_EXOIRED::令牌过期"
SESSION_EXPIRED = "FAIL_SYS_SESSION_EXPIRED::Session过期"
ILLEGAL_ACCESS = "FAIL_SYS_ILLEGAL_ACCESS::非法请求"
TRAFFIC_LIMIT = "FAIL_SYS_TRAFFIC_LIMIT::亲，您的访问过于频繁，请稍后再试"
NO_API = "FAIL_SYS_API_NOT_FOUNDED::请求API不存在"
USER_VALIDATE = ("FAIL_SYS_USER_VALIDATE", "RGV587_ERROR::SM::哎哟喂,被挤爆啦,请稍后重试")
NO_PERMISSION = Refusal("NO_PERMISSION", "您没有权限访问该页面，请联系主账号开通")
BUSY = Refusal("SYSTEM_BUSY", "系统繁忙，请稍后重试")
REPEATED = Refusal("REPEAT", "请勿重复提交")


@dataclass
class Envelope:
    """The parts of an mtop request around its data."""

    world: World
    name: str
    query: dict[str, str]
    method: str
    cookies: dict[str, str]
    data_text: str
    file: UploadFile | None = None

    @property
    def token(self) -> str:
        return self.cookies.get("_m_h5_tk", "").partition("_")[0]

    @property
    def account(self) -> Account | None:
        return self.world.sessions.account(self.cookies.get("cookie2"))

    def data(self) -> Json:
        """Anything but an object is empty and fails later as a bad parameter."""
        try:
            data = json.loads(self.data_text)
        except ValueError:
            return {}
        return data if isinstance(data, dict) else {}

    def answer(self, *ret: str, data: Json | None = None) -> JSONResponse:
        return JSONResponse(
            {
                "api": self.query.get("api", self.name),
                "v": self.query.get("v", "1.0"),
                "ret": list(ret),
                "data": data or {},
                "traceId": secrets.token_hex(15),
            }
        )

    def refuse(self, refusal: Refusal) -> JSONResponse:
        return self.answer(f"FAIL_BIZ_{refusal.code}::{refusal.text}")

    def succeed(self, result: Any) -> JSONResponse:
        if self.world.faults.hit("result_is_string") is not None:
            result = json.dumps(result, ensure_ascii=False)
        return self.answer(SUCCESS, data={"result": result})


async def gateway(request: Request) -> Response:
    """`/h5api/h5/<api>/<v>/`, GET or form POST; an image upload is multipart."""
    envelope = await _open(request)
    api = APIS.get(envelope.name)
    kind = api.kind if api else None
    arrival = _arrive(request, envelope, kind) if kind else None
    if arrival is not None:
        colleague.speaks(envelope.world, envelope.account, arrival.kind, arrival.order_id)
    response = await wire(envelope.world, kind, arrival) or _front_door(envelope, kind, arrival)
    if response is not None:
        return response
    if envelope.name == UPLOAD_API:
        return await _upload(envelope)
    return await _business(envelope, api, arrival)


async def _open(request: Request) -> Envelope:
    world: World = request.app.state.world
    form = await request.form() if request.method == "POST" else {}
    query = dict(request.query_params)
    file, data = form.get("file"), form.get("data", query.get("data", "{}"))
    return Envelope(
        world=world,
        name=request.path_params["api"].lower(),
        query=query,
        method=request.method,
        cookies=request.cookies,
        data_text=data if isinstance(data, str) else "{}",
        file=file if isinstance(file, UploadFile) else None,
    )


def _arrive(request: Request, envelope: Envelope, kind: str) -> Arrival:
    account = envelope.account
    shop = account.shop.name if account else ""
    number = request.scope["state"]["connection"].number
    ids = write_ids(kind, envelope.data())
    return envelope.world.truth.arrive(number, kind, shop, ids, envelope.world.now_stamp())


def _front_door(envelope: Envelope, kind: str | None, arrival: Arrival | None) -> Response | None:
    checks = (
        ("captcha", _captcha),
        ("platform", _platform),
        ("token", _token),
        ("session", _session),
    )
    for outcome, check in checks:
        response = check(envelope, kind)
        if response is not None:
            return failed(arrival, outcome, response)
    return None


def _captcha(envelope: Envelope, kind: str | None) -> Response | None:
    faults = envelope.world.faults
    if faults.hit("captcha", kind) is None and faults.hit("rgv587", kind) is None:
        return None
    return envelope.answer(*USER_VALIDATE, data={"url": punish_url(envelope.world, envelope.name)})


def _platform(envelope: Envelope, kind: str | None) -> Response | None:
    faults = envelope.world.faults
    if faults.hit("traffic_limit", kind) is not None:
        return envelope.answer(TRAFFIC_LIMIT)
    if faults.hit("illegal_access", kind) is not None:
        return envelope.answer(ILLEGAL_ACCESS)
    return None


def _token(envelope: Envelope, kind: str | None) -> Response | None:
    world, query = envelope.world, envelope.query
    if not envelope.token:
        return _with_new_token(world, envelope.answer(TOKEN_EMPTY))
    old = not world.sessions.token_lives(envelope.token, world.clock.now())
    if old or world.faults.hit("token_expired_once", kind) is not None:
        return _with_new_token(world, envelope.answer(TOKEN_EXPIRED))
    signed = world.sessions.signed_by_a_living_token(
        query.get("sign", ""), query.get("t", ""), APP_KEY, envelope.data_text, world.clock.now()
    )
    if query.get("appKey") != APP_KEY or not signed:
        return envelope.answer(ILLEGAL_ACCESS)
    return None


def _with_new_token(world: World, response: Response) -> Response:
    response.set_cookie("_m_h5_tk", world.sessions.new_token(world.clock.now()))
    response.set_cookie("_m_h5_tk_enc", secrets.token_hex(16))
    return response


def _session(envelope: Envelope, kind: str | None) -> Response | None:
    world = envelope.world
    mode = world.faults.hit("session_expiry", kind) if envelope.account else None
    if mode is not None:
        world.sessions.end(envelope.cookies.get("cookie2"))
    if envelope.account is not None:
        return None
    url = login_frame_url(world, world.home_url)
    if mode == "redirect":
        return RedirectResponse(url, 302)
    return envelope.answer(SESSION_EXPIRED, data={"url": url, "mode": mode or "json"})


async def _upload(envelope: Envelope) -> Response:
    try:
        return envelope.succeed(await keep_image(envelope.world, envelope.file))
    except Refusal as refusal:
        return envelope.refuse(refusal)


async def _business(envelope: Envelope, api: Api | None, arrival: Arrival | None) -> Response:
    account = envelope.account
    if api is None or account is None:
        return envelope.answer(NO_API)
    if api.write and envelope.method != "POST":
        return failed(arrival, "illegal", envelope.answer(ILLEGAL_ACCESS))
    call = Call(envelope.world, account, envelope.data(), api.kind)
    if api.write and arrival:
        return await _write(envelope, call, api, api.write, arrival)
    return _read(envelope, call, api)


def _read(envelope: Envelope, call: Call, api: Api) -> Response:
    if api.listed and not call.world.lists_allowed(call.account):
        return envelope.refuse(NO_PERMISSION)
    if api.listed and call.faults.hit("empty_for_error") is not None:
        return envelope.refuse(BUSY)
    if call.faults.hit("stalled_body") is not None:
        return Stall()
    try:
        return envelope.succeed(api.handler(call))
    except Refusal as refusal:
        return envelope.refuse(refusal)


async def _write(
    envelope: Envelope, call: Call, api: Api, write: Write, arrival: Arrival
) -> Response:
    truth, faults, fields = call.world.truth, call.faults, write.fields(call)
    if faults.hit("false_success", write.kind) is not None:
        truth.decide(arrival, fields, False, "false_success: answered as saved")
        return envelope.succeed(write.pretend(call))
    strange = faults.hit("strange_answer", write.kind)
    done, status, body = parts(strange) if strange is not None else (True, 0, "")
    if not done:
        truth.decide(arrival, fields, False, "strange_answer: not done")
        return response_of(status, body)
    lag = faults.hit("read_lag", write.kind)
    if lag is not None:
        shop = call.account.shop
        call.world.replica.lags(shop.number, call.office, float(lag), call.now)
    try:
        _check_repeat(call, arrival, fields)
        colleague.does_the_same(call, api)
        result = api.handler(call)
    except Refusal as refusal:
        truth.decide(arrival, fields, False, f"{refusal.code}: {refusal.text}")
        return envelope.refuse(refusal)
    if strange is not None:
        truth.decide(arrival, fields, True, "strange_answer: done")
        return response_of(status, body)
    lie = faults.hit("false_failure", write.kind) is not None
    truth.decide(arrival, fields, True, "false_failure: answered as failed" if lie else "")
    response = envelope.refuse(BUSY) if lie else envelope.succeed(result)
    return await _answer_write(envelope, call, response)


def _check_repeat(call: Call, arrival: Arrival, fields: Json) -> None:
    ids = (arrival.ticket_id, arrival.order_id)
    if call.faults.value("repeat_arrivals") == "refuse" and call.world.truth.accepted_before(
        arrival.kind, ids, fields
    ):
        raise REPEATED


async def _answer_write(envelope: Envelope, call: Call, response: Response) -> Response:
    """The write is done; what becomes of its answer."""
    lost = call.faults.hit("lost_answer", call.kind)
    if lost is not None:
        return Cut() if lost == "close" else Hang()
    again = call.faults.hit("redirected_write", call.kind)
    if again is not None:
        return RedirectResponse(f"?{urlencode(envelope.query)}", int(again))
    if call.faults.hit("garbled_answer", call.kind) is not None:
        response.headers["content-encoding"] = "gzip"
    if call.faults.hit("stalled_body", call.kind) is not None:
        return Stall()
    late = call.faults.hit("late_answer", call.kind)
    if late is not None:
        await asyncio.sleep(int(late) / 1000)
    return response
