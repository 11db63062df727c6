"""Generates the AG tickets of a practice shop, beside its tasks and parcels.

Ticket `n` follows from seed, skin and `n`, and every fourth from the order of an earlier ticket of
the shop. Without AG tickets nothing else changes: their ids begin after the last others can have.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from qn_assist.practice.generate.case_facts import facts_of
from qn_assist.practice.generate.cases import Case, Facts, Feedback, Order
from qn_assist.practice.generate.drafts import Draft, Source, Times
from qn_assist.practice.generate.generator import MAX_TICKETS, REPLY_HOURS, moving_times, order_of
from qn_assist.practice.generate.numbers import ag_number
from qn_assist.practice.generate.recipes import (
    ASKINGS,
    FEEDBACK,
    PROBLEMS,
    RECIPES,
    UNSHIPPED,
    URGINGS,
)
from qn_assist.practice.generate.scenarios import AG_SHARED_EVERY, Placement, ag_placement

MAX_AG = 10_000


def generate_ag(source: Source, count: int, cases: Sequence[Case]) -> list[Case]:
    """`cases` are the shop's tasks and parcels, whose orders some AG tickets share."""
    if not 0 <= count <= MAX_AG:
        raise ValueError(f"ag: {count} is not between 0 and {MAX_AG}")
    return [_generate(source, number, cases) for number in range(1, count + 1)]


def _generate(source: Source, number: int, cases: Sequence[Case]) -> Case:
    other = _shared_with(number, cases)
    place = _placed_like(other) if other else ag_placement(number)
    draft = Draft(
        rng=Random(f"{source.seed}|{source.shop}|ag|{number}"),
        source=source,
        index=MAX_TICKETS + number,
        realm=source.shop * 2,
        place=place,
        recipe=RECIPES[place.scenario],
    )
    return _case(draft, other)


def _shared_with(number: int, cases: Sequence[Case]) -> Case | None:
    shared, rest = divmod(number, AG_SHARED_EVERY)
    return cases[shared - 1] if not rest and shared <= len(cases) else None


def _placed_like(other: Case) -> Placement:
    unshipped = RECIPES[other.scenario].parcel == UNSHIPPED
    category = "ag_platform_merchant" if unshipped else "ag_logistics"
    return Placement("ag", category, other.scenario, 0)


def _case(draft: Draft, other: Case | None) -> Case:
    late = draft.place.scenario == "late"
    created_at = draft.start - (draft.hours(25, 40) if late else draft.hours(1.1, 22.9))
    order = other.order if other else _own_order(draft, created_at)
    return Case(
        index=draft.index,
        kind="ag",
        category=draft.place.category,
        scenario=draft.place.scenario,
        ticket_id=ag_number(draft.rng, draft.index, draft.realm),
        order=order,
        facts=Facts() if other else facts_of(draft, order, created_at),
        created_at=created_at,
        deadline=created_at + timedelta(hours=REPLY_HOURS),
        feedback=_feedback(draft),
    )


def _own_order(draft: Draft, created_at: datetime) -> Order:
    if draft.recipe.parcel == UNSHIPPED:
        return order_of(draft, Times(created_at - draft.hours(20, 70)), URGINGS)
    return order_of(draft, moving_times(draft), ASKINGS)


def _feedback(draft: Draft) -> Feedback:
    problem = next(name for name, of in PROBLEMS.items() if draft.place.scenario in of)
    return Feedback(problem, draft.rng.choice(FEEDBACK[problem]))
