"""The modules of a page, inside its document: an import map holds all that it can reach.

Real consoles ship bundles. Fifty small files, asked for at every load of a page, cost the browser
more than drawing it.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

_IMPORTED = re.compile(r"'#/([\w./-]+\.js)'")


@lru_cache(maxsize=16)
def import_map(folder: Path, html: str) -> str:
    """`{"imports": {"#/name.js": "data:…"}}` for what `html` imports, and what that imports.

    Files are read once per process. FileNotFoundError when one is missing.
    """
    sources: dict[str, str] = {}
    wanted = _IMPORTED.findall(html)
    while wanted:
        name = wanted.pop()
        if name not in sources:
            sources[name] = (folder / name).read_text("utf-8")
            wanted += _IMPORTED.findall(sources[name])
    return json.dumps({"imports": {f"#/{name}": _url(name, sources[name]) for name in sources}})


def _url(name: str, source: str) -> str:
    """Base64 holds nothing that could end the script; developer tools show the file's name."""
    named = f"{source}\n//# sourceURL=console/{name}\n"
    return f"data:text/javascript;charset=utf-8;base64,{b64encode(named.encode()).decode()}"
