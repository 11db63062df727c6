"""What holds for every kind of facts there is, and for one that only this test knows."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from qn_assist.case.basis import Basis, Unreadable, read_basis
from qn_assist.case.decisions import Decision
from qn_assist.datafiles.reader import dump, parse
from qn_assist.facts import kinds, load
from qn_assist.facts.kinds import TABLES
from qn_assist.facts.lookup import Facts
from qn_assist.facts.subject import Subject, subject_of
from qn_assist.facts.table import FactColumn, Table
from qn_assist.rules.decide import decide
from qn_assist.rules.policy import Policy
from qn_assist.trials.example_facts import sheet_of
from qn_assist.trials.example_files import Example, load_examples
from qn_assist.trials.record import as_example
from tests.example_policy import ROOT
from tests.facts.made_up import RETURNS, row_of

MINE, OTHER = "4012345678901230481", "3003288348148168421"
ALL = (*TABLES.values(), RETURNS)
EVERY_KIND = pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
ONE: Example = next(
    one
    for one in load_examples(ROOT / "shops/practice/examples", "practice")
    if one.name == "urge_no_stock"
)


@pytest.fixture(autouse=True)
def _made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TABLES, RETURNS.name, RETURNS)


def called(name: str) -> Subject:
    """A case whose order, parcel, courier, item and place all bear this name."""
    return subject_of(name, name, name, [name], [name])


def basis_with(facts: Facts) -> Basis:
    return Basis(ONE.ticket, ONE.order, facts, ONE.now)


def kept_and_read(basis: Basis) -> Facts:
    """Through the ledger and back."""
    return read_basis(json.loads(json.dumps(basis.stored()))).facts


@EVERY_KIND
def test_a_row_of_another_case_is_never_kept(table: Table[Any]) -> None:
    mine, other = row_of(table, MINE), row_of(table, OTHER)
    facts = replace(Facts.of(other, mine), doubtful=frozenset({MINE, OTHER}))
    kept = facts.concerning(called(MINE))
    assert (kept.all(table), kept.doubtful) == ((mine,), {MINE})
    assert Facts.of(other).concerning(called(MINE)) == Facts()
    assert Facts.of(row_of(table, "")).concerning(called("")).rows == {}


@EVERY_KIND
def test_what_is_kept_with_a_decision_names_no_other_case(
    table: Table[Any], policy: Policy
) -> None:
    many = Facts.of(*(row_of(table, f"{OTHER}{number}") for number in range(50)))
    facts = replace(many, doubtful=frozenset({f"{OTHER}0"}))
    decision = decide(ONE.ticket, ONE.order, replace(policy, facts=facts), ONE.now)
    assert decision.basis is not None
    assert OTHER not in json.dumps(decision.basis.stored(), ensure_ascii=False)


@EVERY_KIND
def test_what_was_kept_is_read_back_whole(table: Table[Any]) -> None:
    facts = replace(
        Facts.of(row_of(table, MINE)),
        doubtful=frozenset({MINE}),
        present=frozenset({table.name}),
    )
    assert kept_and_read(basis_with(facts)) == facts


@EVERY_KIND
def test_a_recorded_example_has_the_rows_of_its_decision(table: Table[Any]) -> None:
    facts = Facts.of(row_of(table, MINE))
    decision = Decision(ONE.ticket, ONE.order, "hand_over", "x", "人", hand_over="人")
    written = parse(dump(as_example(basis_with(facts), decision, "例子")))
    rows = written.data["facts"]
    read = {name: sheet_of(written, name, found) for name, found in rows.items()}
    assert load.facts_of(read) == facts


@EVERY_KIND
def test_a_file_of_it_is_read_by_what_the_table_declares(table: Table[Any], tmp_path: Path) -> None:
    headers = ",".join(column.headers[0] for column in table.columns)
    (tmp_path / f"{table.name}.csv").write_text(f"{headers}\n", "utf-8")
    assert load.load_facts(tmp_path, frozenset({table.name})).present == {table.name}


def test_every_table_of_the_module_is_a_kind() -> None:
    declared = [one for one in vars(kinds).values() if isinstance(one, Table)]
    assert [*declared, RETURNS] == list(TABLES.values())


@dataclass(frozen=True, slots=True)
class Noted:
    order_id: str
    note: str = ""


ORDER = FactColumn("order_id", ("订单号",), str)
NOTE = FactColumn("note", ("备注",), str, required=False)


@pytest.mark.parametrize(
    ("key", "columns"),
    [
        ("order_id", (ORDER,)),
        ("order_id", (ORDER, NOTE, FactColumn("more", ("更多",), str))),
        ("waybill", (ORDER, NOTE)),
        ("note", (ORDER, NOTE)),
    ],
    ids=["a field without a column", "a column without a field", "no such key", "key optional"],
)
def test_a_kind_declared_by_half_does_not_load(key: str, columns: tuple[FactColumn, ...]) -> None:
    with pytest.raises(TypeError, match="notes"):
        Table("notes", "备注", Noted, key, Subject.is_order, columns)


@pytest.mark.parametrize("left_out", ["name", "title", "record", "key", "concerns", "columns"])
def test_a_kind_cannot_leave_out_whom_it_concerns_nor_anything_else(left_out: str) -> None:
    declared = {name: getattr(RETURNS, name) for name in RETURNS.__dataclass_fields__}
    del declared[left_out]
    with pytest.raises(TypeError, match=left_out):
        Table(**declared)


def test_two_kinds_of_one_name_or_one_record_do_not_load() -> None:
    with pytest.raises(TypeError, match="share"):
        kinds.named(RETURNS, replace(RETURNS, title="又一种"))
    with pytest.raises(TypeError, match="share"):
        kinds.named(RETURNS, replace(RETURNS, name="made_up_too"))


FORMERLY = {
    "shipments": {
        MINE: [{"order_id": MINE, "courier": "中通快递", "waybill": "75300000000001"}],
    },
    "stocks": {"A-1": [{"merchant_code": "A-1", "available": 0, "restock_date": "2026-06-28"}]},
    "relief_areas": [
        {
            "area": "云南省",
            "side": "ship_from",
            "since": "2026-06-01",
            "until": None,
            "cause": "疫情",
        }
    ],
    "agreed": {
        MINE: [{"order_id": MINE, "kind": "delay", "recorded_at": "2026-06-18T10:00:00+08:00"}]
    },
    "contacts": [{"courier": "中通快递", "branch": None, "city": None, "phone": "95311"}],
    "answers": {"75300000000001": [{"waybill": "75300000000001", "kind": "lost"}]},
    "faults": [],
    "doubtful": [MINE],
    "present": ["stock"],
}


def test_what_earlier_decisions_kept_is_still_read() -> None:
    stored = basis_with(Facts()).stored() | {"facts": FORMERLY}
    facts = read_basis(stored).facts
    assert {name: len(rows) for name, rows in facts.rows.items()} == {
        "shipments": 1,
        "stock": 1,
        "relief_areas": 1,
        "agreements": 1,
        "courier_contacts": 1,
        "courier_answers": 1,
    }
    assert (facts.doubtful, facts.present) == ({MINE}, {"stock"})
    assert facts.parcels(MINE)[0].waybill == "75300000000001"


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        [],
        {"rows": {}},
        {"rows": {"nothing": []}, "doubtful": [], "present": []},
        {"rows": {"stock": [{"merchant_code": "A"}]}, "doubtful": [], "present": []},
        {"rows": {"stock": "A"}, "doubtful": [], "present": []},
        FORMERLY | {"tomorrow": []},
        FORMERLY | {"stocks": {"A-1": "none"}},
        FORMERLY | {"faults": ["one"]},
    ],
)
def test_facts_that_this_program_did_not_keep_are_not_half_believed(damaged: object) -> None:
    with pytest.raises(Unreadable):
        read_basis(basis_with(Facts()).stored() | {"facts": damaged})
