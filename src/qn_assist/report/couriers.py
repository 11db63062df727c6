"""What couriers are to be asked: on the terminal with texts to copy, as JSON, and as files to send.

A file goes to a courier and holds six columns only; who is responsible stays with us.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.basics.words import WORDS
from qn_assist.datafiles import sheet_of, tabs_of
from qn_assist.report.sheets import CellValue, ReportSheet
from qn_assist.report.shown import id_shown, left_shown, moment, shown, word
from qn_assist.report.terminal import left_style
from qn_assist.rules import Branch, CourierRequest

Groups = Mapping[Branch, Sequence[CourierRequest]]

COLUMNS = ("waybill", "order_tail", "city", "node", "since", "asked")
_STYLES = {"due": "", "asked": "yellow", "answered": "dim"}
_NO_TAB_NAME = re.compile(r"[\[\]:*?/\\]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_TAB_NAME = 28


def courier_lines(groups: Groups, now: datetime) -> Iterator[RenderableType]:
    """A block per branch: whom to call, the parcels, then the texts to copy."""
    if not groups:
        yield Text(t("couriers.nothing"))
    for branch, requests in groups.items():
        yield Text(branch_line(branch, len(requests)), "bold")
        yield from (_request_line(one, now) for one in requests)
        texts = [one.text for one in requests if one.text and one.standing != "answered"]
        if texts:
            yield Text("  " + t("couriers.copy"), "dim")
        yield from (Text(words) for words in texts)


def branch_line(branch: Branch, count: int) -> str:
    known = (branch.courier or t("couriers.no_courier"), branch.name, branch.phone, branch.hours)
    told = " · ".join(shown(part) if part != branch.phone else part for part in known if part)
    return f"{told} · {t('couriers.count', count=count)}"


def _request_line(one: CourierRequest, now: datetime) -> Text:
    left = None if one.deadline is None else one.deadline - now
    line = Text("  ").append(left_shown(left), left_style(left))
    who = one.owner or t("report.nobody")
    told = f"  {shown(who)}  {standing_word(one)}  {one.title}  {id_shown(one.waybill)}"
    line.append(f"{told}  {one.order_tail}  {shown(one.city)}", _STYLES[one.standing])
    if one.missing:
        line.append(f"  {t('couriers.missing', why=shown(one.missing))}", "red")
    return line


def standing_word(one: CourierRequest) -> str:
    """`等答复，10:00 问的，11:00 后可再问`."""
    told = word("couriers.standing", one.standing)
    if one.standing == "asked":
        told += t("couriers.asked_at", at=moment(one.asked_at))
    if one.again_at is not None:
        told += t("couriers.again_at", at=moment(one.again_at))
    return told


def couriers_json(groups: Groups) -> list[dict[str, object]]:
    return [
        {
            "courier": shown(branch.courier),
            "branch": shown(branch.name),
            "city": shown(branch.city),
            "phone": branch.phone,
            "hours": shown(branch.hours),
            "parcels": [_request_json(one) for one in requests],
        }
        for branch, requests in groups.items()
    ]


def _request_json(one: CourierRequest) -> dict[str, object]:
    return {
        "waybill": id_shown(one.waybill),
        "order_tail": one.order_tail,
        "ticket_id": id_shown(one.ticket_id),
        "topic": one.topic,
        "title": one.title,
        "city": shown(one.city),
        "node": one.node,
        "since": moment(one.since) or None,
        "text": one.text,
        "missing": shown(one.missing),
        "deadline": moment(one.deadline) or None,
        "owner": shown(one.owner),
        "standing": one.standing,
        "asked_at": moment(one.asked_at) or None,
        "again_at": moment(one.again_at) or None,
    }


def _headers() -> list[str]:
    return [t(f"couriers.column.{name}") for name in COLUMNS]


def _row(one: CourierRequest) -> list[CellValue]:
    city, node = shown(one.city), one.node
    return [id_shown(one.waybill), one.order_tail, city, node, moment(one.since), one.text]


def courier_sheets(groups: Groups) -> list[ReportSheet]:
    """A tab per branch."""
    return [
        ReportSheet(_tab_name(branch, number), _headers(), [_row(one) for one in requests])
        for number, (branch, requests) in enumerate(groups.items(), 1)
    ]


def _tab_name(branch: Branch, number: int) -> str:
    named = _NO_TAB_NAME.sub(" ", shown(branch.name or branch.courier)).strip("' ")
    return f"{number} {named[:LONGEST_TAB_NAME]}".strip()


def courier_csv(groups: Groups) -> bytes:
    """One table with the branch before each row, as Excel opens it: UTF-8 with its mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([t("couriers.column.courier"), t("couriers.column.branch"), *_headers()])
    for branch, requests in groups.items():
        named = [shown(branch.courier), shown(branch.name)]
        writer.writerows(_texts([*named, *_row(one)]) for one in requests)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def waybills_in(raw: bytes, file: str) -> frozenset[str]:
    """The parcels of an exported file, in either language; DataFileError when it is no table."""
    packed = file.lower().endswith(".xlsx")
    sheets = tabs_of(raw, file) if packed else (sheet_of(raw, file, packed=False),)
    titles = WORDS["couriers.column.waybill"]
    return frozenset(
        row.cells[title] for sheet in sheets for row in sheet.rows for title in titles
        if row.cells.get(title)
    )  # fmt: skip


def _texts(values: Iterable[CellValue]) -> list[str]:
    """Nothing a spreadsheet would run; a long number keeps its digits by the tab behind it."""
    cells = (str(value or "") for value in values)
    return [
        f"'{cell}" if cell.startswith(_FORMULA) else f"{cell}\t" if cell.isdigit() else cell
        for cell in cells
    ]
