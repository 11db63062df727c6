"""A request the console understands and does not grant."""

from __future__ import annotations


class Refusal(Exception):
    """Becomes `FAIL_BIZ_<code>::<text>`; `text` is what the page shows."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
