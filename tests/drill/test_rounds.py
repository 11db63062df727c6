"""A round follows from seed and number alone, and can be played."""

from __future__ import annotations

from qn_assist.drill.faults import ALL
from qn_assist.drill.jobs import Job, Kill, PassEnd, Trouble
from qn_assist.drill.rounds import AG_TICKETS, SKINS, Round, at_random, of_every_fault
from qn_assist.practice.generate.generator import MAX_TICKETS
from qn_assist.practice.generate.scenarios import (
    AG_SHARED_EVERY,
    ag_placement,
    mixed_placement,
    placement,
)
from qn_assist.practice.office.faults import parse

MANY = [at_random(1, number) for number in range(1, 501)]
OWN = [number for number in range(1, AG_TICKETS + 1) if number % AG_SHARED_EVERY]


def scenario(one: Round, index: int) -> tuple[str, str]:
    if index > MAX_TICKETS:
        place = ag_placement(index - MAX_TICKETS)
    else:
        place = (mixed_placement if one.mixed else placement)(index, one.skin)
    return place.kind, place.scenario


def scenarios(tickets: int, *, mixed: bool = False) -> set[tuple[str, str]]:
    wholes = [Round(1, skin=skin, mixed=mixed) for skin in SKINS]
    return {scenario(one, index) for one in wholes for index in range(1, tickets + 1)}


def test_the_same_seed_and_number_give_the_same_round() -> None:
    assert [at_random(1, number) for number in range(1, 501)] == MANY
    assert at_random(2, 1) != at_random(1, 1)


def test_random_rounds_reach_every_fault_that_needs_no_long_list() -> None:
    drawn = {one.name for wanted in MANY for one in wanted.disturbances}
    only_once = {"row_shift", "rows_move", "virtual_rows", "process_killed", "repeat_arrivals"}
    assert drawn == ALL.keys() - only_once
    assert {wanted.repeats for wanted in MANY} == {"accept", "refuse"}
    assert any(wanted.kill for wanted in MANY)


def test_random_rounds_reach_every_scenario_skin_and_mode() -> None:
    played = {scenario(one, index) for one in MANY for index in one.indexes}
    assert played >= scenarios(24) | {scenario(Round(1), MAX_TICKETS + number) for number in OWN}
    rare = scenarios(48, mixed=True)
    assert len(rare & played) > 0.9 * len(rare)
    assert {one.mode for one in MANY} == {"headless", "dry-run", "supervised"}


def test_every_round_can_be_armed_and_is_small() -> None:
    for wanted in (*MANY, *of_every_fault()):
        for one in wanted.disturbances:
            if not one.of_the_machine:
                parse(one.name, one.arg)
        assert len(wanted.indexes) <= 3 or wanted.mode == "scan"
        for index in wanted.indexes:
            assert index <= wanted.tickets or index - MAX_TICKETS <= wanted.ag


def test_jobs_and_what_became_of_them_survive_the_way_to_the_child_and_back() -> None:
    trouble = Trouble("clock_jump", "3600", "click_after")
    job = Job("f", "h", "s", "headless", ("1", "2"), "", Kill("click_after"), (trouble,), ("a:b",))
    assert Job.read(job.line()) == job
    done = PassEnd(1, {"1": "unknown"}, {"1": "…"}, ("a",), "stopped", "Kind", "why", "", True, 1.5)
    assert PassEnd.read(done.line()) == done
