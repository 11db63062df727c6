"""The assistant broken on purpose, one guard at a time. Loaded by the drill's child only.

Each function takes the stack that mends it again, and leaves out or turns round exactly one thing.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from playwright.async_api import Browser

from qn_assist.basics import log, masking
from qn_assist.basics.errors import PageChanged
from qn_assist.browser import acting, departure, lists, steps
from qn_assist.browser.departure import Departure
from qn_assist.browser.network_fence import NetworkFence
from qn_assist.browser.session import Session
from qn_assist.browser.tab import Tab
from qn_assist.case.outcomes import RunSummary, State
from qn_assist.case.permit import Permit
from qn_assist.drill.moments import swap
from qn_assist.ledger import Ledger, leases, shops
from qn_assist.run import gate, passes, work_through
from qn_assist.run import proof as settle
from qn_assist.run import ticket_life as run
from qn_assist.run.brake import Brake
from qn_assist.run.proof import Proof

AGAIN_LOOKS = 60


def click_retried(stack: ExitStack) -> None:
    """No answer that says "accepted": fill the form anew and click again."""
    real = acting.submit

    async def submit(which: Any, permit: Permit) -> Any:
        first = await real(which, permit)
        if first.verdict == "accepted":
            return first
        permit._spent = False
        nobody_looks_before(stack)
        which.doing.tab.page_name = ""
        await acting.fill(which)
        return await real(which, permit)

    swap(stack, acting, "submit", submit)


def nobody_looks_before(stack: ExitStack) -> None:
    """What is there already is written once more."""

    async def see(_which: Any) -> None:
        return None

    swap(stack, acting, "_see_not_yet", see)


def request_unread(stack: ExitStack) -> None:
    """What leaves is not compared with the plan."""

    def objection(which: Departure, _request: Any) -> str:
        return "" if which._may_leave else "again"

    swap(stack, Departure, "_objection", objection)


def repeats_let_go(stack: ExitStack) -> None:
    """The page may send a write as often as it likes, and is waited for while it does."""
    real, heard = Departure._objection, Departure.outcome

    def objection(which: Departure, request: Any) -> str:
        which._may_leave = True
        return real(which, request)

    swap(stack, Departure, "_objection", objection)

    async def outcome(which: Departure, seconds: float) -> Any:
        answer = await heard(which, seconds)
        for _ in range(AGAIN_LOOKS):
            if which.departed > 1:
                break
            await asyncio.sleep(0.05)
        return answer

    swap(stack, Departure, "outcome", outcome)
    swap(stack, NetworkFence, "end", lambda *_given: None)


def redirects_followed(stack: ExitStack) -> None:
    """A redirect that sends a write anew is left to the browser."""
    swap(stack, departure, "_SENT_ANEW", frozenset())
    repeats_let_go(stack)


def identity_skipped(stack: ExitStack) -> None:
    """Whatever ticket the page shows, it is taken for the right one."""
    request_unread(stack)

    async def check(which: Any, fields: bool = False) -> None:
        return None

    swap(stack, acting, "check", check)
    swap(stack, steps, "compare", lambda doing, expect, shown: None)


def shop_unproven(stack: ExitStack) -> None:
    """Whoever is logged in, it is taken for our shop."""

    async def prove(session: Session, tab: Tab) -> None:
        return None

    swap(stack, Session, "prove", prove)
    identity_skipped(stack)


def answer_believed(stack: ExitStack) -> None:
    """The console said it was done: so it was. No fresh read."""

    async def prove(*given: Any) -> Proof:
        return Proof("verified", "提交成功")

    swap(stack, run, "prove", prove)


def claim_forgotten(stack: ExitStack) -> None:
    """The claim is rolled back: nobody remembers that there was a click."""

    def claim(ledger: Ledger, run_id: str, key: Any, digest: str, *given: Any) -> Permit:
        return Permit(key, digest, 0, 1, lambda: True, Permit.MINT)

    swap(stack, Ledger, "claim", claim)
    nobody_looks_before(stack)
    for name in ("submitted", "verified", "unknown", "not_done", "missed", "refused"):
        swap(stack, Ledger, name, lambda *given: None)


def lease_unasked(stack: ExitStack) -> None:
    """Once it was given, a permit holds for ever, and a lease is never lost."""
    swap(stack, Ledger, "_leads", lambda *_given: True)
    swap(stack, leases, "beat", lambda *_given: None)


def folder_is_the_shop(stack: ExitStack) -> None:
    """The ledger calls a shop what its folder is called."""

    def enter(tx: Any, _proven: Any, folder: str) -> str:
        shops.named(tx, folder)
        return folder

    swap(stack, shops, "name_of", lambda _conn, _proven, folder: folder)
    swap(stack, shops, "enter", enter)
    nobody_looks_before(stack)


def unknown_claimed_again(stack: ExitStack) -> None:
    """What an earlier run left open is called not done, without looking."""

    nobody_looks_before(stack)

    async def prove(*given: Any) -> Proof:
        return Proof("not_done", "没看")

    swap(stack, settle, "prove", prove)


def accepted_forgotten(stack: ExitStack) -> None:
    """What the console accepted and does not show is not done."""

    def absent(*_given: Any) -> Proof:
        return Proof("not_done", "没看到")

    swap(stack, settle, "_absent", absent)


def refusal_forgotten(stack: ExitStack) -> None:
    """What is seen is done, whatever the console said to the click."""
    real = settle.prove

    async def prove(given: Any, acting: Any, _answer: str, *when: Any) -> Proof:
        return await real(given, acting, "", *when)

    swap(stack, run, "prove", prove)


def workers_let_in(stack: ExitStack) -> None:
    """Pages may have service workers, and what those send nobody holds."""
    real = Browser.new_context

    async def new_context(browser: Browser, **given: Any) -> Any:
        return await real(browser, **{**given, "service_workers": "allow"})

    swap(stack, Browser, "new_context", new_context)
    writes_let_go(stack)


def writes_let_go(stack: ExitStack) -> None:
    """A declared write that no click is waiting for leaves like any request."""
    real = NetworkFence._judge_write

    async def judge(fence: NetworkFence, send: Any, event: Any) -> None:
        if any(one.wants(event) for one in fence._allowed):
            await real(fence, send, event)
        else:
            await send("continueRequest")

    swap(stack, NetworkFence, "_judge_write", judge)


def nothing_reserved(stack: ExitStack) -> None:
    """A limit counts what was done, not what others have begun."""
    real = gate.HeadlessGate.admit

    def admit(which: gate.HeadlessGate, *given: Any) -> gate.Ruled:
        which._reserved.clear()
        return real(which, *given)

    swap(stack, gate.HeadlessGate, "admit", admit)


def bodies_waited_for(stack: ExitStack) -> None:
    """An answer is heard to its end, however long that takes."""
    swap(stack, departure, "BODY_SECONDS", None)

    async def outcome(which: Departure, _seconds: float) -> Any:
        return await which._answers.get()

    swap(stack, Departure, "outcome", outcome)


def counts_unchecked(stack: ExitStack) -> None:
    """Rows are not counted against anything: what was read is everything."""
    real = lists.read_category

    async def read_category(*given: Any) -> Any:
        read = await real(*given)
        return replace(read, report=replace(read.report, fault=""))

    swap(stack, lists, "read_category", read_category)


def dry_run_submits(stack: ExitStack) -> None:
    """The gate of a dry run lets everything pass; neither network nor ledger nor lease refuses."""

    async def judge(which: Any, proposal: Any) -> gate.Ruled:
        return gate.PASS

    swap(stack, gate.DryRunGate, "judge", judge)
    swap(stack, gate.DryRunGate, "writes", True)
    swap(stack, passes, "PreviewLedger", lambda ledger: ledger)
    swap(stack, Ledger, "shop_proven", lambda *_given: None)
    swap(stack, Ledger, "_leased", lambda _ledger, shop="": leases.Lease(shop, 0))
    lease_unasked(stack)


def dialogs_dismissed(stack: ExitStack) -> None:
    """Whatever dialog comes up is closed, as scripts do that want to get on."""
    real = Session.tab

    async def tab(session: Session) -> Tab:
        opened = await real(session)
        await opened.page.add_init_script(_DISMISS)
        return opened

    swap(stack, Session, "tab", tab)


_DISMISS = """setInterval(() => {
  for (const button of document.querySelectorAll('.next-dialog button')) {
    if (button.textContent.includes('暂不处理')) button.click();
  }
}, 20)"""


def fields_unread(stack: ExitStack) -> None:
    """What was typed is what is sent: no field is read back, nor what leaves."""
    request_unread(stack)
    swap(stack, steps, "compare_field", lambda doing, step, value: None)


def doubt_ignored(stack: ExitStack) -> None:
    """A reason to stop is not kept: the next ticket is written all the same."""
    swap(stack, Brake, "pull", lambda brake, *why, **how: None)


def failures_hidden(stack: ExitStack) -> None:
    """An order page that cannot be read is nothing to do, and everything went well."""

    async def read_order(*given: Any) -> Any:
        raise PageChanged("订单页改版了")

    real = work_through.attended

    async def attended(*given: Any) -> Any:
        return replace(await real(*given), state=State.SKIPPED)

    swap(stack, run, "read_order", read_order)
    swap(stack, work_through, "attended", attended)
    swap(stack, RunSummary, "exit_code", property(lambda summary: 0))


def buyers_logged(stack: ExitStack) -> None:
    """The log says who the buyer is, and nothing masks it."""
    real = passes.read_all

    async def read_all(*given: Any) -> Any:
        scan = await real(*given)
        for ticket in scan.tickets:
            log.act("read", ticket=ticket.ticket_id).info("密码 practice-2026")
        return scan

    swap(stack, masking, "mask", lambda text: text)
    swap(stack, log, "mask", lambda text: text)
    swap(stack, passes, "read_all", read_all)


def fault_unnamed(stack: ExitStack) -> None:
    """A failure of the page comes out as something nobody named."""

    async def read_order(*given: Any) -> Any:
        raise KeyError("order")

    swap(stack, run, "read_order", read_order)
