"""The right to click submit once.

Only a committed claim yields one: the ledger mints it, the browser layer spends it. It stands
below both, so that neither needs to know the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from qn_assist.basics.errors import PermitMisuse
from qn_assist.basics.language import t

_MINT = object()


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """What may happen at most once: this action on this ticket of this shop on this occasion."""

    shop: str
    ticket_id: str
    action: str
    occasion: str = "first"


class Attempt(Protocol):
    """One time that an entry of the ledger was claimed: a permit, or the entry as it was read.

    What became of an earlier attempt moves the entry no more once it was claimed again.
    """

    @property
    def claim_id(self) -> int: ...

    @property
    def attempt(self) -> int: ...


@dataclass(slots=True)
class Permit:
    """One submit of `key` with the content `digest`. Spending it twice is our fault, loudly.

    `holds` asks once more whether it may still be used: another may have become the shop's writer.
    """

    key: ClaimKey
    digest: str
    claim_id: int
    attempt: int
    holds: Callable[[], bool] = field(repr=False)
    _seal: object = field(repr=False, default=None)
    _spent: bool = field(default=False, init=False)

    MINT: ClassVar[object] = _MINT

    def __post_init__(self) -> None:
        if self._seal is not _MINT:
            raise PermitMisuse(t("case.permit.minted"))

    def spend(self, key: ClaimKey, digest: str) -> None:
        """Use it up for exactly what was claimed."""
        if self._spent:
            raise PermitMisuse(t("case.permit.used", key=self.key))
        if key != self.key or digest != self.digest:
            raise PermitMisuse(t("case.permit.other", key=self.key))
        self._spent = True
