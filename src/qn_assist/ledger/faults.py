"""What an operator is told when the database does not take or give something.

SQLAlchemy's own message is kept as the cause only: it may quote what was to be written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from filelock import Timeout
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from qn_assist.basics.errors import LedgerUnavailable
from qn_assist.basics.language import t


class DatabaseTrouble(Enum):
    """Each way a database can fail; people read `database.<value>` and its remedy."""

    BUSY = "busy"
    READ_ONLY = "read_only"
    FULL = "full"
    DISK = "disk"
    CANNOT_OPEN = "cannot_open"
    DAMAGED = "damaged"
    NO_SERVER = "no_server"
    TOO_NEW = "too_new"
    OTHER = "other"

    def error(self, detail: str = "") -> LedgerUnavailable:
        message, remedy = t(f"database.{self.value}"), t(f"database.{self.value}.remedy")
        said = t("database.detail", message=message, detail=detail) if detail else message
        return LedgerUnavailable(said, remedy=remedy)


_BY_SQLITE_CODE = {
    sqlite3.SQLITE_PERM: DatabaseTrouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: DatabaseTrouble.BUSY,
    sqlite3.SQLITE_LOCKED: DatabaseTrouble.BUSY,
    sqlite3.SQLITE_READONLY: DatabaseTrouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: DatabaseTrouble.DISK,
    sqlite3.SQLITE_CORRUPT: DatabaseTrouble.DAMAGED,
    sqlite3.SQLITE_FULL: DatabaseTrouble.FULL,
    sqlite3.SQLITE_CANTOPEN: DatabaseTrouble.CANNOT_OPEN,
    sqlite3.SQLITE_NOTADB: DatabaseTrouble.DAMAGED,
}

# PostgreSQL SQLSTATE, whole or its class (the first two characters).
_BY_SQLSTATE = {
    "25006": DatabaseTrouble.READ_ONLY,
    "42501": DatabaseTrouble.READ_ONLY,
    "55P03": DatabaseTrouble.BUSY,
    "40": DatabaseTrouble.BUSY,
    "53100": DatabaseTrouble.FULL,
    "08": DatabaseTrouble.NO_SERVER,
    "28": DatabaseTrouble.NO_SERVER,
    "3D": DatabaseTrouble.NO_SERVER,
    "53": DatabaseTrouble.NO_SERVER,
    "57": DatabaseTrouble.NO_SERVER,
    "58": DatabaseTrouble.DISK,
    "XX": DatabaseTrouble.DAMAGED,
}


def trouble_of(error: SQLAlchemyError | sqlite3.Error) -> DatabaseTrouble:
    """Name the failure by the driver's code; `OTHER` for one no table lists."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _BY_SQLITE_CODE.get(
            getattr(cause, "sqlite_errorcode", 0) & 0xFF, DatabaseTrouble.OTHER
        )
    state = getattr(cause, "sqlstate", None)
    if state:
        return _BY_SQLSTATE.get(state) or _BY_SQLSTATE.get(state[:2], DatabaseTrouble.OTHER)
    # psycopg gives no code when the connection itself failed.
    lost = type(cause).__name__ in {"OperationalError", "ConnectionTimeout", "InterfaceError"}
    return DatabaseTrouble.NO_SERVER if lost else DatabaseTrouble.OTHER


@contextmanager
def told() -> Iterator[None]:
    """Turn every failure of the database into LedgerUnavailable."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise trouble_of(error).error() from error
    except Timeout as error:
        raise DatabaseTrouble.BUSY.error() from error
