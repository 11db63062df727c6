"""A colleague who is at work on the same order as we are (fault `colleague`).

What he does stands in the office and not in the truth log: that one is ours alone.
"""

from __future__ import annotations

from qn_assist.practice.office.accounts import Account
from qn_assist.practice.office.call import Call
from qn_assist.practice.office.refusal import Refusal
from qn_assist.practice.office.world import World
from qn_assist.practice.pages import chat
from qn_assist.practice.pages.apis import Api

QUICK_PHRASE = "亲，在的，这边马上帮您看一下"


def speaks(world: World, account: Account | None, kind: str, order_id: str) -> None:
    """His quick phrase reaches the buyer before a write of ours, whatever becomes of that one."""
    if account is None or world.faults.value("colleague") != "says":
        return
    known = order_id in world.office(account.shop).orders
    if known and world.faults.hit("colleague", kind) is not None:
        chat.send(Call(world, account, {"orderId": order_id, "text": QUICK_PHRASE}, "message"))


def does_the_same(call: Call, api: Api) -> None:
    """He submits what we are about to submit; where he may not, nothing is done."""
    if call.faults.value("colleague") != "same":
        return
    if call.faults.hit("colleague", call.kind) is not None:
        try:
            api.handler(call)
        except Refusal:
            return
