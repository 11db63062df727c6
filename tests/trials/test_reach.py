"""Which rules no ticket can come to; and none is called so that could be used."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qn_assist.datafiles.reader import parse
from qn_assist.rules.conditions import compile_condition
from qn_assist.rules.policy import Policy
from qn_assist.rules.rules_file import Rules, load_rules
from qn_assist.rules.symbols import SYMBOLS
from qn_assist.trials.reach import Lists, unnamed, unreachable

LISTS = Lists(
    frozenset(
        {
            ("urge_ship", "urge_ship"),
            ("logistics_exception", "ship_warning"),
            ("logistics_exception", "false_sign"),
            ("unknown", "urge_ship"),
        }
    )
)


def rules_of(policy: Policy, *conditions: str) -> Rules:
    body = "otherwise: {hand_over: 人}\nrules:\n" + "".join(
        f"  - {{name: r{number}, title: 甲, when: '{one}', skip: 不用}}\n"
        for number, one in enumerate(conditions)
    )
    return load_rules(parse(body), policy.replies, policy.flows)


def found(policy: Policy, conditions: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    every = unreachable(rules_of(policy, *conditions), LISTS)
    return [(one.rule.name, [rule.name for rule in one.by]) for one in every]


@pytest.mark.parametrize(
    "condition",
    [
        'kind == "urge_ship" and kind == "unknown"',
        'category == "ship_warning" and category in ["false_sign", "urge_ship"]',
        'kind == "urge_ship" and category == "ship_warning"',
        "stock > 3 and stock < 3",
        "agreed_delay and not agreed_delay",
        "stock == null and stock > 0",
        'state == "done"',
        "false",
        "1 == 2",
    ],
)
def test_a_condition_that_cannot_hold_is_found(condition: str, policy: Policy) -> None:
    assert found(policy, (condition,)) == [("r0", [])]


@pytest.mark.parametrize(
    ("conditions", "by"),
    [
        (('kind == "urge_ship"', 'kind == "urge_ship" and stock > 0'), ["r0"]),
        (("stock >= 0", "stock == 0 and agreed_delay"), ["r0"]),
        (("not (stock > 0)", "stock <= 0"), ["r0"]),
        (('courier != "顺丰速运"', 'courier == "中通快递"'), ["r0"]),
        (("true", "stock > 0"), ["r0"]),
        (("stock > 0", "stock < 1", "stock != null and agreed_delay"), ["r0", "r1"]),
        (('category in ["ship_warning", "false_sign"]', 'kind == "logistics_exception"'), ["r0"]),
        (("restock_date > today", "stock > 0 and restock_date > today"), ["r0"]),
    ],
)
def test_a_rule_behind_a_weaker_one_is_found(
    conditions: tuple[str, ...], by: list[str], policy: Policy
) -> None:
    assert found(policy, conditions) == [(f"r{len(conditions) - 1}", by)]


@pytest.mark.parametrize(
    "conditions",
    [
        ("stock > 0", "stock < 1", "agreed_delay"),
        ("stock > 5", "stock > 0"),
        ("stock != 0", "stock == null"),
        ('"急" in remarks_text', 'remarks_text =~ ".*急.*"'),
        ("restock_date > today", "restock_date < today"),
        ("restock_date != null", "restock_date > today or agreed_delay"),
        ("hours_left < stock", "hours_left > stock and stock > 0"),
        ('courier == "中通快递"', 'courier == "圆通速递"'),
        ('state == "done" or state == "overdue"', 'state == "pending"'),
    ],
)
def test_no_rule_is_accused_that_could_be_used(conditions: tuple[str, ...], policy: Policy) -> None:
    assert found(policy, conditions) == []


ATOMS = st.sampled_from(
    [
        "stock > 0",
        "stock == 0",
        "stock == null",
        "agreed_delay",
        "not agreed_delay",
        'courier == "a"',
        'courier != "a"',
        'courier in ["a", "b"]',
        'kind == "urge_ship"',
    ]
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda some: st.builds(
        lambda a, word, b: f"({a} {word} {b})", some, st.sampled_from(["and", "or"]), some
    ),
    max_leaves=4,
)
WORLD = [
    {**dict.fromkeys(SYMBOLS), "stock": stock, "agreed_delay": agreed, "courier": courier, **kind}
    for stock in (None, 0.0, 1.0, -3.0)
    for agreed in (True, False)
    for courier in (None, "a", "b", "c")
    for kind in ({"kind": "urge_ship"}, {"kind": "unknown"}, {"kind": "logistics_exception"})
]


@settings(max_examples=60, deadline=None)
@given(conditions=st.lists(CONDITIONS, min_size=1, max_size=4))
def test_what_is_called_unused_is_used_for_no_ticket(conditions: list[str], policy: Policy) -> None:
    every = {one.rule.name for one in unreachable(rules_of(policy, *conditions), LISTS)}
    compiled = [compile_condition(one) for one in conditions]
    for values in WORLD:
        first = next((n for n, one in enumerate(compiled) if one.holds(values)), None)
        assert f"r{first}" not in every


def test_the_shipped_rules_raise_no_alarm_whatever_lists_there_are(policy: Policy) -> None:
    assert unreachable(policy.rules) == []


def test_a_list_no_rule_is_about_is_named(policy: Policy) -> None:
    rules = rules_of(policy, 'category == "false_sign"', 'order_status == "closed"')
    assert unnamed(rules, LISTS) == [
        ("logistics_exception", "ship_warning"),
        ("urge_ship", "urge_ship"),
    ]
    assert unnamed(policy.rules, LISTS) == []
