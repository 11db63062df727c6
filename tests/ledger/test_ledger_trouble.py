"""A database that does not take or give something: said clearly, and nothing half-written."""

from __future__ import annotations

import os
import sqlite3
import stat

import psycopg
import pytest
from sqlalchemy import event

from qn_assist.basics.errors import LedgerUnavailable, UsageFault
from qn_assist.ledger import Ledger
from tests.leases import claimed

from .conftest import impatient
from .ledger_examples import SHOP, a_key, claim


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state" / "ledger.db"


@pytest.fixture
def opened(file, clock):
    with Ledger.open(f"sqlite:///{file}?timeout=0") as ledger:
        yield ledger


def test_a_locked_ledger_takes_nothing_and_says_so(opened, file):
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerUnavailable, match="被别的程序占用"):
        claim(opened, "run")
    assert opened.entry(a_key()) is None
    other.execute("ROLLBACK")
    other.close()
    assert claim(opened, "run")


def test_a_ledger_that_is_locked_while_it_is_made_says_so(file, clock):
    """Changing to WAL needs the file for itself, and goes past SQLAlchemy."""
    file.parent.mkdir()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerUnavailable, match="被别的程序占用"):
        Ledger.open(f"sqlite:///{file}?timeout=0")
    other.close()


def test_a_read_only_ledger_can_be_looked_at_but_takes_nothing(opened, file, clock):
    claim(opened, "run")
    with Ledger.open(f"sqlite:///file:{file}?mode=ro&uri=true") as read_only:
        assert read_only.entry(a_key())
        with pytest.raises(LedgerUnavailable, match="只读"):
            claim(read_only, "run", a_key("T2"))
    assert opened.entry(a_key("T2")) is None


def test_a_full_disk_leaves_nothing_half_written(opened):
    opened._engine.dispose()
    event.listen(
        opened._engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 60")
    )
    with pytest.raises(LedgerUnavailable, match="磁盘已满"):
        claimed(opened, "run", a_key(), "d1", {"text": "长" * 500_000}, "1")
    assert opened.entry(a_key()) is None
    assert opened.history(SHOP, "T1") == []


def test_a_file_that_is_no_ledger_is_left_alone(file):
    file.parent.mkdir()
    file.write_bytes(b"not a database, but long enough to be looked at" * 100)
    before = file.read_bytes()
    with pytest.raises(LedgerUnavailable, match="不是台账文件"):
        Ledger.open(file)
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LedgerUnavailable, match=r"打不开台账.*ledger\.db"):
        Ledger.open(tmp_path / "file" / "ledger.db")


def test_what_was_to_be_written_is_not_in_the_message(opened, file):
    sqlite3.connect(file).execute("DROP TABLE claims")
    with pytest.raises(LedgerUnavailable) as caught:
        claimed(opened, "run", a_key(), "d1", {"text": "张三 13800000000"}, "1")
    assert "张三" not in f"{caught.value} {caught.value.__cause__}"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_the_ledger_is_a_private_file_in_a_private_folder(opened, file):
    claim(opened, "run")
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    modes = {stat.S_IMODE(path.stat().st_mode) for path in file.parent.glob("ledger.db*[!k]")}
    assert modes == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_an_open_file_is_closed_to_others(opened, file):
    opened.close()
    file.chmod(0o644)
    Ledger.open(file).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("address", ["mysql://host/db", "sqlite://", "sqlite:///:memory:", "://"])
def test_an_address_nobody_understands_is_the_operators_fault(address):
    with pytest.raises(UsageFault):
        Ledger.open(address)


def test_a_claim_is_synced_to_the_disk(opened):
    with opened._engine.connect() as conn:
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert conn.exec_driver_sql("PRAGMA synchronous").scalar() == 2


@pytest.mark.postgresql
def test_a_server_that_does_not_answer_is_said_without_the_password(tmp_path):
    with pytest.raises(LedgerUnavailable, match="连不上") as caught:
        Ledger.open(f"postgresql://me:secret@/db?host={tmp_path}")
    assert "secret" not in f"{caught.value} {caught.value.__cause__}"


@pytest.mark.postgresql
def test_a_read_only_server_takes_nothing(postgresql_url, clock):
    Ledger.open(postgresql_url).close()
    read_only = f"{postgresql_url}%20-cdefault_transaction_read_only%3Don"
    with Ledger.open(read_only) as ledger:
        with pytest.raises(LedgerUnavailable, match="只读"):
            claim(ledger, "run")
        assert ledger.entry(a_key()) is None


@pytest.mark.postgresql
def test_a_locked_table_takes_nothing_and_says_so(postgresql_url, clock):
    with (
        Ledger.open(impatient(postgresql_url)) as ledger,
        psycopg.connect(postgresql_url) as other,
    ):
        other.execute("LOCK TABLE claims IN EXCLUSIVE MODE")
        with pytest.raises(LedgerUnavailable, match="被别的程序占用"):
            claim(ledger, "run")
        other.rollback()
        assert claim(ledger, "run")


@pytest.mark.parametrize("asked", ["-1", "61", "1e9", "inf", "nan", "soon"])
def test_a_wait_without_an_end_is_refused(tmp_path, asked):
    """A pass that waits for its ledger for ever never ends."""
    with pytest.raises(UsageFault, match="等待时间不对"):
        Ledger.open(f"sqlite:///{tmp_path / 'l.db'}?timeout={asked}")


@pytest.mark.postgresql
def test_a_server_asked_to_wait_for_ever_waits_no_longer_than_we_say(postgresql_url, clock):
    for_ever = impatient(f"{postgresql_url}%20-clock_timeout%3D0")
    with Ledger.open(for_ever) as ledger, psycopg.connect(postgresql_url) as other:
        other.execute("LOCK TABLE claims IN EXCLUSIVE MODE")
        with pytest.raises(LedgerUnavailable, match="被别的程序占用"):
            claim(ledger, "run")
