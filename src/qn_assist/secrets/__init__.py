"""Passwords and the stored session, wherever they are kept; nothing here is ever logged."""

from qn_assist.secrets import keychain, passwords, session_seal
from qn_assist.secrets.passwords import Account
from qn_assist.secrets.practice_proof import is_local, is_practice
from qn_assist.secrets.vault import KEY_VARIABLE

__all__ = [
    "KEY_VARIABLE", "Account", "is_local", "is_practice", "keychain", "passwords", "session_seal",
]  # fmt: skip
