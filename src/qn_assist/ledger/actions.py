"""Planned actions as the ledger stores them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qn_assist.case import Decision, ParamValue, PlannedAction


def pack(decision: Decision) -> list[dict[str, Any]]:
    """JSON of the actions in order, each with the digest an approval may name."""
    return [
        {
            "flow": action.flow,
            "action": action.action,
            "params": dict(action.params),
            "reply": action.reply,
            "occasion": action.occasion,
            "promises": action.promises,
            "digest": action.digest(decision.ticket),
        }
        for action in decision.actions
    ]


def unpack(stored: list[dict[str, Any]]) -> tuple[PlannedAction, ...]:
    return tuple(
        PlannedAction(
            flow=item["flow"],
            action=item["action"],
            params=unpack_params(item["params"]),
            reply=item["reply"],
            occasion=item["occasion"],
            promises=item.get("promises", ""),
        )
        for item in stored
    )


def unpack_params(stored: Mapping[str, Any]) -> dict[str, ParamValue]:
    """JSON knows no tuples; several texts come back as the tuple they were."""
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
