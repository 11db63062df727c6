"""The shop's own figures: of one day beside its industry's, or how each went over the days kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.case import Trend, sparkline
from qn_assist.report.shown import brief, shown


def day_lines(found: Sequence[Trend]) -> Iterator[RenderableType]:
    """The newest day, with an arrow from the day that was kept before."""
    if not found:
        yield Text(t("performance.nothing"))
        return
    table = Table(title=t("performance.title", day=found[0].days[-1]), title_justify="left")
    for name in ("metric", "value", "change", "industry", "rank", "advice"):
        table.add_column(t(f"performance.{name}"))
    for one in found:
        row = one.newest
        texts = (row.metric, row.value, one.change, row.industry, row.rank, row.note)
        table.add_row(*map(brief, texts), style="yellow" if row.note else None)
    yield table


def trend_lines(found: Sequence[Trend]) -> Iterator[RenderableType]:
    """A bar for each day, a dot for one that nothing was kept of."""
    if not found:
        yield Text(t("performance.nothing"))
        return
    first, last = found[0].days[0], found[0].days[-1]
    table = Table(title=t("performance.span", first=first, last=last), title_justify="left")
    for name in ("metric", "value", "change", "trend", "industry", "rank"):
        table.add_column(t(f"performance.{name}"), no_wrap=name == "trend")
    for one in found:
        row, line = one.newest, sparkline(one.numbers)
        texts = (row.metric, row.value, one.change, line, row.industry, row.rank)
        table.add_row(*map(brief, texts))
    yield table


def performance_json(shop: str, found: Sequence[Trend]) -> dict[str, object]:
    return {
        "shop": shop,
        "day": found[0].days[-1].isoformat() if found else None,
        "metrics": [_metric_json(one) for one in found],
    }


def _metric_json(one: Trend) -> dict[str, object]:
    row = one.newest
    return {
        "metric": shown(row.metric),
        "value": shown(row.value),
        "number": row.number,
        "industry": shown(row.industry),
        "rank": shown(row.rank),
        "advice": shown(row.note) or None,
        "days": {
            day.isoformat(): number for day, number in zip(one.days, one.numbers, strict=True)
        },
    }
