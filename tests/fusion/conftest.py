"""Both galleries, built once and served to every test of this folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from gallery import Gallery, build, has_npm, serve
from gallery_page import Opener
from playwright.sync_api import Page

NOW = "2026-06-18T10:00:00+08:00"


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    if not has_npm() and "CI" not in os.environ:
        pytest.skip("npm is not installed, so the real library cannot be built")
    # Workers of pytest-xdist share this folder: one builds, the others wait for it.
    with FileLock(Path(tmp_path_factory.getbasetemp().parent) / "fusion-build.lock"):
        build()
    with serve() as served:
        yield served


@pytest.fixture
def browser_context_args(browser_context_args: dict) -> dict:
    size = {"width": 1280, "height": 900}
    return browser_context_args | {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": size,
    }


@pytest.fixture
def open_gallery(context) -> Opener:
    """Opens a gallery, or one section of it, at a fixed time of day; its timers run on."""

    def open_at(url: str, only: str = "") -> Page:
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto(f"{url}?only={only}" if only else url)
        page.wait_for_selector("html[data-ready]")
        return page

    return open_at
