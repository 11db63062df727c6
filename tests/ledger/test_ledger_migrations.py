"""From an empty database to today's tables, and never from tomorrow's."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from ledger_examples import SHOP, a_decision, a_key, claim
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qn_assist.errors import LedgerUnavailable
from qn_assist.ledger import Ledger
from qn_assist.ledger.database import connect, database_url, writing
from qn_assist.ledger.migrate import _config
from qn_assist.ledger.schema import METADATA
from qn_assist.outcomes import State

OLD_CLAIM = """
    INSERT INTO claims (shop, ticket_id, action, occasion, order_id, run_id, state, attempt,
        digest, params, claimed_at, updated_at, evidence, detail)
    VALUES ('practice', 'T1', 'reply', 'first', '1', 'run', 'unknown', 1,
        'd1', '{}', :at, :at, '', '')
"""


def test_migrations_from_empty_give_the_tables_of_the_program(ledger):
    with ledger._engine.connect() as conn:
        assert compare_metadata(MigrationContext.configure(conn), METADATA) == []


def test_opening_again_keeps_everything(ledger, url, run_id, clock):
    claim(ledger, run_id)
    ledger.close()
    with Ledger.open(url, clock) as again:
        assert again.entry(a_key()).run_id == run_id


def test_decisions_made_before_their_basis_was_kept_stay(tmp_path, clock):
    """An upgrade from the version before, with a row in it."""
    url = tmp_path / "ledger.sqlite3"
    with Ledger.open(url, clock) as ledger:
        ledger.decided(ledger.begin_run(SHOP, "headless"), a_decision(), State.WAITING)
        with ledger._engine.begin() as conn:
            conn.execute(text("ALTER TABLE decisions DROP COLUMN basis"))
            conn.execute(text("DROP TABLE performance"))
            conn.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with Ledger.open(url, clock) as again:
        [row] = again.decisions(SHOP)
        assert (row.rule, row.basis) == (a_decision().rule, None)
        assert len(again.waiting(SHOP)) == 1


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
    engine = connect(database_url(url))
    with writing(engine) as conn:
        config = _config()
        config.attributes["connection"] = conn
        command.upgrade(config, "0001")
        conn.execute(text(OLD_CLAIM), {"at": clock().isoformat(sep=" ")})
    engine.dispose()
    with Ledger.open(url, clock) as ledger:
        entry = ledger.entry(a_key())
        assert (entry.state, entry.looks) == ("unknown", 0)
        assert ledger.halts(SHOP) == []
        assert ledger.claim("run", a_key(), "d2", {}, "1") is None
