"""The practice console's truth log at one moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Truth:
    """What was received: `arrivals` are writes that reached the server, whatever became of them."""

    logins: list[dict[str, Any]]
    arrivals: list[dict[str, Any]]
    submissions: list[dict[str, Any]]

    @property
    def accepted(self) -> list[dict[str, Any]]:
        return [one for one in self.submissions if one["accepted"]]

    @property
    def silent(self) -> bool:
        """Nothing that writes has reached the console."""
        return not self.arrivals and not self.submissions

    def kinds(self, ticket_id: str = "", order_id: str = "") -> list[str]:
        """What was accepted for a ticket, in order. Messages and reports name only the order."""
        return [
            one["kind"]
            for one in self.accepted
            if (one["ticket_id"] == ticket_id if one["ticket_id"] else one["order_id"] == order_id)
        ]

    def doubled(self) -> list[tuple[str, str, str]]:
        """Kind, ticket and order of everything accepted more than once."""
        found = Counter((one["kind"], one["ticket_id"], one["order_id"]) for one in self.accepted)
        return [key for key, count in found.items() if count > 1]
