"""What the YAML reader takes as written, where things stand, and that edits keep comments."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.datafiles.reader import (
    Document,
    Strict,
    collecting,
    dump,
    export_schema,
    load,
    load_model,
    parse,
    validate,
)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("12:30", "12:30"),
        ("007", "007"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        ("2026-06-18", "2026-06-18"),
        ("2026-06-18 10:00:00", "2026-06-18 10:00:00"),
        ("5", 5),
        ("-5", -5),
        ("1.5", 1.5),
        (".nan", ".nan"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("'5'", "5"),
        ("4012345678901234567", 4012345678901234567),
    ],
)
def test_scalars_are_taken_as_written(written: str, value: object) -> None:
    assert parse(f"a: {written}").data == {"a": value}


def test_keys_are_texts() -> None:
    assert parse("on: 1\n5: 2\ntrue: 3").data == {"on": 1, "5": 2, "true": 3}


def test_each_value_has_the_line_of_its_key() -> None:
    document = parse("a:\n  - x\n  - b: |\n      one\n      two\n    c: >-\n      t\n")
    assert document.line(("a",)) == 1
    assert document.line(("a", 1)) == 3
    assert document.line(("a", 1, "b")) == 3
    assert document.text_line(("a", 1, "b"), 2) == 5
    assert document.text_line(("a", 1, "c")) == 7
    assert document.line(("a", 1, "missing", "below")) == 3
    assert document.fault(("a", 1, "b"), "m").path == "a.1.b"


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("﻿a: 中\r\nb: 2\r\n".encode())
    assert load(file).data == {"a": "中", "b": 2}


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("a: 1\nb: 中文".encode("gb18030"))
    with pytest.raises(DataFileError, match=r"a.yaml:2: 不是 UTF-8 编码 → 用记事本打开"):
        load(file)


def test_a_missing_file_is_an_operator_fault(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="文件不存在"):
        load(tmp_path / "none.yaml")


def test_a_bomb_of_aliases_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(DataFileError, match="嵌套太深"):
        parse("\n".join(lines))


def test_an_edit_keeps_the_comments() -> None:
    document = parse("# 店铺\na: '1' # 一\nb:\n  - x\n")
    tree = document.tree()
    tree["b"].append("y")
    assert dump(tree) == "# 店铺\na: '1' # 一\nb:\n  - x\n  - y\n"


def test_faults_of_several_files_are_gathered() -> None:
    faults: list[DataFault] = []
    for name in ("one", "two"):
        with collecting(faults):
            parse("a: [", name)
    assert [fault.file for fault in faults] == ["one", "two"]


class Small(Strict):
    name: str
    count: int = 0


def test_a_good_file_becomes_its_model(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("name: 甲\ncount: 3", encoding="utf-8")
    assert load_model(file, Small) == Small(name="甲", count=3)


def test_the_schema_is_for_editors() -> None:
    schema = export_schema(Small, "小")
    assert schema["title"] == "小"
    assert schema["additionalProperties"] is False


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_read_or_refused_with_faults(body: str) -> None:
    with suppress(DataFileError):
        document = parse(body)
        assert isinstance(document, Document)
        validate(document, Small)


_YAML_BITS = st.sampled_from(
    [
        "name",
        ": ",
        "\n",
        "- ",
        "  ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "|",
        "#",
        "'",
        '"',
        "<<",
        "count",
        "5",
        "!t ",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_YAML_BITS, max_size=15).map("".join))
def test_any_yaml_is_read_or_refused_with_faults(body: str) -> None:
    with suppress(DataFileError):
        validate(parse(body), Small)
