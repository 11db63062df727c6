"""One database, SQLite by default or PostgreSQL by URL, and its transactions.

A writing transaction takes its lock at the beginning (`BEGIN IMMEDIATE`), so that it never fails
half way for another writer; a commit is on the disk before it returns (`synchronous=FULL`).
Nothing here is ever tried again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from qn_assist.basics.clock import MachineTime
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.ledger.faults import told

BUSY_SECONDS = 15.0
LONGEST_WAIT = 60.0
CONNECT_SECONDS = 10
_AT_ONCE = 500

_VIEW: dict[str, dict[str, Any]] = {
    "sqlite": {"sqlite_begin": "BEGIN"},
    "postgresql": {"isolation_level": "REPEATABLE READ"},
}


@dataclass(frozen=True, slots=True)
class Transaction:
    """A connection inside a transaction, and the one time everything in it happens at."""

    conn: Connection
    at: MachineTime

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that knows ON CONFLICT in the dialect of this database."""
        if self.conn.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)


def database_url(place: str | Path) -> URL:
    """A path, or a URL of SQLite or PostgreSQL. Raises UsageFault for anything else."""
    if isinstance(place, Path) or "://" not in place:
        return URL.create("sqlite", database=str(Path(place).expanduser().absolute()))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        raise UsageFault(t("ledger.address"), remedy=t("ledger.address.remedy")) from None
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or not url.database or url.database == ":memory:":
        raise UsageFault(t("ledger.backend", backend=backend), remedy=t("ledger.backend.remedy"))
    return url


def connect(url: URL) -> Engine:
    """An engine with our settings; nothing is opened yet. UsageFault for a wait without an end."""
    options: dict[str, Any] = {"hide_parameters": True, "json_serializer": _to_json}
    busy_seconds = _wait(url)
    url = url.difference_update_query(["timeout"])
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, **options)
        _listen_sqlite(engine, busy_seconds)
        return engine
    try:
        options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_SECONDS}}
        # What the claim relies on, whatever the server's own default: a loser waits, then sees.
        engine = create_engine(url, isolation_level="READ COMMITTED", **options)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UsageFault(
            t("ledger.driver"), remedy='pip install "qn_assist[postgresql]"'
        ) from error
    _listen_postgresql(engine, busy_seconds)
    return engine


def portions(every: list[str]) -> Iterator[list[str]]:
    """A database takes only so many values in one question."""
    return (every[at : at + _AT_ONCE] for at in range(0, len(every), _AT_ONCE))


def _wait(url: URL) -> float:
    """How long another writer is waited for: bounded, since a pass ends (law 10)."""
    asked = url.query.get("timeout")
    if asked is None:
        return BUSY_SECONDS
    try:
        seconds = float(str(asked))
    except ValueError:
        seconds = float("nan")
    if not 0 <= seconds <= LONGEST_WAIT:  # also what is no number
        raise UsageFault(
            t("ledger.wait", asked=asked),
            remedy=t("ledger.wait.remedy", most=f"{LONGEST_WAIT:g}"),
        )
    return seconds


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """All or nothing; committed when the block ends. Raises LedgerUnavailable."""
    with told(), engine.begin() as conn:
        yield conn


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view, without the writers' lock. Raises LedgerUnavailable."""
    view = engine.execution_options(**_VIEW[engine.dialect.name])
    with told(), view.begin() as conn:
        yield conn


def _listen_sqlite(engine: Engine, busy_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN comes too late and is deferred; ours is in `_begin`.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={int(busy_seconds * 1000)}")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql(conn.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE"))


def _listen_postgresql(engine: Engine, busy_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        # Zero would mean to wait for ever, whatever the address asks of the server.
        connection.execute(f"SET lock_timeout = {max(1, int(busy_seconds * 1000))}")
        connection.execute("SET synchronous_commit = on")
        connection.execute("SET TIME ZONE 'UTC'")
        connection.commit()


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
