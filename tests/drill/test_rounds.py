"""A round follows from seed and number alone, and can be played."""

from __future__ import annotations

from qn_assist.drill.faults import ALL
from qn_assist.drill.jobs import Done, Job, Kill, Trouble
from qn_assist.drill.rounds import at_random, of_every_fault
from qn_assist.practice.faults import parse
from qn_assist.practice.scenarios import placement

MANY = [at_random(1, number) for number in range(1, 501)]


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
    played = {(placement(i, one.skin).scenario) for one in MANY for i in one.indexes}
    every = {placement(i, skin).scenario for i in range(1, 25) for skin in ("2026", "legacy")}
    assert played == every
    assert {one.mode for one in MANY} == {"headless", "dry-run", "supervised"}


def test_every_round_can_be_armed_and_is_small() -> None:
    for wanted in (*MANY, *of_every_fault()):
        for one in wanted.disturbances:
            if not one.of_the_machine:
                parse(one.name, one.arg)
        assert len(wanted.indexes) <= 3 or wanted.mode == "scan"
        assert all(index <= wanted.tickets for index in wanted.indexes)


def test_jobs_and_what_became_of_them_survive_the_way_to_the_child_and_back() -> None:
    trouble = Trouble("clock_jump", "3600", "click_after")
    job = Job("f", "h", "s", "headless", ("1", "2"), "", Kill("click_after"), (trouble,), ("a:b",))
    assert Job.read(job.line()) == job
    done = Done(1, {"1": "unknown"}, {"1": "…"}, ("a",), "stopped", "Kind", "why", "", True, 1.5)
    assert Done.read(done.line()) == done
