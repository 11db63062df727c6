"""The demonstration is judged by the truth log; nothing is believed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qn_assist import cli
from qn_assist.basics.paths import Workspace
from qn_assist.cli.demo_judge import judged
from qn_assist.cli.demo_shop import write_shop
from qn_assist.console.shop import load_shop
from qn_assist.ledger import Ledger
from qn_assist.practice import PracticeConsole
from tests.leases import claimed
from tests.report.examples import a_decision, a_ticket


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "l.sqlite3")


def _verified(ledger: Ledger, ticket_id: str = "1") -> None:
    run_id = ledger.begin_run("practice", "headless")
    ticket = a_ticket(ticket_id)
    ledger.read(run_id, ticket)
    key = a_decision(ticket).actions[0].key(ticket)
    permit = claimed(ledger, run_id, key, "d", {}, ticket.order_id)
    assert permit is not None
    ledger.submitted(permit)
    ledger.verified(permit, "读回一致")


def _message(ticket_id: str = "1", text: str = "您好", *, accepted: bool = True) -> dict[str, Any]:
    fields = {"text": text}
    return {"kind": "message", "ticket_id": ticket_id, "order_id": "7", "fields": fields,
            "accepted": accepted}  # fmt: skip


def test_what_was_received_once_and_proven_once_is_well(ledger: Ledger) -> None:
    _verified(ledger)
    found = judged({"submissions": [_message(), _message(accepted=False)]}, ledger, "practice", 6)
    [message] = [kind for kind in found.kinds if kind.action == "message"]
    assert (message.wanted, message.accepted, message.verified, message.repeated) == (1, 1, 1, 0)
    assert message.well


def test_a_submission_received_twice_is_not_well(ledger: Ledger) -> None:
    _verified(ledger)
    found = judged({"submissions": [_message(), _message()]}, ledger, "practice", 6)
    [message] = [kind for kind in found.kinds if kind.action == "message"]
    assert (message.repeated, message.well) == (1, False)


def test_a_submission_that_the_ledger_does_not_know_is_not_well(ledger: Ledger) -> None:
    assert not judged({"submissions": [_message()]}, ledger, "practice", 6).well


def test_too_few_are_not_well(ledger: Ledger) -> None:
    found = judged({"submissions": []}, ledger, "practice", 120)
    assert [kind.wanted for kind in found.kinds] == [40, 20, 10, 5, 5, 4]
    assert not found.well


@pytest.mark.parametrize("skin", ["2026", "legacy"])
def test_the_shop_of_the_demonstration_points_at_its_console(skin: str, tmp_path: Path) -> None:
    with PracticeConsole(skin=skin, tickets=2) as console:
        name = write_shop(tmp_path, Workspace.find(), console, skin, 500)
        shop = load_shop(tmp_path / "shops" / name)
        assert shop.origins["myseller"] == f"{console.origin}/myseller"
        assert shop.origins["h5api"] == f"{console.login_origin}/h5api"
    assert shop.limits.per_run == 2000
    assert shop.file("facts").parent == shop.folder
    assert list((shop.file("facts") / "evidence").glob("*.png"))


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").touch()
    assert cli.run(["demo", "--home", str(tmp_path)]) == 2
    assert "不是空的" in capsys.readouterr().err
