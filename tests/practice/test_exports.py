"""导出 of the parcel lists: terms of five minutes and one, and the file itself."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from qn_assist.practice import PracticeConsole

from .clerk import PARCELS, Clerk

EXPORT = f"{PARCELS.removesuffix('.list')}.export"
TOO_OFTEN = "FAIL_BIZ_EXPORT_TOO_OFTEN::5分钟内只能导出一次，请稍后再试"
DONE = "SUCCESS::调用成功"

HEADERS = {
    "ship_warning": (
        "交易单号 子交易单号 超时类型 支付时间 应揽收时间 异常类型 "
        "买家姓名 买家电话 买家地址 订单服务 商品名称 备注信息"
    ),
    "pickup_exception": (
        "交易单号 子交易单号 运单号 快递公司 超时类型 支付时间 应揽收时间 异常类型 "
        "买家姓名 买家电话 买家地址 预计赔付金额 订单服务 商品名称 备注信息"
    ),
    "stage_update": (
        "运单号 主订单号 子订单号 快递公司 揽收城市 超时类型 异常类型 发货时间 揽收时间 "
        "买家姓名 买家电话 买家地址 预计赔付金额 订单服务 备注信息 异常处理情况"
    ),
}


def newest(clerk: Clerk) -> dict[str, str]:
    row: dict[str, str] = clerk.read(f"{EXPORT}.list")["rows"][0]
    return row


def table(clerk: Clerk) -> list[tuple[str | None, ...]]:
    """The rows of the newest export, once it is ready."""
    clerk.console.advance(60)
    answer = clerk.first(urlsplit(newest(clerk)["url"]).path)
    assert answer.headers["content-disposition"].endswith(".xlsx")
    return list(load_workbook(BytesIO(answer.body)).active.iter_rows(values_only=True))


@pytest.mark.parametrize("category", HEADERS)
def test_K14_the_file_has_the_exact_headers_and_all_rows_of_the_filter(
    clerk: Clerk, category: str
) -> None:
    asked = {"category": category, "stageStatus": "transit"}
    listed = clerk.read(PARCELS, asked | {"pageSize": "50"})["rows"]
    assert clerk.write(EXPORT, asked) == DONE
    assert newest(clerk)["statusText"] == "生成中"
    headers, *rows = table(clerk)
    assert headers == tuple(HEADERS[category].split())
    orders = headers.index("主订单号" if category == "stage_update" else "交易单号")
    assert [row[orders] for row in rows] == [one["orderId"] for one in listed]
    assert [row[headers.index("备注信息")] for row in rows] == [one["remark"] for one in listed]


def test_K14_only_what_the_filter_shows_is_exported(clerk: Clerk) -> None:
    one = clerk.read(PARCELS, {"category": "pickup_exception"})["rows"][3]
    asked = {"category": "pickup_exception", "keyword": one["orderId"]}
    clerk.write(EXPORT, asked)
    assert [row[0] for row in table(clerk)[1:]] == [one["orderId"]]


def test_K14_a_second_export_waits_five_minutes(clerk: Clerk) -> None:
    asked = {"category": "ship_warning"}
    assert clerk.read(PARCELS, asked)["nextExportAt"] is None
    assert clerk.write(EXPORT, asked) == DONE
    assert clerk.read(PARCELS, asked)["nextExportAt"].startswith("2026-06-18 10:05:")
    clerk.console.advance(290)
    assert clerk.write(EXPORT, asked) == TOO_OFTEN
    clerk.console.advance(15)
    assert clerk.write(EXPORT, asked) == DONE
    assert clerk.console.truth()["submissions"] == []


def test_K14_a_file_belongs_to_its_shop_and_has_to_be_ready(
    clerk: Clerk, console: PracticeConsole
) -> None:
    clerk.write(EXPORT, {"category": "ship_warning"})
    path = f"/myseller/export/{newest(clerk)['exportId']}.xlsx"
    assert clerk.first(path).status == 404
    console.advance(60)
    assert clerk.first(path).status == 200
    other = Clerk(console)
    assert other.first(path).status == 302
    other.log_in("云岚服饰:小云")
    assert other.first(path).status == 404


def test_K14_an_export_may_be_ready_at_once() -> None:
    with PracticeConsole(tickets=4, export_seconds=0) as console:
        clerk = Clerk(console)
        clerk.log_in()
        clerk.read(PARCELS, {"category": "ship_warning"})
        clerk.write(EXPORT, {"category": "ship_warning"})
        assert newest(clerk)["statusText"] == "已完成"


def test_X11_an_export_may_be_refused_as_too_soon(clerk: Clerk) -> None:
    clerk.console.arm("export_throttle")
    assert clerk.write(EXPORT, {"category": "ship_warning"}) == TOO_OFTEN
    assert clerk.read(f"{EXPORT}.list")["total"] == "0"
