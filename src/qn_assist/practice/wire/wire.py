"""What can happen to a data request before it is read: delay, a cut line, a broken gateway."""

from __future__ import annotations

import asyncio

from starlette.responses import Response

from qn_assist.practice.office.truth import Arrival
from qn_assist.practice.office.world import World
from qn_assist.practice.wire.connections import Cut


async def wire(world: World, kind: str | None, arrival: Arrival | None = None) -> Response | None:
    """The failure that ends the request, or None. `kind` is the kind of write, None for a read."""
    faults = world.faults
    slow = faults.hit("slow", kind)
    await asyncio.sleep((world.settings.latency_ms + int(slow or 0)) / 1000)
    if faults.hit("drop", kind) is not None:
        return failed(arrival, "dropped", Cut())
    if faults.hit("http_500", kind) is not None:
        return failed(arrival, "http_500", Response("Internal Server Error", 500))
    if faults.hit("rate_limit", kind) is not None:
        return failed(arrival, "rate_limit", Response("Too Many Requests", 429))
    return None


def failed(arrival: Arrival | None, outcome: str, response: Response) -> Response:
    """The response, with the outcome noted on the write's arrival."""
    if arrival is not None:
        arrival.outcome = outcome
    return response
