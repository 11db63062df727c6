"""One process at a ledger: `ledger_worker.py URL NAME MODE`. It acts when a line comes in."""

from __future__ import annotations

import json
import sys
from random import Random

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import LedgerUnavailable, OurFault, UsageFault
from qn_assist.case.permit import ClaimKey, Permit
from qn_assist.ledger import Lease, Ledger
from qn_assist.ledger.database import Transaction, writing
from qn_assist.ledger.ledger import claims

KEYS = [ClaimKey("practice", f"T{number}", "reply") for number in range(25)]
FEW, WANDERINGS = KEYS[:3], 60


def say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def race(ledger: Ledger, name: str) -> None:
    """Claim every ticket, say which were won; at a second line, do the same with settling."""
    say([key.ticket_id for key in KEYS if ledger.claim(name, key, "d1", {}, "1")])
    sys.stdin.readline()
    say([key.ticket_id for key in KEYS if settled_first(ledger, key)])


def settled_first(ledger: Ledger, key: ClaimKey) -> bool:
    try:
        ledger.verified(ledger.entry(key), "看到了")
    except OurFault as fault:
        if isinstance(fault, LedgerUnavailable):
            raise
        return False
    return True


def claim_and_hang(ledger: Ledger, name: str) -> None:
    permit = ledger.claim(name, KEYS[0], "d1", {}, "1")
    say(permit is not None)
    sys.stdin.readline()


def wander(ledger: Ledger, name: str) -> None:
    """Claims, steps and a person's settlements at random; each is said once it is on the disk."""
    rng = Random(name)
    held: dict[str, Permit] = {}
    for _ in range(WANDERINGS):
        key = rng.choice(FEW)
        try:
            told = step(ledger, name, rng, key, held)
        except (OurFault, UsageFault) as fault:
            if isinstance(fault, LedgerUnavailable):
                raise
            held.pop(key.ticket_id, None)  # another process was there first
            continue
        if told:
            say([key.ticket_id, told])
    say("done")


def step(
    ledger: Ledger, name: str, rng: Random, key: ClaimKey, held: dict[str, Permit]
) -> str | None:
    entry = ledger.entry(key)
    permit = held.get(key.ticket_id)
    if entry is not None and rng.random() < 0.1:
        verdict = rng.choice(("verified", "not_done"))
        ledger.settle(entry.claim_id, verdict, "小王", "看过")
        return verdict
    if permit is None:
        permit = ledger.claim(name, key, "d1", {}, "1")
        if permit is None:
            return None
        held[key.ticket_id] = permit
        return "claimed"
    to = rng.choice(("submitted", "unknown", "not_done", "not_done"))
    if to == "submitted":
        ledger.submitted(permit)
    else:
        getattr(ledger, to)(permit, name)
    if to == "not_done":
        del held[key.ticket_id]
    return to


def hang_before_commit(ledger: Ledger, name: str) -> None:
    with writing(ledger._engine) as conn:
        wanted = claims.ClaimWanted(name, KEYS[0], "d1", {}, "1")
        say(claims.claim(Transaction(conn, utc_now()), wanted) is not None)
        sys.stdin.readline()


def main() -> None:
    url, name, mode = sys.argv[1:]
    say("ready")
    sys.stdin.readline()
    with Ledger.open(url) as ledger:
        ledger.hold(Lease("practice", 1))  # as many tabs of one pass: the key alone must hold
        globals()[mode](ledger, name)


if __name__ == "__main__":
    main()
