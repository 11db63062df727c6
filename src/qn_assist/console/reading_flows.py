"""Flows that fill in nothing of a ticket: a login, and readings of counts, orders and the like."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from qn_assist.basics.language import listed, t
from qn_assist.console.verbs import Step
from qn_assist.datafiles import Strict


class LoginFlow(Strict):
    flow: str
    kind: Literal["login"]
    title: str
    page: str
    ways_in: list[str]
    quick_enter: str | None = None
    account: str
    password: str
    submit: str
    rejected: str
    challenges: list[str] = Field(default_factory=list)
    settle_seconds: float = Field(default=1.0, ge=0, le=60)
    confirmed: bool = True
    note: str | None = None


class TodoFlow(Strict):
    """Reads the home page's counts: the start of every run and the first witness of the lists."""

    flow: str
    kind: Literal["todo"]
    title: str
    page: str
    opens: list[Step]
    ready: str
    cards: str
    label: str
    count: str
    confirmed: bool = True
    note: str | None = None


class OrderFlow(Strict):
    """Reads one order's detail: labelled values, item rows, trace nodes."""

    flow: str
    kind: Literal["order"]
    title: str
    page: str
    opens: list[Step]
    identity: list[Step]
    values: dict[str, str]
    items: str
    item_title: str
    item_code: str
    item_quantity: str
    item_sub_order: str | None = None
    trace: str
    trace_time: str
    trace_text: str
    trace_empty: str
    confirmed: bool = True
    note: str | None = None


class FiguresFlow(Strict):
    """Reads the shop's own figures of a day: `columns` by exact header text, `day` which day."""

    flow: str
    kind: Literal["figures"]
    title: str
    page: str
    opens: list[Step]
    table: str
    day: str
    columns: dict[str, Literal["metric", "value", "industry", "rank", "note"]]
    confirmed: bool = True
    note: str | None = None

    @model_validator(mode="after")
    def _names_and_values(self) -> FiguresFlow:
        missing = {"metric", "value"} - set(self.columns.values())
        if missing:
            raise ValueError(t("console.no_columns", missing=listed(sorted(missing))))
        return self


class RowOf(Strict):
    """Which rows of a table are meant: those whose cell has this text as one of its lines."""

    column: str
    equals: str


class StatusValues(Strict):
    """The columns that say how a request stands, and why."""

    state: str
    reason: str


class StatusFlow(Strict):
    """Reads what became of a request about one order: of its rows the one with the latest time in
    the column `newest`. `about` is the ledger's word for the action that made the request.
    """

    flow: str
    kind: Literal["status"]
    title: str
    about: str
    page: str
    opens: list[Step]
    table: str
    row: RowOf
    newest: str
    values: StatusValues
    confirmed: bool = True
    note: str | None = None
