"""The one YAML reader, and the door every data file passes: text → `Document` → strict model.

YAML 1.2 only: `no`, `on` and `12:30` are text, `007` stays `007`, times stay as written, a repeated
key is a fault. Each value keeps its line, so that everything wrong is named with its place, all at
once. Values are never guessed: a number where a text belongs is a fault, and so is the reverse.
Edits go through `Document.tree`, which keeps comments.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, PydanticCustomError
from ruamel.yaml import YAML
from ruamel.yaml.error import ReusedAnchorWarning, YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.basics.paths import read_at_most
from qn_assist.basics.words import WORDS
from qn_assist.datafiles import faults as yamlfaults
from qn_assist.datafiles.nearmiss import KeyPath
from qn_assist.datafiles.nodes import Place, Walk

YAML_BYTES = 1_000_000

# NEL, LS and PS end a line in YAML.
_ODD_ENDS = frozenset("\x85\u2028\u2029")

Model = TypeVar("Model", bound=BaseModel)


def _without_guessing(schema: Any) -> Any:
    """Numbers and yes/no values are taken as written: `"5"` is no number, `"no"` no truth value."""
    if isinstance(schema, dict):
        if schema.get("type") in ("bool", "int", "float"):
            schema.setdefault("strict", True)
        for value in schema.values():
            _without_guessing(value)
    elif isinstance(schema, list):
        for value in schema:
            _without_guessing(value)
    return schema


class Strict(BaseModel):
    """Base of every model of a data file: unknown keys refused, frozen, no coercion of scalars."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        schema: CoreSchema = _without_guessing(handler(source))
        return schema


def wrong(message: str, remedy: str = "") -> PydanticCustomError:
    """What a validator of a model raises when it also knows the remedy."""
    return PydanticCustomError("wrong", "{message}", {"message": message, "remedy": remedy})


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as plain data (dict, list, str, int, float, bool, None) with its places.

    `file` is the path as given. A path is a tuple of keys (text) and positions (from 0), or
    the same with dots.
    """

    file: str
    text: str
    data: Any
    places: Mapping[KeyPath, Place]
    faults: tuple[DataFault, ...] = field(default=())

    def place(self, path: KeyPath | str) -> Place:
        """Where `path` stands, or its nearest parent that exists."""
        path = undotted(path)
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1, 1, ""))

    def line(self, path: KeyPath | str) -> int:
        """Line of the key (or list entry), counted from 1."""
        return self.place(path).line

    def text_line(self, path: KeyPath | str, number: int = 1) -> int:
        """Line in the file of line `number` (from 1) of a text value, for `|` blocks too."""
        return self.place(path).text_line + number - 1

    def fault(
        self, path: KeyPath | str, message: str, remedy: str = "", *, line: int = 0
    ) -> DataFault:
        """A fault at `path`, for checks that a model cannot make alone."""
        path = undotted(path)
        return DataFault(self.file, line or self.line(path), dotted(path), message, remedy)

    def tree(self) -> Any:
        """The file for editing, comments kept; write it back with `dump`."""
        return _yaml().load(self.text)


def dotted(path: KeyPath) -> str:
    return ".".join(str(part) for part in path)


def undotted(path: KeyPath | str) -> KeyPath:
    """`steps.3.fill` as a path; a path stays as it is."""
    if not isinstance(path, str):
        return path
    return tuple(int(part) if part.isdigit() else part for part in path.split(".") if part)


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def dump(tree: Any) -> str:
    """YAML text of an edited `Document.tree` or of plain data."""
    out = StringIO()
    _yaml().dump(_escaped(tree), out)
    return out.getvalue()


def _escaped(node: Any) -> Any:
    """Plain data with its odd line ends in double quotes: unquoted they come back as spaces."""
    if type(node) is dict:
        return {_escaped(key): _escaped(value) for key, value in node.items()}
    if type(node) is list:
        return [_escaped(value) for value in node]
    odd = isinstance(node, str) and not _ODD_ENDS.isdisjoint(node)
    return DoubleQuotedScalarString(node) if odd else node


def load(path: Path | str) -> Document:
    """Read a file; raises DataFileError when it cannot be read or is no YAML.

    Repeated keys and the like are kept in `Document.faults`; `validate` raises them with the rest.
    """
    file = str(path)
    try:
        raw = read_at_most(Path(path), YAML_BYTES)
    except FileNotFoundError:
        raise DataFileError(
            [DataFault(file, 0, "", t("file.absent"), t("file.absent.remedy"))]
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataFileError(
            [DataFault(file, 0, "", t("file.unreadable", reason=reason))]
        ) from error
    if raw is None:
        raise DataFileError([DataFault(file, 0, "", t("file.over_1mb"), t("file.over_1mb.remedy"))])
    try:
        return parse(raw.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        remedy = t("file.utf8.remedy")
        raise DataFileError([DataFault(file, line, "", t("file.utf8"), remedy)]) from None


def parse(text: str, file: str = "<text>") -> Document:
    """The document in `text`; raises DataFileError for a syntax error."""
    reading = Walk(file)
    try:
        data = reading.root(_composed(text), text)
    except YAMLError as error:
        raise DataFileError([yamlfaults.syntax_fault(file, text, error)]) from error
    except RecursionError:
        raise DataFileError(
            [DataFault(file, 0, "", t("file.too_deep"), t("file.too_deep.remedy"))]
        ) from None
    return Document(file, text, data, reading.places, tuple(reading.faults))


@lru_cache(maxsize=256)
def _composed(text: str) -> Any:
    """The nodes of a text, which nobody changes: shops share most of their files, and each pass
    reads them again. Composing is four fifths of reading a shop.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReusedAnchorWarning)
        return YAML(typ="rt").compose(text)


def validate(document: Document, model: type[Model]) -> Model:
    """The model of the document; raises one DataFileError with *all* faults, in line order."""
    faults = list(document.faults)
    built: Model | None = None
    try:
        built = model.model_validate(document.data)
    except ValidationError as error:
        found = yamlfaults.of_validation(document.data, model, error)
        faults += [document.fault(*fault) for fault in found]
    if faults or built is None:
        raise DataFileError(sorted(faults, key=lambda fault: fault.line))
    return built


def load_model(path: Path | str, model: type[Model]) -> Model:
    """`load` and `validate` in one, for files that need no further checks."""
    return validate(load(path), model)


@contextmanager
def collecting(faults: list[DataFault]) -> Iterator[None]:
    """Gather the faults of several files, to raise them together."""
    try:
        yield
    except DataFileError as error:
        faults.extend(error.faults)


def export_schema(model: type[BaseModel], title: str = "") -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a file kind, for editors."""
    schema = _described(model.model_json_schema())
    if title:
        schema["title"] = title
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _described(schema: Any) -> Any:
    """Descriptions of fields are keys of words: an editor shows them in the language asked for."""
    if isinstance(schema, list):
        return [_described(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _described(value) for key, value in schema.items()}
    if (said := found.get("description")) in WORDS:
        found["description"] = t(said)
    return found
