"""The assistant's own steps and readers do the same on the real library as on our widgets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from gallery import Gallery
from tests import browsers

from qn_assist.basics.errors import FieldMismatch, PageChanged
from qn_assist.browser import steps
from qn_assist.browser.fence import PageFence, Strays
from qn_assist.browser.program.launch import launched
from qn_assist.browser.steps import Doing
from qn_assist.browser.tab import Tab
from qn_assist.browser.tables import TablePage, read_table
from qn_assist.console.flows import Step
from qn_assist.console.selectors import Console, ConsoleFile, Page, Selector

pytestmark = [pytest.mark.browser, pytest.mark.fusion]

NOW = "2026-06-18T10:00:00+08:00"
PNG = bytes.fromhex("89504e470d0a1a0a")


def sample(name: str, css: str) -> list[dict[str, str]]:
    """A witness inside one section of the gallery."""
    return [{"css": f'section[data-widget="{name}"] {css}'}]


SELECTORS: Mapping[str, dict[str, Any]] = {
    "output": {"is": "text", "find": [{"css": "section output"}]},
    "open": {"is": "button", "name": "处理", "find": sample("urge-reply", "button")},
    "drawer": {"is": "drawer", "name": "处理任务", "find": [{"css": ".next-drawer"}]},
    "result": {"is": "region", "inside": "drawer", "find": [{"role": "radiogroup"}]},
    "reason": {"is": "select", "name": "原因", "inside": "drawer", "find": [{"label": "原因"}]},
    "promised_date": {
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
    "confirm": {"is": "dialog", "name": "确认提交处理结果？", "find": [{"role": "dialog"}]},
    "ok": {
        "is": "button",
        "name": "确定",
        "inside": "confirm",
        "find": [{"css": "button.next-dialog-btn"}],
    },
    "table": {"is": "table", "find": [{"css": ".next-table"}]},
    "pagination": {"is": "pagination", "find": [{"css": ".next-pagination"}]},
    "next_page": {
        "is": "button",
        "inside": "pagination",
        "find": [{"css": "button.next-pagination-item.next-next"}],
    },
    "page_size": {
        "is": "select",
        "inside": "pagination",
        "find": [{"css": ".next-pagination-size-selector .next-select"}],
    },
    "row": {
        "is": "row",
        "inside": "table",
        "key": "{id}",
        "column": "订单号",
        "find": [{"css": ".next-table-row"}],
    },
    "handle": {"is": "button", "name": "处理", "inside": "row", "find": [{"role": "button"}]},
    "range": {"is": "range", "find": sample("range", ".next-date-picker2")},
    "courier": {"is": "select", "find": sample("select-virtual", ".next-select")},
    "in_work": {"is": "tab", "name": "处理中", "find": [{"role": "tab"}]},
}
REPLY = [
    {"click": "open"},
    {"choose": {"target": "result", "option": "延迟发货"}},
    {"select": {"target": "reason", "option": "{reason}"}},
    {"pick_date": {"target": "promised_date", "value": "{promised_date}"}},
    {"fill": {"target": "description", "text": "{description}"}},
    {"attach": {"target": "images", "value": "evidence"}},
]
VALUES = {
    "reason": "卖家原因",
    "promised_date": "2026-06-20 18:00:00",
    "description": "已和买家约好{{ 时间 }}，<b>见凭证</b>",
}

Work = Callable[[Doing], Awaitable[Any]]


def console() -> Console:
    selectors = {name: Selector.model_validate(one) for name, one in SELECTORS.items()}
    page = Page(page="gallery", title="组件", selectors=selectors)
    return Console("gallery", ConsoleFile(console="gallery", title="组件"), {"gallery": page}, {})


def made(*raw: dict[str, Any]) -> list[Step]:
    return [Step.model_validate(one) for one in raw]


@pytest.fixture
def on_both(gallery: Gallery, tmp_path: Path) -> Callable[..., Any]:
    """Does the same work on a section of both galleries; the results must be equal."""
    (tmp_path / "凭证.png").write_bytes(PNG)

    async def on_one(process: Any, url: str, only: str, work: Work, values: Any) -> Any:
        page = await process.browser.new_page(locale="zh-CN", timezone_id="Asia/Shanghai")
        fence = PageFence(page, lambda _url: True, Strays())
        await fence.put_up()
        await page.clock.set_fixed_time(NOW)
        await page.goto(f"{url}?only={only}")
        await page.wait_for_selector("html[data-ready]")
        tab = Tab(page, console(), fence=fence, network=process.fence)
        tab.page_name = "gallery"
        return await work(Doing(tab, values, {"evidence": ("凭证.png",)}, tmp_path))

    async def both(only: str, work: Work, values: Any) -> list[Any]:
        async with launched() as process:
            urls = (gallery.real_url, gallery.ours_url)
            return [await on_one(process, url, only, work, values) for url in urls]

    def run(only: str, work: Work, **values: str) -> Any:
        """In a thread: pytest-playwright's sync fixtures keep a loop in the main one.

        In a browser that draws: the library's virtual lists go on with the next frame.
        """
        with browsers.taken(browsers.DRAWING), ThreadPoolExecutor(max_workers=1) as thread:
            real, ours = thread.submit(asyncio.run, both(only, work, values)).result()
        assert ours == real
        return real

    return run


async def output(doing: Doing) -> str:
    items = [{"chain": doing.tab.chain("output"), "verb": "text"}]
    return str((await doing.tab.ask("values", items=items))["values"][0])


async def shown_table(doing: Doing, page: int | None = None) -> TablePage:
    pager = "pagination" if await doing.tab.is_there("pagination") else None
    return await read_table(doing.tab, "table", pager, doing.values, page)


def as_data(page: TablePage) -> tuple[Any, ...]:
    rows = [dict(row) for row in page.rows]
    return page.headers, rows, page.total, page.current, page.size, page.last


def test_a_reply_is_filled_read_back_and_sent_through_its_confirmation(on_both: Any) -> None:
    async def work(doing: Doing) -> Any:
        reply = made(*REPLY)
        await steps.do(doing, reply)
        await steps.read_back(doing, reply)
        await steps.do(doing, made({"click": "submit"}, {"click": "ok"}, {"wait_gone": "drawer"}))
        return json.loads(await output(doing))

    sent = on_both("urge-reply", work, **VALUES)
    assert sent["result"] == "延迟发货"
    assert sent["reason"] == VALUES["reason"]
    assert sent["promisedDate"] == VALUES["promised_date"]
    assert sent["description"] == VALUES["description"]
    assert sent["images"] == ["凭证.png"]


def test_a_field_that_changed_after_it_was_filled_is_noticed(on_both: Any) -> None:
    async def work(doing: Doing) -> str:
        reply = made(*REPLY)
        await steps.do(doing, reply)
        await steps.do(doing, made({"fill": {"target": "description", "text": "别的话"}}))
        with pytest.raises(FieldMismatch) as mismatch:
            await steps.read_back(doing, reply)
        return mismatch.value.message

    assert "别的话" in on_both("urge-reply", work, **VALUES)


def test_an_option_that_is_not_offered_is_told_with_those_that_are(on_both: Any) -> None:
    async def work(doing: Doing) -> Any:
        select = {"select": {"target": "reason", "option": "快递停运"}}
        with pytest.raises(PageChanged) as missing:
            await steps.do(doing, made({"click": "open"}, select))
        return missing.value.candidates

    assert on_both("urge-reply", work) == ("疫情原因", "自然灾害", "买家自身原因", "卖家原因")


def test_a_range_is_typed_and_committed(on_both: Any) -> None:
    async def work(doing: Doing) -> Any:
        pick = made({"pick_range": {"target": "range", "value": "2026-06-15/2026-06-25"}})
        await steps.do(doing, pick)
        await steps.read_back(doing, pick)
        return json.loads(await output(doing))

    assert on_both("range", work) == ["2026-06-15", "2026-06-25"]


def test_an_option_far_down_a_virtual_list_is_found(on_both: Any) -> None:
    async def work(doing: Doing) -> str:
        select = made({"select": {"target": "courier", "option": "快递77"}})
        await steps.do(doing, select)
        await steps.read_back(doing, select)
        return await output(doing)

    assert on_both("select-virtual", work) == "c77"


def test_a_tab_is_chosen_by_its_name(on_both: Any) -> None:
    async def work(doing: Doing) -> str:
        await steps.do(doing, made({"choose_tab": "in_work"}, {"choose_tab": "in_work"}))
        return await output(doing)

    assert on_both("tabs", work) == "b"


def test_a_list_is_read_page_by_page(on_both: Any) -> None:
    async def work(doing: Doing) -> Any:
        first = await shown_table(doing)
        await doing.tab.click("next_page")
        second = await shown_table(doing, 2)
        await doing.tab.click("next_page")
        return [as_data(one) for one in (first, second, await shown_table(doing, 3))]

    first, second, third = on_both("work-list", work)
    assert [len(page[1]) for page in (first, second, third)] == [15, 15, 3]
    assert [page[2:] for page in (first, second, third)] == [
        (33, 1, 15, False),
        (33, 2, 15, False),
        (33, 3, 15, True),
    ]
    assert list(first[1][0]) == ["订单号", "宝贝信息", "任务状态", "操作"]


def test_a_longer_page_is_asked_for(on_both: Any) -> None:
    async def work(doing: Doing) -> Any:
        await steps.do(doing, made({"select": {"target": "page_size", "option": "50"}}))
        return as_data(await shown_table(doing, 1))

    page = on_both("work-list", work)
    assert (len(page[1]), page[4], page[5]) == (33, 50, True)


def test_the_button_of_one_row_among_fifteen_is_that_rows(on_both: Any) -> None:
    async def work(doing: Doing) -> Any:
        await steps.do(doing, made({"click": "handle"}))
        return json.loads(await output(doing))["handled"]

    wanted = "330000000000000107"
    assert on_both("work-list", work, id=wanted) == wanted


@pytest.mark.parametrize(
    "variant", "plain selection group fixed locked empty group-empty fixed-empty".split()
)
def test_every_kind_of_table_is_read_alike(on_both: Any, variant: str) -> None:
    async def work(doing: Doing) -> Any:
        page = await shown_table(doing)
        return as_data(page), bool(page.empty)

    data, empty = on_both(f"table-{variant}", work)
    assert bool(data[1]) is not empty
