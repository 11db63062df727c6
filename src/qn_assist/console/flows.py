"""What is done on a console, in order: models of `flows/<console>/*.yaml`.

Eight kinds: `login`, `todo` (the home counts), `list` (categories, columns, paging), `overview` (a
list that is only compared), `order` (read one order), `status` (read what became of a request),
`figures` (the shop's own figures; a console may have none) and `action` (`opens` → `identity` →
`prepare` → `submit` → `verify`, the order of a ticket's life). Their steps are in `verbs.py`, their
loading in `load_flows.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any, Literal

from pydantic import Field, PrivateAttr, field_validator, model_validator

from qn_assist.basics.errors import DataFault
from qn_assist.basics.language import t
from qn_assist.console.list_flow import ListFlow
from qn_assist.console.reading_flows import (
    FiguresFlow,
    LoginFlow,
    OrderFlow,
    StatusFlow,
    TodoFlow,
)
from qn_assist.console.references import ReferringFile, or_referred
from qn_assist.console.verbs import SETTERS, Step
from qn_assist.datafiles import KeyPath, Strict, wrong


class NeedField(Strict):
    """One value an action needs. `options`: what may be chosen, and what choosing it claims. With
    `fact` the value must be exactly what the symbol of that name says. `promises` is what a date
    means to the buyer: the day by which it ships, as agreed (`agreed_delay`), or `nothing`.
    """

    type: Literal["text", "choice", "date", "datetime", "date_range", "files", "lines"]
    required: bool = False
    max_length: int | None = Field(default=None, ge=1, le=10_000, json_schema_extra=or_referred)
    max_count: int | None = Field(default=None, ge=1, le=100, json_schema_extra=or_referred)
    options: dict[str, list[str]] = Field(default_factory=dict, json_schema_extra=or_referred)
    fact: str | None = None
    promises: Literal["agreed_delay", "nothing"] | None = None
    title: str | None = None
    confirmed: bool = True

    @field_validator("options", mode="before")
    @classmethod
    def _each_says_what_it_claims(cls, value: Any) -> Any:
        if not isinstance(value, Mapping) or not all(
            isinstance(one, list) for one in value.values()
        ):
            raise wrong(t("flow.options"), t("flow.options.remedy"))
        return value

    @model_validator(mode="after")
    def _a_date_says_what_it_promises(self) -> NeedField:
        if self.type.startswith("date") and self.promises is None:
            raise wrong(t("flow.what_date"), t("flow.what_date.remedy"))
        return self

    @model_validator(mode="after")
    def _a_choice_is_borne_out(self) -> NeedField:
        if self.type == "choice" and not self.options and self.fact is None:
            raise wrong(t("flow.open_choice"), t("flow.open_choice.remedy"))
        return self


class WriteRequest(Strict):
    """A request that writes, as the page sends it: refused at the network in every mode, at every
    moment but the one it is for.
    """

    method: Literal["POST", "GET", "PUT"] = "POST"
    url: str


class SubmitRequest(WriteRequest):
    """The request of the one click. `carries` says what it must say and where: a path into its
    body (`data.orderId`) → a text with placeholders. It is compared before it leaves (law 3).
    """

    carries: dict[str, str] = Field(default_factory=dict)

    def names(self) -> frozenset[str]:
        """The placeholders that are compared."""
        parts = (part for said in self.carries.values() for part in Formatter().parse(said))
        return frozenset(name for _, name, _, _ in parts if name)


class Submit(Strict):
    """The one real click. With `confirm` the console asks back in a dialog and *that* is it."""

    click: str
    confirm: str | None = None
    request: SubmitRequest
    answer_seconds: float = Field(default=15, ge=0.1, le=120)


class ActionFlow(Strict):
    """One write. `action` is its name in the ledger; flows that share it exclude each other.

    `verify` is what a fresh read shows when it was done, `absent` what it shows when it was not
    (without it: the form opens and shows the ticket open, as before). One of the two must hold
    before an unproven click is settled by reading. What `verify` shows must be newer than the click
    (law 4): `changes` names what the form shows before it and cannot show after it, or `not_yet`
    looks, before anything is filled, that it is not there.

    `claims` is what submitting it says is so, whatever is typed. `once_per: order` spares the
    buyer the same action for another ticket of the order. With `ends_ticket` the console closes
    the ticket by itself, and that must be seen. With `left_to_person` the form is filled, read
    back and shown, and that is all: no mode claims or clicks anything.
    """

    flow: str
    kind: Literal["action"]
    title: str
    action: str
    page: str
    ticket_kinds: list[str] = Field(default_factory=list)
    needs: dict[str, NeedField]
    reply_into: str | None = None
    left_to_person: bool = False
    scope: str | None = None
    claims: list[str] = Field(default_factory=list)
    once_per: Literal["ticket", "order"] = "ticket"
    ends_ticket: bool = False
    identity_shown: Literal["opened", "prepared"] = "opened"
    opens: list[Step]
    identity: list[Step] = Field(min_length=1)
    changes: str | None = None
    not_yet: list[Step] = Field(default_factory=list)
    prepare: list[Step] = Field(min_length=1)
    uploads: list[WriteRequest] = Field(default_factory=list)
    submit: Submit
    verify: list[Step] = Field(min_length=1)
    absent: list[Step] = Field(default_factory=list)
    confirmed: bool = True
    note: str | None = None

    _written: ReferringFile | None = PrivateAttr(None)

    @model_validator(mode="after")
    def _a_fixed_choice_says_what_it_claims(self) -> ActionFlow:
        steps = (step.choose or step.select for step in self.prepare)
        fixed = [one.option for one in steps if one is not None and "{" not in one.option]
        if fixed and "claims" not in self.model_fields_set:
            raise wrong(t("flow.fixed_choice", option=fixed[0]), t("flow.fixed_choice.remedy"))
        return self

    def fault(self, path: KeyPath, message: str, remedy: str) -> DataFault:
        """A fault at `path`, for checks that a model cannot make alone."""
        if self._written is None:
            return DataFault(f"{self.flow}.yaml", 0, ".".join(map(str, path)), message, remedy)
        return self._written.fault(path, message, remedy)

    @model_validator(mode="after")
    def _reply_has_a_field(self) -> ActionFlow:
        if self.reply_into is not None and self.reply_into not in self.needs:
            raise ValueError(t("console.reply_into", name=self.reply_into))
        return self

    @model_validator(mode="after")
    def _proof_is_newer_than_the_click(self) -> ActionFlow:
        if not self.not_yet and self.changes is None:
            raise wrong(t("flow.nothing_newer"), t("flow.nothing_newer.remedy"))
        open_states = {one.expect.target for one in self.identity if one.expect is not None}
        if self.changes is not None and self.changes not in open_states:
            raise wrong(
                t("flow.not_looked_at", target=self.changes), t("flow.nothing_newer.remedy")
            )
        return self

    @model_validator(mode="after")
    def _absence_is_shown_beside_its_like(self) -> ActionFlow:
        """A selector that matches nothing any more would prove every absence."""
        gone = [one.wait_gone.target for one in self.absent if one.wait_gone is not None]
        beside = [one for one in self.absent if one.wait_for is not None]
        if gone and not beside:
            raise wrong(t("flow.absent_alone", target=gone[0]), t("flow.absent_alone.remedy"))
        return self

    @model_validator(mode="after")
    def _proof_is_something_seen(self) -> ActionFlow:
        """What is gone, or never was there by this selector, proves nothing by itself."""
        if not any(one.is_seen for one in self.verify):
            raise wrong(t("flow.seen_nothing"), t("flow.seen_nothing.remedy"))
        for section in (self.not_yet, self.opens, self.prepare, self.verify):
            for at, step in enumerate(section):
                if step.wait_gone is not None and not any(
                    one.is_seen for one in (*section[:at], *section[at + 1 :])
                ):
                    target = step.wait_gone.target
                    raise wrong(t("flow.gone_alone", target=target), t("flow.gone_alone.remedy"))
        return self

    @property
    def absent_by_nothing(self) -> bool:
        """Whether absence is that something is not found: then it must have been found before."""
        return any(
            one.wait_gone is not None or (one.expect_row is not None and one.expect_row.absent)
            for one in self.absent
        )

    @model_validator(mode="after")
    def _only_submit_submits(self) -> ActionFlow:
        sending = {self._full(one) for one in (self.submit.click, self.submit.confirm) if one}
        for step in self.sections():
            if step.click is not None and self._full(step.click.target) in sending:
                raise ValueError(t("console.click_submits", target=step.click.target))
        return self

    def _full(self, reference: str) -> str:
        return reference if "." in reference else f"{self.page}.{reference}"

    @property
    def unheld(self) -> tuple[str, ...]:
        """What the request is not known to say: such a flow is at most supervised (law 3)."""
        names = self.submit.request.names()
        whose = () if names & {"ticket_id", "order_id", "sub_order_id"} else ("order_id",)
        said = (name for name, need in self.needs.items() if not _parts(name, need.type) <= names)
        return (*whose, *said)

    def sections(self) -> Iterator[Step]:
        """Every step but the submit, in the order of the file."""
        yield from (*self.not_yet, *self.opens, *self.identity, *self.prepare)
        yield from (*self.verify, *self.absent)

    def setters(self) -> Iterator[Step]:
        """The prepare steps that leave a value to be read back."""
        return (step for step in self.prepare if step.verb in SETTERS)


def _parts(name: str, kind: str) -> frozenset[str]:
    """The placeholders of a value; those of a range are its two ends."""
    return frozenset({f"{name}_from", f"{name}_to"} if kind == "date_range" else {name})


KINDS: dict[str, type[Strict]] = {
    "login": LoginFlow,
    "list": ListFlow,
    "overview": ListFlow,
    "todo": TodoFlow,
    "order": OrderFlow,
    "figures": FiguresFlow,
    "status": StatusFlow,
    "action": ActionFlow,
}


@dataclass(frozen=True)
class Flows:
    """All flows of one console, by kind; `statuses` by the ledger action they are about.

    `platform_keys`: the keys of `platform.yaml` that their files refer to.
    """

    login: LoginFlow
    todo: TodoFlow
    order: OrderFlow
    lists: tuple[ListFlow, ...]
    actions: Mapping[str, ActionFlow]
    figures: FiguresFlow | None = None
    statuses: Mapping[str, StatusFlow] = field(default_factory=dict)
    overviews: tuple[ListFlow, ...] = ()
    platform_keys: frozenset[str] = frozenset()

    def list_of(self, kind: str) -> ListFlow | None:
        """The list that tickets of a kind come from; a list may read several kinds."""
        found = (
            flow
            for flow in self.lists
            if kind == flow.ticket_kind or kind in flow.kinds_by_type.values()
        )
        return next(found, None)

    def category_values(self, category: str) -> dict[str, str]:
        """The placeholders of the list a ticket came from; empty for an unknown category."""
        found = [one for flow in self.lists for one in flow.categories if one.id == category]
        return dict(found[0].values) if found else {}

    def pages(self) -> frozenset[str]:
        """The pages worked on after the login; a console that extends another may describe more."""
        own = [self.todo.page, self.order.page, *(flow.page for flow in self.lists)]
        own += [self.figures.page] if self.figures else []
        own += [flow.page for flow in self.overviews]
        own += [flow.page for flow in self.statuses.values()]
        for action in self.actions.values():
            own += [action.page, *(one.open.page for one in action.sections() if one.open)]
        return frozenset(own)

    def writes(self) -> list[WriteRequest]:
        """Every request that any action declares to write."""
        return [
            request
            for flow in self.actions.values()
            for request in (flow.submit.request, *flow.uploads)
        ]
