"""The web page of a run: private, self-contained, and hostile text is only text."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from qn_assist.case.outcomes import RunSummary
from qn_assist.report.page import write_period, write_run
from qn_assist.report.period import PeriodShown, UnknownShown, WaitShown
from qn_assist.report.view import run_shown
from tests.report.examples import NOW, TITLES, a_hostile_summary, a_reading, a_summary


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "evidence" / "form.png"
    path.parent.mkdir()
    path.write_bytes(b"\x89PNG")
    path.chmod(0o600)
    return path


def _page(tmp_path: Path, summary: RunSummary) -> Path:
    return write_run(run_shown(summary, TITLES), tmp_path / "reports")


def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    html = _page(tmp_path, a_hostile_summary()).read_text()
    assert "<script" not in html
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in html
    assert "13812345678" not in html
    assert "\x1b" not in html


def test_it_asks_for_nothing_outside(tmp_path: Path) -> None:
    html = _page(tmp_path, a_summary()).read_text()
    assert re.findall(r"https?://|//[a-z]", html) == []
    assert "default-src 'none'" in html


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_it_is_private_with_its_pictures(tmp_path: Path, picture: Path) -> None:
    page = _page(tmp_path, a_hostile_summary((picture,)))
    kept = page.parent / "pictures" / "0001.png"
    assert page.stat().st_mode & 0o777 == 0o600
    assert kept.stat().st_mode & 0o777 == 0o600
    assert page.parent.stat().st_mode & 0o777 == 0o700
    assert page == tmp_path / "reports" / "20260618T100000-ab12" / "index.html"


def test_a_picture_opens_large_from_its_thumbnail(tmp_path: Path, picture: Path) -> None:
    html = _page(tmp_path, a_hostile_summary((picture,))).read_text()
    assert '<a href="pictures/0001.png" target="_blank" rel="noopener"><img' in html


def test_a_picture_on_another_disk_is_copied(
    tmp_path: Path, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(18, "cross-device link")

    monkeypatch.setattr(os, "link", refused)
    page = _page(tmp_path, a_hostile_summary((picture,)))
    assert (page.parent / "pictures" / "0001.png").read_bytes() == b"\x89PNG"


def test_a_picture_that_is_gone_is_left_out(tmp_path: Path) -> None:
    html = _page(tmp_path, a_hostile_summary((tmp_path / "gone.png",))).read_text()
    assert "<img" not in html


def test_writing_it_twice_replaces_it(tmp_path: Path, picture: Path) -> None:
    first = _page(tmp_path, a_hostile_summary((picture,)))
    assert _page(tmp_path, a_hostile_summary((picture,))) == first


def test_what_is_incomplete_and_why_it_stopped_stand_on_top(tmp_path: Path) -> None:
    summary = a_summary(readings=(a_reading("少了 1 条"),), stopped="连续失败", person_needed=True)
    html = _page(tmp_path, summary).read_text()
    assert html.index("少了 1 条") < html.index("<h2>")
    assert html.index("提前停下：连续失败") < html.index("<h2>")
    assert "要人处理后才能继续" in html


def test_a_run_without_tickets_has_a_page_too(tmp_path: Path) -> None:
    html = _page(tmp_path, replace(a_summary(), outcomes=())).read_text()
    assert "没有任务。" in html
    assert "没有要人处理的。" in html


def test_a_period_has_a_page_of_the_same_kind(tmp_path: Path) -> None:
    wait = WaitShown("<b>小麦</b>", "waiting", "催发货", "催发货", "1", "2", NOW, "看")
    unknown = UnknownShown(7, "practice", "给买家发消息", "unknown", "1", "2", NOW, "没看到")
    period = PeriodShown(("practice",), "全部时间", NOW, (), (wait,), (unknown,))
    html = write_period(period, tmp_path / "p" / "index.html").read_text()
    assert "&lt;b&gt;小麦&lt;/b&gt;" in html
    assert "没看到" in html
