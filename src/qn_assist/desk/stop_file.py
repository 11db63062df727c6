"""The stop file: while it lies in the state folder, no write begins.

`STOP` is for every shop, `STOP-<shop>` for one; a name in any case, with or without `.txt`, will
do. It is a file that a person may make and delete by hand: its text is the reason, and an empty
one stops just the same. What `qn-assist stop` writes also says who and when.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qn_assist.basics.errors import StopOrdered
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, write_private
from qn_assist.basics.text import SHANGHAI

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
        """Who, when and why, in one line."""
        who = self.by or t("stop.nobody")
        when = f"{self.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        key = "stop.told" if self.reason else "stop.told.bare"
        return t(key, by=who, at=when, reason=self.reason)

    def fault(self) -> StopOrdered:
        shop = f" --shop {self.shop}" if self.shop else ""
        return StopOrdered(self.told, remedy=t("stop.remedy", shop=shop, path=self.path))


def give(home: Home, shop: str, by: str, reason: str, at: datetime) -> StopOrder:
    """Stop a shop, or with "" every shop, from now on. A second order replaces the first."""
    path = home.root / _name(shop)
    order = {
        "by": by,
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "reason": reason[:REASON],
    }
    write_private(path, json.dumps(order, ensure_ascii=False).encode())
    return StopOrder(path, shop, at, by, reason)


def lift(home: Home, shop: str) -> list[StopOrder]:
    """Delete the files of a shop, or with "" those for every shop; what they said."""
    found = [order for order in orders(home) if order.shop.casefold() == shop.casefold()]
    for order in found:
        order.path.unlink(missing_ok=True)
    return found


def order_for(home: Home, shop: str) -> StopOrder | None:
    """The order that holds for a shop, its own first. A folder that cannot be read stops too."""
    try:
        found = orders(home)
    except OSError as error:
        reason = t("stop.unreadable", reason=error.strerror or error)
        return StopOrder(home.root, "", datetime.now(UTC), "", reason)
    mine = [order for order in found if order.shop.casefold() in ("", shop.casefold())]
    return max(mine, key=lambda order: bool(order.shop), default=None)


def orders(home: Home) -> list[StopOrder]:
    """Every stop file there is; OSError when the folder cannot be read."""
    if not home.root.is_dir():
        return []
    entries = sorted(home.root.iterdir())
    return [_read(path, shop) for path in entries if (shop := _shop_of(path)) is not None]


def _name(shop: str) -> str:
    return f"{NAME}-{shop}" if shop else NAME


def _shop_of(path: Path) -> str | None:
    """Whose stop file it is by its name; None when it is none."""
    stem = path.name[:-4] if path.name.lower().endswith(".txt") else path.name
    head, dash, shop = stem.partition("-")
    if head.upper() != NAME or bool(dash) != bool(shop):
        return None
    return shop


def _read(path: Path, shop: str) -> StopOrder:
    """What it says. Whatever cannot be read is still an order."""
    at, text = datetime.now(UTC), ""
    try:
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            text = file.read(LONGEST).strip()
        told = json.loads(text)
        return StopOrder(
            path, shop, datetime.fromisoformat(told["at"]), str(told["by"]), str(told["reason"])
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return StopOrder(path, shop, at, "", " ".join(text.split()))
