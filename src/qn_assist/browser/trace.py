"""The last steps of one tab, for whoever has to understand a failure.

Which question about which selector, how it was answered and how long it took; addresses without
their query. Never a text of the page, a value that was typed, a header or a body: what is not
noted cannot leak. Nothing is noted while a password is typed.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

STEPS = 80


class Trace:
    """A ring: what came before the last `STEPS` steps is forgotten."""

    def __init__(self) -> None:
        self._steps: deque[dict[str, Any]] = deque(maxlen=STEPS)
        self._off = False

    def note(self, step: str, began: float | None = None, /, **about: str | int) -> None:
        """`began` by `time.monotonic`. `about` holds names of ours, codes and counts only."""
        if self._off:
            return
        took = {} if began is None else {"ms": round(1000 * (time.monotonic() - began))}
        self._steps.append({"step": step} | about | took)

    @contextmanager
    def off(self) -> Iterator[None]:
        self._off = True
        try:
            yield
        finally:
            self._off = False

    def lines(self) -> list[str]:
        """One JSON object a line, the oldest first."""
        return [json.dumps(one, ensure_ascii=False) for one in self._steps]


def about(question: Mapping[str, Any]) -> str:
    """The selectors a question is about, by their names in the console's files."""
    chains = [question.get("chain") or [], *(one["chain"] for one in question.get("items", []))]
    return " ".join(chain[-1]["ref"] for chain in chains if chain)
