"""Encryption at rest for the stored session: bytes in, a 0600 file out, and back.

The key lies in the OS keyring, else in a 0600 file *beside* the state folder (never inside it, so
a copied or backed-up state folder opens nothing). Whoever can read this user's files can read the
key file: it protects against copies, not against the account itself. `doctor` says which is used.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from qn_assist import keychain
from qn_assist.errors import LoginNeeded
from qn_assist.language import t
from qn_assist.paths import Home, write_private

ENTRY = "session-key"


def seal(path: Path, content: bytes, home: Home) -> None:
    """Write `content` so that only this user's key opens it."""
    write_private(path, Fernet(_key(home, make=True)).encrypt(content))


def unseal(path: Path, home: Home) -> bytes | None:
    """The content, None when there is no such file; LoginNeeded when it does not open."""
    try:
        sealed = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return Fernet(_key(home, make=False)).decrypt(sealed)
    except (InvalidToken, ValueError) as fault:
        raise LoginNeeded(t("sealed.broken"), remedy=t("sealed.broken.remedy")) from fault


def key_file(home: Home) -> Path | None:
    """The key file in use. None: there is none (yet)."""
    return next((path for path in _key_files(home) if path.is_file()), None)


def key_place(home: Home) -> str:
    """Where the key is now, or would be made: `keyring` or `file`."""
    return "file" if key_file(home) or not keychain.usable() else "keyring"


def _key(home: Home, *, make: bool) -> bytes:
    """The file wins once it exists: a keyring that comes and goes must not lose the session."""
    path = key_file(home)
    if path is not None:
        return path.read_bytes().strip()
    held = keychain.get(_entry(home))
    if held is not None:
        return held.encode()
    return _new_key(home) if make else b""


def _new_key(home: Home) -> bytes:
    key = Fernet.generate_key()
    if not keychain.put(_entry(home), key.decode()):
        _write_key(home, key)
    return key


def _write_key(home: Home, key: bytes) -> None:
    beside, inside = _key_files(home)
    try:
        write_private(beside, key)
    except OSError:
        write_private(inside, key)


def _key_files(home: Home) -> tuple[Path, Path]:
    """Beside the state folder; inside it only where the parent may not be written (a container)."""
    return home.root.parent / f"{home.root.name}.key", home.root / "session.key"


def _entry(home: Home) -> str:
    """Each state folder has its own key."""
    return f"{ENTRY}:{home.root}"
