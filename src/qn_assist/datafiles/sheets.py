"""CSV and XLSX files as an ERP or Excel writes them → rows of texts with their line numbers.

Owns encodings, separators and what a spreadsheet does to a cell. It knows no columns. Text stays
text: a long number that Excel has rounded keeps its tell-tale form, for the column to refuse.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.basics.paths import read_at_most

TABLE_BYTES = 50_000_000
# Unpacked into cells it is some twenty times as much memory.
MAX_UNPACKED_BYTES = 40_000_000
MAX_COLUMNS = 256
MOST_TITLES = 3
# So many headings make a table; what stands alone above them is its title.
HEADINGS = 3
ENDINGS = ("csv", "xlsx")

SEPARATORS = ",\t;，"
_SAYS_SEPARATOR = re.compile(r"sep=([,;\t，|])")
_CHINESE = re.compile("[\u3000-\u9fff]")
_AS_TEXT = re.compile(r'=?"(.*)"')

# What zipfile, the XML parser and openpyxl let through for a damaged or forged workbook.
_NO_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    EOFError,
)


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` by header text; a missing cell is the empty text. Lines count from 1.

    `surplus`: there is more in this row than headers above it, so its cells may stand shifted.
    """

    line: int
    cells: dict[str, str]
    surplus: bool = False


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
        raw = read_at_most(path, TABLE_BYTES)
    except OSError as error:
        raise refused(
            file, t("file.unreadable", reason=error.strerror or error), t("file.unreadable.remedy")
        ) from error
    if raw is None:
        raise refused(file, t("file.over_50mb"), t("file.recent_only"))
    return sheet_of(raw, file, packed=path.suffix.lower() == ".xlsx")


def sheet_of(raw: bytes, file: str, *, packed: bool) -> Sheet:
    """The same from bytes; `packed`: an XLSX."""
    return _sheet(file, _xlsx(raw, file) if packed else _csv(raw, file))


def tabs_of(raw: bytes, file: str) -> tuple[Sheet, ...]:
    """Every tab of an XLSX; DataFileError when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            count = sum(name.startswith("xl/worksheets/sheet") for name in packed.namelist())
    except _NO_WORKBOOK as error:
        raise _no_workbook(file) from error
    return tuple(_sheet(file, _xlsx(raw, file, tab)) for tab in range(count))


def _sheet(file: str, lines: Iterator[tuple[int, list[str]]]) -> Sheet:
    filled = _below_title((line, cells) for line, cells in lines if any(cells))
    first = next(filled, None)
    if first is None:
        raise refused(file, t("file.empty"), t("file.empty.remedy"))
    headers = tuple(first[1])
    if len(headers) > MAX_COLUMNS:
        raise refused(file, t("file.columns", most=MAX_COLUMNS), t("file.columns.remedy"), first[0])
    return Sheet(file, headers, tuple(_row(line, cells, headers) for line, cells in filled))


def _below_title(
    filled: Iterator[tuple[int, list[str]]],
) -> Iterator[tuple[int, list[str]]]:
    """Some exports put a title over the headings: one cell alone, and many in the row below it."""
    above: list[tuple[int, list[str]]] = []
    for line, cells in filled:
        count = sum(map(bool, cells))
        if count == 1 and len(above) < MOST_TITLES:
            above.append((line, cells))
            continue
        if count < HEADINGS:
            yield from above
        yield line, cells
        yield from filled
        return
    yield from above


def _row(line: int, cells: list[str], headers: tuple[str, ...]) -> Row:
    shown = zip(headers, _padded(cells, headers), strict=False)
    surplus = any(cells[len(headers) :])
    return Row(line, {name: cell for name, cell in shown if name}, surplus)


def _padded(cells: list[str], headers: tuple[str, ...]) -> list[str]:
    return cells + [""] * (len(headers) - len(cells))


def _csv(raw: bytes, file: str) -> Iterator[tuple[int, list[str]]]:
    """Strict: a quote that is never closed would swallow every row behind it."""
    body, _ = decoded(raw, file)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator_of(body), strict=True)
    before = 0
    try:
        for cells in reader:
            if before == 0 and _SAYS_SEPARATOR.fullmatch(body.split("\n", 1)[0].strip()):
                before = reader.line_num
                continue
            yield before + 1, [_cell(cell) for cell in cells]
            before = reader.line_num
    except csv.Error as error:
        raise refused(
            file, t("file.bad_csv", line=reader.line_num), t("file.bad_csv.remedy"), reader.line_num
        ) from error


def separator_of(body: str) -> str:
    """What parts the cells of a CSV: as its first line says, or by the first that has several."""
    first, *more = body.split("\n", MOST_TITLES + 1)[: MOST_TITLES + 1]
    if told := _SAYS_SEPARATOR.fullmatch(first.strip("\r")):
        return told[1]
    telling = (line for line in (first, *more) if any(one in line for one in SEPARATORS))
    return max(SEPARATORS, key=next(telling, first).count)


def decoded(raw: bytes, file: str) -> tuple[str, str]:
    """The text of a CSV without its mark, and the encoding it is in."""
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            if encoding == "gb18030" and _nearly_utf8(raw):
                break
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise refused(file, t("file.encoding"), t("file.encoding.remedy"))


def _nearly_utf8(raw: bytes) -> bool:
    """Damaged UTF-8, which GB18030 would read as other characters.

    Real GBK read as UTF-8 is full of faults and has next to no Chinese in it.
    """
    shown = raw.decode("utf-8", "replace")
    chinese = len(_CHINESE.findall(shown))
    return shown.count("\ufffd") * 3 < chinese


def _cell(shown: str) -> str:
    """Exports keep ids as text by `="…"`, a leading apostrophe or a trailing tab."""
    bare = shown.strip()
    match = _AS_TEXT.fullmatch(bare)
    return (match[1] if match else bare.removeprefix("'")).strip()


def _no_workbook(file: str) -> DataFileError:
    return refused(file, t("file.bad_xlsx"), t("file.bad_xlsx.remedy"))


def _xlsx(raw: bytes, file: str, tab: int = 0) -> Iterator[tuple[int, list[str]]]:
    """`zipfile` never unpacks more of a part than it declares, so the declared sizes are a limit.

    A small file can still name a far cell: what stands beyond the columns allowed is not built.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise refused(file, t("file.unpacked"), t("file.recent_only"))
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        try:
            rows = book.worksheets[tab].iter_rows(max_col=MAX_COLUMNS, values_only=True)
            for line, values in enumerate(rows, 1):
                if values.count(None) < len(values):
                    yield line, _without_tail([_typed(value) for value in values])
        finally:
            book.close()
    except _NO_WORKBOOK as error:
        raise _no_workbook(file) from error


def _without_tail(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


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
