"""From an empty database to today's tables, and never from tomorrow's."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qn_assist.basics.errors import LedgerUnavailable
from qn_assist.ledger import Ledger
from qn_assist.ledger.database import connect, database_url, writing
from qn_assist.ledger.migrate import _config
from qn_assist.ledger.schema import METADATA
from tests.leases import claimed

from .ledger_examples import SHOP, a_key, claim

OLD_CLAIM = """
    INSERT INTO claims (shop, ticket_id, action, occasion, order_id, run_id, state, attempt,
        digest, params, claimed_at, updated_at, evidence, detail)
    VALUES ('practice', 'T1', 'reply', 'first', '1', 'run', 'unknown', 1,
        'd1', '{}', :at, :at, '', '')
"""

OLD_CASE = """
    INSERT INTO cases (shop, ticket_id, order_id, kind, category, courier, state, console_state,
        open, awaits, decision_id, ticket, first_read_at, last_read_at)
    VALUES ('practice', 'T1', '1', 'urge', '', '', 'waiting', 'pending', true, 'waiting', 1,
        '{}', :at, :at)
"""
OLD_DECISION = """
    INSERT INTO decisions (run_id, shop, ticket_id, decided_at, state, verdict, rule, because,
        facts, actions, digest, approval, owner, refusals, detail)
    VALUES ('run', 'practice', 'T1', :at, 'waiting', 'act', '今天能发', '有货', '[]', '[]', 'd1',
        'person', '小王', '[]', '')
"""


@contextmanager
def older(url, version):
    """A ledger that an older program made, inside a transaction."""
    engine = connect(database_url(url))
    with writing(engine) as conn:
        config = _config()
        config.attributes["connection"] = conn
        command.upgrade(config, version)
        yield conn
    engine.dispose()


def test_migrations_from_empty_give_the_tables_of_the_program(ledger):
    with ledger._engine.connect() as conn:
        assert compare_metadata(MigrationContext.configure(conn), METADATA) == []


def test_opening_again_keeps_everything(ledger, url, run_id, clock):
    claim(ledger, run_id)
    ledger.close()
    with Ledger.open(url) as again:
        assert again.entry(a_key()).run_id == run_id


def test_decisions_made_before_their_basis_was_kept_stay(url, clock):
    """An upgrade from a version before, with a case and its decision in it."""
    at = {"at": clock().isoformat(sep=" ")}
    with older(url, "0002") as conn:
        conn.execute(text(OLD_CASE), at)
        conn.execute(text(OLD_DECISION), at)
    with Ledger.open(url) as ledger:
        [row] = ledger.decisions(SHOP)
        assert (row.rule, row.basis, row.order_id) == ("今天能发", None, "1")
        assert [one.owner for one in ledger.waiting(SHOP)] == ["小王"]
        assert [(one.owner, one.ticket_id) for one in ledger.cases(SHOP)] == [("小王", "T1")]


def test_what_a_dry_run_of_an_older_program_hid_waits_again_where_it_stood(url, clock):
    """Before, a case stood in two columns, and a preview changed one of them."""
    at = {"at": clock().isoformat(sep=" ")}
    with older(url, "0006") as conn:
        conn.execute(text(OLD_CASE), at)
        conn.execute(text(OLD_DECISION), at)
        conn.execute(text("UPDATE cases SET state = 'previewed'"))
    with Ledger.open(url) as ledger:
        assert [(one.ticket_id, one.state) for one in ledger.waiting(SHOP)] == [("T1", "waiting")]
        assert [one.state for one in ledger.cases(SHOP)] == ["waiting"]


def test_a_ledger_newer_than_the_program_is_refused(ledger, url):
    with ledger._engine.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerUnavailable, match=r"更新版本.*9999.*请升级"):
        Ledger.open(url)


@pytest.mark.parametrize("change", ["UPDATE events SET detail = 'x'", "DELETE FROM events"])
def test_the_database_itself_keeps_events_append_only(ledger, run_id, change):
    claim(ledger, run_id)
    with pytest.raises(DBAPIError, match="append-only"), ledger._engine.begin() as conn:
        conn.execute(text(change))
    assert len(ledger.history(SHOP, "T1")) == 1


def test_the_database_itself_knows_no_other_state(ledger, run_id):
    claim(ledger, run_id)
    with pytest.raises(DBAPIError, match="claim_state"), ledger._engine.begin() as conn:
        conn.execute(text("UPDATE claims SET state = 'perhaps'"))


def test_a_ledger_of_the_first_release_is_brought_up_to_date_with_its_claims(url, clock):
    with older(url, "0001") as conn:
        conn.execute(text(OLD_CLAIM), {"at": clock().isoformat(sep=" ")})
    with Ledger.open(url) as ledger:
        entry = ledger.entry(a_key())
        assert (entry.state, entry.looks) == ("unknown", 0)
        assert ledger.halts(SHOP) == []
        assert claimed(ledger, "run", a_key(), "d2", {}, "1") is None
