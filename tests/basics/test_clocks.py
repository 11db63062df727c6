"""Neither the machine's time zone nor its wrong clock moves a deadline, a limit or a cool-down."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from qn_assist.basics.clock import ConsoleClock
from qn_assist.console.shop import Limits
from qn_assist.run.gate import HeadlessGate
from tests.report.examples import a_decision, a_ticket

ZONES = ["Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"]

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="POSIX sets its zone so")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("off", [timedelta(days=-150), timedelta(0), timedelta(days=150)])
def test_time_left_is_the_consoles_however_wrong_the_machine_is(
    in_zone: Callable[[str], None], zone: str, off: timedelta
) -> None:
    in_zone(zone)
    there = datetime(2026, 6, 18, 2, 0, tzinfo=UTC)
    clock = ConsoleClock(lambda: there + off)
    clock.learn("Thu, 18 Jun 2026 02:00:00 GMT")
    gate = HeadlessGate(Limits(least_hours_left=1), lambda _length: 0, lambda _one: True)
    soon = a_ticket(read_at=clock.now(), deadline=there + timedelta(minutes=59))
    later = a_ticket(read_at=clock.now(), deadline=there + timedelta(minutes=61))
    assert clock.now() == there
    assert "剩余不足" in gate.admit(a_decision(soon), clock.now()).reason
    assert gate.admit(a_decision(later), clock.now()).passes


def test_a_clock_that_jumps_in_a_pass_is_set_right_by_the_next_page() -> None:
    machine = [datetime(2026, 6, 18, 2, 0, tzinfo=UTC)]
    clock = ConsoleClock(lambda: machine[0])
    clock.learn("Thu, 18 Jun 2026 02:00:00 GMT")
    machine[0] += timedelta(days=90)
    clock.learn("Thu, 18 Jun 2026 02:00:05 GMT")
    assert clock.now() == datetime(2026, 6, 18, 2, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize("wrong", [{2, 5, 8}, {0, 3, 6}, {1, 4, 7}])
def test_a_gateway_that_tells_another_time_now_and_then_is_not_believed(wrong: set[int]) -> None:
    machine = [datetime(2026, 6, 18, 2, 0, tzinfo=UTC) + timedelta(hours=7)]
    clock, shown = ConsoleClock(lambda: machine[0]), []
    for number in range(9):
        day = "Sat, 18 Jul 2026" if number in wrong else "Thu, 18 Jun 2026"
        clock.learn(f"{day} 02:00:00 GMT")
        shown.append(clock.now())
    assert set(shown[1:]) == {datetime(2026, 6, 18, 2, 0, tzinfo=UTC)}


@pytest.mark.parametrize("header", [None, "", "soon", "Thu, 18 Jun 2026 02:00:00", "0"])
def test_a_header_that_is_no_moment_changes_nothing(header: str | None) -> None:
    now = datetime(2026, 6, 18, 2, 0, tzinfo=UTC)
    clock = ConsoleClock(lambda: now)
    clock.learn(header)
    assert clock.now() == now
