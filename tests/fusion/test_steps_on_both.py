"""The assistant's own steps and readers, on the real library and on ours: the same files, the same
results. Judged by what each widget reported to its page, not by what the steps believe.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from gallery import Gallery

from qn_assist.browser.launch import launched
from qn_assist.browser.steps import Doing, do, read_back
from qn_assist.browser.tab import Tab
from qn_assist.browser.tables import read_table
from qn_assist.errors import PageChanged
from qn_assist.selectors import Console, ConsoleFile, Page
from qn_assist.verbs import Step

pytestmark = [pytest.mark.fusion, pytest.mark.browser]

BOTH = pytest.mark.parametrize("drawn_by", ["the real library", "our widgets"])

SELECTORS = {
    "section": {"is": "region", "find": [{"css": "section .sample"}]},
    "output": {"is": "region", "find": [{"css": "section output"}]},
    "handle": {"is": "button", "name": "处理", "inside": "section", "find": [{"role": "button"}]},
    "drawer": {"is": "drawer", "name": "处理任务", "find": [{"css": ".next-drawer"}]},
    "result": {"is": "region", "inside": "drawer", "find": [{"role": "radiogroup"}]},
    "reason": {"is": "select", "name": "原因", "inside": "drawer", "find": [{"label": "原因"}]},
    "date": {
        "is": "date",
        "name": "预计发货时间",
        "inside": "drawer",
        "find": [{"label": "预计发货时间"}],
    },
    "description": {
        "is": "textarea",
        "name": "说明",
        "inside": "drawer",
        "find": [{"label": "说明"}],
    },
    "images": {"is": "upload", "name": "凭证", "inside": "drawer", "find": [{"label": "凭证"}]},
    "submit": {"is": "button", "name": "提交", "inside": "drawer", "find": [{"role": "button"}]},
    "confirm": {"is": "dialog", "name": "{confirm}", "find": [{"role": "dialog"}]},
    "ok": {
        "is": "button",
        "name": "确定",
        "inside": "confirm",
        "find": [{"css": "button.next-dialog-btn"}],
    },
    "table": {"is": "table", "inside": "section", "find": [{"css": ".next-table"}]},
    "pages": {"is": "pagination", "inside": "section", "find": [{"css": ".next-pagination"}]},
    "next": {"is": "button", "inside": "pages", "find": [{"css": "button.next-next"}]},
    "size": {
        "is": "select",
        "inside": "pages",
        "find": [{"css": ".next-pagination-size-selector .next-select"}],
    },
    "row": {
        "is": "row",
        "inside": "table",
        "key": "{order_id}",
        "column": "订单号",
        "find": [{"css": ".next-table-row"}],
    },
    "row_handle": {"is": "button", "name": "处理", "inside": "row", "find": [{"role": "button"}]},
    "range": {"is": "range", "inside": "section", "find": [{"css": ".next-date-picker2"}]},
}

Work = Callable[[Tab], Awaitable[Any]]


def on_page(gallery: Gallery, drawn_by: str, section: str, work: Work) -> Any:
    """Runs `work` on one section, in an event loop of its own thread: this one may have a loop."""
    url = gallery.real_url if drawn_by == "the real library" else gallery.ours_url
    page = Page.model_validate(
        {"page": "gallery", "title": "", "url": url + "?only=" + section, "ready": "section"}
        | {"selectors": SELECTORS}
    )
    console = Console("gallery", ConsoleFile(console="gallery", title=""), {"gallery": page}, {})

    async def session() -> Any:
        async with launched() as browser:
            context = await browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
            tab = Tab(await context.new_page(), console)
            await tab.goto("gallery")
            return await work(tab)

    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, session()).result()


def steps(*raw: dict[str, Any]) -> list[Step]:
    return [Step.model_validate(one) for one in raw]


async def reported(tab: Tab) -> str:
    """What the widget told its page last."""
    items = [{"chain": tab.chain("output"), "verb": "text"}]
    return str((await tab.ask("values", items=items))["values"][0])


REPLY = {
    "result": "延迟发货",
    "reason": "自然灾害",
    "date": "2026-06-25 18:30:00",
    "description": "因暴雨停运，<b>25日</b> {{ 发货 }}",
}


@BOTH
def test_one_set_of_steps_fills_and_sends_the_reply(
    gallery: Gallery, drawn_by: str, tmp_path: Path
) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"\x89PNG\r\n\x1a\n")
    prepare = steps(
        {"choose": {"target": "result", "option": "{result}"}},
        {"select": {"target": "reason", "option": "{reason}"}},
        {"pick_date": {"target": "date", "value": "{date}"}},
        {"fill": {"target": "description", "text": "{description}"}},
        {"attach": {"target": "images", "value": "proofs"}},
    )

    async def work(tab: Tab) -> dict[str, Any]:
        values = {**REPLY, "confirm": "确认提交处理结果？"}
        doing = Doing(tab, values, {"proofs": (proof.name,)}, tmp_path)
        await do(doing, steps({"click": "handle"}))
        await do(doing, prepare)
        await read_back(doing, prepare)
        await do(doing, steps({"click": "submit"}, {"click": "ok"}, {"wait_gone": "confirm"}))
        return json.loads(await reported(tab))

    sent = on_page(gallery, drawn_by, "urge-reply", work)
    assert sent["result"] == REPLY["result"]
    assert sent["reason"] == REPLY["reason"]
    assert sent["promisedDate"] == REPLY["date"]
    assert sent["description"] == REPLY["description"]
    assert len(sent["images"]) == 1


@BOTH
def test_an_option_that_is_not_there_stops_and_names_those_that_are(
    gallery: Gallery, drawn_by: str, tmp_path: Path
) -> None:
    async def work(tab: Tab) -> None:
        doing = Doing(tab, {}, {}, tmp_path)
        await do(doing, steps({"click": "handle"}))
        await do(doing, steps({"select": {"target": "reason", "option": "缺货"}}))

    with pytest.raises(PageChanged) as stopped:
        on_page(gallery, drawn_by, "urge-reply", work)
    assert stopped.value.candidates == ("疫情原因", "自然灾害", "买家自身原因", "卖家原因")


@BOTH
def test_one_reader_reads_every_page_and_one_row_is_handled(
    gallery: Gallery, drawn_by: str, tmp_path: Path
) -> None:
    wanted = "330000000000000121"

    async def work(tab: Tab) -> tuple[list[str], int | None, dict[str, Any]]:
        doing = Doing(tab, {"order_id": wanted}, {}, tmp_path)
        await do(doing, steps({"select": {"target": "size", "option": "20"}}))
        first = await read_table(tab, "table", "pages", {}, 1)
        await do(doing, steps({"click": "next"}))
        second = await read_table(tab, "table", "pages", {}, 2)
        assert second.last
        await do(doing, steps({"click": "row_handle"}))
        ids = [row["订单号"] for page in (first, second) for row in page.rows]
        return ids, first.total, json.loads(await reported(tab))

    ids, total, told = on_page(gallery, drawn_by, "work-list", work)
    assert total == len(ids) == len(set(ids)) == 33
    assert told["handled"] == wanted


@BOTH
def test_both_ends_of_a_range_are_kept(gallery: Gallery, drawn_by: str, tmp_path: Path) -> None:
    ends = "2026-06-10/2026-06-20"
    prepare = steps({"pick_range": {"target": "range", "value": ends}})

    async def work(tab: Tab) -> str:
        doing = Doing(tab, {}, {}, tmp_path)
        await do(doing, prepare)
        await read_back(doing, prepare)
        return await reported(tab)

    assert json.loads(on_page(gallery, drawn_by, "range", work)) == ends.split("/")
