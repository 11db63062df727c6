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


class DatabaseTrouble(Enum):
    """Message and remedy of each way a database can fail."""

    BUSY = ("台账被别的程序占用，没有写入任何内容", "关掉打开台账的其他程序后再运行")
    READ_ONLY = ("台账是只读的，没有写入任何内容", "检查台账文件和所在文件夹的写权限")
    FULL = ("磁盘已满，台账没有写入任何内容", "清理磁盘空间后再运行")
    DISK = ("磁盘读写出错，台账不可用", "检查磁盘，必要时从备份恢复台账")
    CANNOT_OPEN = ("打不开台账", "检查台账的位置、文件夹和权限")
    DAMAGED = ("台账文件已损坏，或不是台账文件", "不要删除它；从备份恢复，或联系维护人员")
    NO_SERVER = ("连不上台账的数据库服务器", "检查数据库是否在运行、地址和密码是否正确")
    TOO_NEW = ("台账由更新版本的程序写成，本版本不能使用", "请升级 qn_assist 后再运行")
    OTHER = ("台账出错", "把日志发给维护人员")

    def error(self, detail: str = "") -> LedgerUnavailable:
        message, remedy = self.value
        return LedgerUnavailable(f"{message}：{detail}" if detail else message, remedy=remedy)


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
