"""One case: what was read, what is known, what was decided, what became of it. Pure records."""

from qn_assist.case import plan_file, promises, tickets
from qn_assist.case.basis import Basis, Unreadable, basis_of, read_basis
from qn_assist.case.causes import CAUSES
from qn_assist.case.decisions import (
    ApprovalLevel,
    Decision,
    DecisionVerdict,
    ParamValue,
    PlannedAction,
)
from qn_assist.case.endings import (
    ENDINGS,
    REPORT_ACCEPTED,
    FollowUpEntry,
    Seen,
    ended,
    is_rejected,
    read_seen,
    seen_of,
)
from qn_assist.case.facets import Facets, facets_of, facets_of_ticket
from qn_assist.case.figures import Figure, Figures, Trend, sparkline, trends
from qn_assist.case.known import DELIVERY_CATEGORIES, OTHER_COURIER, Known
from qn_assist.case.outcomes import (
    BAD,
    UNSEEN,
    URGENT,
    ActionOutcome,
    Finding,
    FindingKind,
    FollowedUp,
    ListReading,
    PromiseTold,
    RunSummary,
    State,
    TicketOutcome,
)
from qn_assist.case.past import NOTHING, FollowUp, Past
from qn_assist.case.permit import Attempt, ClaimKey, Permit
from qn_assist.case.plan import Plan, PlanFor, Stale, match, plan_of, too_old
from qn_assist.case.plan_file import PlanRefused, load_plan
from qn_assist.case.promises import Promise, ends_at
from qn_assist.case.proven_shop import ProvenShop
from qn_assist.case.tickets import (
    CLOSED,
    DONE,
    IN_REVIEW,
    OVERDUE,
    PENDING,
    Buyer,
    ConsoleRecord,
    Order,
    OrderItem,
    Ticket,
    TraceNode,
)

__all__ = [
    "BAD", "CAUSES", "CLOSED", "DELIVERY_CATEGORIES", "DONE", "ENDINGS", "IN_REVIEW", "NOTHING",
    "OTHER_COURIER", "OVERDUE", "PENDING", "REPORT_ACCEPTED", "UNSEEN", "URGENT",
    "ActionOutcome", "ApprovalLevel", "Attempt", "Basis", "Buyer", "ClaimKey", "ConsoleRecord",
    "Decision", "DecisionVerdict", "Facets", "Figure", "Figures", "Finding", "FindingKind",
    "FollowUp", "FollowUpEntry", "FollowedUp", "Known", "ListReading", "Order", "OrderItem",
    "ParamValue", "Past", "Permit", "Plan", "PlanFor", "PlanRefused", "PlannedAction",
    "Promise", "PromiseTold",
    "ProvenShop",
    "RunSummary", "Seen", "Stale", "State", "Ticket", "TicketOutcome", "TraceNode", "Trend",
    "Unreadable", "basis_of", "ended", "ends_at", "facets_of", "facets_of_ticket",
    "is_rejected", "load_plan", "match", "plan_file", "plan_of", "promises",
    "read_basis", "read_seen",
    "seen_of", "sparkline", "tickets", "too_old", "trends",
]  # fmt: skip
