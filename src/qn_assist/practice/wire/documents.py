"""The HTML documents and the files they load, from the checkout or the installed package."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from qn_assist.practice.office.world import World
from qn_assist.practice.wire.modules import import_map

LANDING, LOGIN_SHELL, MINI_LOGIN, WORKBENCH = (
    "landing.html",
    "loginmyseller.html",
    "mini_login.html",
    "home.html",
)

_CONFIG_MARK = "/*__PRACTICE__*/"
_ASSETS_MARK = "__ASSETS__"
_MODULES_MARK = "__MODULES__"
_MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json",
}

_PUNISH = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>验证码拦截</title>
<style>*{box-sizing:border-box}
body{margin:0;padding:72px 16px 0;color:#333;font:14px "Noto Sans CJK SC",sans-serif;
text-align:center}
#nc_1_n1t{position:relative;width:300px;height:34px;margin:18px auto;background:#e8e8e8;color:#666;
font-size:12px;line-height:34px}
#nc_1_n1z{position:absolute;left:0;top:0;width:40px;height:34px;border:1px solid #ccc;
background:#fff;
color:#999;font-size:16px;line-height:30px;cursor:move}</style>
<form id="nc-verify-form"><input type="hidden" id="nc_app_key"><input type="hidden" id="x5secdata">
<p>亲，请拖动下方滑块完成验证</p>
<div class="nc-container"><div class="nc_wrapper"><div id="nc_1_n1t"><span id="nc_1_n1z">»</span>
<span class="nc-lang-cnt">请按住滑块，拖动到最右边</span></div></div></div></form></html>"""


def console_dir() -> Path:
    """`_data/console` of an installed package, else `tests/fixtures/console` of the checkout."""
    installed = Path(str(resources.files("qn_assist"))) / "_data" / "console"
    if installed.is_dir():
        return installed
    return Path(__file__).parents[4] / "tests" / "fixtures" / "console"


def config(world: World) -> dict[str, Any]:
    """What the pages know at load, as `window.__PRACTICE__`."""
    settings = world.settings
    return {
        "origin": world.origin,
        "loginOrigin": world.login_origin,
        "h5apiBase": world.h5api_base,
        "skin": settings.skin,
        "now": world.clock.now().isoformat(timespec="milliseconds"),
        "hashSeed": world.hash_seed,
        "errorBox": world.error_box,
        "logisticsUnder": settings.logistics_under,
        "tables": settings.tables,
        "shopType": settings.shop_type,
        "kinds": [kind.spec for kind in world.kinds.values()],
        "faults": world.faults.page_faults(),
    }


def document(world: World, name: str) -> Response:
    """A page with the configuration put in; it is never cached, since each start has its own."""
    path = world.console_dir / name
    if not path.is_file():
        return Response(f"{name} is missing in {world.console_dir}", 404)
    html = path.read_text(encoding="utf-8")
    modules = import_map(world.console_dir, html)
    # "</" would end the script element early.
    told = json.dumps(config(world), ensure_ascii=False).replace("</", "<\\/")
    html = html.replace(_MODULES_MARK, modules)
    html = html.replace(_ASSETS_MARK, f"/assets/{world.hash_seed}")
    html = html.replace(_CONFIG_MARK, f"window.__PRACTICE__ = {told};")
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


def login_frame_url(world: World, return_url: str) -> str:
    """The login form as the shell embeds it (parameters as on the real console)."""
    query = urlencode(
        {
            "lang": "zh_CN",
            "appName": "taobao",
            "appEntrance": "qianniu_pc_web",
            "styleType": "vertical",
            "returnUrl": return_url,
        }
    )
    return f"{world.login_origin}/havanalogin/mini_login.htm?{query}"


def punish_url(world: World, api: str) -> str:
    """Real punish addresses have a double slash after the host."""
    path = f"//h5api/h5/{api}/1.0/_____tmd_____/punish"
    return f"{world.login_origin}{path}?x5secdata=practice&x5step=2&action=captcha"


async def landing(request: Request) -> Response:
    return document(request.app.state.world, LANDING)


async def login_shell(request: Request) -> Response:
    return document(request.app.state.world, LOGIN_SHELL)


async def mini_login(request: Request) -> Response:
    return document(request.app.state.world, MINI_LOGIN)


async def workbench(request: Request) -> Response:
    """The single-page application; without a session it goes to the login and comes back."""
    world: World = request.app.state.world
    here = f"{world.origin}{request.url.path}{'?' if request.url.query else ''}{request.url.query}"
    cookie = request.cookies.get("cookie2")
    logged_in = world.sessions.account(cookie) is not None
    by_redirect = logged_in and world.faults.value("session_expiry") == "redirect"
    if by_redirect and world.faults.hit("session_expiry") is not None:
        world.sessions.end(cookie)
    if world.sessions.account(cookie) is None:
        target = quote(here, safe="")
        return RedirectResponse(f"{world.origin}/loginmyseller/?redirect_url={target}", 302)
    if world.faults.value("captcha") == "redirect":
        query = urlencode({"x5secdata": "practice", "action": "captcha", "redirect": here})
        return RedirectResponse(f"{world.origin}/_____tmd_____/punish?{query}", 302)
    return document(world, WORKBENCH)


async def punish(request: Request) -> Response:
    """The slider page. Once a person has passed it, it leads back to where it came from."""
    world: World = request.app.state.world
    back = request.query_params.get("redirect", "")
    if back.startswith(f"{world.origin}/") and not world.faults.is_armed("captcha"):
        return RedirectResponse(back, 302)
    return HTMLResponse(_PUNISH)


async def worker(request: Request) -> Response:
    """The service worker, at the root of the origin: it sees every page below."""
    world: World = request.app.state.world
    script = (world.console_dir / "worker.js").read_bytes()
    return Response(script, media_type=_MEDIA_TYPES[".js"], headers={"Cache-Control": "no-store"})


async def asset(request: Request) -> Response:
    """A file of the pages. Below this start's own name it is kept, else revalidated each time."""
    world: World = request.app.state.world
    wanted = str(request.path_params["path"])
    name = wanted.removeprefix(f"{world.hash_seed}/")
    path = (world.console_dir / name).resolve()
    if not path.is_relative_to(world.console_dir.resolve()) or not path.is_file():
        return Response(status_code=404)
    body = path.read_bytes()
    kept = "max-age=86400, immutable" if name != wanted else "no-cache"
    headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:20]}"', "Cache-Control": kept}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    media_type = _MEDIA_TYPES.get(path.suffix, "application/octet-stream")
    return Response(body, headers=headers, media_type=media_type)
