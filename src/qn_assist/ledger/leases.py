"""One writer per shop, wherever its ledger is shared (law 1): a lease with a token.

No clock of two machines is compared. Who finds a lease taken looks whether it beats: one that has
not beaten for `LIVES_SECONDS` on the looker's own clock is dead. Whoever takes it raises the token;
a claim, and what leaves the page, hold only with the newest one. A holder that slept meanwhile can
do no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, select, update

from qn_assist.basics.errors import LeaseLost
from qn_assist.basics.language import t
from qn_assist.ledger import schema
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.life import CLAIMED

BEAT_SECONDS = 5.0
LIVES_SECONDS = 45.0

_ROW = schema.shops.c


@dataclass(frozen=True, slots=True)
class Holder:
    """Who wants a lease: `home` is one home on one machine, `shown` is for people."""

    home: str
    shown: str


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write for `shop`, as long as no other token was given out."""

    shop: str
    token: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A lease of somebody else as it was seen: one that beats is seen otherwise the next time."""

    by: str
    since: datetime
    token: int
    beat: int


def take(tx: Transaction, shop: str, holder: Holder, dead: Taken | None) -> Lease | Taken:
    """The lease, or whose it is. The same home's is dead: its lock is the caller's.

    `dead` is a lease that was seen not to beat; what has beaten since is alive.
    """
    row = tx.conn.execute(select(schema.shops).where(_ROW.shop == shop).with_for_update())
    now = row.mappings().one()
    if now["lease_home"] not in ("", holder.home):
        taken = Taken(now["lease_by"], now["lease_since"], now["lease_token"], now["lease_beat"])
        if dead is None or (taken.token, taken.beat) != (dead.token, dead.beat):
            return taken
    token = now["lease_token"] + 1
    values = {
        "lease_home": holder.home,
        "lease_by": holder.shown,
        "lease_since": tx.at,
        "lease_token": token,
        "lease_beat": 0,
    }
    tx.conn.execute(update(schema.shops).where(_ROW.shop == shop).values(values))
    return Lease(shop, token)


def beat(tx: Transaction, lease: Lease) -> None:
    """It lives; the transaction goes on under it, and no other takes it meanwhile.

    LeaseLost when another has it.
    """
    beats = update(schema.shops).where(_is(lease)).values(lease_beat=_ROW.lease_beat + 1)
    if not tx.conn.execute(beats).rowcount:
        raise LeaseLost(t("ledger.lease_lost"), remedy=t("ledger.lease_lost.remedy"))


def give_back(tx: Transaction, lease: Lease) -> None:
    """Free for the next. Of a lease that was lost there is nothing to give back."""
    tx.conn.execute(update(schema.shops).where(_is(lease)).values(lease_home="", lease_by=""))


def leads(conn: Connection, lease: Lease, claim_id: int, attempt: int) -> bool:
    """Whether that claim may still be acted on: by this lease, and settled by nobody."""
    claim = schema.claims.c
    open_still = and_(
        claim.claim_id == claim_id, claim.attempt == attempt, claim.state == CLAIMED, _is(lease)
    )
    asked = select(claim.claim_id).join_from(schema.claims, schema.shops, claim.shop == _ROW.shop)
    return conn.execute(asked.where(open_still)).first() is not None


def _is(lease: Lease) -> ColumnElement[bool]:
    return and_(_ROW.shop == lease.shop, _ROW.lease_token == lease.token, _ROW.lease_home != "")
