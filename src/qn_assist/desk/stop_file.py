"""The stop file: while it lies in the state folder, no write begins.

Whatever begins with `STOP` or `停止` is one, in any case and width: a person made it in haste, and
Windows adds endings and copies of its own (`stop_names`). `STOP-<shop>` is for one shop. Its text
is the reason, and an empty one stops just the same. What `qn-assist stop` writes also says who,
when and for which shop.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from qn_assist.basics.clock import MachineTime, utc_now
from qn_assist.basics.errors import StopOrdered
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, write_private
from qn_assist.basics.text import SHANGHAI
from qn_assist.desk.stop_names import is_stop_name, shop_named, the_same

NAME = "STOP"
LONGEST, REASON = 2000, 300


@dataclass(frozen=True, slots=True)
class StopOrder:
    """A stop file as found. `shop` is "" for every shop; `by` is "" when nobody signed."""

    path: Path
    shop: str
    at: datetime
    by: str
    reason: str

    @property
    def told(self) -> str:
        """Who, when, why, and the file's name, in one line."""
        who = self.by or t("stop.nobody")
        when = f"{self.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        key = "stop.told" if self.reason else "stop.told.bare"
        return t(key, by=who, at=when, reason=self.reason, file=self.path.name)

    def fault(self) -> StopOrdered:
        shop = f" --shop {self.shop}" if self.shop else ""
        return StopOrdered(self.told, remedy=t("stop.remedy", shop=shop, path=self.path))


def give(home: Home, shop: str, by: str, reason: str, at: datetime) -> StopOrder:
    """Stop a shop, or with "" every shop, from now on.

    A second order adds to the first: who stopped first, when and why is not lost.
    """
    path = home.root / (f"{NAME}-{shop}" if shop else NAME)
    order = StopOrder(path, shop, at, by, reason[:REASON])
    if path.is_file():
        order = _added(_read(path, shop), order)
    told = {
        "shop": shop,
        "by": order.by,
        "at": order.at.astimezone(UTC).isoformat(timespec="seconds"),
        "reason": order.reason,
    }
    write_private(path, json.dumps(told, ensure_ascii=False).encode())
    return order


def _added(first: StopOrder, more: StopOrder) -> StopOrder:
    """The first order with what a later one says that it did not."""
    return replace(
        first,
        shop=more.shop,
        by="、".join(dict.fromkeys(filter(None, (*first.by.split("、"), more.by)))),
        reason=_joined(first.reason, more.reason),
    )


def _joined(first: str, more: str) -> str:
    if not more or more in first.split("；"):
        return first[:REASON]
    kept = first[: max(0, REASON - len(more) - 1)]
    return f"{kept}；{more}" if kept else more


def lift(home: Home, shop: str, known: Collection[str] = ()) -> list[StopOrder]:
    """Delete the files of a shop, or with "" those for every shop; what they said."""
    found = [order for order in orders(home, {shop, *known}) if the_same(order.shop, shop)]
    for order in found:
        order.path.unlink(missing_ok=True)
    return found


def order_for(home: Home, shop: str, known: Collection[str] = ()) -> StopOrder | None:
    """The order that holds for a shop, its own first. A folder that cannot be read stops too.

    `known` are all shops: a file that names none of them stops every shop.
    """
    try:
        found = orders(home, {shop, *known})
    except OSError as error:
        reason = t("stop.unreadable", reason=error.strerror or error)
        return StopOrder(home.root, "", utc_now(), "", reason)
    mine = [order for order in found if not order.shop or the_same(order.shop, shop)]
    return max(mine, key=lambda order: bool(order.shop), default=None)


def orders(home: Home, known: Collection[str]) -> list[StopOrder]:
    """Every stop file there is; OSError when the folder cannot be read."""
    if not home.root.is_dir():
        return []
    found = [_read(path, "") for path in sorted(home.root.iterdir()) if is_stop_name(path.name)]
    return [_for_whom(order, known) for order in found]


def _for_whom(order: StopOrder, known: Collection[str]) -> StopOrder:
    """What the command wrote also names its shop, whoever knows of that shop here."""
    signed = {order.shop} if order.shop else set()
    return replace(order, shop=shop_named(order.path.name, {*known, *signed}))


def _read(path: Path, shop: str) -> StopOrder:
    """What it says. Whatever cannot be read is still an order."""
    at, text = utc_now(), ""
    try:
        at = MachineTime(datetime.fromtimestamp(path.stat().st_mtime, UTC))
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            text = file.read(LONGEST).strip()
        told = json.loads(text)
        when = datetime.fromisoformat(told["at"])
        signed = str(told.get("shop") or shop)
        return StopOrder(path, signed, when, str(told["by"]), str(told["reason"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return StopOrder(path, shop, at, "", " ".join(text.split())[:REASON])
