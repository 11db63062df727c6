"""A practice shop whose buyers and all their texts are hostile, and full of what may not leak.

Everything a decision may depend on stays as the generator made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qn_assist.practice.generate import ag_cases, generator
from qn_assist.practice.generate.cases import Case, Delay, Feedback, Line, Node
from qn_assist.practice.generate.drafts import Source
from tests.fuzz.texts import HOSTILE

PHONE, OTHER_PHONE, LANDLINE = (
    "13987654321",
    "１５８　8765　4321".replace("\u3000", ""),
    "0571-88886666",
)
MAIL, CHAT = "lileilei@mail.example", "hidden_lily_99"
STREET = "浙江省杭州市余杭区文一西路969号3幢201室"
NAME, NICK = "欧阳李雷雷", "欧阳家的小日子"
FEEDBACK = "包裹里只有一张纸条"

# What no file, screen, notice or picture of ours may hold, as it stands or put together again.
SECRETS = {
    "a phone in a remark": PHONE,
    "a phone in full-width digits": OTHER_PHONE,
    "a phone parted by what nobody sees": "15876543210",
    "a landline": LANDLINE,
    "a mail address": MAIL,
    "a chat name": CHAT,
    "a street": "文一西路969号",
    "the buyer's name": NAME,
    "the buyer's nick": NICK,
    "a buyer's feedback": FEEDBACK,
}
REMARK = (
    f"买家电话{PHONE}，备用{OTHER_PHONE}，座机 {LANDLINE}，另 158\u200b7654\u202e3210，"
    f"邮箱 {MAIL}，微信号：{CHAT}，改送 {STREET}"
)


def hostile(case: Case) -> Case:
    """The same case, written by somebody who means harm."""
    first, other, remark = (HOSTILE[(case.index + n) % len(HOSTILE)] for n in (-1, 6, 2))
    title = f"{first} {other}"
    lines = tuple(_line(line, title) for line in case.order.lines)
    buyer = replace(case.order.buyer, name=NAME, nick=NICK, phone=PHONE)
    greeting = (
        *case.order.greeting,
        Node(case.order.paid_at, remark),
        Node(case.order.paid_at, REMARK),
    )
    order = replace(case.order, lines=lines, buyer=buyer, masked_name="欧**", greeting=greeting)
    delay = _delay(case.delay, remark) if case.delay else None
    feedback = _feedback(case.feedback, remark) if case.feedback else None
    return replace(case, order=order, delay=delay, feedback=feedback)


def _line(line: Line, title: str) -> Line:
    return replace(line, good=replace(line.good, title=title))


def _delay(delay: Delay, remark: str) -> Delay:
    mark = "【小青｜06-17 09:00:00】"
    return replace(delay, remarks=(f"{remark}{mark}", f"{REMARK}{mark}"))


def _feedback(feedback: Feedback, remark: str) -> Feedback:
    return replace(feedback, text=f"{remark} {FEEDBACK} {REMARK}")


def plant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every world made from now on is hostile."""
    made, made_ag = generator.generate_case, ag_cases._generate

    def planted(source: Source, index: int) -> Case:
        return hostile(made(source, index))

    def planted_ag(source: Source, number: int, cases: Sequence[Case]) -> Case:
        return hostile(made_ag(source, number, cases))

    monkeypatch.setattr(generator, "generate_case", planted)
    monkeypatch.setattr(ag_cases, "_generate", planted_ag)
