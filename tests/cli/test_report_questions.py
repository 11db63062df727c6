"""`report --by`: one question about a period; `ledger paid`: what a case cost in the end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from openpyxl import load_workbook

from qn_assist import cli
from qn_assist.basics.clock import utc_now
from qn_assist.case.facets import Facets
from qn_assist.case.outcomes import State
from qn_assist.ledger import Ledger, QuestionBy
from tests.report.examples import a_decision, a_ticket

pytestmark = pytest.mark.usefixtures("desks_loaded_once")

FORMULA = '=HYPERLINK("http://x","窗帘") 13812345678'


@pytest.fixture(autouse=True)
def _a_ledger(home_folder: Path) -> None:
    place = home_folder / "ledger" / "ledger.sqlite3"
    place.parent.mkdir(parents=True)
    with Ledger.open(place) as ledger:
        run_id = ledger.begin_run("practice", "headless")
        for number in ("1", "2"):
            ticket = a_ticket(
                number, order_id=f"10{number}", read_at=utc_now(), item_title=FORMULA,
                category="ship_warning", courier="中通快递", expected_compensation="50.00",
            )  # fmt: skip
            facets = Facets(item_title=FORMULA, province="浙江", cause="no_stock")
            decision = a_decision(ticket, owner="仓库阿宁", facets=facets, basis=_Kept())
            ledger.left_at(run_id, decision, State.WAITING)


class _Kept:
    def stored(self) -> dict[str, Any]:
        return {}


def asked(capsys: pytest.CaptureFixture[str], *line: str) -> str:
    assert cli.run(["report", *line]) == 0, capsys.readouterr()
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("by", "title"),
    [
        ("courier", "中通快递"),
        ("province", "浙江"),
        ("category", "发货预警"),
        ("cause", "缺货"),
        ("owner", "仓库阿宁"),
        ("city", "（不知道）"),
        ("shop", "practice"),
    ],
)
def test_each_question_has_its_answer(
    by: str, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(asked(capsys, "--by", by, "--json"))
    [row] = told["rows"]
    assert (told["by"], row["title"], row["cases"]) == (by, title, 2)
    assert (row["expected"], row["paid"], row["median_minutes"]) == (100.0, None, None)


def test_the_terminal_shows_a_table_with_its_sum(capsys: pytest.CaptureFixture[str]) -> None:
    shown = asked(capsys, "--by", "owner", "--since", "2020-01-01")
    for told in ("2020-01-01 – …", "责任人", "九成在几分钟内", "仓库阿宁", "合计", "100"):
        assert told in shown
    assert "没有任务" in asked(capsys, "--by", "day", "--until", "2020-01-01")


def test_a_spreadsheet_of_an_answer_runs_nothing_and_hides_a_phone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.xlsx"
    asked(capsys, "--by", "item", "--xlsx", str(file))
    cell = load_workbook(file).worksheets[0]["A2"]
    assert cell.value.startswith("=HYPERLINK")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert "13812345678" not in cell.value


def test_what_was_paid_is_recorded_and_summed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ledger", "paid", "1", "12.50", "--by", "小麦"]) == 0
    assert "任务 1 赔付 12.50 元，小麦" in capsys.readouterr().out
    [row] = json.loads(asked(capsys, "--by", "cause", "--json"))["rows"]
    assert row["paid"] == 12.5
    assert cli.run(["ledger", "show", "1"]) == 0
    assert "记下赔付" in capsys.readouterr().out


@pytest.mark.parametrize("amount", ["fifty", "1.005", "-5", "1,2"])
def test_what_is_no_amount_is_refused(amount: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ledger", "paid", "--by", "小麦", "--", "1", amount]) == 2
    assert "不是金额" in capsys.readouterr().err


def test_a_question_has_no_web_page_and_no_other_dimension() -> None:
    assert cli.run(["report", "--by", "day", "--html"]) == 2
    assert cli.run(["report", "--by", "buyer"]) == 2
    assert set(get_args(QuestionBy)) == set(
        "courier city province category cause item shop owner day".split()
    )
