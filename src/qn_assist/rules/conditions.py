"""A rule's `when`: an expression of the rule-engine library over the declared symbols.

Compiled and checked when the file is loaded: unknown symbols, operands of different types, texts a
symbol can never have, the machine's own clock. A comparison with something unknown is not true, and
neither is its opposite: a rule that cannot be told does not apply. `and`, `or` and `not` are ours
(three-valued), so that neither the order of the parts nor a negation makes the unknown true.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from qn_assist.basics.language import t
from qn_assist.basics.text import SHANGHAI
from qn_assist.datafiles import near
from qn_assist.rules.engine import ast, errors, rule_engine
from qn_assist.rules.symbols import SYMBOLS, SymbolValue

_TYPES = {
    "text": rule_engine.DataType.STRING,
    "number": rule_engine.DataType.FLOAT,
    "truth": rule_engine.DataType.BOOLEAN,
    "time": rule_engine.DataType.DATETIME,
}
_WORDS = re.compile(r"""\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\w+|\S""")
_SHOWN = frozenset("STRING FLOAT BOOLEAN DATETIME TIMEDELTA".split())


class ConditionFault(ValueError):
    """Why an expression is refused; `remedy` may be empty."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True)
class Condition:
    """`used`: the symbols it refers to."""

    text: str
    used: frozenset[str]
    _rule: Any

    def holds(self, values: Mapping[str, SymbolValue]) -> bool:
        """Whether it is true of these values; what cannot be told is not."""
        return self.truth(values) is True

    def truth(self, values: Mapping[str, SymbolValue]) -> bool | None:
        """True, false, or None: it cannot be told of these values."""
        return _truth(self._rule.statement.expression, dict(values))

    @cached_property
    def parts(self) -> tuple[str, tuple[Condition, ...]]:
        """`and` or `or` and what it joins, in the words of the file; `("", (self,))` if nothing."""
        joined, texts = split(self.text)
        return joined, tuple(map(compile_condition, texts)) if joined else (self,)

    @property
    def nodes(self) -> Iterator[Any]:
        """Every node of the expression, the whole first."""
        return _nodes(self._rule.statement.expression)


def _truth(node: Any, values: dict[str, SymbolValue]) -> bool | None:
    if isinstance(node, ast.LogicExpression):
        decides = node.type == "or"
        sides = [_truth(side, values) for side in (node.left, node.right)]
        return decides if decides in sides else None if None in sides else not decides
    if isinstance(node, ast.UnaryExpression) and node.type == "not":
        denied = _truth(node.right, values)
        return None if denied is None else not denied
    if not asks_for_null(node) and any(values.get(name) is None for name in _names(node)):
        return None
    try:
        return bool(node.evaluate(values))
    except (errors.EvaluationError, TypeError):
        return None


def asks_for_null(node: Any) -> bool:
    """Whether it is `… == null` or `… != null`, which can always be told."""
    sides = (getattr(node, "left", None), getattr(node, "right", None))
    return isinstance(node, ast.ComparisonExpression) and any(
        isinstance(side, ast.NullExpression) for side in sides
    )


def split(text: str) -> tuple[str, list[str]]:
    """The parts of `… and …` or `… or …` outside of quotes and brackets, and the word.

    `("", [text])` where neither joins the whole, or `? :` binds weaker still.
    """
    text = _bare(text.strip())
    found: dict[str, list[tuple[int, int]]] = {"and": [], "or": [], "?": []}
    for word, start, end in _outside(text):
        found.setdefault(word, []).append((start, end))
    joined = next((word for word in ("?", "or", "and") if found[word]), "?")
    if joined == "?":
        return "", [text]
    ends = [0, *(end for _, end in found[joined])]
    starts = [*(start for start, _ in found[joined]), len(text)]
    return joined, [text[a:b].strip() for a, b in zip(ends, starts, strict=True)]


def _outside(text: str) -> Iterator[tuple[str, int, int]]:
    """Words and signs that stand in no quotes and no brackets, with their places."""
    depth = 0
    for match in _WORDS.finditer(text):
        depth += (match[0] in "([{") - (match[0] in ")]}")
        if depth == 0 and match[0][0] not in "\"'":
            yield match[0], match.start(), match.end()


def _bare(text: str) -> str:
    """Without brackets around the whole."""
    while text.startswith("(") and [end for word, _, end in _outside(text)][:1] == [len(text)]:
        text = text[1:-1].strip()
    return text


@lru_cache(maxsize=1)
def _context() -> Any:
    types = {name: _TYPES[symbol.type] for name, symbol in SYMBOLS.items()}
    resolver = rule_engine.type_resolver_from_dict(types)
    # A day in a rule is the shop's day, and a text may have several lines.
    return rule_engine.Context(
        type_resolver=resolver, default_timezone=SHANGHAI, regex_flags=re.DOTALL
    )


@lru_cache(maxsize=2048)
def compile_condition(text: str) -> Condition:
    """Parse and check; ConditionFault says what is wrong."""
    try:
        rule = rule_engine.Rule(text, context=_context())
    except errors.SymbolResolutionError as error:
        name = str(error.symbol_name)
        raise ConditionFault(t("rule.no_name", name=name), near(name, tuple(SYMBOLS))) from None
    except errors.RuleSyntaxError as error:
        raise ConditionFault(t("rule.bad_condition"), _syntax_remedy(text)) from error
    except errors.EngineError as error:
        message = str(getattr(error, "message", error))
        raise ConditionFault(
            t("rule.cannot_compare", why=_translated(message)), t("rule.quotes")
        ) from error
    expression = rule.statement.expression
    if expression.result_type != rule_engine.DataType.BOOLEAN:
        raise ConditionFault(t("rule.no_truth"), t("rule.no_truth.remedy"))
    for node in _nodes(expression):
        _check(node)
    return Condition(text, frozenset(_names(expression)), rule)


def _translated(message: str) -> str:
    return t("rule.other_types") if "type mismatch" in message else message


def _syntax_remedy(text: str) -> str:
    if re.search(r"[“”‘’]", text):
        return t("rule.plain_quotes")
    if "&&" in text or "||" in text:
        return t("rule.and_or")
    if re.search(r"(?<![=!<>])=(?![=~])", text):
        return t("rule.equals")
    return t("rule.example")


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    slots = (name for kind in type(node).__mro__ for name in getattr(kind, "__slots__", ()))
    for name in dict.fromkeys([*slots, *getattr(node, "__dict__", {})]):
        value = getattr(node, name, None)
        children = value if isinstance(value, list | tuple) else (value,)
        for child in children:
            if isinstance(child, ast.ExpressionBase):
                yield from _nodes(child)


def _names(expression: Any) -> Iterator[str]:
    for node in _nodes(expression):
        if isinstance(node, ast.SymbolExpression) and node.name in SYMBOLS:
            yield node.name


def _check(node: Any) -> None:
    if isinstance(node, ast.SymbolExpression) and node.scope and node.name in ("now", "today"):
        raise ConditionFault(
            t("rule.no_dollar", name=node.name), t("rule.no_dollar.remedy", name=node.name)
        )
    if isinstance(node, ast.ComparisonExpression):
        _check_types(node)
        _check_moment(node)
        _check_text(node.left, node.right)
        _check_text(node.right, node.left)
    if isinstance(node, ast.ContainsExpression):
        for item in getattr(node.container, "value", ()):
            _check_text(node.member, item)


def _check_types(node: Any) -> None:
    left, right = (getattr(side.result_type, "name", "") for side in (node.left, node.right))
    if left in _SHOWN and right in _SHOWN and left != right:
        raise ConditionFault(
            t("rule.never_equal", left=t(f"rule.type.{left}"), right=t(f"rule.type.{right}")),
            t("rule.quotes"),
        )


def _check_moment(node: Any) -> None:
    """A moment is the same as a written day only at midnight: nobody means that."""
    written = [side for side in (node.left, node.right) if isinstance(side, ast.DatetimeExpression)]
    if written and node.type in {"eq", "ne"}:
        raise ConditionFault(t("rule.no_same_day"), t("rule.no_same_day.remedy"))


def _check_text(symbol: Any, literal: Any) -> None:
    if not isinstance(symbol, ast.SymbolExpression) or not isinstance(
        literal, ast.StringExpression
    ):
        return
    declared = SYMBOLS.get(symbol.name)
    if declared is None or not declared.values or literal.value in declared.values:
        return
    slips = difflib.get_close_matches(literal.value, declared.values, n=1, cutoff=0.85)
    if slips or not declared.open_ended:
        raise ConditionFault(
            t("rule.never_is", symbol=symbol.name, value=literal.value),
            near(literal.value, declared.values),
        )
