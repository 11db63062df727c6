"""Every reader of a file from outside: read rightly or refused by name, within its limit."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from qn_assist.basics.errors import DataFileError, OperatorError
from qn_assist.basics.paths import Home
from qn_assist.browser.stored_session import Identity, kept_session, session_file
from qn_assist.case import plan_file as plan
from qn_assist.cli.answers import AnswersFile, load_answers
from qn_assist.console.shop import Shop
from qn_assist.datafiles import reader as yamlfile
from qn_assist.datafiles import sheets as factfiles
from qn_assist.datafiles.reader import dump, parse, validate
from qn_assist.datafiles.sheets import sheet_of
from qn_assist.facts.kinds import TABLES
from qn_assist.facts.load import load_facts
from qn_assist.facts.table import read_table
from qn_assist.secrets import session_seal as sealed
from qn_assist.secrets import vault

from .texts import ANY, HOSTILE

KINDS = st.sampled_from(list(TABLES.values()))
SMALL = settings(max_examples=60)
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    [one[:200] for one in HOSTILE if "\x1b" not in one]
)
XML = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def as_csv(rows: list[list[str]], encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: list[list[Any]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(out)
    return out.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose one sheet is `xml`."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx([["商家编码", "可用库存"]]))) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in packed.namelist():
            body = xml if name == "xl/worksheets/sheet1.xml" else packed.read(name)
            written.writestr(name, body)
    return out.getvalue()


@SMALL
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_cells_come_back_from_a_csv_of_any_encoding(
    encoding: str, rows: list[tuple[str, str]]
) -> None:
    """Chinese headers, as every real export has them: they show what the encoding is."""
    written = [["商家编码与名称的说明列", "可用库存"], *map(list, rows)]
    sheet = sheet_of(as_csv(written, encoding), "f.csv", packed=False)
    assert [[*row.cells.values()] for row in sheet.rows] == as_read(rows)


def as_read(rows: list[tuple[str, str]]) -> list[list[str]]:
    """Without the marks by which exports keep text as text, and without empty rows."""
    cells = [[factfiles._cell(one) for one in row] for row in rows]
    return [row for row in cells if any(row)]


@SMALL
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_cells_come_back_from_a_workbook(rows: list[tuple[str, str]]) -> None:
    with suppress(DataFileError):
        sheet = sheet_of(as_xlsx([["a", "b"], *map(list, rows)]), "f.xlsx", packed=True)
        assert [[*row.cells.values()] for row in sheet.rows] == as_read(rows)


@SMALL
@given(KINDS, st.lists(st.lists(ANY, min_size=1, max_size=7), max_size=4))
def test_every_row_becomes_a_record_or_a_fault(kind: Any, rows: list[list[str]]) -> None:
    headers = [column.headers[0] for column in kind.columns]
    clean = [[one.encode("utf-8", "ignore").decode() for one in row] for row in rows]
    with suppress(DataFileError):
        sheet = sheet_of(as_csv([headers, *clean], "utf-8"), "f.csv", packed=False)
        found = read_table(sheet, kind)
        bad = {fault.line for fault in found.faults}
        assert len(found.records) + len(bad) == len(sheet.rows)


@SMALL
@given(st.binary(max_size=400), st.integers(0, 6000), st.booleans())
def test_a_damaged_workbook_is_read_or_refused(noise: bytes, at: int, cut: bool) -> None:
    whole = as_xlsx([["商家编码", "可用库存"], ["QH-1", 5]])
    raw = whole[:at] if cut else whole[:at] + noise + whole[at + len(noise) :]
    with suppress(DataFileError):
        sheet_of(raw, "f.xlsx", packed=True)


REFUSED = [
    ('订单号,运单号\n"1,2\n3,4\n', "不是有效的 CSV"),
    ("订单号,运单号\n1,2\n".encode() + "快".encode()[:2] + b",3\n", "认不出编码"),
    (",".join(f"c{n}" for n in range(300)), "超过 256 列"),
]


@pytest.mark.parametrize(("body", "words"), REFUSED)
def test_what_would_be_read_wrongly_is_refused(body: str | bytes, words: str) -> None:
    raw = body.encode() if isinstance(body, str) else body
    with pytest.raises(DataFileError, match=words):
        sheet_of(raw, "f.csv", packed=False)


ROWS = [
    ("QH-1,5,顺丰", "多出内容"),
    ("#N/A,5", "公式算不出来"),
    ("QH-1,5²", "不是件数"),
]


@pytest.mark.parametrize(("row", "words"), ROWS)
def test_a_shifted_or_broken_row_is_a_fault(row: str, words: str) -> None:
    sheet = sheet_of(f"商家编码,可用库存\n{row}\n".encode(), "f.csv", packed=False)
    found = read_table(sheet, TABLES["stock"])
    assert not found.records
    assert words in str(found.faults[0])


def test_a_column_that_is_there_twice_is_refused() -> None:
    sheet = sheet_of("商家编码,可用库存,可用 库存\nQH-1,5,6\n".encode(), "f.csv", packed=False)
    with pytest.raises(DataFileError, match="有两列都叫"):
        read_table(sheet, TABLES["stock"])


BOMBS: dict[str, Callable[[], bytes]] = {
    "unpacks_to_gigabytes": lambda: with_sheet(b"\0" * 200_000_000),
    "one_cell_at_the_far_end": lambda: with_sheet(
        XML + b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        b"</worksheet>"
    ),
    "rows_as_wide_as_can_be": lambda: with_sheet(
        XML
        + b"<sheetData>"
        + b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(1, 3000))
        + b"</sheetData></worksheet>"
    ),
    "entities_in_entities": lambda: with_sheet(
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]>"
        + XML
        + b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
        b"</sheetData></worksheet>"
    ),
    "no_end": lambda: with_sheet(XML + b'<sheetData><row r="1"'),
    "a_text_that_is_not_there": lambda: with_sheet(
        XML + b'<sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData></worksheet>'
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_forged_workbook_is_refused_quickly(name: str, tmp_path: Path) -> None:
    raw = BOMBS[name]()
    assert len(raw) < 1_000_000
    (tmp_path / "stock.xlsx").write_bytes(raw)
    before = time.process_time()
    with pytest.raises(DataFileError, match=r"stock\.xlsx"):
        load_facts(tmp_path, frozenset())
    assert time.process_time() - before < 5


def test_sizes_that_lie_unpack_no_further(tmp_path: Path) -> None:
    """The directory of the archive says 100 bytes; there are millions behind."""
    raw = bytearray(with_sheet(XML + b" " * 3_000_000))
    at = raw.rindex(b"xl/worksheets/sheet1.xml") - 46
    raw[at + 24 : at + 28] = (100).to_bytes(4, "little")
    (tmp_path / "stock.xlsx").write_bytes(raw)
    with pytest.raises(DataFileError, match="不是有效的 XLSX"):
        load_facts(tmp_path, frozenset())


TOO_BIG: list[tuple[str, int, Callable[[Path], object]]] = [
    ("f.csv", factfiles.TABLE_BYTES, lambda path: factfiles.read_sheet(path, "f.csv")),
    ("f.xlsx", factfiles.TABLE_BYTES, lambda path: factfiles.read_sheet(path, "f.xlsx")),
    ("f.yaml", yamlfile.YAML_BYTES, yamlfile.load),
    ("answers.yaml", yamlfile.YAML_BYTES, load_answers),
    ("plan.json", plan.MAX_BYTES, plan.load_plan),
    ("credentials.json", vault.MAX_BYTES, lambda path: vault.get(path, "k" * 12, "a")),
]


@pytest.mark.parametrize(("name", "most", "read"), TOO_BIG, ids=[one[0] for one in TOO_BIG])
def test_a_file_that_is_too_big_is_not_read(
    name: str, most: int, read: Callable[[Path], object], tmp_path: Path
) -> None:
    """An endless device is as good as a huge file: no more than the limit is taken."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(most + 1)
    with pytest.raises(OperatorError) as refused:
        read(path)
    assert refused.value.exit_code == 2
    assert name in refused.value.message
    assert refused.value.remedy or "→" in refused.value.message


def test_a_list_of_forbidden_words_that_is_too_big_is_not_read(tmp_path: Path) -> None:
    shop = Shop.model_construct(folder=tmp_path, forbidden_words="words.txt")
    (tmp_path / "words.txt").write_text("返现\n", "utf-8")
    assert shop.words() == ("返现",)
    (tmp_path / "words.txt").write_text("返现\n" * 200_000, "utf-8")
    with pytest.raises(DataFileError, match="禁用词文件超过 1 MB → 只留要禁的词"):
        shop.words()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@SMALL
@given(st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), VALUES, max_size=4))
def test_what_is_written_as_yaml_comes_back(data: dict[str, Any]) -> None:
    with suppress(DataFileError):
        again = parse(dump(data))
        if not again.faults:
            assert json.dumps(again.data or {}) == json.dumps(data)


@SMALL
@given(ANY)
def test_any_text_is_yaml_or_a_fault_with_its_place(shown: str) -> None:
    with suppress(DataFileError):
        validate(parse(shown), AnswersFile)


def test_aliases_of_aliases_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(DataFileError, match="嵌套太深"):
        parse("\n".join(lines))


@SMALL
@given(st.binary(max_size=300) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_plan_or_refused(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "plan.json"
        path.write_bytes(raw)
        with pytest.raises(DataFileError, match=r"plan\.json"):
            plan.load_plan(path)


@pytest.mark.parametrize("content", [b"", b"\xff", b"{", b"not json"])
def test_a_stored_session_that_is_none_is_a_new_login(content: bytes, tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    identity = Identity("shop", "青禾", "青禾:小青")
    sealed.seal(session_file(home, identity), content, home)
    assert kept_session(home, identity) is None
