"""Who this is among those that share a ledger: one home on one machine."""

from __future__ import annotations

import hashlib
import os
import platform
from uuid import getnode

from qn_assist.basics.errors import ShopBusy
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home
from qn_assist.basics.text import SHANGHAI
from qn_assist.ledger import Holder, Taken


def holder_of(home: Home) -> Holder:
    """The same for every program of this home, another for every other home or machine.

    A machine without a network card counts as another each time: it is waited for, not trusted.
    """
    machine = platform.node()
    place = f"{getnode():x}\n{machine}\n{home.root.resolve()}"
    return Holder(hashlib.sha256(place.encode()).hexdigest()[:16], f"{machine}, {os.getpid()}")


def busy_elsewhere(shop: str, got: Taken) -> ShopBusy:
    """What is said of a shop whose lease another home or machine holds, and lives."""
    said = t("desk.leased", shop=shop, owner=got.by, since=got.since.astimezone(SHANGHAI))
    return ShopBusy(said, remedy=t("ledger.lease_lost.remedy"))
