"""Who is logged in: sessions, mtop tokens, and the challenges before a session."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from qn_assist.practice.office.accounts import Account

APP_KEY = "12574478"
TOKEN_LIFE = timedelta(hours=2)
SMS_CODE_DIGITS = 6
RECENT_TOKENS = 20


@dataclass
class Challenges:
    """What stands open in the login form of this console; one person at a time, as in practice."""

    slider_shown: bool = False
    slider_passed: bool = False
    sms_account: Account | None = None
    """Who has to show a code beside the password."""
    sms_code: str = ""
    sms_phone: str = ""
    """The number that asked for a code instead of a password."""
    qr_scanned: bool = False

    def ask_sms(self, account: Account) -> None:
        self.sms_account = account
        self._send_code()

    def send_to(self, phone: str) -> None:
        self.sms_phone = phone
        self._send_code()

    def _send_code(self) -> None:
        self.sms_code = f"{secrets.randbelow(10**SMS_CODE_DIGITS):0{SMS_CODE_DIGITS}d}"

    def is_code(self, text: str) -> bool:
        given = text.strip().encode()
        return bool(self.sms_code) and secrets.compare_digest(given, self.sms_code.encode())


@dataclass
class Sessions:
    """Session ids by `cookie2`, tokens by `_m_h5_tk`. Both are forgotten when the server stops."""

    accounts: dict[str, Account] = field(default_factory=dict)
    tokens: dict[str, datetime] = field(default_factory=dict)
    challenges: Challenges = field(default_factory=Challenges)

    def open(self, account: Account) -> str:
        session_id = secrets.token_hex(16)
        self.accounts[session_id] = account
        return session_id

    def account(self, session_id: str | None) -> Account | None:
        return self.accounts.get(session_id or "")

    def end(self, session_id: str | None) -> None:
        self.accounts.pop(session_id or "", None)

    def new_token(self, now: datetime) -> str:
        """The value of `_m_h5_tk`: token, underscore, end of life in ms."""
        token = secrets.token_hex(16)
        self.tokens[token] = now + TOKEN_LIFE
        return f"{token}_{int(self.tokens[token].timestamp() * 1000)}"

    def token_lives(self, token: str, now: datetime) -> bool:
        # A clock set back must not kill tokens, nor one set far ahead revive them.
        end = self.tokens.get(token)
        return end is not None and now < end

    def signed_by_a_living_token(
        self, given: str, t: str, app_key: str, data: str, now: datetime
    ) -> bool:
        """Requests side by side each get a token at first: a cookie may be newer than a sign."""
        newest = list(self.tokens)[-RECENT_TOKENS:]
        living = [token for token in newest if self.token_lives(token, now)]
        return any(given == sign(token, t, app_key, data) for token in living)


def sign(token: str, t: str, app_key: str, data: str) -> str:
    """The real console takes MD5; browsers offer no MD5, so this is SHA-256 cut to its length."""
    return hashlib.sha256(f"{token}&{t}&{app_key}&{data}".encode()).hexdigest()[:32]
