"""A composed YAML tree becomes plain data with a place for every value. Used by `yamlfile` only."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qn_assist.basics.errors import DataFault
from qn_assist.basics.language import t

MAX_VALUES = 200_000

_TAG = "tag:yaml.org,2002:"
# `1_000` and `007` are texts that look like numbers; a reader must not decide what they mean.
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?|[-+]?\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Place:
    """`line` of the key or list entry, `text_line` of the value's first text, both from 1.

    `source` is a plain scalar as written, empty for anything else.
    """

    line: int
    text_line: int
    source: str


@dataclass(slots=True)
class Walk:
    """One walk over one file's nodes."""

    file: str
    places: dict[tuple[str | int, ...], Place] = field(default_factory=dict)
    faults: list[DataFault] = field(default_factory=list)
    _values: int = 0

    def root(self, node: Node | None, text: str) -> Any:
        """The data of the document's root node; None for an empty file."""
        if re.search(r"^%YAML", text, re.MULTILINE):
            self._fault(1, (), t("file.no_directive"), t("file.no_directive.remedy"))
        return None if node is None else self._value(node, (), node.start_mark.line + 1)

    def _fault(self, line: int, path: tuple[str | int, ...], message: str, remedy: str) -> None:
        dotted = ".".join(str(part) for part in path)
        self.faults.append(DataFault(self.file, line, dotted, message, remedy))

    def _value(self, node: Node, path: tuple[str | int, ...], line: int) -> Any:
        self._values += 1
        if self._values > MAX_VALUES:
            raise RecursionError("too many values")
        block = isinstance(node, ScalarNode) and node.style in ("|", ">")
        source = node.value if isinstance(node, ScalarNode) and node.style is None else ""
        self.places[path] = Place(line, node.start_mark.line + (2 if block else 1), source)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [
                self._value(child, (*path, number), child.start_mark.line + 1)
                for number, child in enumerate(node.value)
            ]
        return self._scalar(node, path, line)

    def _mapping(self, node: MappingNode, path: tuple[str | int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarNode):
                self._fault(line, path, t("file.key_word"), t("file.key_word.remedy"))
            elif key.tag == f"{_TAG}merge":
                self._fault(line, (*path, "<<"), t("file.no_merge"), t("file.no_merge.remedy"))
            elif key.value in found:
                first = self.places[*path, key.value].line
                remedy = t("file.key_twice.remedy", first=first)
                self._fault(line, (*path, key.value), t("file.key_twice", key=key.value), remedy)
            else:
                found[key.value] = self._value(value, (*path, key.value), line)
        return found

    def _scalar(self, node: Node, path: tuple[str | int, ...], line: int) -> Any:
        shown: str = node.value
        kind = str(node.tag).removeprefix(_TAG)
        if kind == "null":
            return None
        if kind == "bool":
            if shown.lower() in ("true", "false"):
                return shown.lower() == "true"
            return shown
        if kind == "int" and _INT.fullmatch(shown) and len(shown) < 400:
            return int(shown)
        if kind == "float" and _FLOAT.fullmatch(shown):
            return float(shown)
        if kind not in ("str", "int", "float", "timestamp", "value"):
            self._fault(line, path, t("file.no_tag", tag=node.tag), t("file.no_tag.remedy"))
        return shown
