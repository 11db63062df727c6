"""The values of an action's fields: from a rule's `with` and reply to what is typed, checked.

Knows the field types of a flow and nothing else of it. A value that does not fit is named; nothing
is shortened, converted or left out to make it fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from qn_assist.basics.errors import DataFault
from qn_assist.basics.language import listed, t
from qn_assist.case import ParamValue
from qn_assist.datafiles import KeyPath

# What a date means that tells the buyer when it ships.
PROMISED = "agreed_delay"

_SPLIT_FILES = re.compile(r"[;；\n]")


class FieldSpec(Protocol):
    """A declared field of an action flow. `type`: text, choice, date, datetime, date_range, files
    or lines. `options`: what may be chosen, and what choosing it claims. `promises`: what a date
    means to the buyer."""

    @property
    def type(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def max_length(self) -> int | None: ...
    @property
    def max_count(self) -> int | None: ...
    @property
    def options(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def fact(self) -> str | None: ...
    @property
    def promises(self) -> str | None: ...


class FlowSpec(Protocol):
    """What a rule must know of an action flow."""

    @property
    def title(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def needs(self) -> Mapping[str, FieldSpec]: ...
    @property
    def reply_into(self) -> str | None: ...
    @property
    def ticket_kinds(self) -> Sequence[str]: ...
    @property
    def claims(self) -> Sequence[str]: ...
    @property
    def left_to_person(self) -> bool: ...
    def fault(self, path: KeyPath, message: str, remedy: str) -> DataFault: ...


@dataclass(frozen=True, slots=True)
class FileRules:
    """Where files are checked: the evidence folder, the endings of pictures that the console takes
    (without a dot), and the largest file, in bytes.
    """

    evidence: Path
    types: tuple[str, ...]
    max_bytes: int


def promised_in(flow: FlowSpec, values: Mapping[str, ParamValue]) -> list[str]:
    """The dates by which the order ships that these values tell the buyer."""
    promising = (name for name, need in flow.needs.items() if need.promises == PROMISED)
    return [str(values[name]) for name in promising if name in values]


def as_value(field: FieldSpec, texts: Sequence[str]) -> ParamValue:
    """Rendered texts as the field's value: several for files and lines, else one."""
    if field.type == "files":
        names = (name.strip() for text in texts for name in _SPLIT_FILES.split(text))
        return tuple(name for name in names if name)
    if field.type == "lines":
        return tuple(line.strip() for text in texts for line in text.split("\n") if line.strip())
    return "\n".join(texts)


def problems_of(
    name: str, field: FieldSpec, value: ParamValue | None, place: FileRules
) -> list[str]:
    """Why this value may not go into this field, in Chinese."""
    if not value:
        return [t("field.absent", name=name)] if field.required else []
    count = len(value) if isinstance(value, tuple) else 0
    if field.max_count is not None and count > field.max_count:
        return [t("field.count", name=name, count=count, most=field.max_count)]
    if isinstance(value, tuple):
        return [f"{name}：{why}" for one in value for why in _file(one, field, place)]
    if field.max_length is not None and len(value) > field.max_length:
        return [t("field.length", name=name, count=len(value), most=field.max_length)]
    check = _CHECKS.get(field.type)
    return [f"{name}：{why}" for why in check(value, field)] if check else []


def _file(name: str, field: FieldSpec, place: FileRules) -> list[str]:
    if field.type != "files":
        return []
    path = place.evidence / name
    if not path.resolve().is_relative_to(place.evidence.resolve()):
        return [t("field.outside", name=name)]
    if path.suffix.lower().removeprefix(".") not in place.types:
        return [t("field.no_picture", name=name, types=listed(place.types))]
    if not path.is_file():
        return [t("field.not_there", name=name)]
    if path.stat().st_size > place.max_bytes:
        return [t("field.too_big", name=name, most=place.max_bytes // 1000000)]
    return []


def _choice(value: str, field: FieldSpec) -> list[str]:
    if not field.options or value in field.options:
        return []
    return [t("field.no_option", value=value, options=listed(field.options))]


def _formed(form: str, example: str) -> Callable[[str, FieldSpec], list[str]]:
    def check(value: str, field: FieldSpec) -> list[str]:
        return [] if _parsed(value, form) else [t("field.write_as", value=value, example=example)]

    return check


def _parsed(value: str, form: str) -> datetime | None:
    try:
        found = datetime.strptime(value, form)  # noqa: DTZ007 - only the form is of interest
    except ValueError:
        return None
    return found if found.strftime(form) == value else None


def _range(value: str, field: FieldSpec) -> list[str]:
    ends = [_parsed(end, "%Y-%m-%d") for end in value.split("/")]
    first, last = ends if len(ends) == 2 else (None, None)
    if first is None or last is None:
        return [t("field.write_range", value=value)]
    return [] if first <= last else [t("field.range_order", value=value)]


_CHECKS: dict[str, Callable[[str, FieldSpec], list[str]]] = {
    "choice": _choice,
    "date": _formed("%Y-%m-%d", "2026-06-18"),
    "datetime": _formed("%Y-%m-%d %H:%M:%S", "2026-06-18 10:00:00"),
    "date_range": _range,
}
