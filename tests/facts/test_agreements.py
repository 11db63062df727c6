"""An agreement is added to the file as the file is; what is there already is never changed."""

from __future__ import annotations

import codecs
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.text import SHANGHAI
from qn_assist.datafiles.sheets import sheet_of
from qn_assist.facts.agreements import FORM, Given, ProofPicture, add
from qn_assist.facts.kinds import AGREEMENTS, Agreement
from qn_assist.facts.table import read_table

NOW = datetime(2026, 6, 18, 10, 0, tzinfo=SHANGHAI)
DATE = NOW + timedelta(days=6)
ORDER, OTHER = "3895101549382725078", "3003288348148168421"
HEAD = "订单号,协商类型,约定时间,记录时间,凭证"
ROW = f"{OTHER},换货,,2026-06-18 08:21:33,exchange-1.png"
PICTURE = b"\x89PNG chat"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "agreements.csv").write_text(f"{HEAD}\n{ROW}\n", "utf-8-sig")
    return folder


def given(facts: Path, **changes: object) -> Given:
    made = Agreement(ORDER, "delay", NOW, DATE)
    return Given(replace(made, **changes), (ProofPicture(".png", PICTURE),))


def records(facts: Path) -> list[Agreement]:
    raw = (facts / "agreements.csv").read_bytes()
    found = read_table(sheet_of(raw, "agreements.csv", packed=False), AGREEMENTS)
    assert not found.faults
    return list(found.records)


@pytest.mark.parametrize(
    ("encoding", "end", "separator"),
    [
        ("utf-8-sig", "\n", ","),
        ("utf-8", "\r\n", ","),
        ("gb18030", "\r\n", ","),
        ("utf-16", "\r\n", "\t"),
    ],
)
@pytest.mark.parametrize("closed", [True, False], ids=["last line ended", "last line open"])
def test_a_row_is_added_in_the_form_of_the_file(
    facts: Path, encoding: str, end: str, separator: str, closed: bool
) -> None:
    path = facts / "agreements.csv"
    body = end.join([HEAD, ROW]).replace(",", separator) + (end if closed else "")
    path.write_bytes(body.encode(encoding))
    add(facts, given(facts), facts.parent / "lock")
    after = path.read_bytes()
    assert after.startswith(body.encode(encoding))
    text = after.decode(encoding)
    assert text.count("\ufeff") == 0
    assert text.split(end)[2:] == [
        separator.join(
            [
                ORDER,
                "延迟发货",
                f"{DATE:{FORM}}",
                f"{NOW:{FORM}}",
                f"{ORDER}-delay-1.png",
            ]
        ),
        "",
    ]
    assert [one.order_id for one in records(facts)] == [OTHER, ORDER]
    assert (facts / f"evidence/{ORDER}-delay-1.png").read_bytes() == PICTURE
    assert not after.startswith(codecs.BOM_UTF8 * 2)


def test_own_columns_and_their_order_stay(facts: Path) -> None:
    path = facts / "agreements.csv"
    path.write_text("记录时间,备注,凭证,类型,订单编号,约定时间\n", "utf-8")
    add(facts, given(facts), facts.parent / "lock")
    assert path.read_text("utf-8").split("\n")[1] == (
        f"2026-06-18 10:00:00,,{ORDER}-delay-1.png,延迟发货,{ORDER},2026-06-24 10:00:00"
    )


@pytest.mark.parametrize("form", ['="{}"', "'{}", "{}\t"])
def test_an_id_is_kept_as_text_as_the_file_keeps_its_ids(facts: Path, form: str) -> None:
    path = facts / "agreements.csv"
    path.write_text(f"{HEAD}\n{ROW.replace(OTHER, form.format(OTHER))}\n", "utf-8-sig")
    add(facts, given(facts), facts.parent / "lock")
    assert [one.order_id for one in records(facts)] == [OTHER, ORDER]
    assert (
        path.read_text("utf-8-sig")
        .split("\n")[2]
        .replace('""', '"')
        .strip('"')
        .startswith(form.format(ORDER).strip('"'))
    )


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ({}, "已经记过"),
        ({"agreed_at": DATE + timedelta(days=2)}, "矛盾：延迟发货 2026-06-24 10:00"),
        ({"kind": "refund", "agreed_at": None}, "矛盾"),
    ],
)
def test_what_is_there_or_contradicts_it_is_refused(
    facts: Path, later: dict[str, object], told: str
) -> None:
    add(facts, given(facts), facts.parent / "lock")
    before = (facts / "agreements.csv").read_bytes()
    again = given(facts, recorded_at=NOW + timedelta(hours=1), **later)
    with pytest.raises(UsageFault, match=told):
        add(facts, again, facts.parent / "lock")
    assert (facts / "agreements.csv").read_bytes() == before


def test_a_buyer_who_changed_their_mind_is_recorded_beside_the_earlier_word(facts: Path) -> None:
    add(facts, given(facts), facts.parent / "lock")
    other_date = {"agreed_at": DATE + timedelta(days=2), "recorded_at": NOW + timedelta(hours=1)}
    later = replace(given(facts, **other_date), replace=True)
    add(facts, later, facts.parent / "lock")
    assert [one.agreed_at for one in records(facts) if one.order_id == ORDER] == [
        DATE,
        DATE + timedelta(days=2),
    ]


def test_a_picture_of_the_same_name_and_other_content_is_not_replaced(facts: Path) -> None:
    evidence = facts / "evidence"
    evidence.mkdir()
    (evidence / f"{ORDER}-delay-1.png").write_bytes(b"another")
    assert add(facts, given(facts), facts.parent / "lock").evidence == (f"{ORDER}-delay-2.png",)
    assert (evidence / f"{ORDER}-delay-1.png").read_bytes() == b"another"


def test_a_bad_row_of_the_order_is_to_be_mended_first(facts: Path) -> None:
    with (facts / "agreements.csv").open("a", encoding="utf-8") as file:
        file.write(f"{ORDER},延期,不是时间,,\n")
    with pytest.raises(UsageFault, match="有一行写错了"):
        add(facts, given(facts), facts.parent / "lock")


def test_a_workbook_is_not_added_to(facts: Path) -> None:
    (facts / "agreements.csv").rename(facts / "agreements.xlsx")
    with pytest.raises(UsageFault, match=r"要是 .*agreements\.csv"):
        add(facts, given(facts), facts.parent / "lock")


def test_the_files_rights_stay(facts: Path) -> None:
    (facts / "agreements.csv").chmod(0o640)
    add(facts, given(facts), facts.parent / "lock")
    assert (facts / "agreements.csv").stat().st_mode & 0o777 == 0o640
