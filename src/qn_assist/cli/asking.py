"""The prompt of a supervised run: one filled form at a time, shown whole, then one key.

Nothing but an answer given to the form on the screen counts: what was typed ahead is thrown away,
the end of the input, a time-out or an empty line is no answer (law 7).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TextIO

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from qn_assist.basics.language import listed, t
from qn_assist.basics.log import act
from qn_assist.report import Titles, left_shown, moment, plain, shown
from qn_assist.run import PASS, Proposal, Ruled, Ruling

KEYS = {
    **dict.fromkeys(("a", "批准"), "approve"),
    **dict.fromkeys(("e", "改话术"), "edit"),
    **dict.fromkeys(("s", "跳过"), "skip"),
    **dict.fromkeys(("h", "转人工"), "hand_over"),
    **dict.fromkeys(("q", "停止"), "stop"),
}
_NO = {"skip": Ruling.DECLINE, "hand_over": Ruling.HAND_OVER, "stop": Ruling.STOP}


class Lines:
    """Lines of a stream, waited for beside the event loop; the stream is read in its own thread.

    After one wait went unanswered no line is taken any more: it would answer another question.
    """

    def __init__(self, stream: TextIO, stop: asyncio.Event) -> None:
        self._stream = stream
        self._stop = stop
        self._ended = False

    @property
    def echoed(self) -> bool:
        """Whether what is typed, with its line end, stands on the screen by itself."""
        return self._stream.isatty()

    async def next(self, seconds: float) -> str | None:
        """A line without its end; None at the end of the input, at a stop, or too late."""
        if self._ended:
            return None
        read = asyncio.get_running_loop().create_future()
        self._read_into(read)
        stopped = asyncio.ensure_future(self._stop.wait())
        done, _ = await asyncio.wait(
            {read, stopped}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        stopped.cancel()
        line = str(read.result()) if read in done else ""
        if not line:
            self._ended = True
            return None
        return line.rstrip("\r\n")

    def _read_into(self, read: asyncio.Future[str]) -> None:
        loop = asyncio.get_running_loop()

        def answer(line: str) -> None:
            if not read.done():
                read.set_result(line)

        def take() -> None:
            try:
                line = self._stream.readline()
            except (OSError, ValueError):
                line = ""
            with suppress(RuntimeError):  # the loop has gone; so has the question
                loop.call_soon_threadsafe(answer, line)

        # A daemon: a person who never answers must not keep the program from ending.
        threading.Thread(target=take, daemon=True, name="answers").start()

    def forget_typed_ahead(self) -> None:
        """A key pressed before the form was shown was pressed for something else."""
        if self._stream.isatty():
            _flush(self._stream)


def _flush(stream: TextIO) -> None:
    try:
        import termios
    except ImportError:
        _flush_windows()
        return
    with suppress(termios.error):
        termios.tcflush(stream.fileno(), termios.TCIFLUSH)


def _flush_windows() -> None:
    import msvcrt

    while msvcrt.kbhit():  # type: ignore[attr-defined]
        msvcrt.getwch()  # type: ignore[attr-defined]


class TerminalAsk:
    """Asks a person at a terminal; `seconds` is how long an open question may stand."""

    def __init__(
        self, stream: TextIO, console: Console, titles: Titles, stop: asyncio.Event, seconds: float
    ) -> None:
        self._lines = Lines(stream, stop)
        self._console = console
        self._titles = titles
        self._seconds = seconds

    async def __call__(self, proposal: Proposal) -> Ruled | None:
        try:
            return await self._asked(proposal)
        except OSError as fault:  # what could not be shown was approved by nobody (law 7)
            act("approve").warning(t("ask.unshown", reason=fault.strerror or fault))
            return None

    async def _asked(self, proposal: Proposal) -> Ruled | None:
        for line in proposal_lines(proposal, self._titles):
            self._console.print(line)
        self._lines.forget_typed_ahead()
        while True:
            typed = await self._prompt(t("ask.prompt"))
            if not typed:
                self._console.print(Text(t("ask.unanswered"), "yellow"))
                return None
            answer = KEYS.get(typed.lower())
            if answer == "edit":
                text = await self._new_text()
                if text:
                    return Ruled(Ruling.EDIT, text=text)
            elif answer is not None:
                return PASS if answer == "approve" else Ruled(_NO[answer], t(f"ask.said.{answer}"))
            else:
                self._console.print(Text(t("ask.what", typed=plain(typed)), "yellow"))

    async def _new_text(self) -> str:
        """Lines until an empty one; nothing typed leaves the text as it is."""
        self._console.print(Text(t("ask.new_text")))
        lines: list[str] = []
        while line := await self._prompt(t("ask.line")):
            lines.append(line)
        return "\n".join(lines)

    async def _prompt(self, words: str) -> str | None:
        self._console.print(Text(words, "bold"), end=" ")
        typed = await self._lines.next(self._seconds)
        if not self._lines.echoed:
            self._console.print()
        return None if typed is None else typed.strip()


def proposal_lines(proposal: Proposal, titles: Titles) -> Iterator[Rule | Text]:
    """What would be written is shown to the letter; what led to it is masked."""
    decision, planned = proposal.decision, proposal.planned
    ticket = decision.ticket
    yield Rule(Text(t("ask.heading", number=proposal.number, of=len(decision.actions))))
    left = ticket.left(ticket.read_at)
    deadline = moment(ticket.read_at + left) if left is not None else ""
    yield Text(
        f"{titles.category(ticket.category or ticket.kind)} · {plain(ticket.ticket_id)} · "
        f"{plain(ticket.order_id)} · {left_shown(left)} {deadline}",
        "bold",
    )
    yield Text(f"{t('report.rule')}：{titles.rule(decision.rule)}")
    yield Text(f"{t('report.because')}：{shown(decision.because)}")
    for fact in decision.facts:
        yield Text(f"{t('report.facts')}：{shown(fact)}")
    yield Text(f"{t('ask.would_write')}：{titles.flow(planned.flow)}", "bold cyan")
    for name, value in planned.params.items():
        written = value if isinstance(value, str) else listed(value)
        if written:
            yield Text(f"  {titles.field(planned.flow, name)}：{plain(written)}")
    if proposal.screenshot:
        yield Text(f"{t('report.pictures')}：{proposal.screenshot}", "dim")
    if proposal.problem:
        yield Text(t("ask.problem", problem=shown(proposal.problem)), "bold red")
