"""A file of passwords encrypted with a key the operator keeps in `QN_SECRET_KEY`.

JSON with scrypt's salt and cost and one Fernet token per entry, written 0600. Without the key it
opens nothing and says so; it never falls back to plain text. A change of the file is made under a
lock, so that two processes at once both keep what they store.

The key is changed by `rekey`: everything is opened with the old one and sealed with the new one, or
nothing is changed.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from filelock import FileLock, Timeout

from qn_assist.basics.errors import OperatorError
from qn_assist.basics.language import t
from qn_assist.basics.paths import private_folder, read_at_most, write_private

KEY_VARIABLE, OLD_KEY_VARIABLE = "QN_SECRET_KEY", "QN_SECRET_KEY_OLD"
SHORTEST_KEY = 12
MAX_BYTES = 1_000_000
LOCK_SECONDS = 10

# scrypt's n: 128 MB and a third of a second for every guess. A file says which one it was made
# with; those of the first version say nothing.
COST, FIRST_COST, HIGHEST_COST = 2**17, 2**15, 2**20


@dataclass(frozen=True, slots=True)
class _Content:
    salt: bytes
    cost: int
    entries: dict[str, str]

    def seal(self, key: str, values: dict[str, str]) -> _Content:
        """This file with `values` beside what it has."""
        cipher = _cipher(key, self.salt, self.cost)
        tokens = {name: cipher.encrypt(value.encode()).decode() for name, value in values.items()}
        return _Content(self.salt, self.cost, {**self.entries, **tokens})


def put(path: Path, key: str, entry: str, value: str) -> None:
    with _changing(path):
        content = _read(path)
        for name in list(content.entries)[:1]:
            _open(path, content, key, name)
        _write(path, content.seal(key, {entry: value}))


def get(path: Path, key: str, entry: str) -> str | None:
    """None when there is no such entry; OperatorError when it is there and does not open."""
    content = _read(path)
    return _open(path, content, key, entry) if entry in content.entries else None


def remove(path: Path, entry: str) -> None:
    if not path.exists():
        return
    with _changing(path):
        content = _read(path)
        if entry in content.entries:
            rest = {name: token for name, token in content.entries.items() if name != entry}
            _write(path, _Content(content.salt, content.cost, rest))


def rekey(path: Path, old: str, new: str) -> None:
    """Everything under a new key and a new salt; nothing when the old key does not open all."""
    with _changing(path):
        content = _read(path)
        values = {name: _open(path, content, old, name) for name in content.entries}
        _write(path, _empty().seal(new, values))


def opens(path: Path, key: str) -> bool:
    """Whether this key is the file's; one that holds nothing is anybody's."""
    content = _read(path)
    try:
        for name in content.entries:
            _open(path, content, key, name)
    except OperatorError:
        return False
    return True


def _open(path: Path, content: _Content, key: str, entry: str) -> str:
    token = content.entries[entry].encode()
    try:
        return _cipher(key, content.salt, content.cost).decrypt(token).decode()
    except (InvalidToken, ValueError) as fault:
        raise _locked(path) from fault


@contextmanager
def _changing(path: Path) -> Iterator[None]:
    lock = private_folder(path.parent) / f"{path.name}.lock"
    try:
        with FileLock(lock, mode=0o600, timeout=LOCK_SECONDS):
            yield
    except Timeout as fault:
        raise OperatorError(
            t("sealed.key_busy", path=lock), remedy=t("sealed.key_busy.remedy")
        ) from fault


def _empty() -> _Content:
    return _Content(os.urandom(16), COST, {})


def _read(path: Path) -> _Content:
    try:
        raw = read_at_most(path, MAX_BYTES)
    except FileNotFoundError:
        return _empty()
    try:
        found = json.loads(raw or b"")
        cost, entries = found.get("cost", FIRST_COST), found["entries"]
        if not (isinstance(cost, int) and 2 <= cost <= HIGHEST_COST and not cost & (cost - 1)):
            raise ValueError(cost)  # noqa: TRY301 - whatever is wrong with the file, it is locked
        texts = {str(name): str(token) for name, token in dict(entries).items()}
        return _Content(base64.b64decode(found["salt"]), cost, texts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise _locked(path) from fault


def _write(path: Path, content: _Content) -> None:
    salt = base64.b64encode(content.salt).decode()
    raw = {"salt": salt, "cost": content.cost, "entries": content.entries}
    write_private(path, json.dumps(raw, ensure_ascii=False, indent=1).encode())


@lru_cache(maxsize=4)
def _cipher(key: str, salt: bytes, cost: int) -> Fernet:
    if len(key) < SHORTEST_KEY:
        raise OperatorError(
            t("password.short_key", least=SHORTEST_KEY), remedy=t("password.short_key.remedy")
        )
    derived = Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _locked(path: Path) -> OperatorError:
    return OperatorError(t("password.locked", path=path), remedy=t("password.locked.remedy"))
