"""A prepared session for `run --mode supervised --answers FILE`: a YAML list, played in order.

    - {ticket: "266167654296", do: edit, text: 您好，今天发出}
    - {ticket: "266167654296", do: approve}
    - {ticket: "*", do: skip}

An answer for one ticket is used once; one for `*` whenever no other is left. A form that no answer
fits stays unanswered, and nothing is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, RootModel, model_validator

from qn_assist.basics.language import t
from qn_assist.datafiles import Strict, load_model, wrong
from qn_assist.run import PASS, Proposal, Ruled, Ruling

ANY = "*"


class PreparedAnswer(Strict):
    """What to do about a ticket, or about one action of it (`message`, `urge_reply`, …)."""

    ticket: str = Field(min_length=1)
    action: str | None = None
    do: Literal["approve", "edit", "skip", "hand_over", "stop"]
    text: str | None = None

    @model_validator(mode="after")
    def _text_belongs_to_an_edit(self) -> PreparedAnswer:
        if (self.do == "edit") != bool(self.text):
            raise wrong("text 和 do: edit 要一起写", "改话术写 do: edit 和 text，其余不写 text")
        if self.do == "edit" and self.ticket == ANY:
            raise wrong('ticket: "*" 不能改话术', "写明是哪个任务")
        return self

    def fits(self, proposal: Proposal) -> bool:
        ticket = proposal.decision.ticket.ticket_id
        return self.ticket in (ANY, ticket) and self.action in (None, proposal.planned.action)


class AnswersFile(RootModel[list[PreparedAnswer]]):
    """The file as written."""


def load_answers(path: Path) -> tuple[PreparedAnswer, ...]:
    """DataFileError with every fault of the file."""
    return tuple(load_model(path, AnswersFile).root)


class AnswersAsk:
    """Answers in place of a person. It approves only what was shown as the file expected it."""

    def __init__(self, answers: tuple[PreparedAnswer, ...]) -> None:
        self._once = [one for one in answers if one.ticket != ANY]
        self._always = [one for one in answers if one.ticket == ANY]

    async def __call__(self, proposal: Proposal) -> Ruled | None:
        if proposal.problem:
            return None  # the edit was refused: what is on the page now is not what was prepared
        found = next((one for one in self._once if one.fits(proposal)), None)
        if found is not None:
            self._once.remove(found)
            return ruled(found)
        always = next((one for one in self._always if one.fits(proposal)), None)
        return ruled(always) if always is not None else None


def ruled(answer: PreparedAnswer) -> Ruled:
    if answer.do == "approve":
        return PASS
    if answer.do == "edit":
        return Ruled(Ruling.EDIT, text=answer.text or "")
    rulings = {"skip": Ruling.DECLINE, "hand_over": Ruling.HAND_OVER, "stop": Ruling.STOP}
    return Ruled(rulings[answer.do], t(f"ask.said.{answer.do}"))
