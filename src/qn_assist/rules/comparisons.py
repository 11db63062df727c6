"""What a condition compares with what, and whether trying some values tells all about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qn_assist.rules.conditions import Condition, asks_for_null
from qn_assist.rules.engine import ast
from qn_assist.rules.symbols import SYMBOLS

_VALUES = (ast.StringExpression, ast.FloatExpression, ast.BooleanExpression, ast.NullExpression)


def is_plain(condition: Condition) -> bool:
    """Whether it only compares single symbols with written texts, numbers and null, so that
    finitely many values stand for all; no patterns, times, arithmetic, or two symbols."""
    return _plain(next(condition.nodes))


def compared(condition: Condition) -> Iterator[tuple[str, Any]]:
    """(symbol, a value it is compared with) of every comparison."""
    for node in condition.nodes:
        for one, other in _pairs(node):
            if isinstance(one, ast.SymbolExpression) and isinstance(other, _VALUES):
                yield one.name, other.value


def _plain(node: Any) -> bool:
    if isinstance(node, ast.LogicExpression):
        return _plain(node.left) and _plain(node.right)
    if isinstance(node, ast.UnaryExpression):
        return node.type == "not" and _plain(node.right)
    if isinstance(node, ast.ContainsExpression):
        return all(
            isinstance(one, ast.SymbolExpression) and isinstance(other, _VALUES)
            for one, other in _pairs(node)
        ) and isinstance(node.container, ast.ArrayExpression)
    if isinstance(node, ast.ComparisonExpression):
        return _plain_comparison(node)
    return isinstance(node, ast.BooleanExpression) or _type(node) == "truth"


def _plain_comparison(node: Any) -> bool:
    sides = (node.left, node.right)
    types = {_type(side) for side in sides} - {""}
    values = [side for side in sides if isinstance(side, _VALUES)]
    if len(types) != 1 or len(values) != 1 or isinstance(node, ast.FuzzyComparisonExpression):
        return False
    if types == {"time"}:
        return asks_for_null(node)
    return types != {"text"} or not isinstance(node, ast.ArithmeticComparisonExpression)


def _type(node: Any) -> str:
    """The type of a symbol; empty for anything else."""
    symbol = SYMBOLS.get(node.name) if isinstance(node, ast.SymbolExpression) else None
    return symbol.type if symbol else ""


def _pairs(node: Any) -> Iterator[tuple[Any, Any]]:
    """(what is compared, with what), both ways round."""
    if isinstance(node, ast.ComparisonExpression):
        yield node.left, node.right
        yield node.right, node.left
    if isinstance(node, ast.ContainsExpression):
        for item in getattr(node.container, "value", ()):
            yield node.member, item
