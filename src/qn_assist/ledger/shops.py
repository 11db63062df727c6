"""Under which name the ledger knows a shop: by the account that its console proves (law 1).

A folder is renamed, copied, called otherwise on another machine; its shop stays the same, and so
does the name under which all was kept of it. What a shop is known by: a host of its console and its
title. Its logins may be several: each clerk has one of his own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, select, text, update

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import listed, t
from qn_assist.basics.text import fold
from qn_assist.case import ProvenShop, Ticket
from qn_assist.ledger import schema
from qn_assist.ledger.database import Transaction, portions

_ROW = schema.shops.c


def name_of(conn: Connection, proven: ProvenShop, folder: str) -> str:
    """The name the shop is known by, or would be. UsageFault where that is in doubt."""
    rows = conn.execute(select(schema.shops)).mappings().all()
    found = _known(rows, proven, folder)
    return found["shop"] if found is not None else _free(rows, folder)


def enter(tx: Transaction, proven: ProvenShop, folder: str) -> str:
    """The same, written down: nobody else gives this shop another name, nor this name away."""
    if tx.conn.dialect.name == "postgresql":
        tx.conn.execute(text("LOCK TABLE shops IN SHARE ROW EXCLUSIVE MODE"))
    rows = tx.conn.execute(select(schema.shops)).mappings().all()
    found = _known(rows, proven, folder)
    if found is None:
        name = _free(rows, folder)
        tx.conn.execute(tx.insert(schema.shops).values(shop=name, **_what_is_said(proven)))
        return name
    if found["proven_at"] is None:
        said = _what_is_said(proven)
        tx.conn.execute(update(schema.shops).where(_ROW.shop == found["shop"]).values(said))
    return str(found["shop"])


def named(tx: Transaction, shop: str) -> None:
    """A name that the other tables may know already, whosever it is."""
    insert = tx.insert(schema.shops).values(shop=shop)
    tx.conn.execute(insert.on_conflict_do_nothing())


def proven(tx: Transaction, shop: str, by: ProvenShop) -> None:
    """The console has shown that it is this shop: also another login, also a new title."""
    row = tx.conn.execute(select(schema.shops).where(_ROW.shop == shop)).mappings().one()
    seen = {
        "hosts": _with(row["hosts"], by.hosts),
        "accounts": _with(row["accounts"], (by.account,)),
        "titles": _with(row["titles"], (by.title, *by.formerly)),
    }
    if row["proven_at"] is None or any(row[name] != value for name, value in seen.items()):
        change = update(schema.shops).where(_ROW.shop == shop)
        tx.conn.execute(change.values(seen | {"proven_at": tx.at}))


def known_elsewhere(
    conn: Connection, shop: str, folders: Collection[str], tickets: Collection[Ticket]
) -> str | None:
    """A name from before names were proven that has these very tickets, and no folder any more."""
    unproven = select(_ROW.shop).where(_ROW.proven_at.is_(None), _ROW.shop.not_in([*folders, shop]))
    names = conn.execute(unproven).scalars().all()
    case = schema.cases.c
    ids = {one.ticket_id: one.order_id for one in tickets}
    for some in portions(sorted(ids)) if names else ():
        same = (case.shop.in_(names), case.ticket_id.in_(some))
        for row in conn.execute(select(case.shop, case.ticket_id, case.order_id).where(*same)):
            if ids[row.ticket_id] == row.order_id:
                return str(row.shop)
    return None


def _known(rows: Collection[RowMapping], proven: ProvenShop, folder: str) -> RowMapping | None:
    titles = {fold(one) for one in (proven.title, *proven.formerly)}
    here = [row for row in rows if set(row["hosts"]) & set(proven.hosts)]
    titled = [row for row in here if titles & set(map(fold, row["titles"]))]
    if len(titled) > 1:
        names = listed(sorted(row["shop"] for row in titled))
        raise UsageFault(t("ledger.two_shops", names=names), remedy=t("ledger.two_shops.remedy"))
    if titled:
        return titled[0]
    mine = next((row for row in rows if row["shop"] == folder and row["proven_at"] is None), None)
    if not proven.one_of_several:
        for row in _of_account(here, proven.account):
            raise UsageFault(
                t("ledger.new_title", account=proven.account, title=row["titles"][0]),
                remedy=t("ledger.new_title.remedy", title=row["titles"][0]),
            )
    return mine


def _of_account(rows: Collection[RowMapping], account: str) -> Iterator[RowMapping]:
    """Shops that were proven by this login; a slip of the title never was."""
    for row in rows:
        if row["proven_at"] is not None and fold(account) in map(fold, row["accounts"]):
            yield row


def _free(rows: Collection[RowMapping], folder: str) -> str:
    taken = {row["shop"] for row in rows}
    names = (folder, *(f"{folder}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _what_is_said(proven: ProvenShop) -> dict[str, Any]:
    return {
        "hosts": list(proven.hosts),
        "accounts": [proven.account],
        "titles": [proven.title, *proven.formerly],
    }


def _with(known: list[str], seen: tuple[str, ...]) -> list[str]:
    have = set(map(fold, known))
    return known + [one for one in dict.fromkeys(seen) if fold(one) not in have]
