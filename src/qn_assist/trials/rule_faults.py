"""What is wrong with a shop's rules as a whole: rules never used, lists that no rule is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qn_assist.basics.errors import DataFault
from qn_assist.basics.language import listed, t
from qn_assist.console import Flows
from qn_assist.datafiles import near
from qn_assist.rules import Policy
from qn_assist.trials.reach import UNKNOWN_KIND, Lists, Unreachable, literals, unnamed, unreachable

_NAMED = ("kind", "category")


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
        message = t("trials.never_fits", name=name)
        return message, t("trials.never_fits.remedy")
    takers = listed(rule.name for rule in found.by)
    message = t("trials.taken", name=name, takers=takers)
    return message, t("trials.taken.remedy", first=found.by[0].name)


def _no_list_has(policy: Policy, lists: Lists, file: str) -> Iterator[DataFault]:
    for rule in policy.rules.rules:
        for symbol in _NAMED:
            known = lists.named(symbol) | ({UNKNOWN_KIND} if symbol == "kind" else set())
            for value in sorted(literals(rule.condition, symbol) - known):
                message = t("trials.no_list_has", title=t(f"trials.title.{symbol}"), value=value)
                remedy = near(value, tuple(sorted(known)))
                yield DataFault(file, rule.line, f"rules.{rule.name}", message, remedy)
