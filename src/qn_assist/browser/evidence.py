"""Pictures of what was filled and what was read back, with personal data under grey boxes (law 9).

A picture that cannot be taken or stored never stops the work: the ledger is the record, this is
for people.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from playwright.async_api import Error as PlaywrightError

from qn_assist.browser.tab import Tab
from qn_assist.errors import QnAssistError
from qn_assist.log import act
from qn_assist.paths import safe_name

# A window of text stays readable, at a third of a PNG's time and size.
QUALITY = 80


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where pictures of one run go. Files are 0600 in a 0700 folder."""

    folder: Path
    keep: Literal["all", "failures", "none"] = "all"

    async def shoot(self, tab: Tab, name: str, *, failure: bool = False) -> Path | None:
        """A masked picture of the window as `<name>.jpg`; None when none is wanted or possible."""
        if self.keep == "none" or (self.keep == "failures" and not failure):
            return None
        path = self.folder / f"{safe_name(name)}.jpg"
        try:
            await self._picture(tab, path)
        except (OSError, PlaywrightError, QnAssistError) as error:
            act("doubt", evidence=path.name).warning(f"截图没有存下来：{error}")
            return None
        return path

    async def _picture(self, tab: Tab, path: Path) -> None:
        personal = tab.console.file.personal
        labels, css = (personal.labels, personal.css) if personal else ([], [])
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        await tab.ask("cover", labels=labels, css=css)
        try:
            tab.messages += 1
            picture = await tab.page.screenshot(type="jpeg", quality=QUALITY)
        finally:
            await tab.ask("uncover")
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(picture)


def discard_old(folder: Path, before: datetime) -> int:
    """Delete the pictures of runs that ended before `before` (aware); how many runs that were.

    What cannot be deleted is left and said: tidying never stops a run.
    """
    discarded = 0
    for run in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            if run.is_dir() and run.stat().st_mtime < before.timestamp():
                shutil.rmtree(run)
                discarded += 1
        except OSError as error:
            act("doubt", evidence=run.name).warning(f"旧截图没有删掉：{error}")
    return discarded
