"""The searching drill: rounds of a grammar, written to be played again, and shrunk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qn_assist.drill.faults import ALL, Disturbance
from qn_assist.drill.jobs import Kill
from qn_assist.drill.rounds import Round, at_random
from qn_assist.drill.search import searched, smaller, smallest
from qn_assist.practice.office.faults import parse

DRAWN = [searched(7, number) for number in range(1, 400)]


def test_every_drawn_trouble_is_one_that_can_be_played() -> None:
    for one in DRAWN:
        for trouble in one.disturbances:
            assert trouble.name in ALL
            if not trouble.of_the_machine:
                parse(trouble.name, trouble.arg)


def test_the_grammar_draws_what_no_list_names() -> None:
    """Hundreds of different answers, and several troubles around one write."""
    answers = {str(t) for one in DRAWN for t in one.disturbances if t.name == "strange_answer"}
    assert len(answers) > 80
    assert max(len(one.disturbances) for one in DRAWN) >= 5
    assert {t.name for one in DRAWN for t in one.disturbances} >= {
        "read_lag", "service_worker", "another_machine", "renamed_shop", "page_resends", "slow"
    }  # fmt: skip


@pytest.mark.parametrize("number", range(1, 40))
def test_a_round_is_read_as_it_was_written(number: int) -> None:
    for one in (searched(3, number), at_random(3, number)):
        assert replace(Round.read(one.written()), number=one.number) == one


@pytest.mark.parametrize("text", ["", "seed=1", "seed=x skin=2026", "nonsense"])
def test_what_is_no_round_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        Round.read(text)


def test_a_round_is_shrunk_to_what_breaks() -> None:
    """Only the lag and the kill matter here; the rest goes."""
    troubles = (
        "slow:100:writes:x1",
        "read_lag:30",
        "page_resends:@any",
        "clock_jump:5@click_after",
    )
    one = Round(
        1,
        indexes=(2, 4),
        mode="supervised",
        answer="approve",
        disturbances=tuple(map(Disturbance.read, troubles)),
        kill=Kill("click_after"),
    )
    played: list[Round] = []

    def breaks(tried: Round) -> bool:
        played.append(tried)
        return tried.kill is not None and any(t.name == "read_lag" for t in tried.disturbances)

    found = smallest(one, breaks, 60)
    assert [str(t) for t in found.disturbances] == ["read_lag:30"]
    assert (found.kill, found.mode, len(found.indexes)) == (Kill("click_after"), "headless", 1)
    assert len(played) <= 60
    assert smallest(one, breaks, 3) != found


def test_nothing_simpler_is_the_round_itself() -> None:
    for one in DRAWN[:50]:
        assert one not in list(smaller(one))
