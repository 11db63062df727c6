"""Who is responsible stands on every ticket a person must look at, wherever tickets are listed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console, RenderableType

from qn_assist import cli
from qn_assist.basics.clock import utc_now
from qn_assist.case.outcomes import BAD, RunSummary, State, TicketOutcome
from qn_assist.ledger import Ledger
from qn_assist.report.as_json import run_json
from qn_assist.report.couriers import courier_lines, couriers_json
from qn_assist.report.notice import notice_of
from qn_assist.report.page import write_run
from qn_assist.report.scan import scan_json, scan_lines, scan_sheets, scan_shown
from qn_assist.report.sheets import ReportSheet, workbook
from qn_assist.report.terminal import run_lines, ticket_block
from qn_assist.report.view import FOR_A_PERSON, run_shown
from qn_assist.rules.couriers import Branch, CourierRequest
from tests.leases import claimed
from tests.report.examples import NOW, TITLES, a_decision, a_summary, a_ticket

pytestmark = pytest.mark.usefixtures("desks_loaded_once")

LOOKED_AT = sorted(BAD | set(FOR_A_PERSON))


def text_of(lines: Iterable[RenderableType]) -> str:
    out = StringIO()
    console = Console(file=out, width=300, highlight=False)
    for line in lines:
        console.print(line)
    return out.getvalue()


def cells_of(sheets: Iterable[ReportSheet]) -> str:
    book = load_workbook(BytesIO(workbook(sheets)))
    return "\n".join(
        str(cell.value) for tab in book.worksheets for row in tab.iter_rows() for cell in row
    )


def of_a_run(summary: RunSummary, folder: Path) -> dict[str, str]:
    """Everything a run is shown by."""
    run = run_shown(summary, TITLES)
    notice = notice_of(summary)
    assert notice is not None
    return {
        "summary": text_of(run_lines(run)),
        "progress": text_of(map(ticket_block, run.tickets)),
        "json": json.dumps(run_json(run), ensure_ascii=False),
        "page": write_run(run, folder).read_text(encoding="utf-8"),
        "notice": notice.body,
    }


@pytest.mark.parametrize("state", LOOKED_AT)
@pytest.mark.parametrize("decided", [True, False], ids=["decided", "broken off"])
def test_a_run_names_the_owner_of_each_ticket_left_to_a_person(
    tmp_path: Path, state: State, decided: bool
) -> None:
    ticket = a_ticket()
    outcome = TicketOutcome(ticket, state, detail="说明", owner="仓库阿宁")
    if decided:
        outcome = replace(outcome, decision=a_decision(ticket, owner="仓库阿宁"), owner=None)
    for name, shown in of_a_run(a_summary(outcome), tmp_path).items():
        assert "仓库阿宁" in shown, name


def test_the_decision_knows_better_than_the_list_whose_it_is() -> None:
    outcome = TicketOutcome(a_ticket(), State.WAITING, a_decision(owner="小麦"), owner="组长")
    assert outcome.responsible == "小麦"


@pytest.fixture
def _a_ledger(home_folder: Path) -> None:
    """A waiting, a handed-over and an unproven ticket, each of another person."""
    place = home_folder / "ledger" / "ledger.sqlite3"
    place.parent.mkdir(parents=True)
    read = {"read_at": utc_now(), "deadline": utc_now() + timedelta(hours=2)}
    with Ledger.open(place) as ledger:
        run_id = ledger.begin_run("practice", "headless")
        for id_, state in (("71", State.WAITING), ("72", State.HANDED_OVER), ("73", None)):
            decision = a_decision(a_ticket(id_, **read), owner=f"{id_}的责任人")
            if state is None:
                ledger.goes_on(run_id, decision)
            else:
                ledger.left_at(run_id, decision, state, "说明")
        key = decision.actions[0].key(decision.ticket)
        permit = claimed(ledger, run_id, key, "d1", {}, decision.ticket.order_id)
        assert permit is not None
        ledger.submitted(permit)
        ledger.unknown(permit, "没看到")


LISTS = {
    "status": (["status", "--shop", "practice"], {"71", "72", "73"}),
    "status json": (["status", "--shop", "practice", "--json"], {"71", "72", "73"}),
    "waiting": (["ledger", "waiting"], {"71", "72"}),
    "waiting json": (["ledger", "waiting", "--json"], {"71", "72"}),
    "find": (["ledger", "find", "7"], {"73"}),
    "find json": (["ledger", "find", "7", "--json"], {"73"}),
    "report": (["report"], {"71", "72", "73"}),
    "report json": (["report", "--json"], {"71", "72", "73"}),
}


@pytest.mark.usefixtures("_a_ledger")
@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_the_ledger_names_the_owners(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line, tickets = LISTS[name]
    assert cli.run(line) == 0
    shown = capsys.readouterr().out
    for ticket in tickets:
        assert f"{ticket}的责任人" in shown, ticket


@pytest.mark.usefixtures("_a_ledger")
def test_the_files_of_a_period_name_the_owners(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.xlsx"
    assert cli.run(["report", "--json", "--html", "--xlsx", str(file)]) == 0
    page = Path(json.loads(capsys.readouterr().out)["report"]).read_text(encoding="utf-8")
    book = load_workbook(file)
    cells = "\n".join(str(c.value) for tab in book.worksheets for r in tab.iter_rows() for c in r)
    for ticket in ("71", "72", "73"):
        assert f"{ticket}的责任人" in page
        assert f"{ticket}的责任人" in cells


def test_a_scan_names_whose_each_ticket_is() -> None:
    def owner_of(kind: str, category: str, courier: str | None) -> str:
        return f"{kind}/{category}的责任人"

    seen = scan_shown("青禾", NOW, (a_ticket(),), (), {}, TITLES, owner_of)
    shown: dict[str, Callable[[], str]] = {
        "terminal": lambda: text_of(scan_lines(seen)),
        "json": lambda: json.dumps(scan_json(seen), ensure_ascii=False),
        "xlsx": lambda: cells_of(scan_sheets(seen)),
    }
    for name, made in shown.items():
        assert "urge_ship/urge_ship的责任人" in made(), name


def test_a_list_for_couriers_names_whose_each_parcel_is() -> None:
    request = CourierRequest(
        Branch("圆通速递"), "YT1", "1234567", "T1", "", "stalled", "中转停滞", "", None, "请核查",
        "", None, "仓库阿宁",
    )  # fmt: skip
    groups = {request.branch: (request,)}
    assert "仓库阿宁" in text_of(courier_lines(groups, NOW))
    assert "仓库阿宁" in json.dumps(couriers_json(groups), ensure_ascii=False)
