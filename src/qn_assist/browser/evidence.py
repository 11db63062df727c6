"""Pictures of what was filled and what was read back, with personal data under grey boxes (law 9).

Of a failure also the last steps of its tab and the outline of its page, without what anybody wrote
(docs/decisions/own-trace.md). What cannot be taken or stored never stops the work: the ledger is
the record, this is for people.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from playwright.async_api import Error as PlaywrightError

from qn_assist.basics import text
from qn_assist.basics.errors import PageChanged, QnAssistError
from qn_assist.basics.language import listed, t
from qn_assist.basics.log import act
from qn_assist.basics.masking import mask
from qn_assist.basics.paths import safe_name
from qn_assist.browser.fence import bare
from qn_assist.browser.tab import Tab

# A window of text stays readable, at a third of a PNG's time and size.
QUALITY = 80
# A run that goes wrong does so in a few ways; more than these tell nobody anything.
MOST_TRACES = 20
OUTLINE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where pictures and traces of one run go. Files are 0600 in a 0700 folder.

    `traced` are the errors that have a trace: each kind of them has one.
    """

    folder: Path
    keep: Literal["all", "failures", "none"] = "all"
    traces: bool = True
    traced: set[str] = field(default_factory=set)

    async def shoot(self, tab: Tab, name: str, *, failure: bool = False) -> Path | None:
        """A masked picture of the window as `<name>.jpg`; None when none is wanted or possible."""
        if self.keep == "none" or (self.keep == "failures" and not failure):
            return None
        path = self.folder / f"{safe_name(name)}.jpg"
        try:
            await self._picture(tab, path)
        except (OSError, PlaywrightError, QnAssistError) as error:
            act("doubt", evidence=path.name).warning(t("browser.picture_not_kept", fault=error))
            return None
        return path

    async def _picture(self, tab: Tab, path: Path) -> None:
        personal = tab.console.file.personal
        labels, css = (personal.labels, personal.css) if personal else ([], [])
        try:
            lost = await tab.cover(labels, css)
            if lost:
                raise PageChanged(t("browser.not_covered", labels=listed(lost)))
            tab.messages += 1
            picture = await tab.page.screenshot(type="jpeg", quality=QUALITY)
        finally:
            await tab.uncover()
        self._write(path, picture)

    async def trace(self, tab: Tab, name: str, error: str) -> None:
        """`<name>.trace.jsonl` and `<name>.page.html` for the first error of its kind.

        Errors that differ in numbers only are of one kind.
        """
        kind = re.sub(r"\d+", "#", error)
        if not self.traces or kind in self.traced or len(self.traced) >= MOST_TRACES:
            return
        self.traced.add(kind)
        head = json.dumps({"failed": name, "page": tab.page_name, "address": bare(tab.page.url)})
        steps = "\n".join([head, *tab.trace.lines(), ""])
        try:
            self._write(self.folder / f"{safe_name(name)}.trace.jsonl", mask(steps).encode())
            if not tab.gone:
                page = await asyncio.wait_for(_outline(tab), OUTLINE_SECONDS)
                self._write(self.folder / f"{safe_name(name)}.page.html", page)
        except (OSError, TimeoutError, PlaywrightError, QnAssistError) as fault:
            act("doubt", evidence=name).warning(t("browser.trace_not_kept", fault=fault))

    def _write(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)


async def _outline(tab: Tab) -> bytes:
    """Texts that the console's files name stay; so do the interface's own, as far as no shape of
    personal data is in them.
    """
    selectors = [one for page in tab.console.pages.values() for one in page.selectors.values()]
    words = sorted({text.fold(one.name) for one in selectors if one.name and "{" not in one.name})
    personal = tab.console.file.personal
    outline = await tab.outline(words, personal.css if personal else [])
    return f"<!doctype html>\n<meta charset=utf-8>\n{mask(outline)}\n".encode()


def discard_old(folder: Path, before: datetime) -> int:
    """Delete what is kept of runs that ended before `before` (aware); how many runs that were.

    What cannot be deleted is left and said: tidying never stops a run.
    """
    discarded = 0
    for run in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            if run.is_dir() and run.stat().st_mtime < before.timestamp():
                shutil.rmtree(run)
                discarded += 1
        except OSError as error:
            act("doubt", evidence=run.name).warning(t("browser.old_not_removed", fault=error))
    return discarded
