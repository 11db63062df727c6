"""Options and arguments that several commands take, and what they mean."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated

import typer

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.text import SHANGHAI

# What a person types to agree.
YES = ("y", "yes", "是")

AnyShop = Annotated[str | None, typer.Option("--shop", help=t("option.shop"), show_default=False)]
TicketArgument = Annotated[
    str, typer.Argument(metavar="TICKET", help=t("ledger.ticket"), show_default=False)
]


def day_of(given: str | None) -> date | None:
    """`2026-06-18` as a day; UsageFault for anything else."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as fault:
        raise UsageFault(
            t("report.bad_day", day=given), remedy=t("report.bad_day.remedy")
        ) from fault


def midnight(day: date | None) -> datetime | None:
    """When that day begins in Shanghai."""
    return datetime.combine(day, time(), SHANGHAI) if day else None
