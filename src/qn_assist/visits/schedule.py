"""Passes by the clock: per shop a cron line or an interval, one pass at a time, a clean stop.

Nothing is stored: a time missed while the program was not running is the next pass's affair. A time
missed while a pass was still going on, or while the machine slept, is made up once.
"""

from __future__ import annotations

import asyncio
import heapq
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from functools import partial

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, JobSubmissionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger
from cronsim import CronSim, CronSimError

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.basics.text import SHANGHAI
from qn_assist.console import Schedule

# Intervals are counted from a midnight, so that 15m means :00 :15 :30 :45 whenever it was started.
EPOCH = datetime(2020, 1, 1, tzinfo=SHANGHAI)
AT_ONCE = 4
_WRAPPED = re.compile(r"(?<![\d/])(\d{1,2})-(\d{1,2})(/\d+)?", re.ASCII)

Pass = Callable[[asyncio.Event], Awaitable[None]]


class CronTrigger(BaseTrigger):  # type: ignore[misc]
    """The moments of a cron line in Asia/Shanghai, as cron counts them (APScheduler's own counts
    weekdays from Monday and wants day *and* weekday to fit).
    """

    def __init__(self, line: str) -> None:
        self._line = line
        CronSim(line, EPOCH)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        return next(CronSim(self._line, (previous or now).astimezone(SHANGHAI)), None)


def trigger_of(schedule: Schedule) -> BaseTrigger:
    """The moments of a schedule, in Asia/Shanghai; UsageFault for a cron line that has none."""
    if schedule.every_seconds is not None:
        return IntervalTrigger(seconds=schedule.every_seconds, start_date=EPOCH, timezone=SHANGHAI)
    try:
        return CronTrigger(_over_midnight(schedule.cron or ""))
    except CronSimError as error:
        raise UsageFault(
            t("visits.bad_cron", cron=schedule.cron, fault=error),
            remedy=t("visits.bad_cron.remedy"),
        ) from error


def _over_midnight(line: str) -> str:
    """`22-6` of the hours as cron wants it, `22-23,0-6`; of the minutes likewise."""
    fields = line.split()
    for at, last in ((0, 59), (1, 23)):
        if at < len(fields):
            fields[at] = _WRAPPED.sub(partial(_unwrapped, last), fields[at])
    return " ".join(fields)


def _unwrapped(last: int, match: re.Match[str]) -> str:
    begin, end, step = int(match[1]), int(match[2]), match[3] or ""
    if begin <= end or begin > last or step:  # with a step it would not begin anew at zero
        return match[0]
    return f"{begin}-{last},0-{end}"


def next_times(
    schedules: Mapping[str, Schedule], count: int, now: datetime
) -> list[tuple[datetime, str]]:
    """The next `count` passes over all shops after `now`, soonest first; pure."""
    coming = heapq.merge(*(_times(shop, one, now) for shop, one in sorted(schedules.items())))
    return [pair for pair, _ in zip(coming, range(count), strict=False)]


def _times(shop: str, schedule: Schedule, now: datetime) -> Iterator[tuple[datetime, str]]:
    trigger = trigger_of(schedule)
    before = None
    moment = trigger.get_next_fire_time(None, now)
    while moment is not None:
        if moment > now and moment != before:
            yield moment, shop
        before = moment
        moment = trigger.get_next_fire_time(moment, moment)


class Watch:
    """Runs the passes of several shops side by side until it is told to stop.

    `stop` is handed to each pass, which ends at its next safe point; `run` returns when all have.
    A pass that raises is its own affair: it is logged and its shop comes round again.
    """

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._room = asyncio.Semaphore(AT_ONCE)
        self._missed: set[str] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=SHANGHAI,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_listener(self._was_busy, EVENT_JOB_MAX_INSTANCES)

    def add(self, shop: str, trigger: BaseTrigger, one_pass: Pass) -> None:
        self._scheduler.add_job(self._round, trigger, id=shop, args=(shop, one_pass))

    async def run(self) -> None:
        self._scheduler.start()
        act("schedule").info(t("visits.begun"))
        try:
            await self._stop.wait()
        finally:
            # Waiting for running passes is ours: the scheduler would cancel them mid-click.
            self._scheduler.remove_all_jobs()
            if self._running:
                await asyncio.wait(self._running)
            self._scheduler.shutdown(wait=False)
        act("schedule").info(t("visits.ended"))

    async def _round(self, shop: str, one_pass: Pass) -> None:
        """A pass, and once more when its time came again meanwhile."""
        task = asyncio.ensure_future(self._passes(shop, one_pass))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.shield(task)

    async def _passes(self, shop: str, one_pass: Pass) -> None:
        again = True
        while again and not self._stop.is_set():
            self._missed.discard(shop)
            async with self._room:
                await self._one(shop, one_pass)
            again = shop in self._missed

    async def _one(self, shop: str, one_pass: Pass) -> None:
        try:
            if not self._stop.is_set():
                await one_pass(self._stop)
        except Exception as fault:  # one shop's trouble must not end the others' schedule
            act("fault", shop=shop).opt(exception=fault).error("{}", fault)

    def _was_busy(self, event: JobSubmissionEvent) -> None:
        self._missed.add(event.job_id)
