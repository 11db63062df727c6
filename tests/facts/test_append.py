"""A row more in the clerk's file: every earlier byte stays, and it is read back."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from openpyxl import Workbook

from qn_assist.basics.errors import DataFileError, UsageFault
from qn_assist.facts.append import append_row
from qn_assist.facts.kinds import ANSWERS
from qn_assist.facts.load import load_facts
from qn_assist.facts.lookup import Facts

HEAD = "运单号,询问时间,答复时间,答复类型,内容"
OLD = "YT1,2026-06-17 08:00,2026-06-17 09:00,延误,车坏了"
ADDED = "YT2,2026-06-18 09:00:00,2026-06-18 10:00:00,丢失,中转丢失，已登记"
ROW = {
    "waybill": "YT2",
    "asked_at": "2026-06-18 09:00:00",
    "answered_at": "2026-06-18 10:00:00",
    "kind": "丢失",
    "content": "中转丢失，已登记",
}


def append(folder: Path, **changes: str) -> Path:
    return append_row(folder, ANSWERS, ROW | changes, folder / "lock")


def facts_in(folder: Path) -> Facts:
    return load_facts(folder, frozenset())


@pytest.mark.parametrize(
    ("before", "added"),
    [
        (
            codecs.BOM_UTF8 + f"{HEAD}\r\n{OLD}\r\n".encode(),
            f"{ADDED}\r\n".encode(),
        ),
        (
            f"{HEAD}\n{OLD}".encode("gb18030"),
            "\nYT2,2026-06-18 09:00:00,2026-06-18 10:00:00,丢失,中转丢失，已登记\n".encode(
                "gb18030"
            ),
        ),
        (
            codecs.BOM_UTF16_LE + "waybill\tkind\tanswered_at\tmine\n".encode("utf-16-le"),
            "YT2\t丢失\t2026-06-18 10:00:00\t\n".encode("utf-16-le"),
        ),
    ],
    ids=["as Excel writes it", "GBK without a last line end", "UTF-16, tabs, other columns"],
)
def test_a_row_is_added_as_the_file_is_written(tmp_path: Path, before: bytes, added: bytes) -> None:
    file = tmp_path / "courier_answers.csv"
    file.write_bytes(before)
    file.chmod(0o664)
    assert append(tmp_path) == file
    assert file.read_bytes() == before + added
    assert file.stat().st_mode & 0o777 == 0o664
    answer = facts_in(tmp_path).answer("YT2")
    assert answer is not None
    assert answer.kind == "lost"


def test_a_file_that_is_not_there_begins_with_its_headers(tmp_path: Path) -> None:
    append(tmp_path)
    append(tmp_path, waybill="YT3")
    raw = (tmp_path / "courier_answers.csv").read_bytes()
    assert raw.startswith(codecs.BOM_UTF8 + f"{HEAD}\r\n".encode())
    assert {one.waybill for one in facts_in(tmp_path).all(ANSWERS)} == {"YT2", "YT3"}


def test_what_a_spreadsheet_would_run_is_kept_as_a_text(tmp_path: Path) -> None:
    file = append(tmp_path, content='=HYPERLINK("x"),\n第二行')
    assert "'=HYPERLINK" in file.read_text(encoding="utf-8-sig")
    answer = facts_in(tmp_path).answer("YT2")
    assert answer is not None
    assert answer.content == '=HYPERLINK("x"), 第二行'


@pytest.mark.parametrize("before", [f'{HEAD}\n"YT1,never closed\n', "运单号\nYT1\n", ""])
def test_a_file_that_is_no_such_table_is_left_as_it_is(tmp_path: Path, before: str) -> None:
    file = tmp_path / "courier_answers.csv"
    file.write_text(before, encoding="utf-8")
    with pytest.raises(DataFileError):
        append(tmp_path)
    assert file.read_text(encoding="utf-8") == before


def test_a_row_that_would_not_be_read_is_not_added(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="不是编号"):
        append(tmp_path, waybill="YT 2 3")
    assert not (tmp_path / "courier_answers.csv").exists()


def test_a_workbook_is_never_written(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "courier_answers.xlsx")
    with pytest.raises(DataFileError, match="XLSX 文件不会被程序改动"):
        append(tmp_path)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    with pytest.raises(UsageFault, match="写不了"):
        append_row(missing, ANSWERS, ROW, tmp_path / "lock")
