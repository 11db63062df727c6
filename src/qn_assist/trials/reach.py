"""Which rules can ever be used, told from their conditions alone. Pure.

Conditions are tried on values that stand for all others: every text a rule compares with and one it
does not, every number and one on each side of it, unknown. What compares in another way (patterns,
times, arithmetic, two symbols) may come out either way, so nothing is ever called impossible that
could happen; docs/rules.md says what is found and what is not.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from qn_assist.basics import text
from qn_assist.case import CLOSED, DONE, IN_REVIEW
from qn_assist.rules import SYMBOLS, Condition, Rule, Rules, SymbolValue, compared, is_plain

MOST_CASES = 100_000
UNKNOWN_KIND = "unknown"
ANOTHER_TEXT = "\x00"
SOME_TIME = datetime(2026, 6, 18, tzinfo=text.SHANGHAI)

# Tickets in these states never come to the rules (`rules.decide`).
SETTLED_STATES = frozenset({DONE, IN_REVIEW, CLOSED})
OF_LISTS = frozenset({"kind", "category"})
ALWAYS_KNOWN = frozenset({"kind", "state", "now", "today"})

Assignment = Mapping[str, SymbolValue]


@dataclass(frozen=True, slots=True)
class Lists:
    """What tickets the consoles' lists can bring, as (kind, category)."""

    pairs: frozenset[tuple[str, str]]

    def named(self, symbol: str) -> frozenset[str]:
        """Every kind, or every category."""
        return frozenset(pair[symbol == "category"] for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A rule that no ticket can come to. `by`: the earlier rules that take all it could; empty
    when its own condition cannot hold."""

    rule: Rule
    by: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class _Question:
    """What a rule surely asks: those of its `and` parts that can be tried on values."""

    rule: Rule

    @cached_property
    def parts(self) -> tuple[Condition, ...]:
        return tuple(_conjuncts(self.rule.condition))

    @cached_property
    def plain(self) -> tuple[Condition, ...]:
        return tuple(part for part in self.parts if is_plain(part))

    @cached_property
    def used(self) -> frozenset[str]:
        """The symbols of the plain parts; a kind has its categories, so both or neither."""
        names = frozenset(name for part in self.plain for name in part.used)
        return names | OF_LISTS if names & OF_LISTS else names

    @property
    def whole(self) -> bool:
        return len(self.plain) == len(self.parts)

    def may_hold(self, case: Assignment) -> bool:
        return all(_holds(part, case) for part in self.plain)


def unreachable(rules: Rules, lists: Lists | None = None) -> list[Unreachable]:
    """The rules that can never be used, in order; with `lists`, by the tickets there can be."""
    questions = [_Question(rule) for rule in rules.rules]
    world = _World([part for one in questions for part in one.plain], lists)
    found: list[Unreachable] = []
    for number, question in enumerate(questions):
        cases = world.cases(question.used)
        if cases is None:
            continue
        left = [case for case in cases if question.may_hold(case)]
        by = _takers(questions[:number], question, left, world) if left else ()
        if not left or by:
            found.append(Unreachable(question.rule, by))
    return found


def unnamed(rules: Rules, lists: Lists) -> list[tuple[str, str]]:
    """The (kind, category) of the lists that no rule is about: none that asks for a kind or a
    category could hold. `unknown` kinds are a person's anyway."""
    asking = [_Question(rule) for rule in rules.rules]
    asking = [one for one in asking if one.rule.condition.used & {"kind", "category"}]
    return [
        pair
        for pair in sorted(lists.pairs)
        if pair[0] != UNKNOWN_KIND and not any(_is_about(one, pair) for one in asking)
    ]


def literals(condition: Condition, symbol: str) -> frozenset[str]:
    """The texts a condition compares a symbol with."""
    return frozenset(
        value for name, value in compared(condition) if name == symbol and isinstance(value, str)
    )


def _is_about(question: _Question, pair: tuple[str, str]) -> bool:
    world = _World(question.plain, Lists(frozenset({pair})))
    cases = world.cases(question.used)
    return cases is None or any(question.may_hold(case) for case in cases)


def _takers(
    earlier: Sequence[_Question], question: _Question, left: list[Assignment], world: _World
) -> tuple[Rule, ...]:
    """The earlier rules that take every case that is left: one of them, or several that ask for
    nothing else; none when a case remains."""
    for one in earlier:
        if _always(one, question, left, world):
            return (one.rule,)
    by: list[Rule] = []
    for one in earlier:
        if one.whole and one.used <= question.used:
            kept = [case for case in left if not one.may_hold(case)]
            by += [one.rule] if len(kept) < len(left) else []
            left = kept
    return () if left else tuple(by)


def _always(one: _Question, question: _Question, left: list[Assignment], world: _World) -> bool:
    """Whether the earlier rule holds in all of these cases, whatever else is the case."""
    same = {" ".join(part.text.split()) for part in question.parts}
    open_ = [part for part in one.parts if " ".join(part.text.split()) not in same]
    if not all(is_plain(part) for part in open_):
        return False
    for part in open_:
        others = world.cases(part.used - question.used)
        if others is None or not all(
            _holds(part, {**other, **case}) for case in left for other in others
        ):
            return False
    return True


class _World:
    """The values that stand for all others, for these conditions."""

    def __init__(self, conditions: Iterable[Condition], lists: Lists | None) -> None:
        self._lists = lists
        self._compared: dict[str, set[Any]] = {}
        for condition in conditions:
            for name, value in compared(condition):
                self._compared.setdefault(name, set()).add(value)

    def cases(self, names: frozenset[str]) -> list[Assignment] | None:
        """Every combination for these symbols; None when there are too many to try."""
        axes = list(self._axes(sorted(names)))
        count = 1
        for axis in axes:
            count *= len(axis)
        if count > MOST_CASES:
            return None
        return [_joined(parts) for parts in itertools.product(*axes)]

    def _axes(self, names: Sequence[str]) -> Iterator[list[Assignment]]:
        if self._lists is not None and OF_LISTS & {*names}:
            yield [{"kind": kind, "category": one} for kind, one in sorted(self._lists.pairs)]
            names = [name for name in names if name not in OF_LISTS]
        for name in names:
            yield [{name: value} for value in self._values(name)]

    def _values(self, name: str) -> list[SymbolValue]:
        symbol, compared = SYMBOLS[name], self._compared.get(name, set())
        unknown: list[SymbolValue] = [] if name in ALWAYS_KNOWN else [None]
        if symbol.type == "truth":
            return [True, False]
        if symbol.type == "number":
            return [*unknown, *_numbers(compared)]
        if symbol.type == "time":
            return [*unknown, SOME_TIME]
        texts = {value for value in compared if isinstance(value, str)}
        if name == "state":
            texts -= SETTLED_STATES
        return [*unknown, *sorted(texts), ANOTHER_TEXT]


def _numbers(compared: set[Any]) -> list[SymbolValue]:
    """Each number, one between every two, one beyond each end."""
    given = sorted({float(one) for one in compared if one is not None})
    if not given:
        return [0.0]
    between = [(low + high) / 2 for low, high in itertools.pairwise(given)]
    return [given[0] - 1, *given, *between, given[-1] + 1]


def _holds(part: Condition, case: Assignment) -> bool:
    return _held(part, tuple((name, case[name]) for name in sorted(part.used)))


@lru_cache(maxsize=50_000)
def _held(part: Condition, values: tuple[tuple[str, SymbolValue], ...]) -> bool:
    """The same few values come again and again in thousands of combinations."""
    return part.holds(dict(values))


def _joined(parts: Iterable[Assignment]) -> Assignment:
    whole: dict[str, SymbolValue] = {}
    for part in parts:
        whole |= part
    return whole


def _conjuncts(condition: Condition) -> Iterator[Condition]:
    joined, parts = condition.parts
    if joined != "and":
        yield condition
        return
    for part in parts:
        yield from _conjuncts(part)
