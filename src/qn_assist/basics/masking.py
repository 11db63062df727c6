"""Keeps buyers' data and secrets out of everything that is written for people or files (law 9).

`mask` knows shapes (phones, addresses, cookies, passwords, tokens in URLs) and the very secrets
that were registered with `register_secret`. It leaves order ids, waybills and reasons readable.
Invisible and control characters go first: they would hide a number, and a terminal obeys them.
It is the last net, not the first: who knows that a value is personal does not pass it on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from qn_assist.basics.text import visible

HIDDEN = "******"
SHORTEST_SECRET = 4

PERSONAL_KEYS = frozenset(
    "buyer buyer_name buyername buyer_nick buyernick nick receiver consignee phone mobile tel "
    "buyer_phone buyerphone address buyer_address buyeraddress receiver_address receiveraddress "
    "买家 买家姓名 买家电话 买家地址 收货人 收货地址 手机 电话".split()
)
SECRET_KEYS = frozenset(
    "password passwd pwd secret token cookie cookies authorization access_token storage_state "
    "密码 登录密码".split()
)

_secrets: set[str] = set()

# Digits of both widths, parted as people part them.
_D, _GAP = "[0-9０-９]", "[-. _·—－]?"
_PHONE = re.compile(
    rf"(?<![\w*])((?:tel|phone|mobile|vx|wx|qq|v)?)(?:\+?86{_GAP})?([1１][3-9３-９]{_D}){_GAP}"
    rf"{_D}{{4}}{_GAP}{_D}{{4}}(?![\w*])",
    re.ASCII | re.IGNORECASE,
)
_LANDLINE = re.compile(
    rf"(?<![\w-])([0０]{_D}{{2,3}})[-－—]{_D}{{7,8}}(?:[-－—]{_D}{{1,6}})?(?![\w-])", re.ASCII
)
_CHAT_NAME = re.compile(
    r"((?:微信|薇信|威信|v信|wechat|weixin|扣扣|qq)号?(?:是|为)?\s*[:：]?\s*)[a-z0-9][a-z0-9_-]{4,19}",
    re.ASCII | re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?=[\w-]{1,63}\.)", re.ASCII)
_CITIZEN = re.compile(r"(?<![0-9])([1-9][0-9]{5})(?:19|20)[0-9]{9}[Xx](?!\w)", re.ASCII)
_NAMED = re.compile(
    r"""((?:password|passwd|pwd|secret|secret_key|access_token|token|sign|cookies?|密码)\\?["']?\s*[=:：]\s*)"""
    r"""(?:(["'])(?:(?!\2)[^\\\n]|\\.)*\2|\\?["']?[^\s"'\\&;,，。)}\]]+)""",
    re.IGNORECASE,
)
_COOKIE_LINE = re.compile(r"((?:set-)?cookie\s*:\s*)[^\r\n\"]+", re.IGNORECASE)
_COOKIE = re.compile(
    r"(?<![\w-])((?:cookie2|cookie17|sn|unb|sgcookie|_tb_token_|_m_h5_tk(?:_enc)?|tfstk|isg|cna)=)"
    r"[^\s;,\"'&]+"
)
_BEARER = re.compile(r"(\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE)
_URL_LOGIN = re.compile(
    r"(\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{0,100}:)[^\s/@]+(?=@)", re.IGNORECASE
)
_HOOK = re.compile(r"(/(?:hook|send|robot|webhook)/)[\w-]{16,}")

_RUN = re.compile(r"[\u4e00-\u9fff\w#()（）·•*-][\u4e00-\u9fff\w #()（）·•*-]{5,}")
_REGION = re.compile(r"省|自治区|特别行政区|自治州|市|区|县|旗|镇|乡")
_STREET = re.compile(r"路|街|大道|巷|弄|胡同|村|小区|花园|公寓|大厦|广场|号|栋|幢|单元|室|楼")


def register_secret(value: str) -> None:
    """Hide exactly this text from now on, also URL-quoted and as JSON writes it."""
    value = visible(value)
    if len(value) < SHORTEST_SECRET or not value.strip("*"):
        return
    _secrets.update({value, quote(value, safe=""), json.dumps(value)[1:-1]})


def mask(text: str) -> str:
    """The text with phones, addresses, cookies, passwords and registered secrets hidden.

    Masking twice changes nothing more.
    """
    text = visible(text)
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    text = _COOKIE_LINE.sub(rf"\1{HIDDEN}", text)
    text = _NAMED.sub(lambda hit: f"{hit[1]}{hit[2] or ''}{HIDDEN}{hit[2] or ''}", text)
    for pattern in (_COOKIE, _BEARER, _URL_LOGIN, _HOOK):
        text = pattern.sub(rf"\1{HIDDEN}", text)
    text = _CITIZEN.sub(r"\1************", text)
    text = _MAIL.sub(f"{HIDDEN}@", text)
    text = _PHONE.sub(r"\1\2********", text)
    text = _CHAT_NAME.sub(rf"\1{HIDDEN}", text)
    text = _LANDLINE.sub(r"\1-********", text)
    return _RUN.sub(_mask_address, text)


def mask_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Named values for a log or a notice: personal and secret keys hidden, the rest masked."""
    return {key: _masked_value(key, value) for key, value in values.items()}


def _masked_value(key: str, value: Any) -> Any:
    folded = key.lower().replace("-", "_")
    if folded in PERSONAL_KEYS or folded in SECRET_KEYS:
        return HIDDEN
    if isinstance(value, Mapping):
        return mask_values(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked_value("", item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return mask(str(value))


def _mask_address(match: re.Match[str]) -> str:
    """An address keeps its first region (province or city) and loses the rest."""
    run = match.group()
    region = _REGION.search(run, 2)
    if region is None or not _is_address(run[region.end() :]):
        return run
    return f"{run[: region.end()]}***"


def _is_address(rest: str) -> bool:
    if not _STREET.search(rest):
        return False
    return bool(_REGION.search(rest, 1)) or any(char.isdigit() for char in rest)
