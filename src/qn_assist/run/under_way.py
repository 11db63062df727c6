"""What a pass has under way now: actions between claim and proof, orders that a tab works on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from qn_assist.case import PlannedAction


@dataclass
class UnderWay:
    """`claimed`, by ticket: should something break there, a click may have been made."""

    claimed: dict[str, PlannedAction] = field(default_factory=dict)
    orders: dict[str, asyncio.Lock] = field(default_factory=dict)

    def order_lock(self, order_id: str) -> asyncio.Lock:
        """One ticket of an order at a time, also with several tabs."""
        return self.orders.setdefault(order_id, asyncio.Lock())
