"""A run on the terminal: each ticket as it goes, then totals, waits and what was not seen.

Texts are put into rich `Text` and cells, never into markup: what a buyer wrote cannot colour or
hide anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.case import BAD, State
from qn_assist.report.shown import SOON, moment, tail, word
from qn_assist.report.ticketview import ActionShown, TicketShown
from qn_assist.report.view import (
    FOR_A_PERSON,
    FindingShown,
    FollowedShown,
    PromiseShown,
    ReadingShown,
    RunShown,
    Waits,
)

WAITS_SHOWN = 10
# Somebody must look at these.
OWNED = BAD | frozenset(FOR_A_PERSON)

STYLES = {
    State.VERIFIED: "green",
    State.PREVIEWED: "cyan",
    State.ALREADY: "dim",
    State.SKIPPED: "dim",
    State.WAITING: "yellow",
    State.LEFT: "yellow",
    State.HANDED_OVER: "yellow",
    State.DECLINED: "magenta",
    State.STALE: "red",
    State.STOPPED: "bold red",
    State.REFUSED: "bold red",
    State.UNKNOWN: "bold red",
    State.FAILED: "bold red",
}
ALARM = "bold white on red"


def left_style(left: timedelta | None) -> str:
    if left is None:
        return "dim"
    return "bold red" if left < timedelta(0) else "yellow" if left < SOON else ""


def ticket_block(one: TicketShown) -> RenderableType:
    """Time left, category, order, outcome; below it why and what was, or would be, written."""
    head = Text.assemble(
        (one.left_word, left_style(one.left)),
        f"  {one.category}  {tail(one.order_id)}  ",
        (one.state_word, STYLES[one.state]),
        f"  {one.owner or t('report.nobody')}" if one.state in OWNED else "",
    )
    lines: list[Text] = [*_why(one), *(_written(each) for each in one.actions)]
    if one.detail and one.detail not in (one.because, *(each.detail for each in one.actions)):
        lines.append(Text(one.detail, STYLES[one.state]))
    return Group(head, *(Padding(line, (0, 0, 0, 2), expand=False) for line in lines))


def _why(one: TicketShown) -> Iterator[Text]:
    if one.rule:
        # A rule that hands over has its title for a reason.
        why = [one.rule_title, one.because][: 1 + (one.because != one.rule_title)]
        yield Text("：".join(why))
    for refusal in one.refusals:
        yield Text(f"{t('report.refusals')}：{refusal}", "magenta")


def _written(one: ActionShown) -> Text:
    fields = " · ".join(f"{each.title}：{each.text}" for each in one.fields)
    line = Text("→ ").append(one.title, "bold")
    if one.state is not None:
        line.append(f" [{one.state_word}]", STYLES[one.state])
    line.append(f"  {fields}")
    if one.detail:
        line.append(f"  （{one.detail}）", STYLES.get(one.state) if one.state else None)
    return line


def run_lines(run: RunShown) -> Iterator[RenderableType]:
    """The end of a run: what went wrong first in the order it must be looked at last."""
    yield Text(heading(run), "bold")
    yield totals_table(run)
    yield from waits_lines(run.waits)
    yield from followed_lines(run.followed)
    yield from promise_lines(run.promises)
    yield from finding_lines(run.findings)
    if run.troubled:
        yield Text("")
    for one in run.troubled:
        yield ticket_block(one)
    if run.stopped:
        yield Text(t("report.stopped", reason=run.stopped), "bold red")
    if run.person_needed:
        yield Text(t("report.person"), ALARM)
    for fault in run.faults:
        yield Text(f" {t('report.our_fault')} ", ALARM)
        yield Text(f"  {fault}", "bold red")
    yield from incomplete_lines(run.incomplete)


def heading(run: RunShown) -> str:
    title = t("report.run_title", shop=run.shop_name, mode=run.mode_word, at=moment(run.started_at))
    return f"{title} ({run.run_id})"


def totals_table(run: RunShown) -> Table:
    """A row per category and one for all; a column for each outcome that occurs."""
    states = list(run.states)
    table = Table(title=None)
    table.add_column(t("report.category"))
    for state in states:
        table.add_column(word("state", state), justify="right", header_style=STYLES[state])
    table.add_column(t("report.all"), justify="right", style="bold")
    for category, counts in run.totals.items():
        numbers = [str(counts.get(state, 0) or "") for state in states]
        table.add_row(Text(category), *numbers, str(sum(counts.values())))
    table.add_section()
    numbers = [str(count) for count in run.states.values()]
    table.add_row(t("report.all"), *numbers, str(len(run.tickets)), style="bold")
    return table


def waits_lines(waits: Iterable[Waits]) -> Iterator[Text]:
    """Who has to look at what, the nearest deadline first."""
    for one in waits:
        owner, first = one.owner or t("report.nobody"), moment(one.first) or t("left.none")
        told = t("report.of_waits", owner=owner, count=len(one.tickets), deadline=first)
        yield Text(f"{t('report.waits')} · {told}", "bold yellow")
        for ticket in one.tickets[:WAITS_SHOWN]:
            why = ticket.hand_over or ticket.detail or ticket.because
            line = Text("  ").append(ticket.left_word, left_style(ticket.left))
            yield line.append(f"  {ticket.category}  {ticket.order_id}  {why}")
        if len(one.tickets) > WAITS_SHOWN:
            yield Text("  " + t("report.more", count=len(one.tickets) - WAITS_SHOWN), "dim")


FOLLOWED_STYLES = {"open": "", "ended": "green", "handed_over": "yellow"}


def followed_lines(followed: Iterable[FollowedShown]) -> Iterator[Text]:
    """What became of the cases that are followed: ended, still open, or a person's."""
    every = list(followed)
    if every:
        yield Text(t("report.followed", count=len(every)), "bold")
    for one in every[:WAITS_SHOWN]:
        line = Text("  ").append(one.state_word, FOLLOWED_STYLES[one.state])
        owner = f"  {one.owner}" if one.state == "handed_over" else ""
        yield line.append(f"  {one.category}  {one.order_id}  {one.how}{owner}")
    if len(every) > WAITS_SHOWN:
        yield Text("  " + t("report.more", count=len(every) - WAITS_SHOWN), "dim")


PROMISE_STYLES = {"in_danger": "bold yellow", "broken": "bold red", "kept": "green"}


def promise_lines(promises: Iterable[PromiseShown]) -> Iterator[Text]:
    """Dates that buyers were promised: those in danger and their owners."""
    every = list(promises)
    if every:
        yield Text(t("report.promises", count=len(every)), "bold")
    for one in every:
        line = Text("  ").append(one.state_word, PROMISE_STYLES[one.state])
        owner = f"  {one.owner}" if one.state != "kept" else ""
        yield line.append(f"  {moment(one.promised_date)}  {one.order_id}{owner}")


def finding_lines(findings: Iterable[FindingShown]) -> Iterator[Text]:
    """What the comparison of lists, all tasks and ledger found; the urgent first."""
    every = sorted(findings, key=lambda one: not one.urgent)
    if every:
        yield Text(t("report.findings", count=len(every)), "bold")
    for one in every[:WAITS_SHOWN]:
        line = Text("  ").append(one.kind_word, "bold red" if one.urgent else "yellow")
        yield line.append(f"  {one.category}  {one.ticket_id}  {one.detail}")
    if len(every) > WAITS_SHOWN:
        yield Text("  " + t("report.more", count=len(every) - WAITS_SHOWN), "dim")


def incomplete_lines(readings: Iterable[ReadingShown]) -> Iterator[Text]:
    """Loud, and the last thing on the screen (law 5)."""
    faulty = list(readings)
    if faulty:
        yield Text(f" {t('report.incomplete')} ", ALARM)
    for one in faulty:
        declared = "?" if one.declared is None else one.declared
        yield Text(
            "  "
            + t(
                "report.incomplete_line",
                title=one.title,
                rows=one.rows,
                declared=declared,
                fault=one.fault,
            ),
            "bold red",
        )
