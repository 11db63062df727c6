"""Which file names mean "stop", and for whom.

A name that says no shop, or none that is known, or that could be two, is for every shop: a slip
of the name must never let writing go on. It reads no file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from qn_assist.basics.text import fold, visible

# A name is matched after NFKC (full-width letters) and in small letters.
_STOP = re.compile(r"\s*(?:stop|停止)(?P<rest>.*)", re.DOTALL)
_SHOP = re.compile(r"[\s_\-–—]+(?P<shop>.+)", re.DOTALL)
# What Windows, macOS and a person add to a copy: `.txt`, `(1)`, `- 副本`, ` copy 2`.
_ADDED = re.compile(r"(?:\.txt|\s*\(\d+\)|[\s\-–—]+(?:副本|复制|copy)(?:\s*\d+)?|\s+)$")


def is_stop_name(name: str) -> bool:
    return _rest(name) is not None


def shop_named(name: str, known: Collection[str]) -> str:
    """The one known shop that the file's name says; "" for every shop."""
    said = {folded(one) for one in _shops_said(_rest(name) or "")}
    found = [shop for shop in known if folded(shop) in said and folded(shop)]
    return found[0] if len({folded(one) for one in found}) == 1 else ""


def folded(name: str) -> str:
    return fold(name).casefold()


def the_same(left: str, right: str) -> bool:
    """Whether two shops' names are one as file names go; "" is every shop, and only that."""
    return folded(left) == folded(right)


def _rest(name: str) -> str | None:
    """What follows the word, None where the name does not begin with it."""
    match = _STOP.match(unicodedata.normalize("NFKC", visible(name)).casefold())
    return match["rest"] if match else None


def _shops_said(rest: str) -> Iterator[str]:
    """The rest as it is, then with one addition less each time."""
    while match := _SHOP.fullmatch(rest):
        yield match["shop"]
        shorter = _ADDED.sub("", rest, count=1)
        if shorter == rest:
            return
        rest = shorter
