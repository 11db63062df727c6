"""What is kept of a failed page: how it is built, and nothing that anybody wrote."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from qn_assist.browser import find

PAGE = """<!doctype html><meta charset=utf-8><title>王小明的订单</title>
<style>.a { color: red }</style><script>var token = 'sid-9f8e7d';</script><!-- 王小明 -->
<div class="TopBar_account">青禾家居:小青</div>
<div class="next-form" data-buyer="王小明" title="13987654321" onclick="go('王小明')">
  <label class="next-form-item-label">说明</label>
  <textarea id="words" placeholder="王小明">王小明说的话</textarea>
  <input name="phone" value="13987654321"><input type="checkbox" checked disabled>
  <select><option selected>王小明</option></select>
  <div contenteditable>王小明</div>
  <a href="/detail?token=sid-9f8e7d">查看详情</a><a href="/chat">王小明</a>
  <button><span class="next-btn-helper">提交</span></button>
  <button class="buyer">王小明</button>
  <p>买家王小明住在文一西路969号</p><img src="/face?buyer=1" alt="王小明">
  <iframe srcdoc="王小明"></iframe><svg><text>王小明</text></svg>
</div>"""


@pytest.fixture
def outline(page: Page) -> str:
    page.set_content(PAGE)
    known = {"words": ["查看详情"], "css": [".TopBar_account", ".buyer"]}
    return str(page.evaluate(find.OUTLINE, known))


def test_the_outline_holds_nothing_that_anybody_wrote(outline: str) -> None:
    for secret in ("王小明", "13987654321", "sid-9f8e7d", "文一西路", "小青", "var", "color"):
        assert secret not in outline


def test_the_outline_shows_how_the_page_is_built(outline: str) -> None:
    assert '<label class="next-form-item-label">说明</label>' in outline
    assert '<span class="next-btn-helper">提交</span>' in outline
    assert "<a>查看详情</a>" in outline
    assert '<input type="checkbox" disabled="">' in outline
    assert "<p>[15]</p>" in outline
    assert '<textarea id="words">' in outline
