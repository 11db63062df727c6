"""How lists of tickets are read: the model of flows of kind `list` and `overview`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from qn_assist.console.references import or_referred
from qn_assist.console.verbs import Step
from qn_assist.datafiles import Strict


class ListColumn(Strict):
    """Which ticket field a column (by its exact header text) becomes; `part` of several lines."""

    field: str
    line: int | None = Field(default=None, ge=1, le=50)


class JsonSource(Strict):
    """The page's own answer as a source of the same rows."""

    url: str
    rows: str = "data.result.rows"
    total: str = "data.result.total"
    page: str = "data.result.pageNo"
    columns: dict[str, str]


class Category(Strict):
    """One list of tickets. `values` fill the flow's placeholders (which tab, which stage); the
    home cards named by `badge`, added up, count it, and so does the badge on the tab `tab_badge`.
    """

    id: str
    title: str
    values: dict[str, str] = Field(default_factory=dict)
    badge: list[str] = Field(default_factory=list)
    tab_badge: str | None = None
    columns: str = "default"


class ListFlow(Strict):
    """Reads rows into tickets. `columns` are named sets, so that categories can share one.

    `closed` is what a fresh read shows once the console has ended a ticket of the list.
    An `overview` is read in the same way and only compared: no ticket of it is acted on.
    """

    flow: str
    kind: Literal["list", "overview"]
    title: str
    ticket_kind: str
    page: str
    opens: list[Step]
    table: str
    pagination: str
    next_page: str
    page_size: str | None = None
    page_size_option: str | None = Field(default=None, json_schema_extra=or_referred)
    categories: list[Category] = Field(min_length=1)
    columns: dict[str, dict[str, str | ListColumn | list[ListColumn]]]
    derive_ticket_id: str | None = None
    kinds_by_type: dict[str, str] = Field(default_factory=dict)
    json_source: JsonSource | None = Field(default=None, alias="json")
    closed: list[Step] = Field(default_factory=list)
    confirmed: bool = True
    note: str | None = None
