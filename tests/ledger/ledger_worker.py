"""One process at a ledger: `ledger_worker.py URL NAME MODE`. It acts when a line comes in."""

from __future__ import annotations

import json
import sys

from qn_assist.errors import LedgerUnavailable, OurFault
from qn_assist.ledger import Ledger
from qn_assist.ledger.database import Transaction, writing
from qn_assist.ledger.ledger import claims, utc_now
from qn_assist.permit import ClaimKey

KEYS = [ClaimKey("practice", f"T{number}", "reply") for number in range(25)]


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
        ledger.verified(ledger.entry(key).claim_id, "看到了")
    except OurFault as fault:
        if isinstance(fault, LedgerUnavailable):
            raise
        return False
    return True


def claim_and_hang(ledger: Ledger, name: str) -> None:
    permit = ledger.claim(name, KEYS[0], "d1", {}, "1")
    say(permit is not None)
    sys.stdin.readline()


def hang_before_commit(ledger: Ledger, name: str) -> None:
    with writing(ledger._engine) as conn:
        wanted = claims.Wanted(name, KEYS[0], "d1", {}, "1")
        say(claims.claim(Transaction(conn, utc_now()), wanted) is not None)
        sys.stdin.readline()


def main() -> None:
    url, name, mode = sys.argv[1:]
    say("ready")
    sys.stdin.readline()
    with Ledger.open(url) as ledger:
        globals()[mode](ledger, name)


if __name__ == "__main__":
    main()
