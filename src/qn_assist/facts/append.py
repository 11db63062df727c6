"""One more row in a CSV of facts, which stays the clerk's: encoding, mark, separator, columns and
line ends as they were, every earlier byte untouched, and replaced at once.

A workbook is not touched: writing it back would lose what its owner made of it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from qn_assist.basics.errors import DataFault, DataFileError, UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import read_at_most, rewrite
from qn_assist.datafiles import TABLE_BYTES, Sheet, decoded, refused, separator_of, sheet_of
from qn_assist.facts.table import Table, columns_of, read_table

LOCK_SECONDS = 10.0
# A spreadsheet rounds longer numbers.
ROUNDED = 15
AS_TEXT = ('="{}"', "'{}", "{}\t")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def append_row(folder: Path, table: Table[Any], values: Mapping[str, str], lock: Path) -> Path:
    """Add a row to `folder/<name>.csv`, made with its headers if there is none; the file.

    `values` by field, in the words of the file; fields without a column are left out. `lock` keeps
    two programs from adding at once. DataFileError when the file is no such table or the row would
    not be read as one; UsageFault when it cannot be written.
    """
    path = folder / f"{table.name}.csv"
    with adding_to(path, lock):
        add_row(path, table, values)
    return path


@contextmanager
def adding_to(path: Path, lock: Path) -> Iterator[None]:
    """What is read inside stays true until the row is written: nobody else adds meanwhile."""
    try:
        with FileLock(lock, mode=0o600, timeout=LOCK_SECONDS):
            yield
    except (OSError, Timeout) as error:
        raise unwritable(path, getattr(error, "strerror", None)) from error


def unwritable(path: Path, reason: str | None) -> UsageFault:
    said = t("facts.unwritable", path=path, reason=reason or t("facts.busy"))
    return UsageFault(said, remedy=t("facts.unwritable.remedy"))


def add_row(path: Path, table: Table[Any], values: Mapping[str, str]) -> None:
    """As `append_row`, inside of `adding_to`."""
    workbook = path.with_suffix(".xlsx")
    if workbook.is_file():
        raise refused(workbook.name, t("facts.workbook"), t("facts.workbook.remedy"))
    raw = read_at_most(path, TABLE_BYTES) if path.is_file() else _begun(table)
    rewrite(path, _with_row(raw, path.name, table, values))


def _begun(table: Table[Any]) -> bytes:
    """An empty file as Excel writes one."""
    headers = ",".join(column.headers[0] for column in table.columns)
    return codecs.BOM_UTF8 + f"{headers}\r\n".encode()


def _with_row(raw: bytes | None, file: str, table: Table[Any], values: Mapping[str, str]) -> bytes:
    if raw is None:
        raise refused(file, t("file.over_50mb"), t("file.recent_only"))
    body, encoding = decoded(raw, file)
    sheet = sheet_of(raw, file, packed=False)
    field_of = {header: name for name, header in columns_of(sheet, table).items()}
    end = "\r\n" if "\r\n" in body else "\n"
    told = {**values, table.key: _as_before(sheet, body, values[table.key])}
    cells = [_as_text(told.get(field_of.get(header, ""), "")) for header in sheet.headers]
    row = io.StringIO()
    csv.writer(row, delimiter=separator_of(body), lineterminator=end).writerow(cells)
    added = ("" if body.endswith(("\n", "\r")) else end) + row.getvalue()
    whole = raw + _encoded(added, raw, encoding, file)
    _still_reads(raw, whole, file, table)
    return whole


def _as_before(sheet: Sheet, body: str, one: str) -> str:
    """An id made a text by `="…"`, an apostrophe or a tab, where the file keeps its ids so."""
    ids = [cell for row in sheet.rows for cell in row.cells.values() if len(cell) > ROUNDED]
    known = next((cell for cell in reversed(ids) if cell.isdigit()), None)
    forms = [form for form in AS_TEXT if separator_of(body) not in form]
    found = (form for form in forms if known and form.format(known) in body.replace('""', '"'))
    return next(found, "{}").format(one)


def _as_text(value: str) -> str:
    """One line; what a spreadsheet would run gets the apostrophe by which it is a text."""
    if value.startswith('="') or value.endswith("\t"):
        return value  # an id in the form of the file's own
    line = " ".join(value.split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def _encoded(added: str, raw: bytes, encoding: str, file: str) -> bytes:
    """In the file's encoding, without a second mark."""
    plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    if raw.startswith(codecs.BOM_UTF16_BE):
        plain = "utf-16-be"
    try:
        return added.encode(plain)
    except UnicodeEncodeError as error:
        raise refused(file, t("facts.encoding"), t("facts.encoding.remedy")) from error


def _still_reads(before: bytes, after: bytes, file: str, table: Table[Any]) -> None:
    """Nothing is replaced by what would not be read back as one good row more."""
    old, new = (read_table(sheet_of(raw, file, packed=False), table) for raw in (before, after))
    faults = [fault for fault in new.faults if fault not in old.faults]
    if not faults and len(new.records) != len(old.records) + 1:
        faults = [DataFault(file, 0, "", t("facts.not_read_back"), t("facts.not_read_back.remedy"))]
    if faults:
        raise DataFileError(faults)
