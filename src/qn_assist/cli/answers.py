"""A prepared session for `run --mode supervised --answers FILE`: a YAML list, played in order.

    - {ticket: "266167654296", do: edit, text: 您好，今天发出}
    - {ticket: "266167654296", do: approve, digest: 83a1…, until: "2026-06-18T12:00:00+08:00"}
    - {ticket: "*", do: skip}

An answer for one ticket is used once; one for `*` whenever no other is left. A form that no answer
fits stays unanswered, and nothing is written. An approval is bound to what was seen and expires;
one that is not passes nothing but the forms of a proven practice console.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field, RootModel, model_validator

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.datafiles import Strict, load_model, wrong
from qn_assist.run import PASS, Proposal, Ruled, Ruling

ANY = "*"
LONGEST = timedelta(hours=72)


class PreparedAnswer(Strict):
    """What to do about a ticket, or about one action of it (`message`, `urge_reply`, …).

    `digest` is that of the form as it was seen, `until` how long the approval stands.
    """

    ticket: str = Field(min_length=1)
    action: str | None = None
    do: Literal["approve", "edit", "skip", "hand_over", "stop"]
    text: str | None = None
    digest: str | None = Field(default=None, pattern=r"^[0-9a-f]{16}$")
    until: AwareDatetime | None = None

    @model_validator(mode="after")
    def _text_belongs_to_an_edit(self) -> PreparedAnswer:
        if (self.do == "edit") != bool(self.text):
            raise wrong(t("answers.text"), t("answers.text.remedy"))
        if self.do == "edit" and self.ticket == ANY:
            raise wrong(t("answers.edit_any"), t("answers.edit_any.remedy"))
        return self

    @model_validator(mode="after")
    def _a_binding_is_whole(self) -> PreparedAnswer:
        bound = self.digest is not None
        if bound != (self.until is not None) or (bound and self.do != "approve"):
            raise wrong(t("answers.binding"), t("answers.binding.remedy"))
        if bound and self.ticket == ANY:
            raise wrong(t("answers.bound_any"), t("answers.edit_any.remedy"))
        return self

    @property
    def unbound(self) -> bool:
        """Whether it approves whatever is shown."""
        return self.do == "approve" and self.digest is None

    def fits(self, proposal: Proposal) -> bool:
        ticket = proposal.decision.ticket.ticket_id
        return self.ticket in (ANY, ticket) and self.action in (None, proposal.planned.action)


class AnswersFile(RootModel[list[PreparedAnswer]]):
    """The file as written."""


def load_answers(path: Path) -> tuple[PreparedAnswer, ...]:
    """DataFileError with every fault of the file."""
    return tuple(load_model(path, AnswersFile).root)


@dataclass(frozen=True, slots=True)
class ApprovalTerms:
    """What approvals are held to: `is_practice` asks the console itself, each time anew."""

    shop: str
    minutes: int
    is_practice: Callable[[], bool]
    now: Callable[[], datetime] = utc_now

    @property
    def longest(self) -> timedelta:
        return min(timedelta(minutes=self.minutes), LONGEST)

    def check(self, answers: tuple[PreparedAnswer, ...]) -> None:
        """UsageFault for an approval that can never count, before anything is opened."""
        for number, one in enumerate(answers, 1):
            if one.until is not None:
                self._check_until(number, one.until)
        unbound = next((number for number, one in enumerate(answers, 1) if one.unbound), None)
        if unbound is not None and not self.is_practice():
            raise UsageFault(
                t("answers.unbound", number=unbound, shop=self.shop),
                remedy=t("answers.unbound.remedy"),
            )

    def _check_until(self, number: int, until: datetime) -> None:
        ahead, told = until - self.now(), until.isoformat(timespec="minutes")
        if ahead <= timedelta(0):
            message = t("answers.past", number=number, until=told)
        elif ahead > self.longest:
            minutes = int(self.longest.total_seconds() // 60)
            message = t("answers.too_far", number=number, until=told, minutes=minutes)
        else:
            return
        raise UsageFault(message, remedy=t("answers.until.remedy"))

    async def objection(self, answer: PreparedAnswer, proposal: Proposal) -> str:
        """Why this approval is none for what is shown now; "" when it is one."""
        if answer.until is None:
            proven = await asyncio.to_thread(self.is_practice)
            return "" if proven else t("answers.unproven")
        if answer.digest != proposal.digest:
            return t("answers.changed", prepared=answer.digest, digest=proposal.digest)
        if self.now() >= answer.until:
            return t("answers.expired", until=answer.until.isoformat(timespec="minutes"))
        return ""


class AnswersAsk:
    """Answers in place of a person. It approves only what was shown as the file expected it."""

    def __init__(self, answers: tuple[PreparedAnswer, ...], terms: ApprovalTerms) -> None:
        self._once = [one for one in answers if one.ticket != ANY]
        self._always = [one for one in answers if one.ticket == ANY]
        self._terms = terms

    async def __call__(self, proposal: Proposal) -> Ruled | None:
        if proposal.problem:
            return None  # the edit was refused: what is on the page now is not what was prepared
        answer = self._next(proposal)
        if answer is None or answer.do != "approve":
            return ruled(answer) if answer else None
        why = await self._terms.objection(answer, proposal)
        if why:
            act("approve", ticket=proposal.decision.ticket.ticket_id).warning(why)
            return None
        return PASS

    def _next(self, proposal: Proposal) -> PreparedAnswer | None:
        found = next((one for one in self._once if one.fits(proposal)), None)
        if found is not None:
            self._once.remove(found)
            return found
        return next((one for one in self._always if one.fits(proposal)), None)


def ruled(answer: PreparedAnswer) -> Ruled:
    """Any answer but an approval."""
    if answer.do == "edit":
        return Ruled(Ruling.EDIT, text=answer.text or "")
    rulings = {"skip": Ruling.DECLINE, "hand_over": Ruling.HAND_OVER, "stop": Ruling.STOP}
    return Ruled(rulings[answer.do], t(f"ask.said.{answer.do}"))
