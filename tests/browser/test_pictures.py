"""A picture that could show who the buyer is, is not taken."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from qn_assist.browser import Evidence


class _Tab:
    """As much of a tab as a picture needs; `lost` are labels whose value the page hides."""

    def __init__(self, lost: list[str]) -> None:
        self.lost, self.messages, self.uncovered = lost, 0, False
        self.console: Any = SimpleNamespace(file=SimpleNamespace(personal=None))
        self.page = self

    async def cover(self, _labels: list[str], _css: list[str]) -> list[str]:
        return self.lost

    async def uncover(self) -> None:
        self.uncovered = True

    async def screenshot(self, **_how: Any) -> bytes:
        assert not self.lost
        return b"picture"


def taken(tab: _Tab, folder: Path) -> Path | None:
    evidence: Any = Evidence(folder)
    return asyncio.run(evidence.shoot(tab, "t1"))


def test_a_picture_that_would_show_a_buyer_is_not_taken(tmp_path: Path) -> None:
    tab = _Tab(["买家"])
    assert taken(tab, tmp_path / "run") is None
    assert tab.uncovered
    assert not (tmp_path / "run").exists()


def test_a_picture_is_taken_where_everything_is_covered(tmp_path: Path) -> None:
    tab = _Tab([])
    path = taken(tab, tmp_path / "run")
    assert path is not None
    assert path.read_bytes() == b"picture"
    assert tab.uncovered
