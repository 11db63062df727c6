"""Personal data on pages that we did not write: covered, or no picture is taken (law 9)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from qn_assist.browser import find

LABELS = ["买家", "收货地址"]
BUYER = "张三丰"

# Whether each text is readable: not under a cloth.
READABLE = """(text) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const readable = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.includes(text)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (top && top.className !== 'qn-assist-cloth') readable.push(node.data);
  }
  return readable;
}"""


def covered(page: Page, html: str) -> list[str]:
    """What the script could not cover, by label."""
    page.set_content(f"<!doctype html><meta charset=utf-8>{html}")
    lost: list[str] = page.evaluate(find.COVER, {"labels": LABELS, "css": []})
    return lost


TABLES = {
    "plain": f"<table><tr><th>单号<th>买家<tr><td>1<td>{BUYER}</table>",
    "head and body": "<table><thead><tr><th>单号<th>买家</thead>"
    f"<tbody><tr><td>1<td>{BUYER}</table>",
    "a wide cell before": f"<table><tr><th colspan=2>单号<th>买家<tr><td>1<td>2<td>{BUYER}</table>",
    "a wide heading": f"<table><tr><th>单号<th colspan=2>买家<tr><td>1<td>x<td>{BUYER}</table>",
    "cells for headings": f"<table><tr><td>买家<td>金额<tr><td>{BUYER}<td>10</table>",
    "roles": "<div role=table><div role=row><span role=columnheader>单号</span>"
    "<span role=columnheader>买家</span></div><div role=row><span role=cell>1</span>"
    f"<span role=cell>{BUYER}</span></div></div>",
}
PLACES = {
    "definition": f"<dl><dt>买家</dt><dd>{BUYER}</dd></dl>",
    "colon": f"<p><span>买家：</span><span>{BUYER}</span></p>",
    "in one line": f"<p>买家：{BUYER}</p>",
    "text behind": f"<p><b>买家</b> {BUYER}</p>",
    "wrapped": f"<div><div><span>买家</span></div><div>{BUYER}</div></div>",
    "row of a table": f"<table><tr><td>买家<td>{BUYER}</table>",
    "frame": f'<iframe srcdoc="<p>买家：{BUYER}</p>"></iframe>',
}


@pytest.mark.parametrize("html", [*TABLES.values(), *PLACES.values()], ids=[*TABLES, *PLACES])
def test_what_belongs_to_a_label_is_covered(page: Page, html: str) -> None:
    lost = covered(page, html)
    for frame in page.frames[1:]:
        frame.wait_for_selector("p")
        lost += frame.evaluate(find.COVER, {"labels": LABELS, "css": []})
    assert lost == []
    assert [frame.evaluate(READABLE, BUYER) for frame in page.frames] == [[]] * len(page.frames)


@pytest.mark.parametrize(
    "html",
    [
        f"<div><div><i>买家</i></div></div><section>{BUYER}</section>",
        f"<section><h3>买家</h3></section><section>{BUYER}</section>",
    ],
)
def test_a_value_further_away_is_covered_or_told(page: Page, html: str) -> None:
    lost = covered(page, html)
    assert lost == ["买家"] or page.evaluate(READABLE, BUYER) == []


def test_a_label_alone_is_told(page: Page) -> None:
    assert covered(page, "<p>买家</p>") == ["买家"]


def test_what_is_pressed_is_no_label(page: Page) -> None:
    html = "<button>买家</button><a href=#>收货地址</a><div role=tab>买家</div>"
    assert covered(page, html) == []


def test_an_empty_table_has_nothing_to_cover(page: Page) -> None:
    assert covered(page, "<table><tr><th>单号<th>买家</table>") == []


@pytest.mark.parametrize("shape", ["13800138000", "138****0000", "zhang.san@example.com"])
def test_shapes_of_personal_data_are_covered_under_any_heading(page: Page, shape: str) -> None:
    html = f"<table><tr><th>Contact<tr><td>{shape}</table><p>4012345678901230481</p>"
    assert covered(page, html) == []
    assert page.evaluate(READABLE, shape) == []
    assert page.evaluate(READABLE, "4012345678901230481")


def test_afterwards_nothing_is_covered(page: Page) -> None:
    covered(page, f"<p>买家：{BUYER}</p>")
    page.evaluate(find.COVER, {"uncover": True})
    assert page.evaluate(READABLE, BUYER)
