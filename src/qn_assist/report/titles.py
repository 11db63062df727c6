"""The names an operator knows for our identifiers, from the flow and rule files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qn_assist.console import Flows
from qn_assist.report.shown import shown, word
from qn_assist.rules import Rules


@dataclass(frozen=True, slots=True)
class Titles:
    """Each look-up falls back to the identifier itself."""

    categories: Mapping[str, str] = field(default_factory=dict)
    flows: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[tuple[str, str], str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)

    def kind(self, name: str) -> str:
        return word("kind", name)

    def category(self, name: str) -> str:
        return shown(self.categories.get(name, name))

    def flow(self, name: str) -> str:
        return shown(self.flows.get(name, name))

    def field(self, flow: str, name: str) -> str:
        return shown(self.fields.get((flow, name), name))

    def rule(self, name: str) -> str:
        return shown(self.rules.get(name, name))


def titles_of(flows: Iterable[Flows], rules: Iterable[Rules] = ()) -> Titles:
    """The titles of all these consoles and shops together; the last one wins."""
    categories: dict[str, str] = {}
    names: dict[str, str] = {}
    fields: dict[tuple[str, str], str] = {}
    rule_titles: dict[str, str] = {}
    for one in flows:
        every = (*one.overviews, *one.lists)
        categories |= {each.id: each.title for flow in every for each in flow.categories}
        names |= {name: flow.title for name, flow in one.actions.items()}
        fields |= {
            (name, key): need.title or key
            for name, flow in one.actions.items()
            for key, need in flow.needs.items()
        }
    for shop in rules:
        rule_titles |= {rule.name: rule.entry.title for rule in shop.rules}
    return Titles(categories, names, fields, rule_titles)
