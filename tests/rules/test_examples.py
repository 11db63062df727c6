"""Each folder of `examples/` is one case: ticket, order and facts as read, and what is decided.

A new case is a new folder: `ticket.yaml`, `order.yaml` (absent: the page was not read),
`facts/*.csv` (absent: nothing known) and `expected.yaml`. The rules are those of shops/practice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from qn_assist import text, tickets
from qn_assist.decisions import Decision
from qn_assist.facts import load_facts
from qn_assist.policy import Policy
from qn_assist.rules import decide
from qn_assist.tickets import Order, Ticket
from qn_assist.yamlfile import load

EXAMPLES = sorted((Path(__file__).parent / "examples").iterdir())
NOW = datetime(2026, 6, 18, 10, tzinfo=text.SHANGHAI)


def read_ticket(folder: Path) -> Ticket:
    data = load(folder / "ticket.yaml").data
    return Ticket.model_validate({"shop": "practice", "read_at": NOW, **data})


def read_order(folder: Path) -> Order | None:
    if not (folder / "order.yaml").exists():
        return None
    data = load(folder / "order.yaml").data
    status = tickets.order_status(data["status_text"])
    return Order.model_validate({"read_at": NOW, "status": status, **data})


def shown(decision: Decision, keys: set[str]) -> dict[str, Any]:
    """The decision as `expected.yaml` writes it; reasons only where the example states them."""
    actions = [
        {
            "flow": action.flow,
            "params": {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in action.params.items()
            },
        }
        for action in decision.actions
    ]
    always = {"verdict": decision.verdict, "rule": decision.rule}
    stated = {"because": decision.because, "approval": decision.approval}
    always |= {key: value for key, value in stated.items() if key in keys}
    some = {
        "actions": actions,
        "hand_over": decision.hand_over,
        "refusals": list(decision.refusals),
    }
    return always | {key: value for key, value in some.items() if value}


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_example_is_decided_as_expected(folder: Path, policy: Policy) -> None:
    expected = load(folder / "expected.yaml").data
    earlier = frozenset(expected.pop("earlier", ()))
    facts = load_facts(folder / "facts", frozenset())
    decision = decide(
        read_ticket(folder), read_order(folder), replace(policy, facts=facts), NOW, earlier
    )
    assert shown(decision, set(expected)) == expected


def test_every_rule_of_the_example_shop_has_an_example(policy: Policy) -> None:
    expected = {load(folder / "expected.yaml").data["rule"] for folder in EXAMPLES}
    assert {rule.name for rule in policy.rules.rules} <= expected
