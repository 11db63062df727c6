"""The operating system's own keyring, or none.

The only importer of keyring. `QN_KEYRING=off` turns it away (tests, servers without a desktop).
Every answer of a keyring that does not work is "nothing there": callers have a fallback.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

import keyring
from keyring.backends import fail, null
from keyring.errors import KeyringError

SERVICE = "qn-assist"


def name(environ: Mapping[str, str] = os.environ) -> str:
    """The backend in use, empty when there is none that keeps anything."""
    if environ.get("QN_KEYRING", "").lower() in {"off", "0", "no"}:
        return ""
    try:
        backend = keyring.get_keyring()
        if isinstance(backend, fail.Keyring | null.Keyring) or backend.priority <= 0:
            return ""
        return str(backend.name)
    except _TROUBLE:
        return ""


def usable(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a look-up goes through; a locked keyring without a desktop does not."""
    if not name(environ):
        return False
    try:
        keyring.get_password(SERVICE, "probe")
    except _TROUBLE:
        return False
    return True


def get(entry: str, environ: Mapping[str, str] = os.environ) -> str | None:
    if not name(environ):
        return None
    try:
        return keyring.get_password(SERVICE, entry)
    except _TROUBLE:
        return None


def put(entry: str, value: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the keyring took it and gives it back."""
    if not name(environ):
        return False
    try:
        keyring.set_password(SERVICE, entry, value)
        return keyring.get_password(SERVICE, entry) == value
    except _TROUBLE:
        return False


def remove(entry: str, environ: Mapping[str, str] = os.environ) -> None:
    if get(entry, environ) is not None:
        keyring.delete_password(SERVICE, entry)


# Backends talk to D-Bus, Security.framework or the credential manager and let their errors through.
# ImportError: a keyringrc.cfg that names a backend nobody has installed.
_TROUBLE = (KeyringError, OSError, RuntimeError, ImportError)
