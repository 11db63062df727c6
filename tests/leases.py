"""The lease that a claim needs, for tests that claim without a pass around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qn_assist.case import ClaimKey, Permit, ProvenShop
from qn_assist.ledger import Holder, Lease, Ledger

US = Holder("0123456789abcdef", "here, 1")
OTHERS = Holder("fedcba9876543210", "there, 2")


def proven_shop(title: str = "青禾家居专营店", account: str = "青禾家居:小青") -> ProvenShop:
    return ProvenShop(("local:qianniu",), account, title)


def leased(ledger: Ledger, shop: str = "practice") -> Lease:
    """Taken, and held by this ledger from now on."""
    lease = ledger.take_named(shop, US)
    assert isinstance(lease, Lease), lease
    ledger.hold(lease)
    return lease


def claimed(
    ledger: Ledger,
    run_id: str,
    key: ClaimKey,
    digest: str,
    params: Mapping[str, Any],
    order_id: str,
) -> Permit | None:
    """A claim under a lease of its own, given back at once: the next may write."""
    lease = leased(ledger, key.shop)
    try:
        return ledger.claim(run_id, key, digest, params, order_id)
    finally:
        ledger.give_back(lease)
