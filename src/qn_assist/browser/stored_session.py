"""Where a session is kept between passes: one sealed file per shop and account."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qn_assist.basics.errors import LoginNeeded
from qn_assist.basics.log import act
from qn_assist.basics.paths import Home
from qn_assist.secrets import session_seal as sealed


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose console it must be: `shop` is our name for it, `title` what the console shows."""

    shop: str
    title: str
    account: str


def session_file(home: Home, identity: Identity) -> Path:
    """Where it is, or will be. A mark, since no file name of Windows tells `a:b` from `a_b`.

    One that an older program named by the account's letters alone is taken over: a new login may
    ask for a captcha, which nobody passes at night.
    """
    mark = hashlib.sha256(f"{identity.shop}\n{identity.account}".encode()).hexdigest()[:12]
    file = home.sessions / f"{identity.shop}-{mark}.session"
    letters = re.sub(r"\W", "_", identity.account)
    old = home.sessions / f"{identity.shop}-{letters}.session"
    if old.is_file() and not file.exists():
        old.replace(file)
    return file


def kept_session(home: Home, identity: Identity) -> Any:
    """As Playwright takes it; None, and so a new login, where there is none or none that opens."""
    try:
        raw = sealed.unseal(session_file(home, identity), home)
    except LoginNeeded as error:
        act("login", shop=identity.shop).warning(str(error))
        return None
    try:
        return json.loads(raw) if raw else None
    except ValueError:
        return None
