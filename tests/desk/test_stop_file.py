"""A stop file stops, however it was made; taking it back is as plain."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qn_assist.basics.paths import Home
from qn_assist.desk.stop_file import give, lift, order_for, orders

SHOPS = ("practice", "甲店", "乙店")
AT = datetime(2026, 6, 18, 2, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "state").prepare()


BY_HAND = [
    "STOP",
    "stop",
    "Stop.txt",
    "STOP.txt.txt",
    "STOP (1).txt",
    "STOP - 副本.txt",
    "STOP - Copy (2).txt",
    "ＳＴＯＰ.txt",
    "\ufeffSTOP.txt",
    "STOP.md",
    "STOPPED",
    "STOP-",
    "停止",
    "停止.txt",
    "停止 - 副本.TXT",
]
FOR_ONE_SHOP = [
    "STOP-practice",
    "stop-Practice.TXT",
    "STOP-practice.txt.txt",
    "STOP-practice (1).txt",
    "STOP-practice - 副本.txt",
    "STOP－ｐｒａｃｔｉｃｅ.txt",
    "STOP practice",
    "停止-practice.txt",
]


@pytest.mark.parametrize("name", [*BY_HAND, *FOR_ONE_SHOP])
def test_a_file_made_by_hand_stops_the_shop_and_is_named(home: Home, name: str) -> None:
    (home.root / name).write_text("\ufeff仓库着火了\r\n", encoding="utf-8")
    order = order_for(home, "practice", SHOPS)
    assert order is not None
    assert (order.by, order.reason) == ("", "仓库着火了")
    assert name in str(order.fault())


@pytest.mark.parametrize("name", FOR_ONE_SHOP)
def test_a_file_that_names_a_shop_stops_no_other(home: Home, name: str) -> None:
    (home.root / name).touch()
    assert order_for(home, "甲店", SHOPS) is None


@pytest.mark.parametrize(
    "name", ["STOP-practise", "STOP-甲店 (1)", "STOP-甲店-练习", "停止-没有这家店.txt"]
)
def test_a_file_of_which_nobody_knows_whom_it_means_stops_every_shop(home: Home, name: str) -> None:
    (home.root / name).touch()
    known = ("practice", "甲店", "甲店 (1)")
    for shop in known:
        order = order_for(home, shop, known)
        assert order is not None
        assert order.shop == ""


def test_a_shop_that_is_called_like_a_copy_can_be_stopped_alone(home: Home) -> None:
    known = ("甲店", "乙店 (1)")
    (home.root / "STOP-乙店 (1).txt").touch()
    assert order_for(home, "乙店 (1)", known) is not None
    assert order_for(home, "甲店", known) is None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"{}", b'{"at": 1}', b"[" * 5000])
def test_whatever_stands_in_it_stops(home: Home, content: bytes) -> None:
    (home.root / "STOP").write_bytes(content)
    assert order_for(home, "practice") is not None


def test_even_a_folder_of_that_name_stops(home: Home) -> None:
    (home.root / "STOP").mkdir()
    assert order_for(home, "practice") is not None


@pytest.mark.parametrize("name", ["DON'T STOP", "nonstop.txt", "S-TOP", "不停止.txt"])
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
    assert [one.reason for one in orders(home, SHOPS)] == ["一家"]
    assert lift(home, "") == []
    assert len(lift(home, "甲店")) == 1
    assert order_for(home, "甲店") is None


@pytest.mark.parametrize("name", [*BY_HAND, *FOR_ONE_SHOP])
def test_lifting_takes_back_whatever_name_stops(home: Home, name: str) -> None:
    (home.root / name).touch()
    lift(home, "practice" if name in FOR_ONE_SHOP else "", SHOPS)
    assert order_for(home, "practice", SHOPS) is None
    assert not (home.root / name).exists()


def test_an_order_stays_its_shops_wherever_that_shop_is_not_known(home: Home) -> None:
    """Given in another workspace: the file says whose it is."""
    give(home, "别处的店", "阿宁", "盘点", AT)
    assert order_for(home, "practice", SHOPS) is None


def test_a_second_order_adds_to_the_first(home: Home) -> None:
    give(home, "", "阿宁", "仓库着火", AT)
    give(home, "", "阿宁", "", AT + timedelta(hours=1))
    order = give(home, "", "小林", "等消防", AT + timedelta(hours=2))
    assert order == order_for(home, "practice", SHOPS)
    assert (order.at, order.by, order.reason) == (AT, "阿宁、小林", "仓库着火；等消防")


def test_what_stood_in_a_file_made_by_hand_is_kept_by_the_command(home: Home) -> None:
    (home.root / "STOP").write_text("仓库着火", encoding="utf-8")
    assert give(home, "", "阿宁", "", AT).reason == "仓库着火"


def test_the_newest_reason_is_never_cut_off(home: Home) -> None:
    give(home, "", "阿宁", "很长" * 500, AT)
    assert give(home, "", "阿宁", "等消防", AT).reason.endswith("；等消防")


def test_a_new_machine_has_no_stop(tmp_path: Path) -> None:
    assert order_for(Home(tmp_path / "none"), "practice") is None
