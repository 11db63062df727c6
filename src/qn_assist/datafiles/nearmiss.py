"""What somebody probably meant: the nearest of the words that would have been right."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from pydantic import BaseModel, PydanticUserError

from qn_assist.basics.language import listed, t

KeyPath: TypeAlias = tuple[str | int, ...]

MOST_CHOICES = 15


def near(word: str, words: Sequence[str]) -> str:
    """`是不是 x？` for a slip of the fingers, else the words to choose from."""
    close = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    if close:
        return t("file.meant", word=close[0])
    return t("file.choices", words=listed(words)) if 0 < len(words) <= MOST_CHOICES else ""


def keys_at(data: Any, model: type[BaseModel], path: KeyPath) -> list[str]:
    """Keys the model knows at `path`, from its JSON schema; empty when that cannot be told."""
    try:
        schema = model.model_json_schema()
    except PydanticUserError:  # a suggestion is a courtesy; some models have no schema
        return []
    places = list(_alternatives(schema, schema))
    for part in path:
        below = [child for place in places for child in _below(place, part)]
        places = [found for child in below for found in _alternatives(schema, child)]
    return list(dict.fromkeys(key for place in places for key in place.get("properties", {})))


def _alternatives(schema: dict[str, Any], place: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(place, dict):
        return
    if "$ref" in place:
        yield from _alternatives(schema, schema["$defs"][place["$ref"].rsplit("/", 1)[-1]])
        return
    yield place
    for word in ("anyOf", "oneOf", "allOf"):
        for child in place.get(word, ()):
            yield from _alternatives(schema, child)


def _below(place: dict[str, Any], part: str | int) -> Iterator[Any]:
    if isinstance(part, int):
        prefix = place.get("prefixItems", [])
        yield prefix[part] if part < len(prefix) else place.get("items")
    elif part in place.get("properties", {}):
        yield place["properties"][part]
    else:
        yield place.get("additionalProperties")
