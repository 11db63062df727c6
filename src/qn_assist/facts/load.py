"""The facts files of a shop read, all faults at once.

A bad row is listed with file and line and is not used; a case that such a row names is *in doubt*
and goes to a person. A missing file or column stops the load.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.datafiles import ENDINGS, Sheet, read_sheet
from qn_assist.facts.kinds import TABLES
from qn_assist.facts.lookup import Facts
from qn_assist.facts.table import Table, TableReading, read_table

T = TypeVar("T")


def load_facts(folder: Path, needed: Set[str] = frozenset(TABLES)) -> Facts:
    """Read `folder/<name>.csv|xlsx`; those in `needed` must exist.

    DataFileError for a missing file or column.
    """
    found: dict[str, TableReading[Any]] = {}
    faults: list[DataFault] = []
    for name, table in TABLES.items():
        try:
            found[name] = _load(folder, table, name in needed)
        except DataFileError as error:
            faults += error.faults
    if faults:
        raise DataFileError(faults)
    present = frozenset(name for name in TABLES if _files(folder, name))
    return replace(_facts(found), present=present)


def _files(folder: Path, name: str) -> list[Path]:
    return [path for path in (folder / f"{name}.{end}" for end in ENDINGS) if path.is_file()]


def facts_of(sheets: Mapping[str, Sheet]) -> Facts:
    """The same from sheets by the name of their kind; of a kind that is not there nothing is known.

    DataFileError for a missing column.
    """
    given = {name: table for name, table in TABLES.items() if name in sheets}
    return _facts({name: read_table(sheets[name], table) for name, table in given.items()})


def _load(folder: Path, table: Table[T], needed: bool) -> TableReading[T]:
    files = _files(folder, table.name)
    if len(files) > 1:
        said = t("facts.two_files", table=table.shown)
        remedy = t("facts.two_files.remedy")
        raise DataFileError([DataFault(f"{folder}/{table.name}", 0, "", said, remedy)])
    if files:
        return read_table(read_sheet(files[0], f"{folder}/{files[0].name}"), table)
    if needed:
        headers = ",".join(column.headers[0] for column in table.columns)
        said = t("facts.no_file", table=table.shown)
        remedy = t("facts.no_file.remedy", headers=headers)
        raise DataFileError([DataFault(f"{folder}/{table.name}.csv", 0, "", said, remedy)])
    return TableReading(())


def _facts(found: Mapping[str, TableReading[Any]]) -> Facts:
    doubting = [reading for name, reading in found.items() if TABLES[name].doubts]
    return Facts(
        {name: reading.records for name, reading in found.items() if reading.records},
        tuple(fault for reading in found.values() for fault in reading.faults),
        frozenset(key for reading in doubting for key in reading.doubtful),
        unreadable=frozenset(
            f"{name}:{shown}"
            for name, reading in found.items()
            if TABLES[name].doubts
            for shown in reading.unreadable
        ),
    )
