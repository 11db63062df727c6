"""Files that people edit, YAML and tables, read strictly: every fault with its place and remedy.

It knows no meaning of what it reads; that is for the room that asked.
"""

from qn_assist.datafiles.nearmiss import KeyPath, near
from qn_assist.datafiles.reader import (
    YAML_BYTES,
    Document,
    Strict,
    collecting,
    dump,
    export_schema,
    load,
    load_model,
    parse,
    undotted,
    validate,
    wrong,
)
from qn_assist.datafiles.sheets import (
    ENDINGS,
    TABLE_BYTES,
    Row,
    Sheet,
    decoded,
    read_sheet,
    refused,
    separator_of,
    sheet_of,
    tabs_of,
)

__all__ = [
    "ENDINGS", "TABLE_BYTES", "YAML_BYTES", "Document", "KeyPath", "Row", "Sheet", "Strict",
    "collecting", "decoded", "dump", "export_schema", "load", "load_model", "near", "parse",
    "read_sheet", "refused", "separator_of", "sheet_of", "tabs_of", "undotted", "validate", "wrong",
]  # fmt: skip
