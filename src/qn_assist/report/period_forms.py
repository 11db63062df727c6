"""A period of the ledger as plain values and as spreadsheet tabs."""

from __future__ import annotations

from collections.abc import Iterable

from qn_assist.basics.language import t
from qn_assist.report.period import (
    COUNTS,
    PeriodShown,
    StatShown,
    UnknownShown,
    WaitShown,
    count_title,
)
from qn_assist.report.sheets import CellValue, ReportSheet
from qn_assist.report.shown import moment


def period_json(period: PeriodShown) -> dict[str, object]:
    return {
        "shops": list(period.shops),
        "period": period.period,
        "now": moment(period.now),
        "stats": [
            {
                "dimension": one.dimension,
                "value": one.title,
                **dict(zip(COUNTS, one.numbers, strict=True)),
                "median_minutes": one.median_minutes,
            }
            for one in period.stats
        ],
        "waiting": [wait_json(one) for one in period.waits],
        "unknown": [unknown_json(one) for one in period.unknowns],
    }


def wait_json(one: WaitShown) -> dict[str, object]:
    names = ("owner", "state", "kind", "category", "ticket_id", "order_id", "why")
    return {name: getattr(one, name) for name in names} | {"deadline": moment(one.deadline) or None}


def unknown_json(one: UnknownShown) -> dict[str, object]:
    names = "claim_id shop owner action state ticket_id order_id detail looks".split()
    return {name: getattr(one, name) for name in names} | {"at": moment(one.at)}


def period_sheets(period: PeriodShown) -> list[ReportSheet]:
    headers = ["", *(count_title(name) for name in (*COUNTS, "minutes"))]
    sheets = [
        ReportSheet(t(f"report.dimension.{dimension}"), headers, _stat_rows(period.by(dimension)))
        for dimension in period.dimensions
    ]
    names = ("deadline", "owner", "state", "category", "ticket", "order", "because")
    waits: list[list[CellValue]] = [
        [w.deadline, w.owner, w.state_word, w.category, w.ticket_id, w.order_id, w.why]
        for w in period.waits
    ]
    sheets.append(ReportSheet(t("report.waits"), [t(f"report.{name}") for name in names], waits))
    unknowns: list[list[CellValue]] = [
        [
            u.claim_id,
            u.shop,
            u.owner,
            u.action,
            u.state_word,
            u.ticket_id,
            u.order_id,
            u.at,
            u.detail,
        ]
        for u in period.unknowns
    ]
    words = ("shop", "owner", "writes", "state", "ticket", "order", "at", "detail")
    headers = ["#", *(t(f"report.{name}") for name in words)]
    return [*sheets, ReportSheet(t("report.unknowns"), headers, unknowns)]


def _stat_rows(rows: Iterable[StatShown]) -> list[list[CellValue]]:
    return [[one.title, *one.numbers, one.median_minutes] for one in rows]
