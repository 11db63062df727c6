"""The login form's endpoints. Slider, QR code and SMS are a person's: see the control interface."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from qn_assist.practice.office.accounts import (
    ACCOUNTS,
    BY_PHONE,
    EXAMPLE,
    NO_SUCH_ACCOUNT,
    OTHER_SHOP,
    PASSWORD,
    RESIGNED,
    WRONG_CODE,
    WRONG_PASSWORD,
    Account,
)
from qn_assist.practice.office.truth import Login
from qn_assist.practice.office.world import World

WIPE_MS = 400
"""When the form clears its inputs after load (150 to 650 ms on the real one)."""


async def state(request: Request) -> Response:
    """What the form shows: one button, inputs, slider or SMS."""
    world: World = request.app.state.world
    challenges, faults = world.sessions.challenges, world.faults
    if faults.is_armed("slider"):
        challenges.slider_shown = True
    return JSONResponse(
        {
            "quick": faults.is_armed("quick_enter"),
            "account": EXAMPLE.login_name,
            "slider": challenges.slider_shown and not challenges.slider_passed,
            "sms": challenges.sms_account is not None,
            "scanned": challenges.qr_scanned,
            "wipeMs": 0 if faults.is_armed("no_wipe") else WIPE_MS,
            "errorBox": world.error_box,
        }
    )


async def submit(request: Request) -> Response:
    """`login.do`: form fields `loginId`, `password`."""
    world: World = request.app.state.world
    form = await request.form()
    name = str(form.get("loginId", "")).strip()
    if _slider_stands(world):
        return _refused(world, name, "请完成验证", "slider")
    account = ACCOUNTS.get(name)
    refusal = _refusal(world, account, str(form.get("password", "")))
    if account is None or refusal:
        return _refused(world, name, refusal)
    return await _welcome(request, account)


def _slider_stands(world: World) -> bool:
    challenges = world.sessions.challenges
    if world.faults.is_armed("slider") or world.faults.is_armed("captcha_at_login"):
        challenges.slider_shown = True
    return challenges.slider_shown and not challenges.slider_passed


def _refusal(world: World, account: Account | None, password: str) -> str:
    if account is None:
        return RESIGNED if world.faults.is_armed("resigned_account") else NO_SUCH_ACCOUNT
    return _closed(world, account) or ("" if password == PASSWORD else WRONG_PASSWORD)


def _closed(world: World, account: Account) -> str:
    """Why an account is not let in although whoever asks has proved to be its owner."""
    return RESIGNED if world.faults.is_armed("resigned_account") else account.refusal


def _refused(world: World, name: str, message: str, following: str | None = None) -> Response:
    account = ACCOUNTS.get(name)
    shop = account.shop.name if account else ""
    world.truth.logins.append(Login(name, shop, world.now_stamp(), False, message))
    return JSONResponse({"success": False, "message": message, "next": following, "redirect": None})


async def _welcome(request: Request, account: Account) -> Response:
    world: World = request.app.state.world
    if world.faults.is_armed("sms_needed"):
        world.sessions.challenges.ask_sms(account)
        return _refused(world, account.login_name, "请输入短信验证码", "sms")
    return await _let_in(request, account)


async def sms(request: Request) -> Response:
    """`sms.do`: form field `smsCode`."""
    world: World = request.app.state.world
    challenges, form = world.sessions.challenges, await request.form()
    account = challenges.sms_account
    if account is None:
        return _refused(world, "", "请先登录")
    if not challenges.is_code(str(form.get("smsCode", ""))):
        return _refused(world, account.login_name, WRONG_CODE, "sms")
    challenges.sms_account = None
    challenges.sms_code = ""
    return await _let_in(request, account)


async def send_code(request: Request) -> Response:
    """`sendCode.do`: 获取验证码 of 短信登录, form field `phone`; a person reads the code there."""
    world: World = request.app.state.world
    phone = str((await request.form()).get("phone", "")).strip()
    message = _phone_fault(phone)
    if not message:
        world.sessions.challenges.send_to(phone)
    return JSONResponse({"success": not message, "message": message})


def _phone_fault(phone: str) -> str:
    if not re.fullmatch(r"1\d{10}", phone):
        return "请输入正确的手机号"
    return "" if phone in BY_PHONE else NO_SUCH_ACCOUNT


async def phone_login(request: Request) -> Response:
    """`smsLogin.do`: a phone number and the code sent to it instead of a password."""
    world: World = request.app.state.world
    challenges, form = world.sessions.challenges, await request.form()
    phone = str(form.get("phone", "")).strip()
    if _slider_stands(world):
        return _refused(world, phone, "请完成验证", "slider")
    account = BY_PHONE.get(phone)
    if account is None:
        return _refused(world, phone, _phone_fault(phone))
    refusal = _code_fault(world, phone, str(form.get("smsCode", ""))) or _closed(world, account)
    if refusal:
        return _refused(world, account.login_name, refusal)
    challenges.sms_phone = challenges.sms_code = ""
    return await _let_in(request, account)


def _code_fault(world: World, phone: str, code: str) -> str:
    challenges = world.sessions.challenges
    if challenges.sms_phone != phone:
        return "请先获取验证码"
    return "" if challenges.is_code(code) else WRONG_CODE


async def quick(request: Request) -> Response:
    """`quick.do`: the remembered login (fault quick_enter), or a QR code somebody has scanned."""
    world: World = request.app.state.world
    challenges = world.sessions.challenges
    if challenges.qr_scanned:
        challenges.qr_scanned = False
        return await _let_in(request, EXAMPLE)
    if not world.faults.is_armed("quick_enter"):
        return _refused(world, EXAMPLE.login_name, "请重新登录")
    return await _welcome(request, EXAMPLE)


async def _let_in(request: Request, account: Account) -> Response:
    world: World = request.app.state.world
    if world.faults.is_armed("wrong_shop"):
        account = OTHER_SHOP
    world.sessions.challenges.slider_shown = world.sessions.challenges.slider_passed = False
    login = Login(account.login_name, account.shop.name, world.now_stamp(), True, "")
    world.truth.logins.append(login)
    redirect = await _redirect(request)
    answer = {"success": True, "message": "", "next": None, "redirect": redirect}
    response = JSONResponse(answer)
    session_id = world.sessions.open(account)
    response.set_cookie("cookie2", session_id, httponly=True)
    response.set_cookie("sn", quote(account.login_name, safe=""))
    response.set_cookie("unb", account.user_id)
    response.set_cookie("_tb_token_", session_id[:13])
    return response


async def _redirect(request: Request) -> str:
    """Where the top window goes: the form's `returnUrl`, else that of its address, else home."""
    world: World = request.app.state.world
    form = await request.form()
    own = parse_qs(urlsplit(request.headers.get("referer", "")).query)
    wanted = str(form.get("returnUrl") or own.get("returnUrl", [""])[0])
    return wanted if wanted.startswith(f"{world.origin}/") else world.home_url


async def log_out(request: Request) -> Response:
    """退出当前账号: `GET /logout`."""
    world: World = request.app.state.world
    world.sessions.end(request.cookies.get("cookie2"))
    response = RedirectResponse(f"{world.origin}/loginmyseller/", 302)
    for name in ("cookie2", "sn", "unb", "_tb_token_"):
        response.delete_cookie(name)
    return response
