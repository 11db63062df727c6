"""A file of passwords encrypted with a key the operator keeps in `QN_SECRET_KEY`.

JSON with the scrypt salt and one Fernet token per entry, written 0600. Without the key it opens
nothing and says so; it never falls back to plain text.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from qn_assist.errors import OperatorError
from qn_assist.language import t
from qn_assist.paths import write_private

KEY_VARIABLE = "QN_SECRET_KEY"
SHORTEST_KEY = 12


@dataclass(frozen=True, slots=True)
class _Content:
    salt: bytes
    entries: dict[str, str]


def put(path: Path, key: str, entry: str, value: str) -> None:
    content = _read(path)
    token = _cipher(key, content.salt).encrypt(value.encode()).decode()
    if content.entries:
        _open(path, content, key, next(iter(content.entries)))
    _write(path, _Content(content.salt, {**content.entries, entry: token}))


def get(path: Path, key: str, entry: str) -> str | None:
    """None when there is no such entry; OperatorError when it is there and does not open."""
    content = _read(path)
    return _open(path, content, key, entry) if entry in content.entries else None


def remove(path: Path, entry: str) -> None:
    content = _read(path)
    if entry in content.entries:
        rest = {name: token for name, token in content.entries.items() if name != entry}
        _write(path, _Content(content.salt, rest))


def _open(path: Path, content: _Content, key: str, entry: str) -> str:
    try:
        return _cipher(key, content.salt).decrypt(content.entries[entry].encode()).decode()
    except InvalidToken as fault:
        raise _locked(path) from fault


def _read(path: Path) -> _Content:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _Content(base64.b64decode(raw["salt"]), dict(raw["entries"]))
    except FileNotFoundError:
        return _Content(os.urandom(16), {})
    except (ValueError, KeyError, TypeError) as fault:
        raise _locked(path) from fault


def _write(path: Path, content: _Content) -> None:
    raw = {"salt": base64.b64encode(content.salt).decode(), "entries": content.entries}
    write_private(path, json.dumps(raw, ensure_ascii=False, indent=1).encode())


@lru_cache(maxsize=4)
def _cipher(key: str, salt: bytes) -> Fernet:
    if len(key) < SHORTEST_KEY:
        raise OperatorError(
            t("password.short_key", least=SHORTEST_KEY), remedy=t("password.short_key.remedy")
        )
    derived = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _locked(path: Path) -> OperatorError:
    return OperatorError(t("password.locked", path=path), remedy=t("password.locked.remedy"))
