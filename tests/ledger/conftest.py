"""Real ledgers: a new SQLite file or a new PostgreSQL database for every test."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from qn_assist.ledger import Ledger
from tests.clocks import set_machine

from .ledger_examples import SHOP, Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """This machine's clock; it goes on only when told."""
    own = Clock()
    set_machine(monkeypatch, own)
    return own


def impatient(url: str) -> str:
    """The same ledger, where another writer is waited for only a moment."""
    return f"{url}{'&' if '?' in url else '?'}timeout=0.05"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a ledger that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    return request.getfixturevalue("postgresql_url")


@pytest.fixture
def ledger(url: str, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(impatient(url)) as opened:
        yield opened


@pytest.fixture
def run_id(ledger: Ledger) -> str:
    return ledger.begin_run(SHOP, "headless")


@pytest.fixture
def postgresql_url(postgresql_socket: Path) -> str:
    """An empty schema of our server, which is much cheaper than a database of its own."""
    schema = f"ledger_{uuid4().hex[:12]}"
    place = f"postgresql://postgres@/postgres?host={postgresql_socket}"
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    return f"{place}&options=-csearch_path%3D{schema}"


@pytest.fixture(scope="session")
def postgresql_socket() -> Iterator[Path]:
    """The socket folder of a PostgreSQL server of our own, gone when the tests end."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL's server programs are not installed")
        pytest.skip("PostgreSQL's server programs are not installed")
    folder = Path(tempfile.mkdtemp(prefix="qn-pg-"))
    as_owner = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]

    def call(program: str, *arguments: str) -> None:
        command = [*as_owner, str(found[-1].parent / program), "-D", str(folder / "data")]
        log = folder / "log"
        with log.open("ab") as out:
            result = subprocess.run([*command, *arguments], stdout=out, stderr=out, cwd=folder)
        assert result.returncode == 0, log.read_text()

    try:
        call("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        call("pg_ctl", "start", "-w", "-o", f"-k {folder} -c listen_addresses='' -F")
        try:
            yield folder
        finally:
            call("pg_ctl", "stop", "-w", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
