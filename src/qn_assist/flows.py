"""What is done on a console, in order: models of `flows/<console>/*.yaml` and their loading.

Four kinds: `login`, `list` (categories, columns, paging), `order` (read one order) and `action`
(`opens` → `identity` → `prepare` → `submit` → `verify`, the order of a ticket's life). Steps are a
closed list of verbs; doing them is `browser/steps.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from qn_assist.errors import DataFault, DataFileError
from qn_assist.selectors import Console, known_selector
from qn_assist.yamlfile import KeyPath, Strict, load, validate


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
            raise ValueError("equals、one_of、contains 必须正好写一个")
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
            raise ValueError(f"每一步正好写一个动作：{'、'.join(VERBS)}")
        return self

    @property
    def verb(self) -> str:
        return next(verb for verb in VERBS if getattr(self, verb) is not None)

    @property
    def arguments(self) -> Any:
        return getattr(self, self.verb)


class NeedField(Strict):
    """One value an action needs. An empty `options` list means any text."""

    type: Literal["text", "choice", "date", "datetime", "date_range", "files", "lines"]
    required: bool = False
    max_length: int | None = None
    max_count: int | None = None
    options: list[str] = Field(default_factory=list)
    title: str | None = None
    confirmed: bool = True


class Request(Strict):
    """A request that writes, as the page sends it; blocked at the network in a dry run."""

    method: Literal["POST", "GET", "PUT"] = "POST"
    url: str


class Submit(Strict):
    """The one real click. With `confirm` the console asks back in a dialog and *that* is it."""

    click: str
    confirm: str | None = None
    request: Request
    answer_seconds: float = 15


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
    settle_seconds: float = 1.0
    confirmed: bool = True
    note: str | None = None


class Column(Strict):
    """Which ticket field a column (by its exact header text) becomes; `part` of several lines."""

    field: str
    line: int | None = None


class JsonSource(Strict):
    """The page's own answer as a source of the same rows."""

    url: str
    rows: str = "data.result.rows"
    total: str = "data.result.total"
    page: str = "data.result.pageNo"
    columns: dict[str, str]


class Category(Strict):
    """One list of tickets. `values` fill the flow's placeholders (which tab, which stage); the
    home cards named by `badge`, added up, count it.
    """

    id: str
    title: str
    values: dict[str, str] = Field(default_factory=dict)
    badge: list[str] = Field(default_factory=list)
    columns: str = "default"


class ListFlow(Strict):
    """Reads rows into tickets. `columns` are named sets, so that categories can share one."""

    flow: str
    kind: Literal["list"]
    title: str
    ticket_kind: str
    page: str
    opens: list[Step]
    table: str
    pagination: str
    next_page: str
    page_size: str | None = None
    page_size_option: str | None = None
    categories: list[Category] = Field(min_length=1)
    columns: dict[str, dict[str, str | Column | list[Column]]]
    derive_ticket_id: str | None = None
    kinds_by_type: dict[str, str] = Field(default_factory=dict)
    json_source: JsonSource | None = Field(default=None, alias="json")
    todo: str | None = None
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
    trace: str
    trace_time: str
    trace_text: str
    trace_empty: str
    confirmed: bool = True
    note: str | None = None


class ActionFlow(Strict):
    """One write. `action` is its name in the ledger; flows that share it exclude each other.

    `verify` is what a fresh read shows when it was done, `absent` what it shows when it was not
    (without it: the form opens and shows the ticket open, as before). One of the two must hold
    before an unproven click is settled by reading.
    """

    flow: str
    kind: Literal["action"]
    title: str
    action: str
    page: str
    ticket_kinds: list[str] = Field(default_factory=list)
    needs: dict[str, NeedField]
    reply_into: str | None = None
    scope: str | None = None
    identity_shown: Literal["opened", "prepared"] = "opened"
    opens: list[Step]
    identity: list[Step] = Field(min_length=1)
    prepare: list[Step] = Field(min_length=1)
    uploads: list[Request] = Field(default_factory=list)
    submit: Submit
    verify: list[Step] = Field(min_length=1)
    absent: list[Step] = Field(default_factory=list)
    confirmed: bool = True
    note: str | None = None

    @model_validator(mode="after")
    def _reply_has_a_field(self) -> ActionFlow:
        if self.reply_into is not None and self.reply_into not in self.needs:
            raise ValueError(f"reply_into 指向的字段 {self.reply_into} 不在 needs 里")
        return self

    def setters(self) -> Iterator[Step]:
        """The prepare steps that leave a value to be read back."""
        return (step for step in self.prepare if step.verb in SETTERS)


def _kind(raw: Any) -> str:
    found = raw.get("kind") if isinstance(raw, Mapping) else getattr(raw, "kind", None)
    return str(found)


Flow = Annotated[
    Annotated[LoginFlow, Tag("login")]
    | Annotated[ListFlow, Tag("list")]
    | Annotated[TodoFlow, Tag("todo")]
    | Annotated[OrderFlow, Tag("order")]
    | Annotated[ActionFlow, Tag("action")],
    Discriminator(_kind),
]
KINDS: dict[str, type[Strict]] = {
    "login": LoginFlow,
    "list": ListFlow,
    "todo": TodoFlow,
    "order": OrderFlow,
    "action": ActionFlow,
}


@dataclass(frozen=True)
class Flows:
    """All flows of one console, by kind. Lists by the ticket kind they read."""

    login: LoginFlow
    todo: TodoFlow
    order: OrderFlow
    lists: tuple[ListFlow, ...]
    actions: Mapping[str, ActionFlow]

    def category_values(self, category: str) -> dict[str, str]:
        """The placeholders of the list a ticket came from; empty for an unknown category."""
        found = [one for flow in self.lists for one in flow.categories if one.id == category]
        return dict(found[0].values) if found else {}

    def writes(self) -> list[Request]:
        """Every request that any action declares to write."""
        return [
            request
            for flow in self.actions.values()
            for request in (flow.submit.request, *flow.uploads)
        ]


def load_flows(folder: Path, console: Console) -> Flows:
    """Read `folder/<console>/` over what it extends; DataFileError lists every fault at once."""
    faults: list[DataFault] = []
    found: dict[str, Any] = {}
    for name in filter(None, (console.file.extends, console.name)):
        for path in sorted((folder / name).glob("*.yaml")):
            _load_one(path, console, found, faults)
    kinds = {kind: [flow for flow in found.values() if flow.kind == kind] for kind in KINDS}
    for kind in ("login", "todo", "order"):
        if len(kinds[kind]) != 1 and not faults:
            faults.append(
                DataFault(
                    str(folder / console.name),
                    0,
                    "",
                    f"{kind} 流程应正好有一个，现有 {len(kinds[kind])} 个",
                )
            )
    if faults:
        raise DataFileError(faults)
    # A console may replace the lists of the one it extends as a whole: same ticket kind, own file.
    lists = {flow.ticket_kind: flow for flow in kinds["list"]}
    return Flows(
        kinds["login"][0],
        kinds["todo"][0],
        kinds["order"][0],
        tuple(lists.values()),
        {flow.flow: flow for flow in kinds["action"]},
    )


def _load_one(path: Path, console: Console, found: dict[str, Any], faults: list[DataFault]) -> None:
    try:
        document = load(path)
        kind = document.data.get("kind") if isinstance(document.data, Mapping) else None
        if kind not in KINDS:
            faults.append(
                DataFault(
                    str(path), 0, "kind", f"不认识的流程种类 {kind!r}", f"可用：{'、'.join(KINDS)}"
                )
            )
            return
        flow: Any = validate(document, KINDS[str(kind)])
    except DataFileError as error:
        faults.extend(error.faults)
        return
    for place, reference in references(flow):
        if not known_selector(console.pages, reference, getattr(flow, "page", "")):
            remedy = "检查拼写，或在 selectors/ 里补上"
            faults.append(document.fault(place, f"没有叫 {reference} 的选择器", remedy))
    found[flow.flow] = flow


def references(flow: Any) -> Iterator[tuple[KeyPath, str]]:
    """(path in the file, selector name) of every selector a flow uses."""
    for part in ("opens", "identity", "prepare", "verify", "absent"):
        for index, step in enumerate(getattr(flow, part, ())):
            for key in ("target", "table"):
                reference = getattr(step.arguments, key, None)
                if reference:
                    yield (part, index, step.verb, key), reference
    yield from _own_references(flow)


def _own_references(flow: Any) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(flow, ActionFlow):
        yield ("submit", "click"), flow.submit.click
        if flow.submit.confirm:
            yield ("submit", "confirm"), flow.submit.confirm
        return
    named = {
        "login": ("account", "password", "submit", "rejected", "quick_enter"),
        "list": ("table", "pagination", "next_page", "page_size"),
        "todo": ("ready", "cards"),
        "order": ("items", "trace", "trace_empty"),
    }
    for key in named[flow.kind]:
        reference = getattr(flow, key)
        if reference:
            yield (key,), reference
    for name, reference in getattr(flow, "values", {}).items():
        yield ("values", name), reference
