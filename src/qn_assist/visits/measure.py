"""Reading the shop's own figures now. Nothing is written to the console."""

from __future__ import annotations

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.case import Figures
from qn_assist.desk import Desk
from qn_assist.ledger import Ledger
from qn_assist.run import PassOrder, handed_over, refuse_while_halted, session_of
from qn_assist.run import daily_figures as dailyfigures


async def measure(desk: Desk, order: PassOrder) -> Figures:
    """The figures the page shows now, kept in the ledger; UsageFault for a console without them."""
    flow = desk.flows.figures
    if flow is None:
        raise UsageFault(
            t("visits.no_figures", console=desk.console.name),
            remedy=t("visits.no_figures.remedy"),
        )
    with Ledger.open(desk.home.ledger_place()) as ledger:
        name = desk.name_in(ledger)
        refuse_while_halted(desk, ledger, name, writes=False)
        async with session_of(desk, order) as session:
            tab = await session.tab()
            async with handed_over(desk, name, ledger, tab, None, None):
                await session.enter(tab, order.password)
                return await dailyfigures.kept(tab, flow, desk.policy, ledger, name)
