"""Bringing a database to this program's tables, once, under a lock.

A ledger written by a newer program is refused: old code must not claim by new rules it does not
know.
"""

from __future__ import annotations

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL

from qn_assist.basics.language import listed, t
from qn_assist.ledger.database import reading, writing
from qn_assist.ledger.faults import DatabaseTrouble, told

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_SECONDS = 60.0

# Any fixed number; ours by convention within one PostgreSQL database.
_ADVISORY_LOCK = 0x716E_6C65


def prepare(engine: Engine) -> None:
    """Create or upgrade the tables where needed. Raises LedgerUnavailable."""
    if not _up_to_date(engine):
        if engine.dialect.name == "sqlite":
            _prepare_sqlite(engine)
        else:
            _upgrade(engine)


def stands(engine: Engine) -> bool:
    """Whether the tables are there as this program wants them. Raises LedgerUnavailable."""
    place = str(engine.url.database)
    if engine.dialect.name == "sqlite" and not place.startswith("file:"):
        return Path(place).exists() and _up_to_date(engine)
    return _up_to_date(engine)


def make_private(url: URL) -> None:
    """Create the SQLite file as 0600 in a folder of 0700, or close an existing file to others.

    A folder that exists keeps its mode: it may be shared for a reason, the file is closed anyway.
    """
    if url.get_backend_name() != "sqlite" or str(url.database).startswith("file:"):
        return
    file = Path(str(url.database))
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_RDONLY | os.O_CREAT, 0o600))
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)
    except OSError as error:
        raise DatabaseTrouble.CANNOT_OPEN.error(f"{file}，{error.strerror}") from error


def _prepare_sqlite(engine: Engine) -> None:
    # Changing to WAL cannot be done inside a transaction and does not wait for others by itself.
    with told(), FileLock(f"{engine.url.database}.lock", mode=0o600, timeout=LOCK_SECONDS):
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            raw.close()
        _upgrade(engine)


def _upgrade(engine: Engine) -> None:
    with writing(engine) as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        if not _at_head(conn):
            config = _config()
            config.attributes["connection"] = conn
            command.upgrade(config, "head")


def _up_to_date(engine: Engine) -> bool:
    with reading(engine) as conn:
        return _at_head(conn)


def _at_head(conn: Connection) -> bool:
    current = set(MigrationContext.configure(conn).get_current_heads())
    script = ScriptDirectory.from_config(_config())
    newer = current - {revision.revision for revision in script.walk_revisions()}
    if newer:
        raise DatabaseTrouble.TOO_NEW.error(t("ledger.version", versions=listed(sorted(newer))))
    return current == set(script.get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
