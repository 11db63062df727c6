"""Answers that nobody lists: any status with any body (fault `strange_answer`)."""

from __future__ import annotations

import json

from starlette.responses import Response

BODIES = {
    "empty": b"",
    "html": "<html><body>502 Bad Gateway · 网关错误</body></html>".encode(),
    "text": b"ok",
    "half": b'{"api":"x","v":"1.0","ret":["SUCC',
    "list": b'["SUCCESS"]',
    "null": b"null",
    "other": b'{"code":0,"success":true}',
    "success": json.dumps({"ret": ["SUCCESS::调用成功"], "data": {"result": {}}}).encode(),
    "busy": json.dumps({"ret": ["FAIL_BIZ_SYSTEM_BUSY::系统繁忙"], "data": {}}).encode(),
    "nothing": json.dumps({"ret": [], "data": {}}).encode(),
}


def parts(value: str) -> tuple[bool, int, str]:
    """`done,502,html` or `undone,200,success`: what became of the write, and what is answered."""
    done, status, body = value.split(",")
    if done not in {"done", "undone"} or body not in BODIES:
        raise ValueError(value)
    return done == "done", int(status), body


def response(status: int, body: str) -> Response:
    kind = "text/html" if body == "html" else "application/json"
    headers = {"Location": "/landing"} if 300 <= status < 400 else {}
    content = b"" if status in {204, 304} else BODIES[body]
    return Response(content, status, headers=headers, media_type=kind)
