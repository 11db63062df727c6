"""From a case and the shop's policy to a decision, and what may be said. Pure: no clock, no I/O."""

from qn_assist.rules import objections
from qn_assist.rules.claims import CLAIMS
from qn_assist.rules.comparisons import compared, is_plain
from qn_assist.rules.conditions import Condition
from qn_assist.rules.couriers import (
    Branch,
    CourierRequest,
    Moment,
    OpenCase,
    branch_of,
    by_branch,
    for_courier,
    lookups_rest,
    requests,
    wanted,
)
from qn_assist.rules.decide import DOUBT, FOLLOWED, LIMIT, OTHERWISE, SETTLED, decide
from qn_assist.rules.fields import FileRules
from qn_assist.rules.objections import claimed
from qn_assist.rules.policy import Policy, load_policy, reload_facts, schemas
from qn_assist.rules.rules_file import Rule, Rules
from qn_assist.rules.sentences import shown
from qn_assist.rules.symbols import PERSONAL, SYMBOLS, SymbolValue, facts_needed, values_of

__all__ = [
    "CLAIMS", "DOUBT", "FOLLOWED", "LIMIT", "OTHERWISE", "PERSONAL", "SETTLED", "SYMBOLS",
    "Branch", "Condition", "CourierRequest", "FileRules", "Moment", "OpenCase", "Policy",
    "Rule", "Rules", "SymbolValue", "branch_of", "by_branch", "claimed", "compared", "decide",
    "facts_needed", "for_courier", "is_plain", "load_policy", "lookups_rest", "objections",
    "reload_facts", "requests", "schemas", "shown", "values_of", "wanted",
]  # fmt: skip
