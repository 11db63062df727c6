"""投诉管理: what the platform filed for buyers, its judgement, and the seller's appeal.

待处理 are those that are being judged, and those upheld that nobody has appealed against.
"""

from __future__ import annotations

from qn_assist.practice.office import forms
from qn_assist.practice.office.call import Call, Json, badges, page_of
from qn_assist.practice.office.clock import stamp
from qn_assist.practice.office.office import JUDGING, UPHELD
from qn_assist.practice.office.refusal import Refusal

PENDING, ALL = "pending", "all"


def complaint_list(call: Call) -> Json:
    """One tab's complaints, oldest first; `keyword` is a whole number."""
    tab, keyword = call.text("tab") or PENDING, call.text("keyword").strip()
    if tab not in (PENDING, ALL):
        raise Refusal("PARAM_INVALID", "投诉状态不正确")
    rows = [
        one
        for one in _rows(call)
        if (tab == ALL or _is_pending(one))
        and (not keyword or keyword in (one["complaintId"], one["orderId"], one["ticketId"]))
    ]
    rows.sort(key=lambda one: (one["time"], one["complaintId"]))
    shown, page = page_of(call, rows)
    return {"rows": shown, **page, "counts": badges(call, counts(call))}


def counts(call: Call) -> dict[str, int]:
    rows = _rows(call)
    return {PENDING: sum(map(_is_pending, rows)), ALL: len(rows)}


def _rows(call: Call) -> list[Json]:
    appeals = call.office.appeals
    return [
        {**one, "appealText": "已申诉" if one["ticketId"] in appeals else "未申诉"}
        for one in call.office.complaints(call.now)
    ]


def _is_pending(row: Json) -> bool:
    judgement, appealed = str(row["judgement"]), str(row["appealText"])
    return judgement == JUDGING or (judgement == UPHELD and appealed == "未申诉")


def complaint_detail(call: Call) -> Json:
    row = _complaint(call)
    appeal = call.office.appeals.get(row["ticketId"], {})
    return {**row, **{key: appeal.get(key) for key in ("reason", "description", "appealTime")}}


def _complaint(call: Call) -> Json:
    wanted = call.text("complaintId")
    found = next((one for one in _rows(call) if one["complaintId"] == wanted), None)
    if found is None:
        raise Refusal("NOT_FOUND", "投诉不存在")
    return found


def appeal_form(call: Call) -> Json:
    missing = call.faults.hit("option_missing")
    return {
        "reasons": [one for one in forms.APPEAL_REASONS if one != missing],
        "description": forms.description(),
        "images": forms.images(required=False),
    }


def appeal(call: Call) -> Json:
    """Only against a judgement, and once."""
    row, fields = _complaint(call), appeal_fields(call)
    if row["judgement"] != UPHELD:
        raise Refusal("NOT_JUDGED", "投诉没有判定成立，不能申诉")
    if row["appealText"] == "已申诉":
        raise Refusal("APPEALED", "该投诉已申诉")
    forms.one_of(fields["reason"], forms.APPEAL_REASONS, "申诉理由")
    forms.text_within(fields["description"], "说明")
    forms.image_list(fields["images"], forms.images(required=False))
    call.office.appeals[row["ticketId"]] = {**fields, "appealTime": stamp(call.now)}
    return {"complaintId": row["complaintId"]}


def appeal_fields(call: Call) -> Json:
    return {
        "reason": call.text("reason"),
        "description": call.text("description"),
        "images": call.items("images"),
    }
