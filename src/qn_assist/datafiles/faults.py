"""What is wrong with a data file, in words its author understands. Used by `reader` only.

Owns two translations: a YAML syntax error, and pydantic's errors. Paths are those of the *file*:
the names of union members and tags that pydantic adds are taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from qn_assist.basics.errors import DataFault
from qn_assist.basics.language import t
from qn_assist.datafiles.nearmiss import KeyPath, keys_at, near

Found: TypeAlias = tuple[KeyPath, str, str]

# What ruamel says, and the words for it: `file.syntax.<name>` and its remedy.
_SYNTAX = (
    ("'\\t'", "tab"),
    ("cannot start any token", "start"),
    ("mapping values are not allowed", "colon"),
    ("expected ',' or", "bracket"),
    ("expected <block end>", "indent"),
    ("expected ':'", "no_colon"),
    ("unknown escape", "escape"),
    ("scanning a quoted scalar", "quote"),
    ("special characters are not allowed", "control"),
    ("undefined alias", "alias"),
    ("another document", "document"),
)

# Pydantic's types of error that only say "write something else", by what is wanted.
_WANTED = {
    kind: wanted
    for wanted, kinds in {
        "text": "string_type",
        "whole": "int_type int_parsing int_from_float",
        "number": "float_type float_parsing decimal_type decimal_parsing",
        "truth": "bool_type bool_parsing",
        "list": "list_type tuple_type set_type frozen_set_type",
        "mapping": "dict_type mapping_type model_type model_attributes_type",
        "date": "date_type date_parsing date_from_datetime_parsing",
        "moment": "datetime_type datetime_parsing datetime_from_date_parsing",
        "time": "time_type time_parsing",
        "address": "url_type url_parsing url_scheme",
        "file": "path_type",
        "nothing": "none_required",
    }.items()
    for kind in kinds.split()
}

# Keys that no file of ours may have, whatever its kind.
SECRETS = frozenset({"password", "passwd", "pwd", "cookie", "cookies", "token", "secret", "密码"})

_BOUNDS = frozenset(
    "greater_than greater_than_equal less_than less_than_equal string_too_short string_too_long"
    " too_short too_long string_pattern_mismatch finite_number multiple_of".split()
)


def syntax_fault(file: str, text: str, error: YAMLError) -> DataFault:
    """One fault with the likely remedy; full-width punctuation is the first suspect."""
    mark = getattr(error, "problem_mark", None) if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark is not None else 0
    said = str(error)
    for number in (line, line - 1):
        shown = text.split("\n")[number - 1] if 0 < number <= text.count("\n") + 1 else ""
        if "：" in shown and ": " not in shown:
            message, remedy = t("file.wide_colon"), t("file.wide_colon.remedy")
            return DataFault(file, number, "", message, remedy)
    for words, name in _SYNTAX:
        if words in said:
            message = t("file.syntax_of", what=t(f"file.syntax.{name}"))
            return DataFault(file, line, "", message, t(f"file.syntax.{name}.remedy"))
    return DataFault(file, line, "", t("file.syntax"), t("file.syntax.remedy"))


def of_validation(data: Any, model: type[BaseModel], error: ValidationError) -> list[Found]:
    """(path, message, remedy) for each error, one per place and message."""
    details = error.errors(include_url=False)
    placed = [(path_in(data, detail), detail) for detail in details]
    placed = [item for item in placed if not _known_elsewhere(data, model, *item)] or placed
    kept = [
        (path, detail)
        for path, detail in placed
        if not (detail["type"] in _WANTED and _explained_below(path, placed))
    ]
    return list(dict.fromkeys(_found(data, model, path, group) for path, group in _grouped(kept)))


def _known_elsewhere(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> bool:
    """A key that only one member of a union refuses is no unknown key."""
    return detail["type"] == "extra_forbidden" and path[-1] in keys_at(data, model, path[:-1])


def _explained_below(path: KeyPath, placed: Sequence[tuple[KeyPath, ErrorDetails]]) -> bool:
    """Another member of a union fitted better: it went deeper, or found more than a wrong type."""
    return any(
        other[: len(path)] == path and (len(other) > len(path) or detail["type"] not in _WANTED)
        for other, detail in placed
    )


def _grouped(
    placed: Sequence[tuple[KeyPath, ErrorDetails]],
) -> Iterator[tuple[KeyPath, list[ErrorDetails]]]:
    """Wrong types at one path belong together: "write it as text or a list"."""
    types: dict[KeyPath, list[ErrorDetails]] = {}
    for path, detail in placed:
        if detail["type"] in _WANTED:
            types.setdefault(path, []).append(detail)
        else:
            yield path, [detail]
    yield from types.items()


def path_in(data: Any, detail: ErrorDetails) -> KeyPath:
    """Where an error is in the data: union members and tags in pydantic's `loc` are skipped."""
    loc = detail["loc"]
    if detail["type"] == "missing":
        return (*_follow(data, loc[:-1]), loc[-1])
    if detail["type"] == "extra_forbidden":
        return _follow(data, loc, to_the_last=True)
    return _follow(data, loc)


def _follow(data: Any, loc: KeyPath, *, to_the_last: bool = False) -> KeyPath:
    ways = _ways(data, tuple(part for part in loc if part != "[key]"))
    if to_the_last and loc:
        ways = [way for way in ways if way and way[-1] == loc[-1]] or ways
    return max(ways, key=len)


def _ways(data: Any, loc: KeyPath) -> list[KeyPath]:
    """All readings of `loc`, each element taken as a key or passed over as a name."""
    if not loc:
        return [()]
    head, rest = loc[0], loc[1:]
    if isinstance(head, int):
        if isinstance(data, list) and head < len(data):
            return [(head, *way) for way in _ways(data[head], rest)]
        return [()]
    found = _ways(data, rest)
    if isinstance(data, dict) and head in data:
        found = [(head, *way) for way in _ways(data[head], rest)] + found
    return found


def _found(data: Any, model: type[BaseModel], path: KeyPath, group: list[ErrorDetails]) -> Found:
    detail = group[0]
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in _WANTED:
        return (path, *_wrong_type(path, group))
    if kind in _BOUNDS:
        return path, t(f"file.bound.{kind}", **context), ""
    explain = _SPECIAL.get(kind)
    if explain is not None:
        return (path, *explain(data, model, path, detail))
    return path, t("file.against", said=detail["msg"]), ""


def _wrong_type(path: KeyPath, group: list[ErrorDetails]) -> tuple[str, str]:
    wanted = list(dict.fromkeys(_WANTED[detail["type"]] for detail in group))
    value = group[0]["input"]
    named = t("file.or").join(t(f"file.wanted.{one}") for one in wanted)
    message = t("file.write_as", wanted=named, now=_shown(value))
    if value is None:
        return message, t("file.add_value")
    if "text" in wanted and isinstance(value, bool | int | float):
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        return message, t("file.add_quotes", value=shown)
    if "list" in wanted and isinstance(value, str):
        return message, t("file.write_list", value=value)
    return message, ""


def _shown(value: Any) -> str:
    if value is None:
        return t("file.is.nothing")
    if isinstance(value, bool):
        return t("file.is.truth", value=str(value).lower())
    if isinstance(value, int | float):
        return t("file.is.number", value=value)
    if isinstance(value, str):
        return t("file.is.text", value=value[:40])
    return t("file.is.list") if isinstance(value, list) else t("file.is.mapping")


def _missing(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    return t("file.key_absent", key=path[-1]), t("file.key_absent.remedy", key=path[-1])


def _unknown(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    if str(path[-1]).lower() in SECRETS:
        message = t("file.secret", key=path[-1])
        return message, t("file.secret.remedy")
    return t("file.unknown_key", key=path[-1]), near(str(path[-1]), keys_at(data, model, path[:-1]))


def _one_of(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    expected = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    words = [word.strip().strip("'") for word in expected.split(",")]
    return t("file.not_allowed", value=_shown(detail["input"])), near(str(detail["input"]), words)


def _bad_tag(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    context = detail.get("ctx", {})
    words = [word.strip().strip("'") for word in str(context.get("expected_tags", "")).split(",")]
    return t("file.unknown_word", word=context.get("tag")), near(str(context.get("tag")), words)


def _no_tag(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    name = str(detail.get("ctx", {}).get("discriminator", "")).strip("'")
    return t("file.which_kind"), t("file.add_name", name=name) if name.isidentifier() else ""


def _said(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    """A validator of ours: its own words."""
    context = detail.get("ctx", {})
    if detail["type"] == "wrong":
        return str(context["message"]), str(context["remedy"])
    return str(context.get("error", detail["msg"])), ""


Explain: TypeAlias = Callable[[Any, type[BaseModel], KeyPath, ErrorDetails], tuple[str, str]]
_SPECIAL: dict[str, Explain] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _one_of,
    "enum": _one_of,
    "union_tag_invalid": _bad_tag,
    "union_tag_not_found": _no_tag,
    "value_error": _said,
    "assertion_error": _said,
    "wrong": _said,
}
