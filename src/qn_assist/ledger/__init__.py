"""The durable memory: read, decided, claimed, submitted, verified, once.

The only importer of SQLAlchemy and alembic. It decides nothing and touches no browser; it says
who may submit (a `Permit`, minted after the claim is committed) and what became of it.
"""

from qn_assist.ledger.asks import Asking
from qn_assist.ledger.behind import TicketBehind, TicketClaims
from qn_assist.ledger.countrows import QuestionBy, QuestionRow, StatRow
from qn_assist.ledger.follow_ups import FollowStep
from qn_assist.ledger.halts import Halting
from qn_assist.ledger.last_stood import LastStood
from qn_assist.ledger.leases import BEAT_SECONDS, LIVES_SECONDS, Holder, Lease, Taken
from qn_assist.ledger.ledger import Ledger
from qn_assist.ledger.life import EntryState, SettleVerdict
from qn_assist.ledger.preview import PreviewLedger
from qn_assist.ledger.promises import as_params as promise_params
from qn_assist.ledger.rows import (
    Approval,
    AskRow,
    CaseRow,
    DecisionRow,
    Entry,
    EventRow,
    FollowUpRow,
    HaltRow,
    OpenRow,
    PromiseRow,
    PromiseState,
    RunRow,
    WaitingRow,
)

__all__ = [
    "BEAT_SECONDS",
    "LIVES_SECONDS",
    "Approval",
    "AskRow",
    "Asking",
    "CaseRow",
    "DecisionRow",
    "Entry",
    "EntryState",
    "EventRow",
    "FollowStep",
    "FollowUpRow",
    "HaltRow",
    "Halting",
    "Holder",
    "LastStood",
    "Lease",
    "Ledger",
    "OpenRow",
    "PreviewLedger",
    "PromiseRow",
    "PromiseState",
    "QuestionBy",
    "QuestionRow",
    "RunRow",
    "SettleVerdict",
    "StatRow",
    "Taken",
    "TicketBehind",
    "TicketClaims",
    "WaitingRow",
    "promise_params",
]
