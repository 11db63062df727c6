"""The drill's hundreds of passes run in a browser that draws no window around its pages.

Where there is one: it is the same Chromium, and a fifth cheaper. Those of tests/e2e run in the
installed browser.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

SHELL = "chromium-headless-shell"


@pytest.fixture(scope="module", autouse=True)
def without_a_window() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if (shell := shutil.which(SHELL)) and "QN_BROWSER" not in os.environ:
            patch.setenv("QN_BROWSER", shell)
        yield
