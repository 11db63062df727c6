"""The truth log: logins tried, writes that arrived, writes decided. Nothing is merged."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Arrival:
    """A write that reached the server, whatever became of it.

    `connection` counts TCP connections, so a request the browser re-sent by itself shows as a
    second arrival on another connection. `outcome`: open (no answer yet), accepted, refused, or
    the failure that came before a decision (token, session, captcha, dropped, http_500, …).
    """

    seq: int
    connection: int
    kind: str
    shop: str
    ticket_id: str
    order_id: str
    at: str
    outcome: str = "open"


@dataclass(frozen=True)
class Submission:
    """A write the console decided. `seq` is that of its arrival."""

    seq: int
    kind: str
    shop: str
    ticket_id: str
    order_id: str
    fields: dict[str, Any]
    at: str
    accepted: bool
    reason: str


@dataclass(frozen=True)
class Login:
    account: str
    shop: str
    at: str
    accepted: bool
    reason: str


@dataclass
class TruthLog:
    logins: list[Login] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)

    def arrive(
        self, connection: int, kind: str, shop: str, ids: tuple[str, str], at: str
    ) -> Arrival:
        arrival = Arrival(len(self.arrivals) + 1, connection, kind, shop, *ids, at)
        self.arrivals.append(arrival)
        return arrival

    def decide(self, arrival: Arrival, fields: dict[str, Any], accepted: bool, reason: str) -> None:
        arrival.outcome = "accepted" if accepted else "refused"
        ids = (arrival.ticket_id, arrival.order_id)
        self.submissions.append(
            Submission(
                arrival.seq, arrival.kind, arrival.shop, *ids, fields, arrival.at, accepted, reason
            )
        )

    def accepted_before(self, kind: str, ids: tuple[str, str], fields: dict[str, Any]) -> bool:
        """Whether the same write, to the letter, was accepted earlier."""
        return any(
            done.accepted and done.kind == kind and (done.ticket_id, done.order_id) == ids
            and done.fields == fields
            for done in self.submissions
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
