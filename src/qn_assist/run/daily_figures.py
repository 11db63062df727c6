"""The shop's own figures, kept by day: a pass reads them once a day, so that a trend exists."""

from __future__ import annotations

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import ConsoleFault, PersonNeeded, RateLimited
from qn_assist.basics.log import act
from qn_assist.basics.text import SHANGHAI
from qn_assist.browser import Doing, Tab, read
from qn_assist.case import Figures
from qn_assist.console import FiguresFlow
from qn_assist.ledger import Ledger
from qn_assist.rules import Policy
from qn_assist.run.doubt import halted
from qn_assist.run.given import PassGiven
from qn_assist.run.work import Work


async def kept(tab: Tab, flow: FiguresFlow, policy: Policy, ledger: Ledger, name: str) -> Figures:
    """The figures the page shows now, put into the ledger under its name for the shop."""
    found = await read.read_figures(Doing(tab, {}, {}, policy.evidence, upload=False), flow)
    ledger.keep_figures(name, found)
    return found


async def once_a_day(work: Work, tab: Tab) -> None:
    """At the end of a day's first whole pass. A page that cannot be read is told, and only that."""
    given = work.given
    flow = given.flows.figures
    if (
        flow is None
        or not given.policy.shop.measure
        or _were_read(given)
        or not work.brake.may_begin()
    ):
        return
    try:
        await kept(tab, flow, given.policy, given.ledger, given.shop)
    except (PersonNeeded, RateLimited) as fault:
        halted(work, fault.kind, fault.message, tab)
    except ConsoleFault as fault:
        act("read", flow=flow.flow).warning(str(fault))


def _were_read(given: PassGiven) -> bool:
    """The day is Shanghai's, by this machine's clock, as the ledger's times are."""
    last = given.ledger.figures_read_at(given.shop)
    today = utc_now().astimezone(SHANGHAI).date()
    return last is not None and last.astimezone(SHANGHAI).date() >= today
