"""What a request says: its body read as JSON or as a form, and compared with what was meant.

A path names a place in it, part by part: `data.orderId` is the key `orderId` of the JSON text in
the form field `data`, or of the object `data` of a JSON body; `variables.input.text` is a GraphQL
variable, `orderIds.0` the first of a list. A form field given several times is a list.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any, TypeAlias
from urllib.parse import parse_qs

from qn_assist.basics import text

Body: TypeAlias = Mapping[str, Any]
# A text, several, or how many there must be: what a console calls our files is its own.
Said: TypeAlias = str | tuple[str, ...] | int

_MILLISECONDS = 13
_EPOCH_DIGITS = frozenset({10, _MILLISECONDS})


def body_of(request: Mapping[str, Any]) -> Body:
    """Of a request as DevTools tells it; empty when it has none, or one that cannot be read."""
    entries = request.get("postDataEntries") or []
    raw = b"".join(b64decode(one.get("bytes", "")) for one in entries)
    kind = next((v for k, v in request["headers"].items() if k.lower() == "content-type"), "")
    return read_body(raw or str(request.get("postData") or "").encode(), kind)


def read_body(raw: bytes, content_type: str) -> Body:
    if content_type.startswith("multipart/"):
        return _multipart(raw, content_type)
    shown = raw.decode("utf-8", "replace")
    if content_type.startswith("application/x-www-form-urlencoded"):
        return _fields(parse_qs(shown, keep_blank_values=True))
    found = _json(shown)
    return found if isinstance(found, dict) else {}


def at(body: Body, path: str) -> Any:
    """What stands there; None for nothing."""
    found: Any = body
    for part in path.split("."):
        found = _json(found) if isinstance(found, str) else found
        if isinstance(found, list):
            found = dict(enumerate(found)).get(int(part)) if part.isdecimal() else None
        else:
            found = found.get(part) if isinstance(found, dict) else None
    return found


def says(found: Any, wanted: Said) -> bool:
    """Whether a place of the body says what was meant: each text whole, each moment the same."""
    if not isinstance(wanted, str):
        listed = _json(found) if isinstance(found, str) else found
        listed = listed if isinstance(listed, list) else str(found or "").splitlines()
        if isinstance(wanted, int):
            return len(listed) == wanted
        return len(listed) == len(wanted) and all(map(says, listed, wanted))
    if found is None or isinstance(found, (list, dict, bool)):
        return not found and not wanted
    shown = _lines(str(found))
    return shown == _lines(wanted) or _same_moment(shown, wanted)


def _same_moment(shown: str, wanted: str) -> bool:
    meant = _moment(wanted)
    return meant is not None and meant == (_epoch(shown) or _moment(shown))


def _moment(shown: str) -> datetime | None:
    for form in (shown, f"{shown} 00:00"):
        try:
            return text.parse_time(form)
        except ValueError:
            continue
    return None


def _epoch(shown: str) -> datetime | None:
    if not (shown.isascii() and shown.isdigit() and len(shown) in _EPOCH_DIGITS):
        return None
    return datetime.fromtimestamp(int(shown) / (1000 if len(shown) == _MILLISECONDS else 1), UTC)


def _lines(shown: str) -> str:
    """A form turns line ends into CRLF, and pages cut what stands around."""
    return shown.replace("\r\n", "\n").strip()


def _json(shown: str) -> Any:
    try:
        return json.loads(shown)
    except ValueError:
        return None


def _multipart(raw: bytes, content_type: str) -> Body:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    fields: dict[str, list[str]] = {}
    for part in message_from_bytes(head + raw, policy=policy.HTTP).iter_parts():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str) and part.get_filename() is None:
            payload = part.get_payload(decode=True)
            said = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            fields.setdefault(name, []).append(said)
    return _fields(fields)


def _fields(given: Mapping[str, list[str]]) -> Body:
    return {name: said[0] if len(said) == 1 else said for name, said in given.items()}
