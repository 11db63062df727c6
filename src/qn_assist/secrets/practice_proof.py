"""Whether a console is the practice console, asked of the console itself.

A folder's name or an address proves nothing: a tunnel to the real console is local too. Proven is
only what lies on this machine and answers a question made up now, at every one of its origins.
Never through a proxy, and never where a redirect leads.
"""

from __future__ import annotations

import json
import secrets
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_TIMEOUT_S = 5.0
_MOST_BYTES = 64 * 1024


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def is_local(origins: Sequence[str]) -> bool:
    """Whether every origin is this machine."""
    return bool(origins) and all(urlsplit(origin).hostname in _LOOPBACK for origin in origins)


def is_practice(origins: Sequence[str]) -> bool:
    """Whether every origin proves itself now. It waits for answers."""
    if not is_local(origins):
        return False
    bases = {f"{one.scheme}://{one.netloc}" for one in map(urlsplit, origins)}
    return all(map(_proves, bases))


def ask_practice(address: str) -> dict[str, Any]:
    """The answer to a GET; an empty one from anything that is not a practice console."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _StayHere)
    try:
        with opener.open(address, timeout=_TIMEOUT_S) as answer:
            told = json.loads(answer.read(_MOST_BYTES))
    except (OSError, ValueError, HTTPException):
        return {}
    return told if isinstance(told, dict) else {}


def _proves(origin: str) -> bool:
    nonce = secrets.token_hex(16)
    return ask_practice(f"{origin}/__practice__/proof/{nonce}") == {"practice": nonce}
