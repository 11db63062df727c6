"""How one decision differs from another, or from what an example expects, in words people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from qn_assist.case import PlannedAction


class Made(Protocol):
    """A decision, just made or as the ledger kept it."""

    @property
    def verdict(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def approval(self) -> str: ...
    @property
    def because(self) -> str: ...
    @property
    def hand_over(self) -> str | None: ...
    @property
    def refusals(self) -> tuple[str, ...]: ...
    @property
    def actions(self) -> tuple[PlannedAction, ...]: ...


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is a key of `told`, or `actions.<number from 1>.<field>`, then of `flow`; one side may
    be empty."""

    what: str
    before: str
    after: str
    flow: str = ""


def told(decision: Made) -> dict[str, Any]:
    """A decision as plain data, in the keys of an example's `expect`."""
    return {
        "verdict": decision.verdict,
        "rule": decision.rule,
        "approval": decision.approval,
        "because": decision.because,
        "hand_over": decision.hand_over,
        "refusals": list(decision.refusals),
        "actions": [_action(one) for one in decision.actions],
    }


def _action(action: PlannedAction) -> dict[str, Any]:
    fields = {
        name: value if isinstance(value, str) else list(value)
        for name, value in action.params.items()
    }
    return {"flow": action.flow, "occasion": action.occasion, "with": fields}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Where `after` is not what `before` says; keys that `before` lacks are not compared."""
    found: list[Difference] = []
    for key, value in before.items():
        if key == "actions":
            found += _in_actions(value, after[key])
        elif value != after[key]:
            found.append(Difference(key, in_words(value), in_words(after[key])))
    return found


def in_words(value: object) -> str:
    """A value as one text; several ones side by side."""
    if isinstance(value, list | tuple | set | frozenset):
        return "；".join(map(str, value))
    return "" if value is None else str(value)


def _in_actions(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[Difference]:
    flows = [[one["flow"] for one in side] for side in (before, after)]
    if flows[0] != flows[1]:
        yield Difference("actions", *(" → ".join(side) for side in flows))
    for number in range(max(len(before), len(after))):
        old, new = (side[number] if number < len(side) else {} for side in (before, after))
        if old.get("flow") == new.get("flow"):
            yield from _in_fields(number + 1, old, new)
            continue
        yield from _in_fields(number + 1, {**old, "with": old.get("with", {})}, {})
        yield from _in_fields(number + 1, {"with": {}}, new)


def _in_fields(
    number: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    """What is written where, of one action of both, or of one side's alone."""
    flow = str(after.get("flow") or before.get("flow") or "")
    if "occasion" in before and after.get("occasion", before["occasion"]) != before["occasion"]:
        what = f"actions.{number}.occasion"
        yield Difference(what, before["occasion"], after["occasion"], flow)
    if "with" not in before:
        return
    written = after.get("with", {})
    for name in dict.fromkeys([*before["with"], *written]):
        old, new = before["with"].get(name), written.get(name)
        if old != new:
            yield Difference(f"actions.{number}.{name}", in_words(old), in_words(new), flow)
