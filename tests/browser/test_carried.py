"""What a request says, however a page builds it, and whether that is what was meant."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest

from qn_assist.browser.carried import Said, at, body_of, read_body, says

FORM = "application/x-www-form-urlencoded;charset=UTF-8"
PARTS = 'multipart/form-data; boundary="b0"'
MULTIPART = (
    '--b0\r\nContent-Disposition: form-data; name="order"\r\n\r\n42\r\n'
    '--b0\r\nContent-Disposition: form-data; name="note"\r\n\r\n亲，在路上\r\n'
    '--b0\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
    "Content-Type: image/png\r\n\r\n\x01\r\n--b0--\r\n"
)


@pytest.mark.parametrize(
    ("body", "kind", "path", "found"),
    [
        ("data=%7B%22orderId%22%3A%2242%22%7D", FORM, "data.orderId", "42"),
        ("order=42&order=43", FORM, "order", ["42", "43"]),
        ('{"data": {"orderId": 42}}', "application/json", "data.orderId", 42),
        (
            '{"variables": {"input": {"text": "好"}}}',
            "application/json",
            "variables.input.text",
            "好",
        ),
        ('{"ids": ["1", "2"]}', "text/plain", "ids.1", "2"),
        ('{"ids": ["1"]}', "text/plain", "ids.1", None),
        ('{"data": "{\\"a\\": {\\"b\\": 1}}"}', "application/json", "data.a.b", 1),
        (MULTIPART, PARTS, "order", "42"),
        (MULTIPART, PARTS, "note", "亲，在路上"),
        (MULTIPART, PARTS, "file", None),
        ("", FORM, "data.orderId", None),
        ("not json", "application/json", "data", None),
        ("[1]", "application/json", "0", None),
    ],
)
def test_a_place_in_a_body_is_found(body: str, kind: str, path: str, found: Any) -> None:
    assert at(read_body(body.encode(), kind), path) == found


def test_a_paused_request_is_read_from_its_bytes() -> None:
    raw = json.dumps({"a": "一"}, ensure_ascii=False).encode()
    entries = [{"bytes": b64encode(part).decode()} for part in (raw[:7], raw[7:])]
    request = {"headers": {"Content-Type": "application/json"}, "postDataEntries": entries}
    assert body_of(request) == {"a": "一"}
    assert body_of({"headers": {}}) == {}


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("42", "42"),
        (42, "42"),
        ("一\r\n二 ", "一\n二"),
        ("2026-06-30 18:00:00", "2026-06-30 18:00"),
        ("2026-06-30 00:00:00", "2026-06-30"),
        (1782813600000, "2026-06-30 18:00:00"),
        ("1782813600", "2026-06-30 18:00:00"),
        (["1", 2], ("1", "2")),
        ("1\n2", ("1", "2")),
        (["a", "b"], 2),
        ([], 0),
        (None, 0),
        (None, ""),
        ("", ""),
    ],
)
def test_what_was_meant_is_recognised(found: Any, wanted: Said) -> None:
    assert says(found, wanted)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("43", "42"),
        ("4", "42"),
        ("421", "42"),
        (None, "42"),
        (True, "True"),
        (["42"], "42"),
        ({"42": 1}, "42"),
        ("亲，明天到", "亲，今天到"),
        ("好 的", "好的"),
        ("2026-06-29 18:00:00", "2026-06-30 18:00:00"),
        (1782813600001, "2026-06-30 18:00:00"),
        (["1"], ("1", "2")),
        (["2", "1"], ("1", "2")),
        (["a"], 2),
        ("x", ""),
    ],
)
def test_what_was_not_meant_is_not(found: Any, wanted: Said) -> None:
    assert not says(found, wanted)
