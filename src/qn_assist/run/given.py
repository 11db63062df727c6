"""What one pass is given: put together once before it begins, and never changed."""

from __future__ import annotations

from dataclasses import dataclass

from qn_assist.browser import Evidence, Session
from qn_assist.console import Console, Flows
from qn_assist.ledger import Ledger
from qn_assist.rules import Policy
from qn_assist.run.gate import Gate
from qn_assist.run.listening import Listening
from qn_assist.run.wanted import Wanted


@dataclass(frozen=True, slots=True)
class PassGiven:
    shop: str
    policy: Policy
    console: Console
    flows: Flows
    ledger: Ledger
    gate: Gate
    session: Session
    evidence: Evidence
    run_id: str
    wanted: Wanted
    listening: Listening
