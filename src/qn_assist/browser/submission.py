"""What a click that submits led to: the declared request, and the console's own answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from qn_assist.basics.errors import FailureKind
from qn_assist.basics.language import t
from qn_assist.browser.departure import Answer
from qn_assist.console import Console, Envelope

SubmitVerdict: TypeAlias = Literal[
    "accepted", "refused", "logged_out", "pushed_back", "challenged", "silent"
]

Heard: TypeAlias = tuple[SubmitVerdict, str]

TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class Submission:
    """What the click led to. `arrivals` counts the declared requests that left the page.

    `clicked` False, or `stopped`, with no arrival means: nothing was sent, for the reason in
    `detail`; `doubt` is its kind when it is one that only a person can end (law 6). `seconds`: how
    long the answer took.
    """

    clicked: bool
    arrivals: int
    verdict: SubmitVerdict
    detail: str = ""
    doubt: FailureKind | None = None
    stopped: bool = False
    seconds: float = 0

    @property
    def surely_not_sent(self) -> bool:
        return self.arrivals == 0 and (self.stopped or not self.clicked)


def verdict_of(answer: Answer | None, console: Console, seconds: float) -> Heard:
    """What the console said, and in which words. A redirect to the login says that nobody is."""
    if answer is None:
        return "silent", t("browser.silent", seconds=seconds)
    if not answer.status:
        return "silent", t("browser.broken_off")
    if answer.status == TOO_MANY_REQUESTS:
        return "pushed_back", t("browser.too_many")
    if answer.leads_to and console.is_login(answer.leads_to):
        return "logged_out", t("browser.not_logged_in")
    if answer.told is None:
        return "silent", t("browser.unreadable_answer", status=answer.status)
    return _meaning(answer.told, console.file.envelope or Envelope()), answer.what


def _meaning(told: str, envelope: Envelope) -> SubmitVerdict:
    if told.startswith(envelope.success):
        return "accepted"
    if told.startswith(envelope.business):
        return "refused"
    if told.startswith(tuple(envelope.session)):
        return "logged_out"
    if told.startswith(tuple(envelope.captcha)):
        return "challenged"
    return "pushed_back" if told.startswith(tuple(envelope.risk)) else "silent"
