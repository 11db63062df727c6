"""The dates buyers were promised: what a text or a form promises, and what may not be said next.

Pure. A promise is a date that a reply names or a form states; a second, different one needs the
buyer's later word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pydantic import AwareDatetime

from qn_assist.basics import text
from qn_assist.basics.language import t

# By which a reply names the date.
SYMBOLS = ("agreed_date", "restock_date")
FORM = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Promise:
    """`made_at` and `promised_date` are aware, on the console's clock."""

    promised_date: AwareDatetime
    made_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class Word:
    """What the buyer agreed to last: a date, and when that was recorded."""

    agreed_at: datetime | None
    recorded_at: datetime


def promised(
    stated: Collection[str], said: Collection[str], values: Mapping[str, object]
) -> datetime | None:
    """The date that a write promises: the latest that its form states, else what its reply names.

    None also for a form whose date nobody understands.
    """
    if stated:
        try:
            return max(filter(None, map(_moment, stated)), default=None)
        except ValueError:
            return None
    named = (values.get(name) for name in SYMBOLS if name in said)
    return next((value for value in named if isinstance(value, datetime)), None)


def _moment(shown: str) -> datetime | None:
    """A time, or a day as its midnight."""
    day = len(shown.strip()) <= len("2026-06-18")
    return text.parse_time(f"{shown} 00:00") if day else text.parse_time(shown)


def contradictions(
    new: datetime | None, before: Collection[Promise], word: Word | None
) -> Iterator[str]:
    """Why this date may not be promised now, in Chinese. Days count, not the hour of the day."""
    last = max(before, key=lambda one: one.made_at, default=None)
    if new is None or last is None or _day(new) == _day(last.promised_date):
        return
    agreed = word is not None and word.recorded_at > last.made_at
    if agreed and word is not None and word.agreed_at and _day(word.agreed_at) == _day(new):
        return
    yield (t("case.promise.breaks", promised=_day(last.promised_date), new=_day(new)))


def ends_at(promised_date: datetime) -> datetime:
    """Until when it can be kept: a day without a time lasts until midnight."""
    local = promised_date.astimezone(text.SHANGHAI)
    return local + timedelta(days=1) if local.time() == time() else local


def written(moment: datetime | None) -> str:
    """As a planned action keeps it; empty for none."""
    return "" if moment is None else moment.astimezone(text.SHANGHAI).strftime(FORM)


def _day(moment: datetime) -> date:
    return moment.astimezone(text.SHANGHAI).date()
