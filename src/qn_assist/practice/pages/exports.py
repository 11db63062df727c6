"""导出 of the 2026 parcel lists: one in five minutes, ready after a while, an XLSX file.

An export changes no ticket, so the truth log does not know it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from types import MappingProxyType

from openpyxl import Workbook
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from qn_assist.practice.generate.scenarios import CATEGORY_TEXTS
from qn_assist.practice.office.call import Call, Json, page_of
from qn_assist.practice.office.clock import stamp
from qn_assist.practice.office.office import Export, Office
from qn_assist.practice.office.refusal import Refusal
from qn_assist.practice.office.world import World
from qn_assist.practice.pages.parcels import STAGE_LIST, monitor_found, monitor_list, monitor_row

REST = timedelta(minutes=5)
TOO_OFTEN = Refusal("EXPORT_TOO_OFTEN", "5分钟内只能导出一次，请稍后再试")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_BUYER = {"买家姓名": "buyerName", "买家电话": "buyerPhone", "买家地址": "buyerAddress"}
_ORDER = {"交易单号": "orderId", "子交易单号": "subOrderId"}
_PARCEL = {"运单号": "mailNo", "快递公司": "cpName"}
_DUE = {
    "超时类型": "timeoutType",
    "支付时间": "payTime",
    "应揽收时间": "shouldCollectTime",
    "异常类型": "exceptionType",
}
_GOODS = {"订单服务": "orderService", "商品名称": "itemTitle", "备注信息": "remark"}
_SUM = {"预计赔付金额": "estimateCompensation"}

COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ship_warning": _ORDER | _DUE | _BUYER | _GOODS,
        "pickup_exception": _ORDER | _PARCEL | _DUE | _BUYER | _SUM | _GOODS,
        STAGE_LIST: {
            "运单号": "mailNo",
            "主订单号": "orderId",
            "子订单号": "subOrderId",
            "快递公司": "cpName",
            "揽收城市": "pickupCity",
            "超时类型": "timeoutType",
            "异常类型": "exceptionType",
            "发货时间": "sendTime",
            "揽收时间": "collectTime",
            **_BUYER,
            **_SUM,
            "订单服务": "orderService",
            "备注信息": "remark",
            "异常处理情况": "handleStatus",
        },
    }
)
"""Header → key of the row, in the order of the file."""


def export(call: Call) -> Json:
    """All rows of the filter as they are now, whatever page is shown."""
    category, parcels = monitor_found(call)
    if _is_resting(call) or call.faults.hit("export_throttle") is not None:
        raise TOO_OFTEN
    columns = COLUMNS[STAGE_LIST if call.text("category") == STAGE_LIST else category]
    rows = [monitor_row(parcel, call) for parcel in parcels]
    made = Export(
        export_id=call.office.number("DC"),
        name=CATEGORY_TEXTS[category],
        made_at=call.now,
        ready_at=call.now + timedelta(seconds=call.world.settings.export_seconds),
        table=[list(columns), *([row[key] for key in columns.values()] for row in rows)],
    )
    call.office.exports.append(made)
    return {"exportId": made.export_id}


def exportable_list(call: Call) -> Json:
    """包裹中心, with the time before which its button 导出 rests."""
    again = _next_export_at(call.office)
    return {**monitor_list(call), "nextExportAt": stamp(again) if again else None}


def _next_export_at(office: Office) -> datetime | None:
    return office.exports[-1].made_at + REST if office.exports else None


def _is_resting(call: Call) -> bool:
    again = _next_export_at(call.office)
    return again is not None and call.now < again


def records(call: Call) -> Json:
    """导出记录, newest first."""
    shown, page = page_of(call, call.office.exports[::-1])
    return {"rows": [_record(made, call) for made in shown], **page}


def _record(made: Export, call: Call) -> Json:
    ready = made.ready_at <= call.now
    return {
        "exportId": made.export_id,
        "name": made.name,
        "rowCount": str(len(made.table) - 1),
        "createTime": stamp(made.made_at),
        "statusText": "已完成" if ready else "生成中",
        "url": f"{call.world.origin}/myseller/export/{made.export_id}.xlsx" if ready else None,
    }


async def export_file(request: Request) -> Response:
    """A finished export; one that is not, or another shop's, is not there."""
    world: World = request.app.state.world
    account = world.sessions.account(request.cookies.get("cookie2"))
    if account is None:
        return RedirectResponse(f"{world.origin}/loginmyseller/", 302)
    wanted = request.path_params["export_id"]
    made = [one for one in world.office(account.shop).exports if one.export_id == wanted]
    if not made or made[0].ready_at > world.clock.now():
        return Response("导出文件不存在或仍在生成", 404)
    name = f"attachment; filename={wanted}.xlsx"
    return Response(_workbook(made[0]), media_type=XLSX, headers={"Content-Disposition": name})


def _workbook(made: Export) -> bytes:
    """The first row holds the headers; an empty cell is what the page shows as `-`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(made.name)
    for row in made.table:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
