"""Reading a Fusion table in one call: headers, rows by header text, and what paging says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from qn_assist.browser.patience import patiently
from qn_assist.browser.tab import Tab


@dataclass(frozen=True, slots=True)
class TablePage:
    """One page of a table. `rows` map header texts to what the cell shows (lines kept).

    `total`, `current` and `size` are None where the page has no pagination that says so.
    """

    headers: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    total: int | None
    current: int | None
    size: int | None
    last: bool
    empty: str | None


async def read_table(
    tab: Tab,
    table: str,
    pagination: str | None,
    values: Mapping[str, str],
    page: int | None = None,
) -> TablePage:
    """One browser message. Waits while the loading mask lies over the old rows."""
    pager = tab.chain(pagination, values) if pagination else None
    answer = await patiently(lambda: tab.about("table", table, values, pagination=pager, page=page))
    state = json.loads(answer["json"])
    return TablePage(
        tuple(state["headers"]),
        tuple(state["rows"]),
        state["total"],
        state["current"],
        state["size"],
        state["last"],
        state["empty"],
    )
