"""Facts files as ERPs and Excel write them: what is read, and the exact words of refusals."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from qn_assist.basics import text
from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.datafiles.sheets import read_sheet
from qn_assist.facts.load import load_facts

HEAD = "订单号,协商类型,约定时间,记录时间,凭证"
ROW = "4012345678901230481,延迟发货,2026-06-24 20:00,2026-06-18 07:28,a.png"
NONE: frozenset[str] = frozenset()


def write(folder: Path, body: str | bytes, name: str = "agreements.csv") -> Path:
    raw = body.encode() if isinstance(body, str) else body
    (folder / name).write_bytes(raw)
    return folder


def faults_of(folder: Path) -> list[str]:
    return told(load_facts(folder, NONE).faults, folder)


def told(faults: Iterable[DataFault], folder: Path) -> list[str]:
    """As an operator reads them, with the folder's own place left out."""
    return [str(fault).replace(str(folder), "facts") for fault in faults]


def refusal_of(folder: Path, needed: frozenset[str] = NONE) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        load_facts(folder, needed)
    return told(caught.value.faults, folder)


@pytest.mark.parametrize(
    "body",
    [
        f"{HEAD}\n{ROW}\n".encode(),
        f"﻿{HEAD}\r\n{ROW}\r\n".encode(),
        f"{HEAD}\r\n{ROW}".encode("gb18030"),
        f"{HEAD}\n{ROW}".replace(",", "\t").encode(),
        f"{HEAD}\n{ROW}".replace(",", ";").encode(),
        f'{HEAD}\n="4012345678901230481",延迟发货,2026/6/24 20:00,2026/6/18 7:28,a.png'.encode(),
        f"{HEAD}\n'4012345678901230481,延迟发货,2026-06-24 20:00:00,2026-06-18 7:28,a.png".encode(),
        f"{HEAD},旺旺\n\n{ROW},某人\n,,,,\n".encode(),
        b"order_id,kind,agreed_date,recorded_at,evidence\n" + ROW.encode(),
    ],
)
def test_a_csv_is_read_however_it_was_saved(body: bytes, tmp_path: Path) -> None:
    facts = load_facts(write(tmp_path, body), NONE)
    [agreement] = facts.agreements("4012345678901230481")
    assert agreement.kind == "delay"
    assert agreement.agreed_at == datetime(2026, 6, 24, 20, tzinfo=text.SHANGHAI)
    assert agreement.recorded_at == datetime(2026, 6, 18, 7, 28, tzinfo=text.SHANGHAI)
    assert agreement.evidence == ("a.png",)
    assert facts.faults == ()


def save_xlsx(folder: Path, *rows: list[object], name: str = "stock.xlsx") -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder


def test_an_xlsx_is_read_with_its_types(tmp_path: Path) -> None:
    head: list[object] = ["商家编码", "商品名称", "可用库存", "补货日期"]
    save_xlsx(tmp_path, head, ["QH-1", None, 0, datetime(2026, 6, 23)], [12345, "乙", 5.0, None])  # noqa: DTZ001
    facts = load_facts(tmp_path, NONE)
    first, second = facts.stock("QH-1"), facts.stock("12345")
    assert first is not None
    assert first.restock_date == date(2026, 6, 23)
    assert second is not None
    assert (second.available, second.title) == (5, "乙")


def test_an_order_id_that_excel_rounded_is_refused(tmp_path: Path) -> None:
    head: list[object] = HEAD.split(",")
    when = "2026-06-18 07:28"
    row: list[object] = [4012345678901230481, "换货", None, when, "a.png"]
    save_xlsx(
        tmp_path,
        head,
        row,
        ["4012345678901230481", "换货", None, when, "a.png"],
        name="agreements.xlsx",
    )
    facts = load_facts(tmp_path, NONE)
    assert len(facts.agreements("4012345678901230481")) == 1
    assert told(facts.faults, tmp_path) == [
        "facts/agreements.xlsx:2 订单号: 4.012346E+18 已被 Excel 变成数字，后几位丢了；"
        "请把这一列设成文本后重新导出 → 改正后这一行才会使用"
    ]


ROUNDED = "已被 Excel 变成数字，后几位丢了；请把这一列设成文本后重新导出"
BAD_ROWS = [
    ("4.01235E+18,换货,,2026-06-18 07:28,", f"订单号: 4.01235E+18 {ROUNDED}"),
    ("40123456789012.0,换货,,2026-06-18 07:28,", f"订单号: 40123456789012.0 {ROUNDED}"),
    (",换货,,2026-06-18,", "订单号: 不能为空"),
    ("订单甲,换货,,2026-06-18,",
     "订单号: 订单甲 不是编号：要有数字，只能有字母、数字、横线和下划线，一格一个"),
    ("40123,换或,,2026-06-18,",
     "协商类型: 换或 不在可选范围：延迟发货、换货、退款、补发、买家原因"),
    ("40123,换货,,,", "记录时间: 不能为空"),
    ("40123,延迟发货,下周三,2026-06-18,",
     "约定时间: 下周三 不是时间，要写成 2026-06-18 10:00"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "message"), BAD_ROWS)
def test_a_bad_row_is_named_and_the_good_ones_work(row: str, message: str, tmp_path: Path) -> None:
    write(tmp_path, f"{HEAD}\n{row}\n{ROW}\n")
    assert faults_of(tmp_path) == [f"facts/agreements.csv:2 {message} → 改正后这一行才会使用"]
    assert len(load_facts(tmp_path, NONE).agreements("4012345678901230481")) == 1


def test_a_case_in_a_bad_row_is_in_doubt(tmp_path: Path) -> None:
    write(tmp_path, f"{HEAD}\n40123,换或,,2026-06-18 07:28,\n")
    assert load_facts(tmp_path, NONE).doubtful == {"40123"}


def test_a_row_of_several_lines_keeps_its_first_line_number(tmp_path: Path) -> None:
    write(
        tmp_path, f'{HEAD}\n"40123","换货","","2026-06-18 07:28","a.png\nb.png"\n40124,换货,,x,\n'
    )
    facts = load_facts(tmp_path, NONE)
    assert facts.agreements("40123")[0].evidence == ("a.png", "b.png")
    assert facts.faults[0].line == 4


REFUSALS = [
    ("订单号,约定时间,记录时间,凭证\n",
     "facts/agreements.csv:1: 协商记录缺少列 协商类型 → "
     "第一行要有 订单号、协商类型、约定时间、记录时间、凭证"),
    ("", "facts/agreements.csv: 文件是空的 → 第一行应是表头"),
    (b"\xff\xfe\x00\xd8\x81",
     "facts/agreements.csv: 认不出编码 → 在 Excel 里另存为“CSV UTF-8（逗号分隔）”"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "message"), REFUSALS)
def test_a_file_that_is_no_table_is_refused(
    body: str | bytes, message: str, tmp_path: Path
) -> None:
    assert refusal_of(write(tmp_path, body)) == [message]


def test_a_missing_file_says_what_it_should_hold(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, frozenset({"stock"})) == [
        "facts/stock.csv: 缺少库存文件 → 没有数据也要有表头：商家编码,商品名称,可用库存,补货日期"
    ]


def test_two_files_of_one_kind_are_refused(tmp_path: Path) -> None:
    save_xlsx(tmp_path, ["商家编码", "可用库存"])
    write(tmp_path, "商家编码,可用库存\n", "stock.csv")
    assert refusal_of(tmp_path) == [
        "facts/stock: 库存有两个文件，不知道用哪个 → 只留 .csv 或 .xlsx"
    ]


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    """Excel writes none; a small one is the harmless kin of those that unpack without end."""
    save_xlsx(tmp_path, ["商家编码", "可用库存"], ["QH-1", 3])
    path = tmp_path / "stock.xlsx"
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = b'<!DOCTYPE x [<!ENTITY three "3">]>' + parts[sheet].replace(
        b"<v>3<", b"<v>&three;<", 1
    )
    with zipfile.ZipFile(path, "w") as packed:
        for name, body in parts.items():
            packed.writestr(name, body)
    assert refusal_of(tmp_path) == [
        "facts/stock.xlsx: 不是有效的 XLSX 文件 → 在 Excel 里打开，另存为 .xlsx 或 CSV UTF-8"
    ]


def test_a_file_that_is_no_xlsx_is_refused(tmp_path: Path) -> None:
    write(tmp_path, b"PK not really", "stock.xlsx")
    assert refusal_of(tmp_path) == [
        "facts/stock.xlsx: 不是有效的 XLSX 文件 → 在 Excel 里打开，另存为 .xlsx 或 CSV UTF-8"
    ]


def test_a_huge_file_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "stock.csv").open("wb") as file:
        file.truncate(50_000_001)
    assert refusal_of(tmp_path) == ["facts/stock.csv: 文件超过 50 MB → 只导出最近的数据"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_faults(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as name, suppress(DataFileError):
        load_facts(write(Path(name), f"{HEAD}\n".encode() + raw), NONE)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), min_size=5, max_size=5), max_size=4))
def test_any_cells_survive_a_csv(rows: list[list[str]]) -> None:
    import csv

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEAD.split(","), *rows])
        with suppress(DataFileError):
            assert len(read_sheet(path, "a.csv").rows) <= len(rows)
