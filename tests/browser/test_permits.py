"""Nothing submits without a permit, and only a committed claim yields one (laws 1 and 2)."""

from __future__ import annotations

import asyncio
import inspect
from pathlib import Path
from typing import Any

import pytest

from qn_assist.basics.errors import PermitMisuse
from qn_assist.browser import acting
from qn_assist.case.permit import ClaimKey, Permit
from qn_assist.ledger import Ledger
from tests.leases import claimed

KEY = ClaimKey("practice", "265145308592", "urge_reply")
OTHER = ClaimKey("practice", "265145308593", "urge_reply")
DIGEST = "0123456789abcdef"


@pytest.fixture
def permit(tmp_path: Path) -> Permit:
    with Ledger.open(tmp_path / "ledger.sqlite3") as ledger:
        run_id = ledger.begin_run("practice", "headless")
        given = claimed(ledger, run_id, KEY, DIGEST, {}, "5979901598765446169")
    assert given is not None
    return given


class _Untouchable:
    """A tab that must not be asked anything."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the page was asked for {name}")


class _Acting:
    """As much of an action as the permit is compared with."""

    doing = _Untouchable()
    flow = _Untouchable()

    def __init__(self, key: ClaimKey, digest: str) -> None:
        self.key, self.digest = key, digest


def submit(key: ClaimKey, digest: str, permit: Any) -> None:
    asyncio.run(acting.submit(_Acting(key, digest), permit))  # type: ignore[arg-type]


def test_nobody_can_make_a_permit() -> None:
    with pytest.raises(PermitMisuse):
        Permit(KEY, DIGEST, 1, 1, lambda: True)
    with pytest.raises(PermitMisuse):
        Permit(KEY, DIGEST, 1, 1, lambda: True, _seal=object())


def test_a_permit_is_spent_once(permit: Permit) -> None:
    permit.spend(KEY, DIGEST)
    with pytest.raises(PermitMisuse, match="已用过"):
        permit.spend(KEY, DIGEST)


@pytest.mark.parametrize(("key", "digest"), [(OTHER, DIGEST), (KEY, "fedcba9876543210")])
def test_a_permit_is_for_what_was_claimed_only(permit: Permit, key: ClaimKey, digest: str) -> None:
    with pytest.raises(PermitMisuse, match="不符"):
        permit.spend(key, digest)


@pytest.mark.parametrize(("key", "digest"), [(OTHER, DIGEST), (KEY, "fedcba9876543210")])
def test_submitting_anything_else_fails_before_the_page_is_touched(
    permit: Permit, key: ClaimKey, digest: str
) -> None:
    with pytest.raises(PermitMisuse):
        submit(key, digest, permit)


def test_a_used_permit_submits_nothing(permit: Permit) -> None:
    permit.spend(KEY, DIGEST)
    with pytest.raises(PermitMisuse):
        submit(KEY, DIGEST, permit)


def test_submitting_wants_a_permit() -> None:
    assert "permit" in inspect.signature(acting.submit).parameters
    with pytest.raises((TypeError, AttributeError)):
        submit(KEY, DIGEST, None)


def test_the_claim_stands_in_the_ledger_before_the_permit_exists(tmp_path: Path) -> None:
    place = tmp_path / "ledger.sqlite3"
    with Ledger.open(place) as ledger, Ledger.open(place) as another:
        run_id = ledger.begin_run("practice", "headless")
        claimed(ledger, run_id, KEY, DIGEST, {}, "5979901598765446169")
        seen = another.entry(KEY)
        assert seen is not None
        assert seen.state == "claimed"
        assert claimed(another, run_id, KEY, "fedcba9876543210", {}, "5979901598765446169") is None
