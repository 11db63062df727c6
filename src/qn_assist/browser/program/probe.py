"""Does a browser start, headless, and draw a page? For `doctor`; a run has its own launch."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from qn_assist.browser.program.locate import launch_arguments

_PAGE = "data:text/html;charset=utf-8,<title>%E5%8D%83%E7%89%9B</title>"
_TITLE = "千牛"
_LIMIT_MS = 30_000


def trouble_starting(path: Path) -> str:
    """Empty when it starts and shows a page, else what it said."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=path, args=launch_arguments(), timeout=_LIMIT_MS
            )
            page = browser.new_page()
            page.goto(_PAGE, timeout=_LIMIT_MS)
            title = page.title()
            browser.close()
    except Error as fault:
        return fault.message.strip().splitlines()[0]
    return "" if title == _TITLE else f"title {title!r}"
