"""Law 9: nobody's data leaks, and what the operator needs stays readable."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qn_assist.basics.masking import HIDDEN, mask, mask_values, register_secret

DIGITS = st.text("0123456789", min_size=8, max_size=8)


@pytest.mark.parametrize(
    ("shown", "masked"),
    [
        ("电话13812345678。", "电话138********。"),
        ("+86 138-1234-5678", "138********"),
        ("固话 0571-88886666-12", "固话 0571-********"),
        ("tel13812345678", "tel138********"),
        ("１３８１２３４５６７８", "１３８********"),
        ("138\u200b1234\u202e5678", "138********"),
        ("138.1234.5678", "138********"),
        ("微信号：lily_99，加我", "微信号：******，加我"),
        ("lily@mail.example 收", "******@mail.example 收"),
        ("身份证 11010519491231002X", "身份证 110105************"),
        ("密码：abc123，错了", "密码：******，错了"),
        ('{"password": "abc 123"}', '{"password": "******"}'),
        ("Cookie: cookie2=1; sn=2", "Cookie: ******"),
        ('{"cookie": "a=1; b=2", "x": 1}', '{"cookie": "******", "x": 1}'),
        ('"Cookie: a=1; b=2"', '"Cookie: ******"'),
        ('password="abc', "password=******"),
        (r'"{\"password\": \"abc\"}"', r'"{\"password\": ******\"}"'),
        ("got _m_h5_tk=aa_17; x=1", "got _m_h5_tk=******; x=1"),
        ("?access_token=abcdef&x=1", "?access_token=******&x=1"),
        ("postgresql://qn:geheim@db:5432/l", "postgresql://qn:******@db:5432/l"),
        ("/open-apis/bot/v2/hook/0123456789abcdef01", "/open-apis/bot/v2/hook/******"),
        ("Authorization: Bearer abcdefghijk", "Authorization: Bearer ******"),
        ("收件 浙江省杭州市余杭区文一西路969号3幢201室", "收件 浙江省***"),
        ("上海市浦东新区 张杨路 500号", "上海市***"),
    ],
)
def test_personal_and_secret_shapes_are_hidden(shown: str, masked: str) -> None:
    assert mask(shown) == masked


@pytest.mark.parametrize(
    "text",
    [
        "订单 4123456789012345678 运单 YT8812345678901",
        "运单 773123456789012 已停滞 3 天",
        "四川省成都市暴雨，快递停运",
        "规则 agreed_delay：按约定 2026-06-20 18:00 发货",
        "台账 /home/x/.local/share/qn-assist/ledger/ledger.sqlite3",
        "收件 浙江省杭州市余杭区****",
    ],
)
def test_ids_reasons_and_paths_stay_readable(text: str) -> None:
    assert mask(text) == text


@given(st.text(), DIGITS, st.text())
def test_no_mobile_number_survives(before: str, digits: str, after: str) -> None:
    shown = mask(f"{before} 139{digits} {after}")
    assert f"139{digits}" not in shown


@given(st.text(min_size=4).filter(lambda text: text.strip("*")), st.text(), st.text())
def test_no_registered_secret_survives(secret: str, before: str, after: str) -> None:
    register_secret(secret)
    if secret not in HIDDEN:
        assert secret not in mask(f"{before}{secret}{after}").replace(HIDDEN, "\0")


@given(st.dictionaries(st.sampled_from(["password", "token", "note", "phone"]), st.text()))
def test_masked_json_is_still_json(values: dict[str, str]) -> None:
    assert json.loads(mask(json.dumps(values, ensure_ascii=False))).keys() == values.keys()


@given(st.text() | st.text("省市区路号栋 0123456789-:：=;\"'/@*密码sn浙", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


def test_a_secret_is_hidden_in_urls_and_json_too() -> None:
    secret = 'p"a s/密'
    register_secret(secret)
    written = f"{quote(secret, safe='')} {json.dumps(secret)}"
    assert mask(written) == f'{HIDDEN} "{HIDDEN}"'


def test_values_under_personal_names_are_hidden_whatever_they_are() -> None:
    values = {"buyer": "李雷", "ticket": "T1", "count": 3, "deep": {"phone": 1, "note": ["a"]}}
    assert mask_values(values) == {
        "buyer": HIDDEN,
        "ticket": "T1",
        "count": 3,
        "deep": {"phone": HIDDEN, "note": ["a"]},
    }
