"""Facts as an example writes them: rows in YAML with the columns of a facts file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.datafiles import Document, KeyPath, Row, Sheet, near
from qn_assist.facts import TABLES


def sheet_of(document: Document, kind: str, rows: Any) -> Sheet:
    """Rows as a facts file has them; a column that a row leaves out is empty. DataFileError."""
    path: KeyPath = ("facts", kind)
    if kind not in TABLES:
        fault = document.fault(
            path, t("trials.no_such_facts", kind=kind), near(kind, tuple(TABLES))
        )
        raise DataFileError([fault])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        fault = document.fault(path, t("trials.rows_of_facts"), t("trials.rows_of_facts.remedy"))
        raise DataFileError([fault])
    headers = {
        name: column.headers[0] for column in TABLES[kind].columns for name in column.headers
    }
    faults = list(_unknown_columns(document, path, rows, headers))
    if faults:
        raise DataFileError(faults)
    read = [
        Row(
            document.line((*path, number)),
            {headers[name]: _cell(value) for name, value in row.items()},
        )
        for number, row in enumerate(rows)
    ]
    return Sheet(document.file, tuple(dict.fromkeys(headers.values())), tuple(read))


def _unknown_columns(
    document: Document, path: KeyPath, rows: list[dict[str, Any]], headers: Mapping[str, str]
) -> Iterator[DataFault]:
    shown = tuple(dict.fromkeys(headers.values()))
    for number, row in enumerate(rows):
        for name in row:
            if name not in headers:
                here = (*path, number, name)
                yield document.fault(
                    here, t("trials.no_column", table=path[1], name=name), near(name, shown)
                )


def _cell(value: object) -> str:
    return "" if value is None else str(value)
