"""What people see of runs and of the ledger: terminal, page, workbook, JSON, notice.

It shows and counts; it decides and writes nothing of a ticket.
"""

from qn_assist.report import notice
from qn_assist.report.appeal import AppealCase, agreements_of, appeal_zip
from qn_assist.report.as_json import promise_json, run_json
from qn_assist.report.couriers import (
    courier_csv,
    courier_lines,
    courier_sheets,
    couriers_json,
    waybills_in,
)
from qn_assist.report.notice import Notice
from qn_assist.report.page import write_period, write_run
from qn_assist.report.performance import day_lines, performance_json, trend_lines
from qn_assist.report.period import PeriodShown, UnknownShown, WaitShown, stat_shown
from qn_assist.report.period_forms import period_json, period_sheets, unknown_json, wait_json
from qn_assist.report.period_lines import period_lines, unknown_lines, wait_lines
from qn_assist.report.questions import (
    AnswerShown,
    answer_shown,
    question_json,
    question_lines,
    question_sheet,
)
from qn_assist.report.scan import ScanShown, scan_json, scan_lines, scan_sheets, scan_shown
from qn_assist.report.sheets import ReportSheet, workbook
from qn_assist.report.shown import id_shown, left_shown, moment, plain, shown, word
from qn_assist.report.terminal import promise_lines, run_lines, ticket_block
from qn_assist.report.ticketview import ticket_shown
from qn_assist.report.titles import Titles, titles_of
from qn_assist.report.view import PromiseShown, RunShown, promise_shown, run_shown

__all__ = [
    "AnswerShown", "AppealCase", "Notice", "PeriodShown", "PromiseShown", "ReportSheet",
    "RunShown", "ScanShown", "Titles", "UnknownShown", "WaitShown", "agreements_of",
    "answer_shown", "appeal_zip", "courier_csv", "courier_lines", "courier_sheets",
    "couriers_json", "day_lines", "id_shown", "left_shown", "moment", "notice",
    "performance_json", "period_json", "period_lines", "period_sheets", "plain", "promise_json",
    "promise_lines", "promise_shown", "question_json", "question_lines", "question_sheet",
    "run_json", "run_lines", "run_shown", "scan_json", "scan_lines", "scan_sheets",
    "scan_shown", "shown", "stat_shown", "ticket_block", "ticket_shown", "titles_of",
    "trend_lines", "unknown_json", "unknown_lines", "wait_json", "wait_lines", "waybills_in",
    "word", "workbook", "write_period", "write_run",
]  # fmt: skip
