"""Retrying, for reading and navigating only: a write is never retried, by anything (law 1)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import (
    AsyncRetrying,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from qn_assist.basics.errors import NetworkFault

Result = TypeVar("Result")

ATTEMPTS = 3


def passes(error: BaseException) -> bool:
    """Whether an error of a read is of the kind that goes away by itself."""
    return isinstance(error, NetworkFault)


async def patiently(read: Callable[[], Awaitable[Result]]) -> Result:
    """Do a read up to three times with growing pauses (0.2 s, 0.4 s … up to 3 s)."""
    retrying = AsyncRetrying(
        stop=stop_after_attempt(ATTEMPTS),
        wait=wait_exponential_jitter(multiplier=0.2, max=3, jitter=0.1),
        retry=retry_if_exception(passes),
        reraise=True,
    )
    async for attempt in retrying:
        with attempt:
            return await read()
    raise AssertionError("unreachable: reraise is set")
