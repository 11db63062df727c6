"""What the platform allows of a 延迟发货报备, checked before its form is opened. Pure.

The numbers are the platform's, in `platform.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from qn_assist.basics import text
from qn_assist.basics.language import t
from qn_assist.case import Known, ParamValue

REPORT = "delay_report"


def exceeded(
    known: Known, action: str, occasion: str, values: Mapping[str, ParamValue]
) -> Iterator[str]:
    """Why this report may not be filed, in Chinese; nothing for another action."""
    if action != REPORT:
        return
    own = f"{known.ticket.ticket_id}/{occasion}"
    if own in known.past.delay_reports:
        return  # it is filed: the ledger says what became of it
    yield from _too_often(known)
    yield from _too_late(known)
    yield from _too_far(known, str(values.get("resume_at", "")))


def _too_often(known: Known) -> Iterator[str]:
    most, filed = (
        int(known.platform.number("delay_report.times_per_order")),
        (len(known.past.delay_reports)),
    )
    if filed >= most:
        yield t("delay.too_often", filed=filed, most=most)


def _too_late(known: Known) -> Iterator[str]:
    least, left = known.platform.number("delay_report.least_hours_left"), known.hours_left
    if left is not None and left < least:
        shown = t("delay.left", left=left) if left >= 0 else t("delay.overdue", hours=-left)
        yield t("delay.too_late", shown=shown, least=least)


def _too_far(known: Known, shown: str) -> Iterator[str]:
    days = known.platform.number("delay_report.most_days_ahead")
    resume_at = _moment(shown)
    if resume_at is not None and resume_at > known.now + timedelta(days=float(days)):
        yield t("delay.too_far", day=shown[:10], days=days)


def _moment(shown: str) -> datetime | None:
    try:
        return text.parse_time(shown)
    except ValueError:
        return None
