"""A plan grows old: by the console's clock, which is known once the shop was entered."""

from __future__ import annotations

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.case import Plan, too_old
from qn_assist.desk import Desk


def refuse_old_plan(desk: Desk, plan: Plan | None, now: ConsoleTime) -> None:
    """UsageFault for a plan that is older than the shop's `plan_hours`, or newer than now."""
    if plan is None:
        return
    reason = too_old(plan, now, desk.policy.shop.limits.plan_hours)
    if reason:
        raise UsageFault(reason, remedy=t("plan.too_old.remedy", shop=desk.name))
