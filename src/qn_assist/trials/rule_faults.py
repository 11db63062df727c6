"""What is wrong with a shop's rules as a whole: rules never used, lists that no rule is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qn_assist.basics.errors import DataFault
from qn_assist.console import Flows
from qn_assist.datafiles import near
from qn_assist.rules import Policy
from qn_assist.trials.reach import UNKNOWN_KIND, Lists, Unreachable, literals, unnamed, unreachable

_TITLES = {"kind": "种类", "category": "类别"}


@dataclass(frozen=True, slots=True)
class Unruled:
    """A list of a shop's console that none of its rules is about: a person gets all of it.
    `title` is the list's own."""

    shop: str
    kind: str
    category: str
    title: str


def lists_of(consoles: Iterable[Flows]) -> Lists:
    """Every kind and category that the lists of these consoles can bring."""
    pairs: set[tuple[str, str]] = set()
    for console in consoles:
        for flow in console.lists:
            mixed = (*flow.kinds_by_type.values(), UNKNOWN_KIND) if flow.kinds_by_type else ()
            kinds = mixed or (flow.ticket_kind,)
            pairs |= {(kind, each.id) for kind in kinds for each in flow.categories}
    return Lists(frozenset(pairs))


def rule_faults(policy: Policy, lists: Lists | None) -> Iterator[DataFault]:
    """Rules that can never be used. `lists` None: what lists there are is not known."""
    file = str(policy.shop.file("rules.yaml"))
    slips = list(_no_list_has(policy, lists, file)) if lists is not None else []
    yield from slips
    said = {fault.line for fault in slips}
    for found in unreachable(policy.rules, lists):
        if found.rule.line not in said:
            message, remedy = _why(found)
            yield DataFault(file, found.rule.line, f"rules.{found.rule.name}", message, remedy)


def unruled(policy: Policy, console: Flows) -> Iterator[Unruled]:
    titles = {each.id: each.title for flow in console.lists for each in flow.categories}
    for kind, category in unnamed(policy.rules, lists_of([console])):
        yield Unruled(policy.shop.name, kind, category, titles[category])


def _why(found: Unreachable) -> tuple[str, str]:
    name = found.rule.name
    if not found.by:
        message = f"规则 {name} 永远用不上：没有任务能符合它的条件"
        return message, "看看条件是不是自相矛盾，改正或删掉这条规则"
    takers = "、".join(rule.name for rule in found.by)
    message = f"规则 {name} 永远用不上：符合它的任务都被前面的 {takers} 用掉了"
    return message, f"把它移到 {found.by[0].name} 前面，或者删掉"


def _no_list_has(policy: Policy, lists: Lists, file: str) -> Iterator[DataFault]:
    for rule in policy.rules.rules:
        for symbol, title in _TITLES.items():
            known = lists.named(symbol) | ({UNKNOWN_KIND} if symbol == "kind" else set())
            for value in sorted(literals(rule.condition, symbol) - known):
                message = f"没有哪个后台的清单有{title} {value}"
                remedy = near(value, tuple(sorted(known)))
                yield DataFault(file, rule.line, f"rules.{rule.name}", message, remedy)
