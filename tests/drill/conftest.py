"""The drill's own browser work runs in its children; these tests only wait for them."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "pure" not in item.name:
            item.add_marker(pytest.mark.browser)
