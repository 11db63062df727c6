"""Trying a shop's rules on its examples: what is decided, and where that is not as expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.case import Decision
from qn_assist.datafiles import KeyPath, near
from qn_assist.rules import (
    CLAIMS,
    DOUBT,
    FOLLOWED,
    LIMIT,
    OTHERWISE,
    SETTLED,
    Policy,
    claimed,
    decide,
)
from qn_assist.trials.differences import Difference, differences, told
from qn_assist.trials.example_files import Example, ExpectedAction, ExpectedDecision, load_examples

FOLDER = "examples"


@dataclass(frozen=True)
class Trial:
    """`differences` is empty when the example was decided as expected."""

    example: Example
    decision: Decision
    differences: tuple[Difference, ...]


def examples_of(policy: Policy, names: Sequence[str] = ()) -> tuple[Example, ...]:
    """The shop's examples, checked against its rules; DataFileError with every fault."""
    folder = policy.shop.file(FOLDER)
    found = load_examples(folder, policy.shop.name, names)
    faults = [fault for example in found for fault in _unknown_names(example, policy)]
    if faults:
        raise DataFileError(faults)
    return found


def try_example(example: Example, policy: Policy) -> Trial:
    policy = replace(policy, facts=example.facts)
    decision = decide(
        example.ticket, example.order, policy, example.now, example.earlier, example.past
    )
    got = told(decision) | {"claims": sorted(claimed(decision, policy))}
    wanted = _wanted(example.expected)
    return Trial(example, decision, tuple(differences(wanted, got)))


def _wanted(expected: ExpectedDecision) -> dict[str, Any]:
    """`expect` in the form of `told`; claims in no order."""
    found = expected.model_dump(exclude_none=True, by_alias=True)
    if expected.claims is not None:
        found["claims"] = sorted(expected.claims)
    if expected.actions is not None:
        actions = [one if isinstance(one, dict) else {"flow": one} for one in found["actions"]]
        found["actions"] = actions
    return found


def _unknown_names(example: Example, policy: Policy) -> Iterator[DataFault]:
    """Rules, claims, flows and fields that nothing could ever be equal to."""
    expected = example.expected
    rules = (
        *(rule.name for rule in policy.rules.rules),
        OTHERWISE,
        SETTLED,
        DOUBT,
        FOLLOWED,
        LIMIT,
    )
    yield from _unless_known(example, ("rule",), expected.rule, rules, t("trials.kind.rule"))
    for number, claim in enumerate(expected.claims or ()):
        yield from _unless_known(
            example, ("claims", number), claim, tuple(CLAIMS), t("trials.kind.claim")
        )
    for number, action in enumerate(expected.actions or ()):
        path: KeyPath = ("actions", number)
        name = action if isinstance(action, str) else action.flow
        yield from _unless_known(example, path, name, tuple(policy.flows), t("trials.kind.flow"))
        if isinstance(action, ExpectedAction) and name in policy.flows:
            yield from _unknown_fields(example, path, action, policy)


def _unknown_fields(
    example: Example, path: KeyPath, action: ExpectedAction, policy: Policy
) -> Iterator[DataFault]:
    needs: Mapping[str, object] = policy.flows[action.flow].needs
    for field in action.with_ or ():
        here = (*path, "with", field)
        yield from _unless_known(
            example, here, field, tuple(needs), t("trials.kind.field", flow=action.flow)
        )


def _unless_known(
    example: Example, path: KeyPath, name: str, known: tuple[str, ...], kind: str
) -> Iterator[DataFault]:
    if name not in known:
        message = t("trials.no_such", name=name, kind=kind)
        yield example.document.fault(("expect", *path), message, near(name, known))
