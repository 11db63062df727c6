"""Ids: they look random, are unique by construction and follow from the ticket's index."""

from __future__ import annotations

from random import Random

# Multipliers without a factor 2 or 5 permute the residues of a power of ten, so distinct inputs
# give distinct digits and no table of used ids is needed.
_ORDER_STEP, _ORDER_SPACE = 7_654_321, 10**7
_WAYBILL_STEP, _WAYBILL_SPACE = 13_331, 10**5
_TASK_STEP, _TASK_SPACE = 456_787, 10**6

REALMS = 4
PARTS = 4


def digits(rng: Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def order_number(rng: Random, index: int, realm: int, tail: str, part: int = 0) -> str:
    """19 digits starting 2 to 5, the last four the buyer's. Part 0: the order, 1..: its lines."""
    slot = (index * PARTS + part) * REALMS + realm
    body = slot * _ORDER_STEP % _ORDER_SPACE
    return f"{rng.choice('2345')}{digits(rng, 7)}{body:07d}{tail}"


def waybill_digits(rng: Random, index: int, realm: int, count: int) -> str:
    """`count` digits (at least 5), the last five unique to index and realm."""
    body = (index * REALMS + realm) * _WAYBILL_STEP % _WAYBILL_SPACE
    return f"{digits(rng, count - 5)}{body:05d}"


def ag_number(rng: Random, index: int, realm: int) -> str:
    """12 digits that no task has."""
    body = (index * REALMS + realm) * _TASK_STEP % _TASK_SPACE
    return f"37{digits(rng, 4)}{body:06d}"


def task_number(rng: Random, index: int, realm: int) -> str:
    """12 digits; the length of real task ids is not known (10 to 13 assumed)."""
    body = (index * REALMS + realm) * _TASK_STEP % _TASK_SPACE
    return f"26{digits(rng, 4)}{body:06d}"
