"""The open database of a ledger, and the one way to write to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Engine

from qn_assist.basics.clock import MachineTime, utc_now
from qn_assist.ledger import database
from qn_assist.ledger.database import Transaction


class Store:
    """What the parts of the ledger share: the engine, the time of events, one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _time(self) -> MachineTime:
        return utc_now()

    @contextmanager
    def _write(self) -> Iterator[Transaction]:
        at = self._time()
        with database.writing(self._engine) as conn:
            yield Transaction(conn, at)
