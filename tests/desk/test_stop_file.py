"""A stop file stops, however it was made; taking it back is as plain."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qn_assist.basics.paths import Home
from qn_assist.desk.stop_file import give, lift, order_for, orders

AT = datetime(2026, 6, 18, 2, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "state").prepare()


@pytest.mark.parametrize("name", ["STOP", "stop", "Stop.txt", "STOP-practice", "stop-Practice.TXT"])
def test_a_file_made_by_hand_stops_the_shop(home: Home, name: str) -> None:
    (home.root / name).write_text("\ufeff仓库着火了\r\n", encoding="utf-8")
    order = order_for(home, "practice")
    assert order is not None
    assert (order.by, order.reason) == ("", "仓库着火了")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"{}", b'{"at": 1}', b"[" * 5000])
def test_whatever_stands_in_it_stops(home: Home, content: bytes) -> None:
    (home.root / "STOP").write_bytes(content)
    assert order_for(home, "practice") is not None


def test_even_a_folder_of_that_name_stops(home: Home) -> None:
    (home.root / "STOP").mkdir()
    assert order_for(home, "practice") is not None


@pytest.mark.parametrize("name", ["STOP-", "STOPPED", "DON'T STOP", "nonstop.txt", "STOP.md"])
def test_another_file_stops_nobody(home: Home, name: str) -> None:
    (home.root / name).touch()
    assert order_for(home, "practice") is None


def test_one_shops_stop_is_not_anothers(home: Home) -> None:
    give(home, "甲店", "阿宁", "盘点", AT)
    assert order_for(home, "乙店") is None
    order = order_for(home, "甲店")
    assert order is not None
    assert "阿宁，2026-06-18 10:00，原因：盘点" in str(order.fault())
    assert "qn-assist stop --shop 甲店 --lift" in str(order.fault())
    assert order.fault().exit_code == 3


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_what_we_write_is_our_own_file(home: Home) -> None:
    assert give(home, "", "阿宁", "", AT).path.stat().st_mode & 0o777 == 0o600


def test_a_very_long_reason_is_still_signed(home: Home) -> None:
    give(home, "", "阿宁", "很长" * 5000, AT)
    order = order_for(home, "practice")
    assert order is not None
    assert (order.by, order.at) == ("阿宁", AT)


def test_lifting_takes_back_what_was_asked_and_nothing_else(home: Home) -> None:
    give(home, "", "阿宁", "全部", AT)
    give(home, "甲店", "阿宁", "一家", AT)
    assert [one.reason for one in lift(home, "")] == ["全部"]
    assert [one.reason for one in orders(home)] == ["一家"]
    assert lift(home, "") == []
    assert len(lift(home, "甲店")) == 1
    assert order_for(home, "甲店") is None


def test_a_new_machine_has_no_stop(tmp_path: Path) -> None:
    assert order_for(Home(tmp_path / "none"), "practice") is None
