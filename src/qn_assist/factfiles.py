"""CSV and XLSX files as an ERP or Excel writes them → rows of texts with their line numbers.

Owns encodings, separators and what a spreadsheet does to a cell. It knows no columns. Text stays
text: a long number that Excel has rounded keeps its tell-tale form, for the column to refuse.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from qn_assist.errors import DataFault, DataFileError

MAX_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 1_000_000_000
ENDINGS = ("csv", "xlsx")

_AS_TEXT = re.compile(r'=?"(.*)"')


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` by header text; a missing cell is the empty text. Lines count from 1."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    file: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def refused(file: str, message: str, remedy: str = "", line: int = 0) -> DataFileError:
    return DataFileError([DataFault(file, line, "", message, remedy)])


def read_sheet(path: Path, file: str) -> Sheet:
    """All rows of a file, empty ones left out; DataFileError when it cannot be read as a table."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise refused(file, "文件超过 50 MB", "只导出最近的数据")
        lines = _xlsx(path, file) if path.suffix.lower() == ".xlsx" else _csv(path, file)
        return _sheet(file, lines)
    except OSError as error:
        raise refused(
            file, f"读不了这个文件：{error.strerror or error}", "在 Excel 里关闭它再试"
        ) from error


def _sheet(file: str, lines: Iterator[tuple[int, list[str]]]) -> Sheet:
    filled = ((line, cells) for line, cells in lines if any(cells))
    first = next(filled, None)
    if first is None:
        raise refused(file, "文件是空的", "第一行应是表头")
    headers = tuple(first[1])
    rows = tuple(
        Row(
            line,
            {
                name: cell
                for name, cell in zip(headers, _padded(cells, headers), strict=False)
                if name
            },
        )
        for line, cells in filled
    )
    return Sheet(file, headers, rows)


def _padded(cells: list[str], headers: tuple[str, ...]) -> list[str]:
    return cells + [""] * (len(headers) - len(cells))


def _csv(path: Path, file: str) -> Iterator[tuple[int, list[str]]]:
    body = _decoded(path.read_bytes(), file)
    first = body.split("\n", 1)[0]
    separator = max(",\t;，", key=first.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
    before = 0
    try:
        for cells in reader:
            yield before + 1, [_cell(cell) for cell in cells]
            before = reader.line_num
    except csv.Error as error:
        raise refused(
            file, f"第 {reader.line_num} 行不是有效的 CSV", "检查这一行的引号", reader.line_num
        ) from error


def _decoded(raw: bytes, file: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(file, "认不出编码", "在 Excel 里另存为“CSV UTF-8（逗号分隔）”")


def _cell(shown: str) -> str:
    """Exports keep ids as text by `="…"`, a leading apostrophe or a trailing tab."""
    bare = shown.strip()
    match = _AS_TEXT.fullmatch(bare)
    return (match[1] if match else bare.removeprefix("'")).strip()


def _xlsx(path: Path, file: str) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise refused(file, "展开后超过 1 GB", "只导出最近的数据")
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
                yield line, [_typed(value) for value in values]
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise refused(
            file, "不是有效的 XLSX 文件", "在 Excel 里打开，另存为 .xlsx 或 CSV UTF-8"
        ) from error


def _typed(value: Any) -> str:
    """What a typed cell shows. A number beyond 15 digits is written as Excel kept it: rounded."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:E}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**15 else f"{float(value):E}"
    return _cell(str(value))
