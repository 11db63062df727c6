"""The ledger as the rest of the program sees it: one method per thing that happens to a ticket.

Every method is one transaction: when it returns, it is on the disk; when it raises, nothing of
it is. All raise LedgerUnavailable when the database cannot be read or written, and OurFault for
a time without a zone. Times go in as any aware datetime and come out in Asia/Shanghai.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from qn_assist.case import Attempt, ClaimKey, Decision, Permit, State, Ticket
from qn_assist.ledger import (
    approvals,
    cases,
    claims,
    database,
    halts,
    leases,
    migrate,
    runs,
    schema,
)
from qn_assist.ledger.approvals import ShownContent
from qn_assist.ledger.case_memory import CaseMemory
from qn_assist.ledger.halts import Halting
from qn_assist.ledger.life import (
    NOT_DONE,
    REFUSED,
    SUBMITTED,
    UNKNOWN,
    VERIFIED,
    EntryState,
    SettleVerdict,
)
from qn_assist.ledger.looking import Looking
from qn_assist.ledger.one_writer import OneWriter
from qn_assist.ledger.rows import Approval, Entry, HaltRow, RunRow


class Ledger(OneWriter, CaseMemory, Looking):
    """Open one per process, at the edge; it may be used from several threads."""

    @classmethod
    def open(cls, url: str | Path) -> Ledger:
        """Open or create the ledger at a path or a `sqlite:` / `postgresql:` URL, and migrate it.

        Another writer is waited for 15 s; `?timeout=` in the address asks for another wait, of 60 s
        at most. Raises UsageFault for an address nobody understands, LedgerUnavailable when it
        cannot be opened or was written by a newer program.
        """
        place = database.database_url(url)
        migrate.make_private(place)
        engine = database.connect(place)
        try:
            migrate.prepare(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    @staticmethod
    def stands(url: str | Path) -> bool:
        """Whether a ledger with this program's tables is there; nothing is made or changed.

        Raises as `open` does.
        """
        engine = database.connect(database.database_url(url))
        try:
            return migrate.stands(engine)
        finally:
            engine.dispose()

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

    def goes_on(self, run_id: str, decision: Decision) -> None:
        """Keep the decision, whose actions are to be done now: the case waits for nobody."""
        with self._write() as tx:
            cases.decided(tx, run_id, decision, cases.DECIDED, "")

    def left_at(self, run_id: str, decision: Decision, state: State, detail: str = "") -> None:
        """Keep the decision and where it leaves the ticket.

        WAITING and HANDED_OVER put the case on the `waiting` list until a claim (waiting), a
        later decision or the console closes it.
        """
        with self._write() as tx:
            cases.decided(tx, run_id, decision, state.value, detail)

    def claim(
        self, run_id: str, key: ClaimKey, digest: str, params: Mapping[str, Any], order_id: str
    ) -> Permit | None:
        """The right to submit once, committed before it returns (law 1).

        None when someone else has it or had it: another content under the same key is refused
        like the same one. An entry in `not_done` may be claimed again, whatever its content.
        When this raises, the claim may or may not be kept, but nobody holds a permit for it.
        LeaseLost when another writes for the shop meanwhile.
        """
        lease = self._leased(key.shop)
        with self._write() as tx:
            leases.beat(tx, lease)
            claimed = claims.claim(tx, claims.ClaimWanted(run_id, key, digest, params, order_id))
        if claimed is None:
            return None
        return Permit(key, digest, *claimed, partial(self._leads, lease, *claimed), Permit.MINT)

    def submitted(self, permit: Permit, detail: str = "", answer: str = "") -> None:
        """The one click was made; the console's verdict on it. OurFault unless `claimed`."""
        with self._write() as tx, self._or_lost(tx):
            claims.move(tx, permit, SUBMITTED, detail, submitted_at=tx.at, answer=answer)

    def verified(self, of: Attempt, evidence: str) -> None:
        """A fresh read shows it: `evidence` says what was seen. Final."""
        with self._write() as tx, self._or_lost(tx):
            values = {"evidence": evidence, "verified_at": tx.at}
            claims.move(tx, of, VERIFIED, evidence, **values)

    def unknown(self, of: Attempt, detail: str) -> None:
        """Crash, time-out, lost answer or a contradictory page: it may have been done."""
        self._move(of, UNKNOWN, detail)

    def not_done(self, of: Attempt, detail: str) -> None:
        """Nothing was sent: it may be claimed again."""
        self._move(of, NOT_DONE, detail)

    def missed(self, of: Attempt, detail: str) -> None:
        """Reading proved it not done: it may be claimed again, and that is counted.

        Said only by the shop's writer. LeaseLost when that is another.
        """
        with self._write() as tx:
            leases.beat(tx, self._leased())
            claims.missed(tx, of, detail)

    def recognised(self, shop: str, flow: str) -> bool:
        """Whether reading has ever shown an entry of that flow."""
        with database.reading(self._engine) as conn:
            return claims.recognised(conn, shop, flow)

    def refused(self, of: Attempt, detail: str) -> None:
        """The console refused for a business reason: closed until a person settles it."""
        self._move(of, REFUSED, detail)

    def looked(self, of: Attempt, detail: str) -> None:
        """An `unknown` entry was read back again and stays so; the look is counted."""
        with self._write() as tx:
            claims.look(tx, of, detail)

    def settle(self, claim_id: int, verdict: SettleVerdict, by: str, note: str) -> None:
        """A person looked at the console and says what became of it.

        Hold the shop's lease meanwhile: a running pass may be about to click. Raises UsageFault
        for an unknown id, an empty `by`, or an entry that is not open to settling.
        """
        with self._write() as tx:
            claims.settle(tx, claim_id, EntryState(verdict), by, note)

    def entry(self, key: ClaimKey) -> Entry | None:
        with database.reading(self._engine) as conn:
            return claims.entry(conn, key)

    def unsettled(self, shop: str) -> list[Entry]:
        """Entries claimed, submitted or unknown, the oldest claim first."""
        with database.reading(self._engine) as conn:
            return claims.unsettled(conn, shop)

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
            approvals.approve(tx, ShownContent(shop, ticket_id, digest), by, expires_at)

    def approved(self, shop: str, ticket_id: str, digest: str) -> Approval | None:
        """None when absent, expired or used."""
        with database.reading(self._engine) as conn:
            return approvals.find(conn, ShownContent(shop, ticket_id, digest), self._time())

    def use_approval(
        self, shop: str, ticket_id: str, digest: str, run_id: str | None = None
    ) -> bool:
        """Use it up; True for exactly one caller, False when absent, expired or used."""
        with self._write() as tx:
            return approvals.use(tx, ShownContent(shop, ticket_id, digest), run_id)

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
        with self._write() as tx, self._or_lost(tx):
            claims.move(tx, of, to, detail)
