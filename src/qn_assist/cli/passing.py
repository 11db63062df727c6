"""A pass with everything around it: the report page, and word to the people who are needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qn_assist.basics.errors import ShopBusy
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.case import RunSummary
from qn_assist.cli.desks import desk_titles
from qn_assist.desk import Desk
from qn_assist.report import Notice, RunShown, run_shown, write_run
from qn_assist.report import notice as notify
from qn_assist.run import PassOrder, run_pass


@dataclass(frozen=True, slots=True)
class ReportedPass:
    """`page` is None when the report could not be written; the run stands all the same."""

    summary: RunSummary
    shown: RunShown
    page: Path | None


@dataclass
class Notices:
    """Sends, but never the same notice of a shop twice in a row: a schedule repeats itself."""

    last: dict[str, Notice] = field(default_factory=dict)

    async def tell(self, desk: Desk, notice: Notice | None) -> None:
        if notice is None:
            self.last.pop(desk.name, None)
            return
        if self.last.get(desk.name) == notice or not desk.policy.shop.notify:
            return
        act("notify", shop=desk.name).info(notice.title)
        if await notify.send(notice, desk.policy.shop.notify):
            self.last[desk.name] = notice


async def passed(desk: Desk, order: PassOrder, notices: Notices | None = None) -> ReportedPass:
    """Run a pass and write its page; with `notices` also tell people, of its failure too."""
    try:
        summary = await run_pass(desk, order)
    except ShopBusy:
        raise
    except Exception as fault:
        if notices is not None:
            failure = notify.notice_of_failure(desk.policy.shop.title, fault)
            await notices.tell(desk, failure)
        raise
    if notices is not None:
        await notices.tell(desk, notify.notice_of(summary))
    shown = run_shown(summary, desk_titles(desk))
    return ReportedPass(summary, shown, _page(shown, desk))


def _page(shown: RunShown, desk: Desk) -> Path | None:
    try:
        return write_run(shown, desk.home.reports)
    except OSError as fault:
        act("report", run=shown.run_id).error(t("report.not_saved", reason=fault))
        return None
