"""One owner per shop across processes.

The operating system holds the lock and drops it when the owner dies, however it dies. The owner's
process id and start time stand beside it in a file, for the message a second owner gets; they
decide nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Self
from urllib.parse import quote

from filelock import FileLock, Timeout

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import OperatorError, ShopBusy
from qn_assist.basics.language import t
from qn_assist.basics.paths import write_private
from qn_assist.basics.text import SHANGHAI


class ShopLock:
    """`with ShopLock(folder, shop):` raises ShopBusy at once when another owner has the shop.

    The folder is created (0700); OperatorError when it cannot be written. The lock may be taken
    in one thread and given back in another; a second `with` on the same object inside the first
    is refused like any second owner.
    """

    def __init__(self, folder: Path, shop: str, now: Callable[[], datetime] = utc_now) -> None:
        name = quote(shop, safe="")
        self._shop = shop
        self._now = now
        self._folder = folder
        self._owner = folder / f"{name}.owner.json"
        self._lock = FileLock(folder / f"{name}.lock", mode=0o600, timeout=0, thread_local=False)

    def taken(self) -> bool:
        """Whether somebody has the shop at this moment; the answer may be old at once."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._lock:
                return False
        except Timeout:
            return True
        except OSError as error:
            raise self._cannot(error) from error

    def __enter__(self) -> Self:
        if self._lock.is_locked:
            raise self._busy()
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock.acquire()
            self._sign()
        except Timeout as error:
            raise self._busy() from error
        except OSError as error:
            self._lock.release()
            raise self._cannot(error) from error
        return self

    def __exit__(self, *_exc: object) -> None:
        try:
            self._owner.unlink(missing_ok=True)
        finally:
            self._lock.release()

    def _cannot(self, error: OSError) -> OperatorError:
        said = t("desk.cannot_lock", folder=self._folder, shop=self._shop, fault=error.strerror)
        return OperatorError(said, remedy=t("desk.cannot_lock.remedy"))

    def _sign(self) -> None:
        since = self._now().astimezone(SHANGHAI).isoformat(timespec="seconds")
        write_private(self._owner, json.dumps({"pid": os.getpid(), "since": since}).encode())

    def _busy(self) -> ShopBusy:
        return ShopBusy(
            t("desk.busy", shop=self._shop, owner=self._owner_shown()),
            remedy=t("desk.busy.remedy"),
        )

    def _owner_shown(self) -> str:
        try:
            owner = json.loads(self._owner.read_text(encoding="utf-8"))
            since = datetime.fromisoformat(owner["since"]).astimezone(SHANGHAI)
            return t("desk.owner", pid=owner["pid"], since=since)
        except (OSError, ValueError, KeyError, TypeError):
            return t("desk.owner_new")
