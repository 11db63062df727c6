"""Encryption at rest for the stored session: bytes in, a 0600 file out, and back.

The key lies in the OS keyring, else in a 0600 file *beside* the state folder (never inside it, so
a copied or backed-up state folder opens nothing). Whoever can read this user's files can read the
key file: it protects against copies, not against the account itself. `doctor` says which is used.
Of several processes that need a key at once, one makes it; a key that cannot be one is replaced
at the next login, because nothing it sealed can be opened again.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from filelock import FileLock, Timeout

from qn_assist.basics.errors import LoginNeeded, OperatorError
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, private_folder, read_at_most, write_private
from qn_assist.secrets import keychain

ENTRY = "session-key"
MAX_KEY_BYTES, MAX_SEALED_BYTES = 1000, 20_000_000
LOCK_SECONDS = 10


def seal(path: Path, content: bytes, home: Home) -> None:
    """Write `content` so that only this user's key opens it."""
    write_private(path, Fernet(_key(home) or _made_key(home)).encrypt(content))


def unseal(path: Path, home: Home) -> bytes | None:
    """The content, None when there is no such file; LoginNeeded when it does not open."""
    try:
        sealed = read_at_most(path, MAX_SEALED_BYTES)
    except FileNotFoundError:
        return None
    try:
        return Fernet(_key(home)).decrypt(sealed or b"")
    except (InvalidToken, ValueError) as fault:
        raise LoginNeeded(t("sealed.broken"), remedy=t("sealed.broken.remedy")) from fault


def key_file(home: Home) -> Path | None:
    """The key file in use. None: there is none (yet)."""
    return next((path for path in _key_files(home) if path.is_file()), None)


def _key(home: Home) -> bytes:
    """Empty when there is none, or none that can be a key.

    The file wins once it exists: a keyring that comes and goes must not lose the session.
    """
    path = key_file(home)
    if path is not None:
        return _sound(_bytes_of(path))
    held = keychain.get(_entry(home))
    return _sound(held.encode()) if held is not None else b""


def _bytes_of(path: Path) -> bytes:
    try:
        return (read_at_most(path, MAX_KEY_BYTES) or b"").strip()
    except OSError as fault:
        raise OperatorError(
            t("sealed.key_unreadable", path=path, reason=fault.strerror or fault),
            remedy=t("sealed.key_unreadable.remedy"),
        ) from fault


def _sound(key: bytes) -> bytes:
    try:
        Fernet(key)
    except ValueError:
        return b""
    return key


def _made_key(home: Home) -> bytes:
    """The key of whoever comes first; who waited meanwhile takes that one."""
    lock = private_folder(home.root) / "session-key.lock"
    try:
        with FileLock(lock, mode=0o600, timeout=LOCK_SECONDS):
            return _key(home) or _new_key(home)
    except Timeout as fault:
        raise OperatorError(
            t("sealed.key_busy", path=lock), remedy=t("sealed.key_busy.remedy")
        ) from fault


def _new_key(home: Home) -> bytes:
    """A file that holds no key goes first: it would win over the keyring."""
    key = Fernet.generate_key()
    for path in filter(Path.is_file, _key_files(home)):
        path.unlink()
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
