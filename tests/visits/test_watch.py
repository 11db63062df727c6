"""When passes come, and that one that fails or lasts long disturbs nobody."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from apscheduler.events import EVENT_JOB_MAX_INSTANCES
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.text import SHANGHAI
from qn_assist.console.shop import Schedule
from qn_assist.visits.schedule import AT_ONCE, Watch, next_times, trigger_of

NOW = datetime(2026, 6, 18, 21, 50, tzinfo=SHANGHAI)  # a Thursday


def _next(count: int, **schedule: str) -> list[str]:
    found = next_times({"a": Schedule(**schedule)}, count, NOW)  # type: ignore[arg-type]
    return [f"{at:%m-%d %H:%M}" for at, _ in found]


def test_an_interval_is_counted_from_midnight() -> None:
    assert _next(3, every="15m") == ["06-18 22:00", "06-18 22:15", "06-18 22:30"]
    assert _next(2, every="1h") == ["06-18 22:00", "06-18 23:00"]


def test_a_time_that_is_now_is_over() -> None:
    on_time = NOW.replace(minute=45)
    [(at, _)] = next_times({"a": Schedule(every="15m")}, 1, on_time)
    assert at == NOW.replace(hour=22, minute=0)


def test_cron_is_read_in_beijing_time() -> None:
    assert _next(3, cron="*/15 9-22 * * *") == ["06-18 22:00", "06-18 22:15", "06-18 22:30"]
    assert _next(2, cron="0 9 * * *") == ["06-19 09:00", "06-20 09:00"]


@pytest.mark.parametrize(
    ("weekday", "days"),
    [
        ("1-5", ["06-19", "06-22"]),  # Friday, Monday
        ("0", ["06-21", "06-28"]),  # Sundays
        ("7", ["06-21", "06-28"]),
        ("5-7", ["06-19", "06-20"]),
        ("sat,mon", ["06-20", "06-22"]),
        ("*/3", ["06-20", "06-21"]),  # Sunday, Wednesday, Saturday
        ("fri,sat,sun,mon", ["06-19", "06-20"]),
    ],
)
def test_weekdays_count_from_sunday_as_in_cron(weekday: str, days: list[str]) -> None:
    assert [at[:5] for at in _next(2, cron=f"0 9 * * {weekday}")] == days


def test_a_day_of_the_month_or_a_weekday_is_enough() -> None:
    assert _next(3, cron="0 9 20 * 1") == ["06-20 09:00", "06-22 09:00", "06-29 09:00"]


def test_no_hour_is_lost_or_doubled_in_a_zone_without_summer_time() -> None:
    march = datetime(2026, 3, 29, 0, 30, tzinfo=SHANGHAI)
    hours = [at.hour for at, _ in next_times({"a": Schedule(cron="0 * * * *")}, 24, march)]
    assert hours == [*range(1, 24), 0]


def test_shops_are_merged_by_time() -> None:
    both = {"b": Schedule(every="30m"), "a": Schedule(cron="10 22 * * *")}
    assert [(f"{at:%H:%M}", shop) for at, shop in next_times(both, 3, NOW)] == [
        ("22:00", "b"),
        ("22:10", "a"),
        ("22:30", "b"),
    ]


@pytest.mark.parametrize(
    "cron", ["99 * * * *", "0 25 * * *", "0 9 * * 8", "0 9 * * foo", "0 9 30 2 *", "0 0 31 4,6 *"]
)
def test_a_cron_line_without_moments_is_refused(cron: str) -> None:
    with pytest.raises(UsageFault, match="cron 写得不对"):
        trigger_of(Schedule(cron=cron))


def test_hours_over_midnight() -> None:
    night = Schedule(cron="0 22-6 * * *")
    found = next_times({"a": night}, 10, datetime(2026, 6, 18, 12, tzinfo=SHANGHAI))
    assert [at.hour for at, _ in found] == [22, 23, 0, 1, 2, 3, 4, 5, 6, 22]


def _soon() -> DateTrigger:
    return DateTrigger(datetime(2026, 1, 1, tzinfo=SHANGHAI))  # missed: made up once, at once


def test_a_pass_that_raises_does_not_end_the_schedule() -> None:
    async def main() -> int:
        stop, count = asyncio.Event(), 0

        async def failing(_stop: asyncio.Event) -> None:
            nonlocal count
            count += 1
            if count == 3:
                stop.set()
            raise ZeroDivisionError

        watch = Watch(stop)
        watch.add("a", IntervalTrigger(seconds=0.02), failing)
        await asyncio.wait_for(watch.run(), 10)
        return count

    assert asyncio.run(main()) == 3


def test_a_stop_waits_for_the_pass_at_hand() -> None:
    async def main() -> list[str]:
        stop, story = asyncio.Event(), []

        async def one_pass(told: asyncio.Event) -> None:
            story.append("begun")
            stop.set()
            await told.wait()
            await asyncio.sleep(0)
            story.append("ended")

        watch = Watch(stop)
        watch.add("a", _soon(), one_pass)
        await asyncio.wait_for(watch.run(), 10)
        return [*story, "stopped"]

    assert asyncio.run(main()) == ["begun", "ended", "stopped"]


def test_one_pass_at_a_time_and_a_missed_time_is_made_up_once() -> None:
    async def main() -> tuple[int, int]:
        stop, missed = asyncio.Event(), asyncio.Event()
        running = most = count = 0

        async def slow(_stop: asyncio.Event) -> None:
            nonlocal running, most, count
            running, count = running + 1, count + 1
            most = max(most, running)
            if count == 1:
                await missed.wait()
            else:
                stop.set()
            running -= 1

        watch = Watch(stop)
        was_busy = watch._was_busy

        def heard(event: object) -> None:
            was_busy(event)  # type: ignore[arg-type]
            missed.set()

        watch._scheduler.add_listener(heard, EVENT_JOB_MAX_INSTANCES)
        watch.add("a", IntervalTrigger(seconds=0.02), slow)
        await asyncio.wait_for(watch.run(), 10)
        return most, count

    assert asyncio.run(main()) == (1, 2)


def test_shops_run_side_by_side_up_to_a_limit() -> None:
    async def main() -> int:
        stop, running, most, done = asyncio.Event(), 0, 0, 0

        async def one_pass(_stop: asyncio.Event) -> None:
            nonlocal running, most, done
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.01)
            running, done = running - 1, done + 1
            if done == 7:
                stop.set()

        watch = Watch(stop)
        for name in "abcdefg":
            watch.add(name, _soon(), one_pass)
        await asyncio.wait_for(watch.run(), 10)
        return most

    assert asyncio.run(main()) == AT_ONCE < 7
