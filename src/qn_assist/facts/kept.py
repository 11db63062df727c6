"""The facts of one case as a decision keeps them: JSON by kind, read back whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator, TypeAdapter

from qn_assist.facts.kinds import TABLES
from qn_assist.facts.lookup import Facts

# Decisions made before the kinds were declared in one table keep them under these names, each by
# its key where a list of rows stands now.
_FORMERLY = {
    "shipments": "shipments",
    "stocks": "stock",
    "relief_areas": "relief_areas",
    "agreed": "agreements",
    "contacts": "courier_contacts",
    "answers": "courier_answers",
}


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rows: dict[str, list[Any]]
    doubtful: frozenset[str]
    present: frozenset[str]
    unreadable: frozenset[str] = frozenset()


def _as_json(facts: Facts) -> dict[str, Any]:
    rows = {
        name: [_form(table.record).dump_python(one, mode="json") for one in facts.all(table)]
        for name, table in TABLES.items()
        if facts.all(table)
    }
    kept = {"rows": rows, "doubtful": sorted(facts.doubtful), "present": sorted(facts.present)}
    return {**kept, "unreadable": sorted(facts.unreadable)} if facts.unreadable else kept


def _read(stored: Any) -> Facts:
    """What `_as_json` wrote, now or formerly; ValueError for anything else."""
    kept = _Kept.model_validate(_as_now(stored))
    unknown = kept.rows.keys() - TABLES.keys()
    if unknown:
        raise ValueError(f"no such facts: {sorted(unknown)}")
    rows = {
        name: tuple(_form(TABLES[name].record).validate_python(one) for one in found)
        for name, found in kept.rows.items()
    }
    return Facts(rows, (), kept.doubtful, kept.present, kept.unreadable)


def _as_now(stored: Any) -> Any:
    if not isinstance(stored, Mapping) or "rows" in stored or stored.get("faults") != []:
        return stored
    rest = {name: value for name, value in stored.items() if name not in (*_FORMERLY, "faults")}
    rows = {now: _listed(stored[was]) for was, now in _FORMERLY.items() if was in stored}
    return {"rows": rows, **rest}


def _listed(rows: Any) -> Any:
    if not isinstance(rows, Mapping):
        return rows
    groups = [group if isinstance(group, list) else [group] for group in rows.values()]
    return [one for group in groups for one in group]


def _form(record: Any) -> TypeAdapter[Any]:
    return _made_form(record)


@cache
def _made_form(record: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(record)


KeptFacts: TypeAlias = Annotated[Facts, PlainValidator(_read), PlainSerializer(_as_json)]
