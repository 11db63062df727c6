"""What `status` says does not hang on where the machine thinks it is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.basics.clock import utc_now
from qn_assist.basics.text import SHANGHAI
from qn_assist.case.outcomes import State
from qn_assist.ledger import Halting, Ledger
from tests.report.examples import a_decision, a_ticket

ZONES = ["Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"]

pytestmark = [
    pytest.mark.usefixtures("desks_loaded_once"),
    pytest.mark.skipif(not hasattr(time, "tzset"), reason="POSIX sets its zone so"),
]


def test_another_time_zone_of_the_machine_changes_no_deadline(
    home_folder: Path, in_zone: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (home_folder / "ledger").mkdir()
    with Ledger.open(home_folder / "ledger" / "ledger.sqlite3") as ledger:
        run_id = ledger.begin_run("practice", "headless")
        ticket = a_ticket(read_at=utc_now(), deadline=utc_now() + timedelta(hours=2))
        ledger.left_at(run_id, a_decision(ticket), State.WAITING)
        ledger.halt(Halting("practice", "risk", "429", rest=timedelta(minutes=20)))
    told = []
    for zone in ZONES:
        in_zone(zone)
        assert cli.run(["status", "--shop", "practice", "--json"]) == 0
        [one] = json.loads(capsys.readouterr().out)
        told.append((one["due"][0]["deadline"], one["cooling_until"], one["last_run"]))
    assert told[0] == told[1] == told[2]
    shown = datetime.strptime(told[0][1], "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
    assert timedelta(minutes=18) < shown - utc_now() < timedelta(minutes=21)
