"""Whose shop it is, and who may write for it: the ledger's part of law 1 beside the unique key."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from qn_assist.basics.errors import OurFault
from qn_assist.basics.language import t
from qn_assist.case import ProvenShop, Ticket
from qn_assist.ledger import database, leases, shops
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.leases import Holder, Lease, Taken
from qn_assist.ledger.store import Store


class OneWriter(Store):
    """Each method is one transaction. A shop's name here is what the other tables call it by."""

    _lease: Lease | None = None

    def name_of(self, proven: ProvenShop, folder: str) -> str:
        """What this ledger calls the shop; UsageFault where it may be either of two."""
        with database.reading(self._engine) as conn:
            return shops.name_of(conn, proven, folder)

    def take_lease(
        self, proven: ProvenShop, folder: str, holder: Holder, dead: Taken | None = None
    ) -> Lease | Taken:
        """Write for the shop from now on; or who does. The caller holds the lock of its home."""
        with self._write() as tx:
            return leases.take(tx, shops.enter(tx, proven, folder), holder, dead)

    def take_named(self, shop: str, holder: Holder) -> Lease | Taken:
        """The same for a name that has been written for: a person settles what was left open."""
        with self._write() as tx:
            shops.named(tx, shop)
            return leases.take(tx, shop, holder, None)

    def hold(self, lease: Lease) -> None:
        """Claim under it from now on."""
        self._lease = lease

    def beat(self, lease: Lease) -> None:
        """It lives. LeaseLost when another has it."""
        with self._write() as tx:
            leases.beat(tx, lease)

    def give_back(self, lease: Lease) -> None:
        """Free for the next; nothing is claimed under it any more."""
        if self._lease == lease:
            self._lease = None
        with self._write() as tx:
            leases.give_back(tx, lease)

    def shop_proven(self, shop: str, proven: ProvenShop) -> None:
        """The console has shown that it is this account's shop."""
        with self._write() as tx:
            shops.proven(tx, shop, proven)

    def known_elsewhere(
        self, shop: str, folders: Collection[str], tickets: Collection[Ticket]
    ) -> str | None:
        """Another name, without a folder, under which these very tickets were worked before."""
        with database.reading(self._engine) as conn:
            return shops.known_elsewhere(conn, shop, folders, tickets)

    def _leased(self, shop: str = "") -> Lease:
        if self._lease is None or shop not in ("", self._lease.shop):
            raise OurFault(t("ledger.no_lease"))
        return self._lease

    @contextmanager
    def _or_lost(self, tx: Transaction) -> Iterator[None]:
        """A step that does not fit is another's doing where another has the lease: LeaseLost."""
        try:
            yield
        except OurFault:
            if self._lease is not None:
                leases.beat(tx, self._lease)
            raise

    def _leads(self, lease: Lease, claim_id: int, attempt: int) -> bool:
        with database.reading(self._engine) as conn:
            return leases.leads(conn, lease, claim_id, attempt)
