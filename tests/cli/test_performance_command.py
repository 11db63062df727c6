"""`performance --days`: what was kept of the shop's own figures, without a browser."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.case.figures import Figure, Figures
from qn_assist.ledger import Ledger

pytestmark = pytest.mark.usefixtures("desks_loaded_once")


def kept(home_folder: Path, *values: str) -> None:
    (home_folder / "ledger").mkdir()
    with Ledger.open(home_folder / "ledger" / "ledger.sqlite3") as ledger:
        for day, value in enumerate(values, 15):
            row = Figure("揽收及时率", value, "97.2%", "前50%", "催网点及时揽收")
            ledger.keep_figures("practice", Figures(date(2026, 6, day), (row,)))


def test_the_trend_shows_each_day_as_a_bar(
    home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(home_folder, "95%", "97%", "96%")
    assert cli.run(["performance", "--shop", "practice", "--days", "30"]) == 0
    shown = capsys.readouterr().out
    for words in ("2026-06-15", "2026-06-17", "96%", "↓", "▁█▅"):
        assert words in shown


def test_as_json_each_day_has_its_number(
    home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(home_folder, "95%", "97%")
    assert cli.run(["performance", "--days", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["day"] == "2026-06-16"
    (metric,) = told["metrics"]
    assert metric["days"] == {"2026-06-16": 97.0}
    assert metric["advice"] == "催网点及时揽收"


def test_nothing_kept_says_how_to_begin(
    home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["performance", "--days", "7"]) == 0
    assert "--days" in capsys.readouterr().out
