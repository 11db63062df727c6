"""Which browser tests drive: `QN_BROWSER` where somebody names one, else the cheapest that will do.

The headless shell has the engine of the whole browser at half its cost, but cannot close its idle
connections (docs/reliability.md). Drawing every frame, which only a picture needs, is a third of
the rest: tests that keep pictures ask for one that draws, and those in which a person
clicks or a widget goes on with the next frame.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ASKED = os.environ.get("QN_BROWSER", "")
SHELL = shutil.which("chromium-headless-shell") or ""
DRAWING = ASKED or SHELL
NOT_DRAWN = "--disable-threaded-compositing"


def quick(folder: Path) -> str:
    """A program in `folder` that starts the shell so; "" where there is none: the found browser."""
    if ASKED or not SHELL:
        return ASKED
    script = folder / "browser"
    script.write_text(f'#!/bin/sh\nexec {SHELL} {NOT_DRAWN} "$@"\n', "utf-8")
    script.chmod(0o755)
    return str(script)


@contextmanager
def taken(program: str) -> Iterator[None]:
    """`program`, or what is found where it is empty."""
    with pytest.MonkeyPatch.context() as patch:
        if program:
            patch.setenv("QN_BROWSER", program)
        else:
            patch.delenv("QN_BROWSER", raising=False)
        yield
