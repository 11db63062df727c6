"""A run as spreadsheet tabs: tickets, writes, lists."""

from __future__ import annotations

from qn_assist.basics.language import t
from qn_assist.report.sheets import CellValue, ReportSheet
from qn_assist.report.ticketview import TicketShown
from qn_assist.report.view import ReadingShown, RunShown


def run_sheets(run: RunShown) -> list[ReportSheet]:
    return [_tickets(run), _writes(run), readings_sheet(run.readings)]


def _headers(*names: str) -> list[str]:
    return [t(f"report.{name}") for name in names]


def _tickets(run: RunShown) -> ReportSheet:
    names = "deadline left kind category ticket order courier item state rule because facts owner"
    rows = [_ticket_row(one) for one in run.tickets]
    return ReportSheet(t("report.tickets"), _headers(*names.split(), "detail"), rows)


def _ticket_row(one: TicketShown) -> list[CellValue]:
    return [
        one.deadline,
        one.left,
        one.kind,
        one.category,
        one.ticket_id,
        one.order_id,
        one.courier,
        one.item,
        one.state_word,
        one.rule_title,
        one.because,
        "\n".join(one.facts),
        one.owner,
        one.hand_over or one.detail,
    ]


def _writes(run: RunShown) -> ReportSheet:
    rows: list[list[CellValue]] = [
        [
            ticket.ticket_id,
            ticket.order_id,
            action.title,
            action.state_word,
            "\n".join(f"{one.title}：{one.text}" for one in action.fields),
            action.at,
            action.detail,
            action.digest,
        ]
        for ticket in run.tickets
        for action in ticket.actions
    ]
    headers = _headers("ticket", "order", "writes", "state", "fields", "at", "detail", "digest")
    return ReportSheet(t("report.writes"), headers, rows)


def readings_sheet(readings: tuple[ReadingShown, ...]) -> ReportSheet:
    rows: list[list[CellValue]] = [
        [one.title, one.rows, one.declared, one.badge, one.source, one.fault] for one in readings
    ]
    headers = _headers("category", "rows", "declared", "badge", "source", "fault")
    return ReportSheet(t("report.lists"), headers, rows)
