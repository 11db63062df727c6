"""The ledger as the rest of the program sees it: one method per thing that happens to a ticket.

Every method is one transaction: when it returns, it is on the disk; when it raises, nothing of
it is. All raise LedgerUnavailable when the database cannot be read or written, and OurFault for
a time without a zone. Times go in as any aware datetime and come out in Asia/Shanghai.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine, delete

from qn_assist.decisions import Decision
from qn_assist.endings import FollowUpEntry, Seen
from qn_assist.figures import Figures
from qn_assist.ledger import (
    approvals,
    asks,
    cases,
    claims,
    database,
    decided,
    events,
    follow_ups,
    halts,
    migrate,
    performance,
    promises,
    questions,
    reconciled,
    runs,
    schema,
)
from qn_assist.ledger import stats as counts
from qn_assist.ledger.approvals import Shown
from qn_assist.ledger.asks import Asking
from qn_assist.ledger.database import BUSY_SECONDS, Transaction
from qn_assist.ledger.follow_ups import Followed
from qn_assist.ledger.halts import Halting
from qn_assist.ledger.life import (
    NOT_DONE,
    REFUSED,
    SUBMITTED,
    UNKNOWN,
    VERIFIED,
    EntryState,
    Verdict,
)
from qn_assist.ledger.rows import (
    Approval,
    AskRow,
    CaseRow,
    DecisionRow,
    Entry,
    EventRow,
    FollowUpRow,
    HaltRow,
    OpenRow,
    PromiseRow,
    PromiseState,
    QuestionBy,
    QuestionRow,
    RunRow,
    StatRow,
    WaitingRow,
)
from qn_assist.outcomes import State
from qn_assist.permit import Attempt, ClaimKey, Permit
from qn_assist.tickets import Ticket


def utc_now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """Open one per process, at the edge; it may be used from several threads."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    @classmethod
    def open(
        cls,
        url: str | Path,
        now: Callable[[], datetime] = utc_now,
        *,
        busy_seconds: float = BUSY_SECONDS,
    ) -> Ledger:
        """Open or create the ledger at a path or a `sqlite:` / `postgresql:` URL, and migrate it.

        `now` gives the time of every event; `busy_seconds` is the wait for another writer.
        Raises UsageFault for an address nobody understands, LedgerUnavailable when it cannot be
        opened or was written by a newer program.
        """
        place = database.database_url(url)
        migrate.make_private(place)
        engine = database.connect(place, busy_seconds)
        try:
            migrate.prepare(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, now)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    # runs

    def begin_run(self, shop: str, mode: str) -> str:
        """A new run's id: its Shanghai time and four hex digits, e.g. `20260618T100000-ab12`."""
        with self._write() as tx:
            return runs.begin(tx, shop, mode)

    def end_run(self, run_id: str, summary: Mapping[str, Any]) -> None:
        """Close the run; the summary is kept as JSON. OurFault when no such run is going on."""
        with self._write() as tx:
            runs.end(tx, run_id, summary)

    def runs(self, shop: str | None = None, since: datetime | None = None) -> list[RunRow]:
        """Runs begun at or after `since`, newest first."""
        with database.reading(self._engine) as conn:
            return runs.find(conn, shop, since)

    # the ticket's life

    def read(self, run_id: str, ticket: Ticket) -> None:
        """Remember the ticket as shown now; one `read` event per run, however often it is read."""
        self.read_all(run_id, (ticket,))

    def read_all(self, run_id: str, tickets: Iterable[Ticket]) -> None:
        """The same for a whole list in one transaction."""
        with self._write() as tx:
            cases.read(tx, run_id, tickets)

    def decided(
        self, run_id: str, decision: Decision, state: State | None, detail: str = ""
    ) -> None:
        """Keep the decision. `state` says where it leaves the ticket, None that it goes on.

        WAITING and HANDED_OVER put the case on the `waiting` list until a claim (waiting), a
        later decision or the console closes it. PREVIEWED never changes that list.
        """
        with self._write() as tx:
            cases.decided(tx, run_id, decision, state, detail)

    def claim(
        self, run_id: str, key: ClaimKey, digest: str, params: Mapping[str, Any], order_id: str
    ) -> Permit | None:
        """The right to submit once, committed before it returns (law 1).

        None when someone else has it or had it: another content under the same key is refused
        like the same one. An entry in `not_done` may be claimed again, whatever its content.
        When this raises, the claim may or may not be kept, but nobody holds a permit for it.
        """
        with self._write() as tx:
            claimed = claims.claim(tx, claims.Wanted(run_id, key, digest, params, order_id))
        return None if claimed is None else Permit(key, digest, *claimed, _seal=Permit.MINT)

    def submitted(self, permit: Permit, detail: str = "") -> None:
        """The one click was made. OurFault unless the entry is `claimed`."""
        with self._write() as tx:
            claims.move(tx, permit, SUBMITTED, detail, submitted_at=tx.at)

    def verified(self, of: Attempt, evidence: str) -> None:
        """A fresh read shows it: `evidence` says what was seen. Final."""
        with self._write() as tx:
            values = {"evidence": evidence, "verified_at": tx.at}
            claims.move(tx, of, VERIFIED, evidence, **values)

    def unknown(self, of: Attempt, detail: str) -> None:
        """Crash, time-out, lost answer or a contradictory page: it may have been done."""
        self._move(of, UNKNOWN, detail)

    def not_done(self, of: Attempt, detail: str) -> None:
        """Proven not done (read twice, or never clicked): it may be claimed again."""
        self._move(of, NOT_DONE, detail)

    def refused(self, of: Attempt, detail: str) -> None:
        """The console refused for a business reason: closed until a person settles it."""
        self._move(of, REFUSED, detail)

    def looked(self, of: Attempt, detail: str) -> None:
        """An `unknown` entry was read back again and stays so; the look is counted."""
        with self._write() as tx:
            claims.look(tx, of, detail)

    def settle(self, claim_id: int, verdict: Verdict, by: str, note: str) -> None:
        """A person looked at the console and says what became of it.

        Hold the shop's lock meanwhile: a running pass may be about to click. Raises UsageFault
        for an unknown id, an empty `by`, or an entry that is not open to settling.
        """
        with self._write() as tx:
            claims.settle(tx, claim_id, EntryState(verdict), by, note)

    def entry(self, key: ClaimKey) -> Entry | None:
        with database.reading(self._engine) as conn:
            return claims.entry(conn, key)

    def of_order(self, shop: str, order_id: str, action: str, since: datetime) -> list[Entry]:
        """Actions of that name on any ticket of the order, verified or unproven, newest first."""
        with database.reading(self._engine) as conn:
            return claims.of_order(conn, shop, order_id, action, since)

    def unsettled(self, shop: str) -> list[Entry]:
        """Entries claimed, submitted or unknown, the oldest claim first."""
        with database.reading(self._engine) as conn:
            return claims.unsettled(conn, shop)

    # follow-ups: `at` is the console's time

    def follow(self, decision: Decision, entry: FollowUpEntry, then: Seen, at: datetime) -> None:
        """Follow the case from now on, as the rule that decided it wants."""
        with self._write() as tx:
            follow_ups.follow(tx, decision, entry, then, at)

    def follow_up(self, shop: str, ticket_id: str) -> FollowUpRow | None:
        with database.reading(self._engine) as conn:
            return follow_ups.find(conn, shop, ticket_id)

    def follow_ups(self, shop: str) -> list[FollowUpRow]:
        """Those that have not ended, also of cases that are their owner's; the first due first."""
        with database.reading(self._engine) as conn:
            return follow_ups.going_on(conn, shop)

    def followed_up(self, step: Followed, number: int, due_at: datetime) -> None:
        """A case that came due has not ended. OurFault when it is not followed."""
        with self._write() as tx:
            follow_ups.look(tx, step, number, due_at)

    def follow_up_ended(self, step: Followed, how: str) -> None:
        """The console shows the end `how`, a name of `endings.ENDINGS`."""
        with self._write() as tx:
            follow_ups.end(tx, step, how)

    def follow_up_handed_over(self, step: Followed, due_at: datetime) -> None:
        """The case is its owner's from now on."""
        with self._write() as tx:
            follow_ups.hand_over(tx, step, due_at)

    # promises: written when the action that promised is verified; `at` is the console's time

    def promises(self, shop: str, order_id: str | None = None) -> list[PromiseRow]:
        """Those that hold or were broken, the nearest date first."""
        with database.reading(self._engine) as conn:
            return promises.find(conn, shop, order_id)

    def promise_ended(self, row: PromiseRow, state: PromiseState, at: datetime) -> bool:
        """False when another program has said so already."""
        with self._write() as tx:
            return promises.end(tx, row, state, at)

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

    # halts (law 6)

    def halt(self, halting: Halting) -> HaltRow:
        """Something stopped the shop; with a `rest` it cools down from now on."""
        with self._write() as tx:
            return halts.begin(tx, halting)

    def halts(self, shop: str) -> list[HaltRow]:
        """What stopped the shop and has not been ended, newest first."""
        with database.reading(self._engine) as conn:
            return halts.find(conn, shop)

    def cooling(self, shop: str) -> HaltRow | None:
        """The cool-down the shop is in now, None when it is in none.

        One that began in the future (the clock was set back) begins anew, now; only that writes.
        """
        now, found = self._time(), self.halts(shop)
        if not any(row.at > now for row in found):
            return halts.longest(found, now)
        with self._write() as tx:
            return halts.longest(halts.anchored(tx, shop), tx.at)

    def resume(self, shop: str, by: str) -> int:
        """The way is free again: end what stopped the shop; how many that were."""
        with self._write() as tx:
            return halts.end(tx, shop, by)

    # approvals (law 7)

    def approve(
        self, shop: str, ticket_id: str, digest: str, by: str, expires_at: datetime
    ) -> None:
        """A person approves exactly `digest`. UsageFault for nobody, nothing, or a past expiry."""
        with self._write() as tx:
            approvals.approve(tx, Shown(shop, ticket_id, digest), by, expires_at)

    def approved(self, shop: str, ticket_id: str, digest: str) -> Approval | None:
        """None when absent, expired or used."""
        with database.reading(self._engine) as conn:
            return approvals.find(conn, Shown(shop, ticket_id, digest), self._time())

    def use_approval(
        self, shop: str, ticket_id: str, digest: str, run_id: str | None = None
    ) -> bool:
        """Use it up; True for exactly one caller, False when absent, expired or used."""
        with self._write() as tx:
            return approvals.use(tx, Shown(shop, ticket_id, digest), run_id)

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

    def forget(self, shop: str) -> int:
        """Remove everything of a practice shop; the number of rows removed.

        Never for a real shop: with its claims goes the proof that they must not be made again.
        """
        with self._write() as tx:
            tx.conn.execute(tx.insert(schema.forgetting).values(shop=shop))
            tables = [
                table for table in schema.METADATA.tables.values() if table.name != "forgetting"
            ]
            removed = [tx.conn.execute(delete(t).where(t.c.shop == shop)).rowcount for t in tables]
            tx.conn.execute(delete(schema.forgetting))
        return sum(removed)

    def _move(self, of: Attempt, to: EntryState, detail: str) -> None:
        with self._write() as tx:
            claims.move(tx, of, to, detail)

    def _time(self) -> datetime:
        return schema.aware(self._now())

    @contextmanager
    def _write(self) -> Iterator[Transaction]:
        at = self._time()
        with database.writing(self._engine) as conn:
            yield Transaction(conn, at)
