"""What is wrong with a data file, in words its author understands. Used by `yamlfile` only.

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
from qn_assist.datafiles.nearmiss import KeyPath, keys_at, near

Found: TypeAlias = tuple[KeyPath, str, str]

_SYNTAX = (
    ("'\\t'", "用了 Tab 缩进", "用空格缩进"),
    ("cannot start any token", "有不能直接开头的符号", "给这个值加上英文双引号"),
    ("mapping values are not allowed", "冒号用错了地方", "值里有冒号时给整个值加英文双引号"),
    ("expected ',' or", "括号没有成对", "检查这一行附近的 [ ] 或 { }"),
    ("expected <block end>", "缩进没有对齐", "同一层的键和短横线要左对齐"),
    ("expected ':'", "键后面缺少英文冒号", "写成 键: 值，冒号后面空一格"),
    ("unknown escape", "双引号里的反斜杠写法不对", "改用单引号，或写成 \\\\"),
    ("scanning a quoted scalar", "引号没有成对", "补上结尾的引号"),
    ("special characters are not allowed", "有看不见的控制字符", "删掉它，重新输入这一行"),
    ("undefined alias", "星号引用了没有定义的名字", "给这个值加上英文双引号"),
    ("another document", "一个文件只能有一个文档", "删掉中间的 ---"),
)

_WANTED = {
    "string_type": "文字",
    "int_type": "整数",
    "int_parsing": "整数",
    "int_from_float": "整数",
    "float_type": "数字",
    "float_parsing": "数字",
    "decimal_type": "数字",
    "decimal_parsing": "数字",
    "bool_type": " true 或 false",
    "bool_parsing": " true 或 false",
    "list_type": "列表",
    "tuple_type": "列表",
    "set_type": "列表",
    "frozen_set_type": "列表",
    "dict_type": "一组键和值",
    "mapping_type": "一组键和值",
    "model_type": "一组键和值",
    "model_attributes_type": "一组键和值",
    "date_type": "日期（如 2026-06-18）",
    "date_parsing": "日期（如 2026-06-18）",
    "date_from_datetime_parsing": "日期（如 2026-06-18）",
    "datetime_type": "时间（如 2026-06-18 10:00:00）",
    "datetime_parsing": "时间（如 2026-06-18 10:00:00）",
    "datetime_from_date_parsing": "时间（如 2026-06-18 10:00:00）",
    "time_type": "钟点（如 09:30）",
    "time_parsing": "钟点（如 09:30）",
    "url_type": "网址",
    "url_parsing": "网址",
    "url_scheme": "网址",
    "path_type": "文件名",
    "none_required": "空",
}

# Keys that no file of ours may have, whatever its kind.
SECRETS = frozenset({"password", "passwd", "pwd", "cookie", "cookies", "token", "secret", "密码"})

_BOUNDS = {
    "greater_than": "要大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than": "要小于 {lt}",
    "less_than_equal": "不能大于 {le}",
    "string_too_short": "太短，至少 {min_length} 个字",
    "string_too_long": "太长，最多 {max_length} 个字",
    "too_short": "太少，至少 {min_length} 项",
    "too_long": "太多，最多 {max_length} 项",
    "string_pattern_mismatch": "写法不对，要符合 {pattern}",
    "finite_number": "要是一个有限的数",
    "multiple_of": "要是 {multiple_of} 的倍数",
}


def syntax_fault(file: str, text: str, error: YAMLError) -> DataFault:
    """One fault with the likely remedy; full-width punctuation is the first suspect."""
    mark = getattr(error, "problem_mark", None) if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark is not None else 0
    said = str(error)
    for number in (line, line - 1):
        shown = text.split("\n")[number - 1] if 0 < number <= text.count("\n") + 1 else ""
        if "：" in shown and ": " not in shown:
            message = "键后面用了中文冒号"
            return DataFault(file, number, "", message, "改成英文冒号，后面空一格")
    for words, message, remedy in _SYNTAX:
        if words in said:
            return DataFault(file, line, "", f"YAML 写法有误：{message}", remedy)
    return DataFault(file, line, "", "YAML 写法有误", "检查这一行的缩进、冒号和引号")


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
    """Wrong types at one path belong together: `要写成文字或列表`."""
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
        return path, _BOUNDS[kind].format(**context), ""
    explain = _SPECIAL.get(kind)
    if explain is not None:
        return (path, *explain(data, model, path, detail))
    return path, f"不合规定：{detail['msg']}", ""


def _wrong_type(path: KeyPath, group: list[ErrorDetails]) -> tuple[str, str]:
    wanted = list(dict.fromkeys(_WANTED[detail["type"]] for detail in group))
    value = group[0]["input"]
    message = f"要写成{'或'.join(wanted)}，现在是{_shown(value)}"
    if value is None:
        return message, "补上值，不需要就删掉这一行"
    if "文字" in wanted and isinstance(value, bool | int | float):
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        return message, f'加上引号："{shown}"'
    if "列表" in wanted and isinstance(value, str):
        return message, f"写成 [{value}]"
    return message, ""


def _shown(value: Any) -> str:
    if value is None:
        return "空的"
    if isinstance(value, bool):
        return f"真假值 {str(value).lower()}"
    if isinstance(value, int | float):
        return f"数字 {value}"
    if isinstance(value, str):
        return f"文字“{value[:40]}”"
    return "列表" if isinstance(value, list) else "一组键和值"


def _missing(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    return f"缺少 {path[-1]}", f"补上 {path[-1]}: …"


def _unknown(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    if str(path[-1]).lower() in SECRETS:
        message = f"配置文件里不能有 {path[-1]}：密码和登录状态从不写进文件"
        return message, "删掉它，用 qn-assist login 登录，密码放进系统钥匙串"
    return f"不认识的键 {path[-1]}", near(str(path[-1]), keys_at(data, model, path[:-1]))


def _one_of(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    expected = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    words = [word.strip().strip("'") for word in expected.split(",")]
    return f"不能写{_shown(detail['input'])}", near(str(detail["input"]), words)


def _bad_tag(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    context = detail.get("ctx", {})
    words = [word.strip().strip("'") for word in str(context.get("expected_tags", "")).split(",")]
    return f"不认识的 {context.get('tag')}", near(str(context.get("tag")), words)


def _no_tag(
    data: Any, model: type[BaseModel], path: KeyPath, detail: ErrorDetails
) -> tuple[str, str]:
    name = str(detail.get("ctx", {}).get("discriminator", "")).strip("'")
    return "看不出是哪一种", f"补上 {name}" if name.isidentifier() else ""


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
