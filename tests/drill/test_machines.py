"""Two homes on one ledger, whole programs: each write once, judged like a round."""

from __future__ import annotations

import pytest

from qn_assist.drill import machines
from qn_assist.drill.judge import RoundVerdict
from tests import browsers

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_two_machines_on_one_ledger_do_each_write_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "TICKETS", 4)
    monkeypatch.setattr(machines, "LIVES_OF_A_CONSOLE", 1)
    monkeypatch.setattr(machines, "KILLED", 0.0)
    monkeypatch.setenv("QN_KEYRING", "off")
    found: list[RoundVerdict] = []
    with browsers.taken(browsers.ASKED):
        machines.two_machines(1, "", found.append, lambda: bool(found))
    [verdict] = found
    assert verdict.breaches == ()
    assert verdict.done >= 3
    ended = [one.done for one in verdict.played.passes]
    assert len(ended) >= 4
    assert {one.exit_code for one in ended} <= {0, 1, 3}
    assert 3 in {one.exit_code for one in ended}  # one of the two was told who has the shop
