"""Texts with `{{ symbols }}`: sandboxed Jinja2 whose only world is the declared symbols.

Autoescape is off: these are plain texts for a form or a chat, never HTML. Values are data: braces
in a buyer's name are not evaluated. A value that is not known cannot be written, only
asked for with `{% if … %}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from jinja2 import (
    Template,
    TemplateError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    meta,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from qn_assist.basics import text
from qn_assist.basics.language import t
from qn_assist.datafiles import near
from qn_assist.rules.sentences import shown
from qn_assist.rules.symbols import SYMBOLS, SymbolValue

_TIME = "%Y-%m-%d %H:%M:%S"


class Unrenderable(ValueError):
    """A template that cannot be written for this case; the message says what is missing."""


class _NotKnown(Undefined):
    """A null value: false in `if`, an error where it would be written."""

    def __str__(self) -> str:
        symbol = SYMBOLS.get(self._undefined_name or "")
        raise UndefinedError(
            t("rule.absent", what=symbol.title if symbol else self._undefined_name)
        )


def _moment(value: Any, form: str) -> str:
    if not isinstance(value, datetime):
        str(value)
        raise UndefinedError(t("rule.no_time", value=value))
    local = value.astimezone(text.SHANGHAI)
    return form.format(t=local)


def _written(value: Any) -> str:
    """How `{{ value }}` looks: times as the console takes them, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.astimezone(text.SHANGHAI).strftime(_TIME)
    if isinstance(value, bool):
        return _TRUTH[value]
    if isinstance(value, float | int):
        return shown(value)
    return str(value)


def _short(value: Any, length: int) -> str:
    whole = str(value)
    return whole if len(whole) <= length else whole[: length - 1] + "…"


# What buyers and the console are told is Chinese, whatever the operator reads.
_TRUTH = {True: "是", False: "否"}
FILTERS = {
    "day": lambda value: _moment(value, "{t.month}月{t.day}日"),
    "daytime": lambda value: _moment(value, "{t.month}月{t.day}日{t.hour}:{t.minute:02}"),
    "date": lambda value: _moment(value, "{t:%Y-%m-%d}"),
    "short": _short,
}
_KEPT_FILTERS = ("default", "trim", "length", "int", "round")
# No text for a buyer or a form is nearly as long.
MOST_CHARACTERS = 20_000


def _replace(value: Any, old: str, new: str) -> str:
    made = str(value).replace(str(old), str(new))
    if not old or len(made) > MOST_CHARACTERS:
        raise SecurityError(t("rule.too_long"))
    return made


class _Bounded(ImmutableSandboxedEnvironment):
    """Numbers are multiplied, texts and lists are not: a short template must not make an endless
    text.
    """

    intercepted_binops = frozenset({"*", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if not all(isinstance(one, int | float) for one in (left, right)):
            raise SecurityError(t("rule.too_long"))
        return super().call_binop(context, operator, left, right)


def _environment() -> ImmutableSandboxedEnvironment:
    env = _Bounded(
        autoescape=False,
        undefined=_NotKnown,
        finalize=_written,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals = {}
    kept = {name: env.filters[name] for name in _KEPT_FILTERS}
    env.filters = {**kept, **FILTERS, "replace": _replace}
    return env


_ENV = _environment()
# All that a text needs: words, values, filters, conditions. Loops, calls and what keeps a value
# under another name are not let in.
_KNOWN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr,
    nodes.Getitem, nodes.Filter, nodes.Test, nodes.If, nodes.CondExpr, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div,
    nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos, nodes.Concat, nodes.Keyword, nodes.List,
    nodes.Tuple,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """`line` counts from 1 within the text."""

    line: int
    message: str
    remedy: str = ""


def is_template(source: str) -> bool:
    return "{{" in source or "{%" in source


# Each pass reads its shop's files again, and shops share most of their texts.
_once = lru_cache(maxsize=2048)


@_once
def _parsed(source: str) -> nodes.Template:
    return _ENV.parse(source)


@_once
def faults_in(source: str) -> tuple[TemplateFault, ...]:
    """What is wrong with a template before any case is known."""
    try:
        tree = _parsed(source)
        foreign = tuple(
            TemplateFault(node.lineno, t("rule.only_names"), t("rule.remove_tag"))
            for node in tree.find_all(nodes.Node)
            if not isinstance(node, _KNOWN)
        )
        if foreign:  # not compiled: that already reckons with constants
            return foreign
        _compiled(source)
    except TemplateSyntaxError as error:
        remedy = near(_quoted(error.message), tuple(_ENV.filters)) if "filter" in str(error) else ""
        remedy = remedy or t("rule.bad_template.remedy")
        return (TemplateFault(error.lineno, t("rule.bad_template", fault=error.message), remedy),)
    unknown = meta.find_undeclared_variables(tree) - set(SYMBOLS)
    return tuple(
        TemplateFault(
            name.lineno, t("rule.no_name", name=name.name), near(name.name, tuple(SYMBOLS))
        )
        for name in tree.find_all(nodes.Name)
        if name.ctx == "load" and name.name in unknown
    )


def _quoted(message: str | None) -> str:
    parts = (message or "").split("'")
    return parts[1] if len(parts) > 1 else ""


@_once
def names_in(source: str) -> frozenset[str]:
    """The symbols a (faultless) template uses."""
    return frozenset(meta.find_undeclared_variables(_parsed(source))) & SYMBOLS.keys()


@_once
def fixed_text(source: str) -> str:
    """The template's own words, without values and conditions."""
    return "".join(data.data for data in _parsed(source).find_all(nodes.TemplateData))


@_once
def _compiled(source: str) -> Template:
    return _ENV.from_string(source)


def render(source: str, values: Mapping[str, SymbolValue]) -> str:
    """The text for this case, tidied; Unrenderable when a value is not known."""
    known = {name: value for name, value in values.items() if value is not None}
    try:
        return text.tidy(_compiled(source).render(known))
    except SecurityError as error:
        raise Unrenderable(t("rule.not_allowed")) from error
    except UndefinedError as error:
        raise Unrenderable(str(error)) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise Unrenderable(t("rule.not_rendered", fault=error)) from error
