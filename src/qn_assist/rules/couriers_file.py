"""`couriers.yaml`: what a courier's branch is asked about a parcel, in the shop's words.

Conditions and texts are the rules' own: declared symbols, checked when the file is loaded. A text
goes to a courier, so it may name nothing of the buyer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.datafiles import Document, KeyPath, Strict, validate
from qn_assist.rules import templates
from qn_assist.rules.conditions import Condition, ConditionFault, compile_condition
from qn_assist.rules.replies_file import template_faults
from qn_assist.rules.symbols import PERSONAL

# What the buyer or a colleague wrote may name a person.
NOT_FOR_COURIERS = PERSONAL | {"remarks_text", "description"}


class AskEntry(Strict):
    """One thing to ask. `when` is a condition as in rules.yaml."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    when: str
    text: str = Field(min_length=1)


class CouriersFile(Strict):
    """The file. `again_after_hours`: how long an answer settles what it was asked about."""

    again_after_hours: float = Field(default=24, gt=0, le=24 * 30)
    asks: list[AskEntry] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Ask:
    entry: AskEntry
    condition: Condition

    @property
    def of_an_answer(self) -> bool:
        """Whether it comes up because of what the courier answered, which then settles nothing."""
        return "courier_answer" in self.condition.used


@dataclass(frozen=True, slots=True)
class Asks:
    """In order; the first whose condition holds is asked."""

    asks: tuple[Ask, ...]
    again_after_hours: float


def load_asks(document: Document) -> Asks:
    """The checked file; DataFileError with every fault."""
    file = validate(document, CouriersFile)
    faults: list[DataFault] = []
    asks: list[Ask] = []
    for number, entry in enumerate(file.asks):
        path: KeyPath = ("asks", number)
        faults += _text_faults(document, (*path, "text"), entry.text)
        if entry.name in {one.entry.name for one in asks}:
            faults.append(
                document.fault(
                    (*path, "name"),
                    t("couriers.twice", name=entry.name),
                    t("couriers.twice.remedy"),
                )
            )
        try:
            asks.append(Ask(entry, compile_condition(entry.when)))
        except ConditionFault as error:
            faults.append(document.fault((*path, "when"), error.message, error.remedy))
    if faults:
        raise DataFileError(sorted(faults, key=lambda fault: fault.line))
    return Asks(tuple(asks), file.again_after_hours)


def _text_faults(document: Document, path: KeyPath, source: str) -> Iterator[DataFault]:
    found = template_faults(document, path, source)
    yield from found
    for name in () if found else sorted(templates.names_in(source) & NOT_FOR_COURIERS):
        yield document.fault(path, t("couriers.personal", name=name), t("couriers.personal.remedy"))
