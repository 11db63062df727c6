"""What the ledger remembers of cases over the passes: follow-ups, promises, comparisons, asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from qn_assist.basics.clock import ConsoleTime
from qn_assist.case import Decision, FollowUpEntry, Seen, Ticket
from qn_assist.ledger import (
    asks,
    behind,
    database,
    decided,
    follow_ups,
    last_stood,
    promises,
    reconciled,
)
from qn_assist.ledger.asks import Asking
from qn_assist.ledger.behind import TicketBehind, TicketClaims
from qn_assist.ledger.follow_ups import FollowStep
from qn_assist.ledger.last_stood import LastStood
from qn_assist.ledger.reconciled import HalfDone
from qn_assist.ledger.rows import AskRow, CaseRow, FollowUpRow, OpenRow, PromiseRow, PromiseState
from qn_assist.ledger.store import Store


class CaseMemory(Store):
    """Each method is one transaction. `at` is the console's time."""

    # behind a ticket

    def behind(self, shop: str, ticket_id: str, order_id: str) -> TicketBehind:
        """All that is held of a ticket and its order, as at one moment."""
        with database.reading(self._engine) as conn:
            return behind.find(conn, shop, ticket_id, order_id)

    def claims_behind(self, shop: str, ticket_id: str, order_id: str) -> TicketClaims:
        """Only the claims: what is looked up once more right before one is made."""
        with database.reading(self._engine) as conn:
            return behind.find_claims(conn, shop, ticket_id, order_id)

    # follow-ups: `at` is the console's time

    def follow(self, decision: Decision, entry: FollowUpEntry, then: Seen, at: ConsoleTime) -> bool:
        """Follow the case from now on, as the rule that decided it wants; whether that is kept."""
        with self._write() as tx:
            follow_ups.follow(tx, decision, entry, then, at)
        return True

    def follow_up(self, shop: str, ticket_id: str) -> FollowUpRow | None:
        with database.reading(self._engine) as conn:
            return follow_ups.find(conn, shop, ticket_id)

    def follow_ups(self, shop: str) -> list[FollowUpRow]:
        """Those that have not ended, also of cases that are their owner's; the first due first."""
        with database.reading(self._engine) as conn:
            return follow_ups.going_on(conn, shop)

    def followed_up(self, step: FollowStep, number: int, due_at: ConsoleTime) -> None:
        """A case that came due has not ended. OurFault when it is not followed."""
        with self._write() as tx:
            follow_ups.look(tx, step, number, due_at)

    def follow_up_ended(self, step: FollowStep, how: str) -> None:
        """The console shows the end `how`, a name of `endings.ENDINGS`."""
        with self._write() as tx:
            follow_ups.end(tx, step, how)

    def follow_up_handed_over(self, step: FollowStep, due_at: ConsoleTime) -> None:
        """The case is its owner's from now on."""
        with self._write() as tx:
            follow_ups.hand_over(tx, step, due_at)

    # promises: written when the action that promised is verified; `at` is the console's time

    def promises(self, shop: str, order_id: str | None = None) -> list[PromiseRow]:
        """Those that hold or were broken, the nearest date first."""
        with database.reading(self._engine) as conn:
            return promises.find(conn, shop, order_id)

    def promise_ended(self, row: PromiseRow, state: PromiseState, at: ConsoleTime) -> bool:
        """False when another program has said so already."""
        with self._write() as tx:
            return promises.end(tx, row, state, at)

    # before a pass chooses

    def last_stood(self, shop: str, ticket_ids: Collection[str]) -> dict[str, LastStood]:
        """How those of the tickets stood that were decided before."""
        with database.reading(self._engine) as conn:
            return last_stood.last_stood(conn, shop, ticket_ids)

    # comparing with the console's lists

    def seen(self, shop: str, ticket_ids: Collection[str]) -> set[str]:
        """Those of the tickets that were ever read."""
        with database.reading(self._engine) as conn:
            return reconciled.seen(conn, shop, ticket_ids)

    def seen_open(self, shop: str) -> list[CaseRow]:
        """Cases that the console showed open when they were last read."""
        with database.reading(self._engine) as conn:
            return reconciled.open_cases(conn, shop)

    def acted_on(self, shop: str, ticket_ids: Collection[str]) -> set[str]:
        """Those with an action of ours that was done, or may have been."""
        with database.reading(self._engine) as conn:
            return reconciled.acted_on(conn, shop, ticket_ids)

    def reconciles(self, shop: str, since: datetime | None = None) -> bool:
        """Whether a pass of the shop was compared with all its tasks, at or after `since`."""
        with database.reading(self._engine) as conn:
            return reconciled.compared(conn, shop, since)

    def half_done(self, shop: str, ticket_ids: Collection[str]) -> dict[str, HalfDone]:
        """Those of the tickets of which a part was done, and what was never done of them."""
        with database.reading(self._engine) as conn:
            return reconciled.half_done(conn, shop, ticket_ids)

    def reconciled_before(self, shop: str, ticket_ids: Collection[str]) -> set[str]:
        """Those that an earlier comparison told of, or found over when it was the first."""
        with database.reading(self._engine) as conn:
            return reconciled.noted(conn, shop, ticket_ids)

    def reconciled(
        self,
        run_id: str,
        shop: str,
        settled: Iterable[Ticket],
        gone: Iterable[str],
        noted: Iterable[str],
        *,
        whole: bool = True,
    ) -> None:
        """Keep a comparison: tickets as they stand now, those that left their list, those told.

        `whole`: the list of all tasks was read for it.
        """
        with self._write() as tx:
            reconciled.keep(tx, run_id, shop, settled, gone, noted, whole=whole)

    # couriers

    def ask_courier(self, asking: Asking, by: str, rest: timedelta) -> bool:
        """A person asked about a parcel; False, and nothing kept, less than `rest` after the last
        time. UsageFault for an empty `by`."""
        with self._write() as tx:
            return asks.ask(tx, asking, by, rest)

    def courier_answered(self, asking: Asking, by: str, kind: str, said: str) -> None:
        """What the courier answered about a parcel."""
        with self._write() as tx:
            asks.answer(tx, asking, by, kind, said)

    def courier_asks(self, shop: str | None = None, since: datetime | None = None) -> list[AskRow]:
        """The newest ask of each parcel, the oldest first."""
        with database.reading(self._engine) as conn:
            return asks.find(conn, shop, since)

    def open_cases(self, shop: str, since: datetime) -> list[OpenRow]:
        """Open cases read at or after `since`, each with its newest decision, by deadline."""
        with database.reading(self._engine) as conn:
            return decided.of_open_cases(conn, shop, since)
