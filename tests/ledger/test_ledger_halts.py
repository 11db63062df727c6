"""What stopped a shop is remembered for as long as it must, whatever happens to the clock."""

from __future__ import annotations

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from qn_assist.ledger import Ledger

from .ledger_examples import SHOP, START, a_halt

LENGTH = timedelta(minutes=20)


def test_a_cool_down_holds_for_its_length_and_no_longer(ledger, clock):
    ledger.halt(a_halt())
    assert ledger.cooling(SHOP).until == START + LENGTH
    clock.go_on(minutes=19, seconds=59)
    assert ledger.cooling(SHOP)
    clock.go_on(seconds=1)
    assert ledger.cooling(SHOP) is None
    assert [one.reason for one in ledger.halts(SHOP)] == ["请求太频繁"]


def test_a_cool_down_is_kept_for_the_next_process_and_for_its_own_shop(ledger, url, clock):
    ledger.halt(a_halt())
    ledger.close()
    with Ledger.open(url) as again:
        assert again.cooling(SHOP)
        assert again.cooling("another") is None


def test_a_second_risk_sign_rests_from_then_on(ledger, clock):
    ledger.halt(a_halt())
    later = clock.go_on(minutes=15)
    ledger.halt(a_halt("captcha"))
    assert ledger.cooling(SHOP).until == later + LENGTH
    assert ledger.cooling(SHOP).kind == "captcha"


def test_a_stop_without_a_rest_hides_no_cool_down(ledger, clock):
    ledger.halt(a_halt())
    ledger.halt(a_halt("session", minutes=0))
    assert ledger.cooling(SHOP).kind == "risk"
    assert [one.kind for one in ledger.halts(SHOP)] == ["session", "risk"]


def test_a_person_who_passed_the_check_ends_it(ledger, clock):
    ledger.halt(a_halt("captcha"))
    assert ledger.resume(SHOP, "阿宁") == 1
    assert ledger.cooling(SHOP) is None
    assert ledger.halts(SHOP) == []
    assert ledger.resume(SHOP, "阿宁") == 0


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(days=90)])
def test_a_clock_set_back_begins_it_anew_once_and_never_lengthens_it(ledger, clock, back):
    ledger.halt(a_halt())
    now = clock.go_on(seconds=-back.total_seconds())
    assert ledger.halts(SHOP)[0].cools_until(now) == now + LENGTH
    assert ledger.cooling(SHOP).until == now + LENGTH
    clock.go_on(minutes=19)
    assert ledger.cooling(SHOP).until == now + LENGTH
    clock.go_on(minutes=1)
    assert ledger.cooling(SHOP) is None


def test_a_clock_set_back_and_right_again_ends_it_at_the_latest_when_it_should(ledger, clock):
    ledger.halt(a_halt())
    clock.go_on(days=-1)
    ledger.cooling(SHOP)
    clock.go_on(days=1, minutes=20)
    assert ledger.cooling(SHOP) is None


def test_another_time_zone_of_the_machine_changes_nothing(ledger, clock):
    ledger.halt(a_halt())
    for zone in (UTC, ZoneInfo("America/New_York"), ZoneInfo("Pacific/Kiritimati")):
        clock.now = (START + timedelta(minutes=19)).astimezone(zone)
        assert ledger.cooling(SHOP).until == START + LENGTH
        clock.now = (START + timedelta(minutes=20)).astimezone(zone)
        assert ledger.cooling(SHOP) is None


def test_what_happened_to_a_stop_is_in_the_history(ledger, clock):
    ledger.halt(a_halt())
    clock.go_on(hours=-1)
    ledger.cooling(SHOP)
    ledger.resume(SHOP, "阿宁")
    with ledger._engine.connect() as conn:
        told = conn.execute(text("SELECT event FROM events ORDER BY event_id")).scalars().all()
    assert told == ["halted", "clock_set_back", "resumed"]
