"""A period of the ledger as plain values and as spreadsheet tabs."""

from __future__ import annotations

from qn_assist.basics.language import t
from qn_assist.report.columns import as_json, as_sheet
from qn_assist.report.period import (
    STAT_COLUMNS,
    UNKNOWN_COLUMNS,
    WAIT_COLUMNS,
    PeriodShown,
    UnknownShown,
    WaitShown,
)
from qn_assist.report.sheets import ReportSheet
from qn_assist.report.shown import moment


def period_json(period: PeriodShown) -> dict[str, object]:
    return {
        "shops": list(period.shops),
        "period": period.period,
        "now": moment(period.now),
        "stats": [as_json(STAT_COLUMNS, one) for one in period.stats],
        "waiting": [wait_json(one) for one in period.waits],
        "unknown": [unknown_json(one) for one in period.unknowns],
    }


def wait_json(one: WaitShown) -> dict[str, object]:
    return as_json(WAIT_COLUMNS, one)


def unknown_json(one: UnknownShown) -> dict[str, object]:
    return as_json(UNKNOWN_COLUMNS, one)


def period_sheets(period: PeriodShown) -> list[ReportSheet]:
    return [
        *(
            as_sheet(t(f"report.dimension.{dimension}"), STAT_COLUMNS, period.by(dimension))
            for dimension in period.dimensions
        ),
        as_sheet(t("report.waits"), WAIT_COLUMNS, period.waits),
        as_sheet(t("report.unknowns"), UNKNOWN_COLUMNS, period.unknowns),
    ]
