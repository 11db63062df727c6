"""Looking things up in the ledger, and the figures that are kept to be looked at."""

from __future__ import annotations

from datetime import datetime

from qn_assist.case import Figures
from qn_assist.ledger import cases, claims, database, decided, events, performance, questions
from qn_assist.ledger import stats as counts
from qn_assist.ledger.countrows import QuestionBy, QuestionRow, StatRow
from qn_assist.ledger.rows import CaseRow, DecisionRow, Entry, EventRow, WaitingRow
from qn_assist.ledger.store import Store


class Looking(Store):
    """Each method is one transaction."""

    # looking

    def waiting(self, shop: str | None = None) -> list[WaitingRow]:
        """Open cases that wait for a person or were handed over, the nearest deadline first."""
        with database.reading(self._engine) as conn:
            return cases.waiting(conn, shop)

    def cases(
        self,
        shop: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        ticket_id: str | None = None,
    ) -> list[CaseRow]:
        """Cases seen at some time in [since, until), first read first."""
        with database.reading(self._engine) as conn:
            return cases.find(conn, shop, since, until, ticket_id)

    def order_seen(self, shop: str, order_id: str) -> bool:
        """Whether a ticket of the order was ever read."""
        with database.reading(self._engine) as conn:
            return cases.order_seen(conn, shop, order_id)

    def decisions(
        self, shop: str, since: datetime | None = None, ticket_id: str | None = None
    ) -> list[DecisionRow]:
        """Decisions made at or after `since`, oldest first, with what they were made from."""
        with database.reading(self._engine) as conn:
            return decided.find(conn, shop, since, ticket_id)

    def history(self, shop: str, ticket_id: str) -> list[EventRow]:
        """All that happened to a ticket, in order."""
        with database.reading(self._engine) as conn:
            return events.history(conn, shop, ticket_id)

    def submits_since(self, shop: str, since: datetime) -> int:
        """Clicks made, or possibly made, since then; what the limits count."""
        with database.reading(self._engine) as conn:
            return claims.submits_since(conn, shop, since)

    def find(self, text: str) -> list[Entry]:
        """Entries whose ticket or order id contains `text`; none for an empty text."""
        with database.reading(self._engine) as conn:
            return claims.find(conn, text)

    def stats(
        self,
        shop: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[StatRow]:
        """Cases first read in [since, until): in total, then by each dimension and value."""
        with database.reading(self._engine) as conn:
            return counts.stats(conn, shop, since, until)

    def keep_figures(self, shop: str, figures: Figures) -> None:
        """The shop's own figures of a day; what was kept of that day before is replaced."""
        with self._write() as tx:
            performance.keep(tx, shop, figures)

    def figures_read_at(self, shop: str) -> datetime | None:
        """When figures were last read; None: never."""
        with database.reading(self._engine) as conn:
            return performance.read_at(conn, shop)

    def figures(self, shop: str, days: int) -> list[Figures]:
        """The newest day that was kept and those before it, within `days`; oldest first."""
        with database.reading(self._engine) as conn:
            return performance.find(conn, shop, days)

    def question(
        self,
        by: QuestionBy,
        shop: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[QuestionRow]:
        """Cases first read in [since, until) by one dimension, the most frequent value first."""
        with database.reading(self._engine) as conn:
            return questions.ask(conn, by, shop, since, until)

    def paid(self, shop: str, ticket_id: str, cents: int, by: str) -> None:
        """A person says what was paid for a case in all; the last word counts.

        Raises UsageFault for a case that is not there and for an empty `by`.
        """
        with self._write() as tx:
            cases.paid(tx, shop, ticket_id, cents, by)
