"""The operating system's own keyring, or none.

The only importer of keyring. `QN_KEYRING=off` turns it away (tests, servers without a desktop).
Every answer of a keyring that does not work is "nothing there": callers have a fallback. One that
gives no answer waits for a person, in a window that nobody may see: it is waited for a while, then
it is said. "Nothing there" would be untrue of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

import keyring
from keyring.backends import fail, null
from keyring.errors import KeyringError

from qn_assist.basics.errors import OperatorError
from qn_assist.basics.language import t

SERVICE = "qn-assist"
# Long enough for somebody who is there to type a password.
ANSWER_SECONDS = 60.0
T = TypeVar("T")


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
        _asked(lambda: keyring.get_password(SERVICE, "probe"))
    except (*_TROUBLE, OperatorError):
        return False
    return True


def get(entry: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """OperatorError when the keyring gives no answer; so do `put` and `remove`."""
    if not name(environ):
        return None
    try:
        return _asked(lambda: keyring.get_password(SERVICE, entry))
    except _TROUBLE:
        return None


def put(entry: str, value: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the keyring took it and gives it back."""
    if not name(environ):
        return False
    try:
        _asked(lambda: keyring.set_password(SERVICE, entry, value))
        return _asked(lambda: keyring.get_password(SERVICE, entry)) == value
    except _TROUBLE:
        return False


def remove(entry: str, environ: Mapping[str, str] = os.environ) -> None:
    if get(entry, environ) is not None:
        _asked(lambda: keyring.delete_password(SERVICE, entry))


def _asked(question: Callable[[], T]) -> T:
    """In a thread of its own, which is left behind when no answer comes."""
    answers: SimpleQueue[tuple[T | None, Exception | None]] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put((question(), None))
        except Exception as error:  # it belongs to whoever asked
            answers.put((None, error))

    Thread(target=ask, name="keyring", daemon=True).start()
    try:
        answer, error = answers.get(timeout=ANSWER_SECONDS)
    except Empty:
        silent = t("keyring.silent", seconds=f"{ANSWER_SECONDS:g}")
        raise OperatorError(silent, remedy=t("keyring.silent.remedy")) from None
    if error is not None:
        raise error
    return answer  # type: ignore[return-value]


# Backends talk to D-Bus, Security.framework or the credential manager and let their errors through.
# ImportError: a keyringrc.cfg that names a backend nobody has installed.
_TROUBLE = (KeyringError, OSError, RuntimeError, ImportError)
