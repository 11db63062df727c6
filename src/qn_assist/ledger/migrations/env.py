"""Runs the migrations on the connection, and inside the transaction, that `migrate` opened."""

from alembic import context

from qn_assist.ledger.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
