"""Small pages, one per behaviour, asked by the assistant's own script."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from qn_assist.browser import find
from qn_assist.console.selectors import Console, ConsoleFile, Selector
from qn_assist.console.selectors import Page as ConsolePage

SIGNS = "captchaCss captchaFrames loginFrames noPermissionCss noPermissionText"
NO_SIGNS: dict[str, list[str]] = {sign: [] for sign in SIGNS.split()}
SOON_MS = 400


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


class Board:
    """A page with our selectors on it; `ask` gives the script's answer as it is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._console: Console | None = None

    def show(self, html: str, **selectors: Mapping[str, Any]) -> None:
        self.page.set_content(f"<!doctype html><meta charset=utf-8>{html}")
        named = {name: Selector.model_validate(one) for name, one in selectors.items()}
        pages = {"board": ConsolePage(page="board", title="板", selectors=named)}
        self._console = Console("test", ConsoleFile(console="test", title="测试"), pages, {})

    def chain(self, name: str, **values: str) -> list[find.Question]:
        assert self._console is not None
        return find.chain(self._console, self._console.locate(name, "board"), values)

    def ask(self, op: str, name: str, values: Mapping[str, str] | None = None, **more: Any) -> Any:
        question = {"op": op, "chain": self.chain(name, **(values or {})), "signs": NO_SIGNS}
        return self.page.evaluate(find.SCRIPT, {"timeout": SOON_MS, **question, **more})

    def why(self, name: str, **values: str) -> str:
        """Why the selector elects nothing; "" when it elects one thing."""
        answer = self.ask("wait", name, values, gone=False)
        return "" if answer["ok"] else str(answer["why"])

    def click(self, name: str, **values: str) -> None:
        spot = self.ask("point", name, values)
        assert spot["ok"], spot
        self.page.mouse.click(spot["x"], spot["y"])

    def text(self, name: str, **values: str) -> str:
        items = [{"chain": self.chain(name, **values), "verb": "text"}]
        answer = self.ask("values", name, values, items=items)
        assert answer["ok"], answer
        return str(answer["values"][0])


@pytest.fixture
def board(page: Page) -> Board:
    return Board(page)
