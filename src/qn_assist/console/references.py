"""`{platform: key}` in a flow file: the value of that key of `platform.yaml` stands there.

Resolved before the file is checked, so that a value from elsewhere is held to the same type and
range as one that is written out. What is wrong with it names both places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.console.platform_numbers import Platform
from qn_assist.datafiles import Document, KeyPath, Strict, near, undotted, validate

_WORD = "platform"
_REFERENCE = {
    "type": "object",
    "properties": {_WORD: {"type": "string"}},
    "required": [_WORD],
    "additionalProperties": False,
}

Flow = TypeVar("Flow", bound=Strict)


def or_referred(schema: dict[str, Any]) -> None:
    """For editors: what a field takes, or a reference instead."""
    own = {key: schema.pop(key) for key in list(schema) if key not in ("default", "title")}
    schema["anyOf"] = [*(own.pop("anyOf", None) or [own]), _REFERENCE]


@dataclass(frozen=True)
class ReferringFile:
    """A file with its references in place of which values stand now, by path."""

    document: Document
    platform: Platform
    references: Mapping[KeyPath, str] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.references.values())

    def fault(self, path: KeyPath | str, message: str, remedy: str = "") -> DataFault:
        """A fault at `path`; if a referred value is at fault, its own place is named too."""
        path = undotted(path)
        for place, key in self.references.items():
            if path[: len(place)] == place:
                file, line = self.platform.place(key, *path[len(place) :])
                said = t("platform.referred", message=message, key=key, file=file, line=line)
                return self.document.fault(path, said, remedy)
        return self.document.fault(path, message, remedy)

    def validate(self, model: type[Flow]) -> Flow:
        """The model of the file; DataFileError with every fault."""
        try:
            return validate(self.document, model)
        except DataFileError as error:
            again = [self.fault(one.path, one.message, one.remedy) for one in error.faults]
            kept = zip(error.faults, again, strict=True)
            raise DataFileError(
                [new if new.message != old.message else old for old, new in kept]
            ) from error


def resolve(document: Document, platform: Platform) -> ReferringFile:
    """The file with its references resolved; DataFileError for a key that is not there."""
    found: dict[KeyPath, str] = {}
    data = _resolved(document.data, (), platform, found)
    missing = [
        document.fault(path, t("platform.no_key", key=key), near(key, tuple(platform.numbers)))
        for path, key in found.items()
        if key not in platform.numbers
    ]
    if missing:
        raise DataFileError(missing)
    return ReferringFile(replace(document, data=data), platform, found)


def _resolved(data: Any, path: KeyPath, platform: Platform, found: dict[KeyPath, str]) -> Any:
    if isinstance(data, list):
        return [_resolved(one, (*path, at), platform, found) for at, one in enumerate(data)]
    if not isinstance(data, Mapping):
        return data
    key = data.get(_WORD)
    if len(data) == 1 and isinstance(key, str):
        found[path] = key
        return platform.numbers[key].value if key in platform.numbers else None
    return {name: _resolved(one, (*path, name), platform, found) for name, one in data.items()}
