"""The drill's knowledge of what scenarios want, in the words of these tests."""

from __future__ import annotations

from typing import Any

from qn_assist.drill import wanted as scenarios
from qn_assist.drill.truth import Truth
from qn_assist.drill.wanted import PROBLEMS, RESULTS, done_for, wanted
from qn_assist.practice.generate.cases import Case

from .rehearsal import Rehearsal

__all__ = ["PROBLEMS", "RESULTS", "done_for", "fields_of", "proofs", "wanted"]


def fields_of(truth: Truth, case: Case, kind: str) -> dict[str, Any]:
    """The fields of the one accepted write of that kind."""
    found = [
        one["fields"]
        for one in truth.accepted
        if one["kind"] == kind and one["order_id"] == case.order.order_id
    ]
    assert len(found) == 1, f"{case.scenario}: {len(found)} of {kind}"
    return found[0]


def proofs(rehearsal: Rehearsal, case: Case) -> list[str]:
    """Digests of the files that the shop's records name as proof."""
    return scenarios.proofs(rehearsal.folder / "shops", case)
