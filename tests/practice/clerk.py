"""A logged-in clerk without a browser: cookies, signed mtop requests, the control interface."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from typing import IO, Any
from urllib.parse import urlencode

from qn_assist.practice import PracticeConsole
from qn_assist.practice.office.sessions import APP_KEY, sign

Json = dict[str, Any]
TASKS = "mtop.taobao.aftersales.task"
PARCELS = "mtop.taobao.logistics.packagemonitor.list"
PROBLEM = "mtop.taobao.logistics.problem"
CHAT = "mtop.taobao.qn.chat"
REPORT = "mtop.taobao.logistics.delayreport"


class Answer:
    def __init__(self, status: int, headers: HTTPMessage, body: bytes, url: str) -> None:
        self.status, self.headers, self.body, self.url = status, headers, body, url

    def json(self) -> Any:
        return json.loads(self.body)

    def text(self, encoding: str = "utf-8") -> str:
        return self.body.decode(encoding)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


class Clerk:
    def __init__(self, console: PracticeConsole) -> None:
        self.console = console
        self.jar = CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        self._opener = urllib.request.build_opener(cookies, _NoRedirect)

    def cookie(self, name: str) -> str:
        return next((one.value or "" for one in self.jar if one.name == name), "")

    def open(
        self, url: str, body: bytes | None = None, method: str | None = None, **headers: str
    ) -> Answer:
        """Any status is an answer; redirects are not followed."""
        request = urllib.request.Request(url, body, headers, method=method)
        try:
            with self._opener.open(request, timeout=10) as response:
                return Answer(response.status, response.headers, response.read(), response.url)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read(), error.url)

    def first(self, path: str, body: bytes | None = None) -> Answer:
        return self.open(self.console.origin + path, body)

    def second(self, path: str, form: Json | None = None) -> Answer:
        body = None if form is None else urlencode(form).encode()
        return self.open(self.console.login_origin + path, body)

    def log_in(self, account: str = "", password: str = "", **more: str) -> Json:
        login = self.console.login
        form = {"loginId": account or login["account"], "password": password or login["password"]}
        answer: Json = self.second("/havanalogin/newlogin/login.do", form | more).json()
        return answer

    def once(self, api: str, data: Json, *, write: bool = False, **query: str) -> Answer:
        """One signed request; query values override those that belong there."""
        text = json.dumps(data, ensure_ascii=False)
        token = self.cookie("_m_h5_tk").partition("_")[0]
        asked = {
            "appKey": APP_KEY, "t": "1", "api": api, "v": "1.0",
            "sign": sign(token, "1", APP_KEY, text), **({} if write else {"data": text}), **query,
        }  # fmt: skip
        path = f"/h5api/h5/{api.lower()}/1.0/?{urlencode(asked)}"
        return self.second(path, {"data": text} if write else None)

    def ask(self, api: str, data: Json | None = None, *, write: bool = False) -> Json:
        """The whole answer, with a second try when the token is new, as the page does."""
        answer: Json = self.once(api, data or {}, write=write).json()
        if answer["ret"][0].startswith("FAIL_SYS_TOKEN"):
            answer = self.once(api, data or {}, write=write).json()
        return answer

    def read(self, api: str, data: Json | None = None) -> Any:
        answer = self.ask(api, data)
        assert answer["ret"] == ["SUCCESS::调用成功"], answer["ret"]
        return answer["data"]["result"]

    def write(self, api: str, data: Json) -> str:
        """The first `ret` of the answer."""
        return str(self.ask(api, data, write=True)["ret"][0])

    def control(self, path: str, body: Json | None = None, method: str | None = None) -> Answer:
        raw = None if body is None else json.dumps(body).encode()
        return self.open(f"{self.console.origin}/__practice__/{path}", raw, method)


def cases(console: PracticeConsole, **wanted: str) -> list[Json]:
    """Generated tickets with these values, in order."""
    tickets = console.generator()["tickets"]
    return [one for one in tickets if all(one[key] == value for key, value in wanted.items())]


def ids(case: Json) -> Json:
    return {"ticketId": case["ticket_id"], "orderId": case["order_id"]}


def cannot_ship(case: Json) -> Json:
    """A reply the console takes."""
    return ids(case) | {"result": "无法发货", "reason": "疫情原因", "description": "仓库在免责地区"}


def a_report(case: Json) -> Json:
    return ids(case) | {"problemType": "未揽收", "description": "超过48小时没有揽收", "images": []}
