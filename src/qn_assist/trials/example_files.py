"""`examples/` of a shop: a folder for each example ticket, with what is decided about it.

`examples/<name>/example.yaml` says what was read, what is known and what is expected;
`examples/common.yaml` holds what many share, to be taken by `like`. Strict as every data file. An
example knows nothing that it does not say: the shop's own facts change daily, its rules do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, Field, model_validator

from qn_assist.basics import text
from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.case import (
    ApprovalLevel,
    DecisionVerdict,
    FollowUp,
    Order,
    Past,
    Promise,
    Ticket,
    tickets,
)
from qn_assist.datafiles import (
    Document,
    KeyPath,
    Sheet,
    Strict,
    collecting,
    load,
    near,
    validate,
    wrong,
)
from qn_assist.facts import Facts, facts_of
from qn_assist.trials.example_facts import sheet_of

EXAMPLE, COMMON = "example.yaml", "common.yaml"
LIKE = "like"

Values = dict[str, Any]
T = TypeVar("T", bound=BaseModel)


class ExpectedAction(Strict):
    """One write. `with` is compared whole; left out, only the flow is."""

    flow: str
    with_: dict[str, str | list[str]] | None = Field(default=None, alias="with")
    occasion: str | None = None


class ExpectedDecision(Strict):
    """What is written here is compared, what is left out is not."""

    verdict: DecisionVerdict
    rule: str
    approval: ApprovalLevel | None = None
    because: str | None = None
    hand_over: str | None = None
    refusals: list[str] | None = None
    claims: list[str] | None = None
    actions: list[str | ExpectedAction] | None = None

    @model_validator(mode="after")
    def _actions_of_act(self) -> ExpectedDecision:
        if self.verdict == "act" and not self.actions:
            raise wrong(t("trials.no_actions"), t("trials.no_actions.remedy"))
        if self.verdict != "act" and self.actions:
            raise wrong(
                t("trials.has_actions", verdict=self.verdict), t("trials.has_actions.remedy")
            )
        return self


class PromiseEntry(Strict):
    """A date the buyer was promised, and when."""

    date: str
    made_at: str


class ExampleFile(Strict):
    """`order` left out: its page could not be read. `earlier`: ledger actions already verified.
    `follow_up`: which follow-up of the case this is. `delay_reports`: filed for the order, each
    as `ticket id/occasion`.
    """

    title: str = Field(min_length=1)
    now: str | None = None
    ticket: str | Values
    order: str | Values | None = None
    facts: str | list[str] | Values = Field(default_factory=dict)
    earlier: list[str] = Field(default_factory=list)
    follow_up: int = Field(default=0, ge=0, le=1000)
    delay_reports: list[str] = Field(default_factory=list)
    promises: list[PromiseEntry] = Field(default_factory=list)
    expect: ExpectedDecision


class CommonFile(Strict):
    """Named values. One may be `like` another that stands above it."""

    now: str | None = None
    ticket: dict[str, Values] = Field(default_factory=dict)
    order: dict[str, Values] = Field(default_factory=dict)
    facts: dict[str, Values] = Field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """One case as read, and what is expected. `facts.faults` are bad rows, perhaps on purpose."""

    name: str
    title: str
    document: Document = field(repr=False)
    ticket: Ticket
    order: Order | None
    facts: Facts
    now: ConsoleTime
    earlier: frozenset[str]
    past: Past
    expected: ExpectedDecision


@dataclass(frozen=True)
class _Source:
    """The example's file, and the templates its values may be like."""

    document: Document
    common: CommonFile
    shop: str


def example_names(folder: Path) -> tuple[str, ...]:
    """The examples in a folder, in alphabetical order; none when there is no such folder."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(one.name for one in folder.iterdir() if _holds_one(one)))


def _holds_one(folder: Path) -> bool:
    return folder.is_dir() and folder.name[0] not in "._"


def load_examples(folder: Path, shop: str, names: Sequence[str] = ()) -> tuple[Example, ...]:
    """These examples, or all; one DataFileError with the faults of every file."""
    faults: list[DataFault] = []
    common = CommonFile()
    found: list[Example] = []
    with collecting(faults):
        common = _common(folder)
    if not faults:
        for name in names or example_names(folder):
            with collecting(faults):
                found.append(_load(folder / name / EXAMPLE, common, shop))
    if faults:
        raise DataFileError(faults)
    return tuple(found)


def _common(folder: Path) -> CommonFile:
    """The templates, each already with what it is like."""
    path = folder / COMMON
    if not path.is_file():
        return CommonFile()
    document = load(path)
    file = validate(document, CommonFile)
    done = CommonFile(now=file.now)
    for group in ("ticket", "order", "facts"):
        for name, values in getattr(file, group).items():
            source = _Source(document, done, "")
            getattr(done, group)[name] = _like(source, group, (group, name), values)
    return done


def _like(source: _Source, group: str, path: KeyPath, values: Any) -> Values:
    """The values over those of the templates they are like; the later template wins."""
    if isinstance(values, str | list):
        values = {LIKE: values}
    names = values.get(LIKE, [])
    known: Mapping[str, Values] = getattr(source.common, group)
    merged: Values = {}
    for name in [names] if isinstance(names, str) else names:
        if name not in known:
            where = (*path, LIKE) if LIKE in values else path
            message = t("trials.not_in_common", file=COMMON, group=group, name=name)
            raise DataFileError([source.document.fault(where, message, near(name, tuple(known)))])
        merged |= known[name]
    return merged | {key: value for key, value in values.items() if key != LIKE}


def _load(path: Path, common: CommonFile, shop: str) -> Example:
    document = load(path)
    file = validate(document, ExampleFile)
    source = _Source(document, common, shop)
    faults: list[DataFault] = []
    ticket: Ticket | None = None
    order: Order | None = None
    facts = Facts()
    now = _now(source, file)
    with collecting(faults):
        ticket = _ticket(source, file, now)
    with collecting(faults):
        order = _order(source, file, now)
    with collecting(faults):
        facts = _facts(source, file)
    if faults or ticket is None:
        raise DataFileError(sorted(faults, key=lambda fault: fault.line))
    return Example(
        path.parent.name,
        file.title,
        document,
        ticket,
        order,
        facts,
        now,
        frozenset(file.earlier),
        _past(source, file),
        file.expect,
    )


def _past(source: _Source, file: ExampleFile) -> Past:
    promises = tuple(
        Promise(
            _moment(source, ("promises", number, "date"), one.date),
            _moment(source, ("promises", number, "made_at"), one.made_at),
        )
        for number, one in enumerate(file.promises)
    )
    return Past(FollowUp(file.follow_up), tuple(file.delay_reports), promises)


def _moment(source: _Source, path: KeyPath, shown: str) -> datetime:
    try:
        found = text.parse_time(shown)
    except ValueError:
        found = None
    if found is None:
        message = t("trials.no_time", shown=shown)
        raise DataFileError([source.document.fault(path, message, t("trials.write_time"))])
    return found


def _now(source: _Source, file: ExampleFile) -> ConsoleTime:
    shown = file.now or source.common.now
    try:
        found = text.parse_time(shown)
    except ValueError:
        found = None
    if found is None:
        message = t("trials.no_time", shown=shown) if shown else t("trials.no_now", file=COMMON)
        raise DataFileError([source.document.fault("now", message, t("trials.write_time"))])
    return ConsoleTime(found)


def _ticket(source: _Source, file: ExampleFile, now: ConsoleTime) -> Ticket:
    given = _like(source, "ticket", ("ticket",), file.ticket)
    shown = given.get("state_text")
    state = {"state": tickets.console_state(shown)} if isinstance(shown, str) else {}
    read = {"shop": source.shop, "read_at": now}
    return _read(source, "ticket", read | state | given, Ticket)


def _order(source: _Source, file: ExampleFile, now: ConsoleTime) -> Order | None:
    if file.order is None:
        return None
    given = _like(source, "order", ("order",), file.order)
    status = tickets.order_status(str(given.get("status_text", "")))
    return _read(source, "order", {"status": status, "read_at": now} | given, Order)


def _read(source: _Source, key: str, values: Values, model: type[T]) -> T:
    """The record; a fault of a template's value stands where the template is named."""
    document = source.document
    places = {path[1:]: place for path, place in document.places.items() if path[:1] == (key,)}
    try:
        return validate(replace(document, data=values, places=places, faults=()), model)
    except DataFileError as error:
        faults = [replace(fault, path=f"{key}.{fault.path}".rstrip(".")) for fault in error.faults]
        raise DataFileError(faults) from error


def _facts(source: _Source, file: ExampleFile) -> Facts:
    given = _like(source, "facts", ("facts",), file.facts)
    faults: list[DataFault] = []
    sheets: dict[str, Sheet] = {}
    for kind, rows in given.items():
        with collecting(faults):
            sheets[kind] = sheet_of(source.document, kind, rows)
    if faults:
        raise DataFileError(faults)
    return facts_of(sheets)
