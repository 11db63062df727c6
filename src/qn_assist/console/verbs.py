"""The steps a flow is made of: a closed list of verbs with their arguments.

Models only; doing them is `browser/steps.py`. A new verb is a model here, a line in `VERBS`, a
function there, and a line in docs/flows.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, model_validator

from qn_assist.basics.language import listed, t
from qn_assist.datafiles import Strict


class Open(Strict):
    """Go to a page. `fresh` loads it anew even when it is shown already."""

    page: str
    fresh: bool = False
    query: dict[str, str] = Field(default_factory=dict)


class Target(Strict):
    """A verb that needs only where: click, choose_tab, wait_for, wait_gone."""

    target: str
    optional: bool = False


class Fill(Strict):
    """Type a text; an empty text clears."""

    target: str
    text: str


class Choose(Strict):
    """Pick an option by its text: of a radio group, or of a select (its menu opens elsewhere)."""

    target: str
    option: str


class PickDate(Strict):
    """Type a time (`YYYY-MM-DD HH:mm:ss`) or day into a date picker and commit it."""

    target: str
    value: str


class PickRange(Strict):
    """Type both ends (`YYYY-MM-DD/YYYY-MM-DD`) into a range picker and commit them."""

    target: str
    value: str


class Attach(Strict):
    """Put files into an upload. `value` is a field of type files; skipped in a dry run."""

    target: str
    value: str


class Expect(Strict):
    """What must be read, folded, and equal (or one of several); else the flow stops."""

    target: str
    equals: str | None = None
    one_of: list[str] = Field(default_factory=list)
    contains: str | None = None

    @model_validator(mode="after")
    def _one_condition(self) -> Expect:
        if sum((self.equals is not None, bool(self.one_of), self.contains is not None)) != 1:
            raise ValueError(t("console.one_expectation"))
        return self


class ExpectRow(Strict):
    """The row of a table whose `key` column equals `key` must show these cells.

    With `absent` no row may have that key, and the table must say that it is empty.
    """

    table: str
    column: str
    key: str
    cells: dict[str, str | list[str]] = Field(default_factory=dict)
    absent: bool = False


VERBS: dict[str, type[Strict]] = {
    "open": Open,
    "click": Target,
    "choose_tab": Target,
    "wait_for": Target,
    "wait_gone": Target,
    "fill": Fill,
    "choose": Choose,
    "select": Choose,
    "pick_date": PickDate,
    "pick_range": PickRange,
    "attach": Attach,
    "expect": Expect,
    "expect_row": ExpectRow,
}
SHORT = {
    "open": "page",
    "click": "target",
    "choose_tab": "target",
    "wait_for": "target",
    "wait_gone": "target",
}
SETTERS = frozenset({"fill", "choose", "select", "pick_date", "pick_range", "attach"})


class Step(Strict):
    """One verb with its arguments; `- click: submit` is short for `- click: {target: submit}`."""

    open: Open | None = None
    click: Target | None = None
    choose_tab: Target | None = None
    wait_for: Target | None = None
    wait_gone: Target | None = None
    fill: Fill | None = None
    choose: Choose | None = None
    select: Choose | None = None
    pick_date: PickDate | None = None
    pick_range: PickRange | None = None
    attach: Attach | None = None
    expect: Expect | None = None
    expect_row: ExpectRow | None = None
    unless_empty: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _long_form(cls, raw: Any) -> Any:
        if not isinstance(raw, Mapping):
            return raw
        return {
            verb: {SHORT[verb]: value} if verb in SHORT and isinstance(value, str) else value
            for verb, value in raw.items()
        }

    @model_validator(mode="after")
    def _one_verb(self) -> Step:
        if sum(getattr(self, verb) is not None for verb in VERBS) != 1:
            raise ValueError(t("console.one_verb", verbs=listed(VERBS)))
        return self

    @property
    def verb(self) -> str:
        return next(verb for verb in VERBS if getattr(self, verb) is not None)

    @property
    def is_seen(self) -> bool:
        """Whether it holds only where something is shown."""
        row = self.expect_row
        return bool(self.wait_for or self.expect or (row is not None and not row.absent))

    @property
    def arguments(self) -> Any:
        return getattr(self, self.verb)
