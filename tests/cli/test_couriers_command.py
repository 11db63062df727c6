"""`couriers`: from open cases to a table for a branch, and from its answer to the next decision."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qn_assist import cli
from qn_assist.basics.clock import utc_now
from qn_assist.basics.text import SHANGHAI
from qn_assist.case.outcomes import State
from qn_assist.case.tickets import Order, Ticket
from qn_assist.cli.commands.init import make_workspace
from qn_assist.cli.desks import desk_of
from qn_assist.desk.load import Desk
from qn_assist.ledger import Ledger
from qn_assist.rules import decide
from qn_assist.rules.claims import supported
from qn_assist.rules.policy import reload_facts
from qn_assist.trials.examples import examples_of

pytestmark = pytest.mark.usefixtures("desks_loaded_once")

HOSTILE = '=HYPERLINK("http://x","y") 13812345678'
BUYER = {"nick": "小张三", "name": "张三丰", "phone": "13812345678", "address": "浙江省杭州市 ***"}
STALLED, SLOW, SETTLED = "YTSTALLED1", "YTSLOW2", "YTDONE3"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    make_workspace(folder)
    return folder


@pytest.fixture(autouse=True)
def _in_the_workspace(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)


@pytest.fixture
def desk() -> Desk:
    return desk_of("practice", None)


def a_case(desk: Desk, name: str, waybill: str, **changes: object) -> tuple[Ticket, Order]:
    """An example's ticket and order, read just now under another waybill."""
    [one] = examples_of(desk.policy, [name])
    at = {"read_at": utc_now(), "waybill": waybill, "ticket_id": f"t/{waybill}"}
    buyer = {
        "nick": "小张三",
        "name": "张三丰",
        "phone": "13812345678",
        "address": "浙江省杭州市 ***",
    }
    ticket = Ticket.model_validate(one.ticket.model_dump() | at | {"buyer": buyer} | changes)
    assert one.order is not None
    return ticket, one.order.model_copy(update={"waybill": waybill, "read_at": utc_now()})


@pytest.fixture
def cases(desk: Desk) -> dict[str, tuple[Ticket, Order]]:
    """A stalled parcel, one that is slow at a branch, and one the console has settled."""
    found = {
        STALLED: a_case(
            desk, "transit_not_updated", STALLED, courier="中通快递", pickup_city="杭州市"
        ),
        SLOW: a_case(desk, "delivery_slow", SLOW, courier="申通快递", pickup_city=HOSTILE),
        SETTLED: a_case(desk, "transit_not_updated", SETTLED, state="done"),
    }
    with Ledger.open(desk.home.ledger_place()) as ledger:
        run_id = ledger.begin_run("practice", "headless")
        for ticket, order in found.values():
            decision = decide(ticket, order, desk.policy, utc_now())
            ledger.left_at(run_id, decision, State.WAITING, "要人批准")
    return found


def told(capsys: pytest.CaptureFixture[str], *line: str) -> str:
    assert cli.run(["couriers", *line]) == 0, capsys.readouterr()
    return capsys.readouterr().out


def test_parcels_are_listed_by_branch_with_texts_to_copy(
    cases: object, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = told(capsys, "list")
    assert "中通快递 · 萧山区中通网点 · 400-555-0101 · 08:30-20:00 · 1 件" in shown
    assert f"售后组长  要问  中转停滞  {STALLED}" in shown
    assert f"\n运单 {STALLED} 停在“系统提示：超时未更新”" in shown
    assert SETTLED not in shown
    groups = json.loads(told(capsys, "list", "--json", "--branch", "申通快递"))
    [[parcel]] = [group["parcels"] for group in groups]
    assert (parcel["waybill"], parcel["owner"], parcel["standing"]) == (SLOW, "售后组长", "due")
    assert "13812345678" not in json.dumps(groups, ensure_ascii=False)


def test_the_table_for_a_branch_holds_six_columns_and_no_formula(
    cases: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ask.xlsx"
    told(capsys, "export", str(file))
    book = load_workbook(file)
    assert len(book.sheetnames) == 2
    for tab in book.worksheets:
        header, row = tab.iter_rows()
        titles = [cell.value for cell in header]
        assert titles == ["运单号", "订单尾号", "城市", "最新节点", "从何时起", "请核实"]
        assert {cell.data_type for cell in row if cell.value is not None} == {"s"}
        for cell in row:
            assert "张三" not in str(cell.value)
            assert "13812345678" not in str(cell.value)
    assert file.stat().st_mode & 0o077 == 0


def test_a_csv_is_opened_as_text_by_a_spreadsheet(
    cases: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ask.csv"
    told(capsys, "export", str(file))
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    cities = {row["运单号"]: row["城市"] for row in rows}
    assert cities[SLOW].startswith("'=HYPERLINK")
    assert all(row["订单尾号"].endswith("\t") for row in rows)
    assert cli.run(["couriers", "export", str(tmp_path / "ask.txt")]) == 2


def test_what_was_sent_waits_for_its_answer_and_is_not_asked_again_within_an_hour(
    cases: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = utc_now()
    asked = json.loads(told(capsys, "sent", "--by", "小麦", "--branch", "中通快递", "--json"))
    assert asked == {"asked": [STALLED], "too_soon": [], "by": "小麦"}
    shown = told(capsys, "sent", "--by", "小麦", "--again")
    assert "1 件已问" in shown
    again_at = (begun + timedelta(hours=1)).astimezone(SHANGHAI)
    assert f"{STALLED} 刚问过，{again_at:%Y-%m-%d %H:}" in shown
    assert "没有要问的包裹" in told(capsys, "export", str(tmp_path / "x.csv"))
    assert cli.run(["status", "--shop", "practice"]) == 0
    assert "等快递答复 2 件，最早" in capsys.readouterr().out
    cli.run(["status", "--shop", "practice", "--json"])
    [status] = json.loads(capsys.readouterr().out)
    assert status["courier_asks"]["waiting"] == 2


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_only_what_stands_in_the_exported_file_counts_as_sent(
    cases: object, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    file = tmp_path / f"ask.{ending}"
    told(capsys, "export", str(file), "--branch", "申通快递")
    asked = json.loads(told(capsys, "sent", "--file", str(file), "--by", "小麦", "--json"))
    assert asked["asked"] == [SLOW]
    file.write_bytes(b"no,table\n1,2\n" if ending == "csv" else b"PK")
    assert cli.run(["couriers", "sent", "--file", str(file)]) == 2


def test_an_answer_is_a_fact_for_the_next_decision(
    cases: dict[str, tuple[Ticket, Order]],
    desk: Desk,
    workspace: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = workspace / "shops/practice/facts/courier_answers.csv"
    before = file.read_bytes()
    told(capsys, "sent", "--by", "小麦")
    line = ["answer", STALLED, "--kind", "lost", "--text", "中转丢失", "--by", "阿宁"]
    assert "丢失" in told(capsys, *line)
    after = file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\r\n") == before.count(b"\r\n") + (b"\r\n" in before)
    ticket, order = cases[STALLED]
    policy = reload_facts(desk.policy)
    known = policy.known(ticket, order, utc_now(), frozenset())
    assert {"courier_contacted", "courier_confirmed_lost"} <= supported(known)
    assert decide(ticket, order, policy, utc_now()).rule in ("lost", "lost_no_stock")
    with Ledger.open(desk.home.ledger_place()) as ledger:
        told_by = {one.waybill: one.answered_by for one in ledger.courier_asks("practice")}
        assert told_by == {STALLED: "阿宁", SLOW: None}
        assert [one.event for one in ledger.history("practice", ticket.ticket_id)][-2:] == [
            "courier_asked",
            "courier_answered",
        ]
    file.write_bytes(before)


def test_an_answer_about_an_unknown_parcel_is_a_slip(
    cases: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["couriers", "answer", "YT404", "--kind", "lost"]) == 2
    assert "没有运单号是 YT404" in capsys.readouterr().err


def test_a_shop_without_the_file_is_told_where_to_get_one(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    without = replace(desk, policy=replace(desk.policy, asks=None))
    monkeypatch.setattr("qn_assist.cli.commands.couriers.desk_of", lambda *_: without)
    assert cli.run(["couriers", "list"]) == 2
    assert "没有 couriers.yaml" in capsys.readouterr().err


def test_an_answer_of_now_is_kept_as_of_now_in_shanghai(
    cases: object, desk: Desk, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workspace / "shops/practice/facts/courier_answers.csv"
    before = file.read_bytes()
    told(capsys, "sent", "--by", "小麦", "--branch", "中通快递")
    begun = utc_now().replace(microsecond=0)
    told(capsys, "answer", STALLED, "--kind", "lost", "--by", "阿宁")
    kept = reload_facts(desk.policy).facts.answer(STALLED)
    assert kept is not None
    assert kept.answered_at is not None
    assert begun <= kept.answered_at <= utc_now()
    file.write_bytes(before)
