"""One action on one ticket, in the sections of its flow file: open, identity, prepare, submit,
verify. The only place with a click that submits, and it wants a permit (law 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qn_assist.basics import text
from qn_assist.basics.errors import (
    AlreadyThere,
    ConsoleFault,
    FieldMismatch,
    IdentityMismatch,
    NetworkFault,
    OurFault,
    PageChanged,
    PersonNeeded,
    QnAssistError,
    ReadIncomplete,
    WrongShop,
)
from qn_assist.basics.language import listed, t
from qn_assist.browser import find, steps
from qn_assist.browser.carried import Said
from qn_assist.browser.departure import Departure, Meant
from qn_assist.browser.network_fence import DeclaredWrite
from qn_assist.browser.steps import Doing
from qn_assist.browser.submission import Submission, verdict_of
from qn_assist.browser.tab import Tab
from qn_assist.case import ClaimKey, Permit
from qn_assist.console import ActionFlow, Envelope, Expect, ExpectRow, Step

SEEN_LENGTH = 30

_DISTURBED = (PageChanged, FieldMismatch, IdentityMismatch)
_UNLIKE = (PageChanged, IdentityMismatch, ReadIncomplete)


@dataclass(frozen=True, slots=True)
class Acting:
    """A flow with its values on one tab, for the ticket and content that `key`, `digest` name."""

    doing: Doing
    flow: ActionFlow
    shop_title: str
    key: ClaimKey
    digest: str


async def fill(acting: Acting) -> None:
    """`opens`, `identity` and `prepare`: the form filled and read back. Submits nothing.

    A listed notice that comes up meanwhile may shut a menu, and a control that moves under the
    mouse is not clicked. Where that happened filling starts over: on the same page, where the
    notice does not come again, then on a new one.
    """
    before, blocked = acting.doing.tab.masks_closed, acting.doing.tab.writes_blocked
    if acting.flow.not_yet:
        await _see_not_yet(acting)
    try:
        await open_form(acting)
        await prepare(acting)
    except _DISTURBED:
        if not await _was_disturbed(acting.doing.tab, before):
            raise
        await _fill_again(acting)
    if acting.doing.tab.writes_blocked > blocked:
        raise _wrote_itself(acting)


def _wrote_itself(acting: Acting) -> PageChanged:
    """A form that sends before anybody asked it to is not submitted."""
    return PageChanged(
        t("browser.wrote_itself", flow=acting.flow.flow), remedy=t("browser.wrote_itself.remedy")
    )


async def _see_not_yet(acting: Acting) -> None:
    """What is to prove it afterwards must not be there before: a colleague's, a lost ledger's.

    AlreadyThere when it is; what else stands in the way is raised as it is.
    """
    try:
        await steps.do(acting.doing, acting.flow.not_yet)
    except _UNLIKE as unlike:
        try:
            seen = await verify(acting)
        except ConsoleFault:
            raise unlike from None
        raise AlreadyThere(
            t("browser.already_there", seen=seen), remedy=t("browser.already_there.remedy")
        ) from unlike


async def _was_disturbed(tab: Tab, closed_before: int) -> bool:
    await tab.clear_masks()
    if tab.masks_closed > closed_before:
        return True
    return bool((await tab.ask("missed"))["count"])


async def _fill_again(acting: Acting) -> None:
    try:
        if not await _is_open(acting):
            await open_form(acting)
        await prepare(acting)
    except _DISTURBED:
        acting.doing.tab.page_name = ""  # load anew
        await open_form(acting)
        await prepare(acting)


async def _is_open(acting: Acting) -> bool:
    """Whether the right ticket's form is what the page shows now."""
    try:
        await check(acting)
    except _DISTURBED:
        return False
    return acting.flow.identity_shown == "opened"


async def open_form(acting: Acting) -> None:
    """Reach the ticket and see that it is the right one (law 3)."""
    await steps.do(acting.doing, acting.flow.opens)
    await check(acting)


async def check(acting: Acting, fields: bool = False) -> None:
    """Shop, ticket, order, open state and, with `fields`, every value: all in one look."""
    doing, tab = acting.doing, acting.doing.tab
    shown_yet = fields or acting.flow.identity_shown == "opened"
    expects = [step for step in acting.flow.identity if step.verb == "expect" and shown_yet]
    setters = [one for one in acting.flow.setters() if steps.leaves_a_value(doing, one)]
    setters = setters if fields else []
    shop = {"chain": tab.chain(tab.console.file.shop_name or ""), "verb": "text"}
    seen = [_item(doing, one, "text") for one in expects] + [
        _item(doing, one, one.verb) for one in setters
    ]
    answer = await tab.ask("values", items=[shop, *seen])
    shown = answer["values"]
    if not text.same(shown[0], acting.shop_title):
        raise WrongShop(
            t("browser.wrong_shop", shown=text.tidy(shown[0]), wanted=acting.shop_title)
        )
    for step, value in zip(expects, shown[1:], strict=False):
        steps.compare(doing, step.arguments, value)
    for step, value in zip(setters, shown[1 + len(expects) :], strict=True):
        steps.compare_field(doing, step, value)
    await _no_strange_dialog(acting, answer["seen"])


def _item(doing: Doing, step: Step, verb: str) -> dict[str, Any]:
    return {"chain": doing.tab.chain(step.arguments.target, doing.values), "verb": verb}


async def _no_strange_dialog(acting: Acting, seen: dict[str, Any]) -> None:
    """Only the flow's own drawer or dialog may be open; listed masks are closed first."""
    stopped = find.stopped_by(seen)
    if stopped is not None:
        raise stopped
    strange = _strange(acting, seen)
    if not strange:
        return
    await acting.doing.tab.clear_masks()
    again = await acting.doing.tab.ask("obstacles")
    strange = _strange(acting, again["seen"])
    if strange:
        raise find.unknown_dialog(strange)


def _strange(acting: Acting, seen: dict[str, Any]) -> list[str]:
    console, flow = acting.doing.tab.console, acting.flow
    own = [flow.scope] if flow.scope else []
    if flow.submit.confirm:
        confirm = console.locate(flow.submit.confirm, flow.page)
        own.append(f"{confirm.page}.{confirm.selector.inside}")
    names = {text.fold(console.locate(one, flow.page).selector.name or "") for one in own if one}
    return [title for title in seen["dialogs"] if title not in names]


async def prepare(acting: Acting) -> None:
    """Fill the form and read it back equal to the plan. Repeatable: it submits nothing."""
    await steps.do(acting.doing, acting.flow.prepare)
    await steps.read_back(acting.doing, acting.flow.prepare)
    if acting.flow.identity_shown == "prepared":
        await check(acting, fields=True)


async def show(acting: Acting) -> None:
    """Frame the filled fields for a person or a picture."""
    items = [_item(acting.doing, step, step.verb) for step in acting.flow.setters()]
    await acting.doing.tab.ask("highlight", items=items)


async def submit(acting: Acting, permit: Permit) -> Submission:
    """The one real click, never retried. Immediately before it the page is checked once more."""
    permit.spend(acting.key, acting.digest)
    if acting.flow.left_to_person:
        raise OurFault(t("browser.left_to_person", flow=acting.flow.flow))
    tab, wanted = acting.doing.tab, acting.flow.submit
    envelope = tab.console.file.envelope or Envelope()
    departure = Departure(_meant(acting), envelope, tab.idle, permit.holds)
    clicked = False
    try:
        await tab.make_ready()
        with tab.letting(departure):
            await check(acting, fields=True)
            if wanted.confirm is None:
                spot = await tab.about("point", wanted.click, acting.doing.values)
                clicked = True
                await tab.click_at(spot)
            else:
                await tab.click(wanted.click, acting.doing.values)
                spot = await tab.about("point", wanted.confirm, acting.doing.values)
                await check(acting, fields=True)
                clicked = True
                await tab.click_at(spot)
            answer = await departure.outcome(wanted.answer_seconds)
    except NetworkFault as error:
        # The page or browser is gone: after the click nobody saw whether something was still sent.
        return Submission(clicked, departure.departed, "silent", error.message)
    except QnAssistError as error:
        doubt = error.kind if isinstance(error, PersonNeeded) else None
        return Submission(clicked, departure.departed, "silent", error.message, doubt)
    verdict, detail = verdict_of(answer, tab.console, wanted.answer_seconds)
    tab.trace.note("answer", verdict=verdict, arrivals=departure.departed)
    stopped = bool(departure.objection) and not departure.departed
    shown = departure.objection if stopped else detail
    took = answer.seconds if answer else 0
    return Submission(True, departure.departed, verdict, shown, stopped=stopped, seconds=took)


def _meant(acting: Acting) -> Meant:
    """What the request of the click must say, in the values of this ticket."""
    tab, request = acting.doing.tab, acting.flow.submit.request
    write = DeclaredWrite(tab.console.url(request.url), request.method)
    said = {path: _said(acting, wanted) for path, wanted in request.carries.items()}
    return Meant(write, tab.fence.main_frame, said)


def _said(acting: Acting, wanted: str) -> Said:
    doing, needs = acting.doing, acting.flow.needs
    name = wanted.strip("{}")
    if wanted == f"{{{name}}}" and name in needs and needs[name].type in {"files", "lines"}:
        several = doing.lists.get(name, ())
        return several if needs[name].type == "lines" else len(several)
    ends = {
        f"{one}_{end}": at
        for one, need in needs.items()
        if need.type == "date_range"
        for end, at in zip(("from", "to"), doing.values.get(one, "/").split("/"), strict=False)
    }
    return wanted.format_map({**doing.values, **ends})


async def verify(acting: Acting) -> str:
    """A fresh read of the console must show it; the words of what was seen (law 4)."""
    await steps.do(acting.doing, acting.flow.verify)
    seen = [step.arguments for step in acting.flow.verify if step.verb.startswith("expect")]
    return t("browser.seen", seen=listed(_seen(acting.doing, one) for one in seen))


async def look_closed(doing: Doing, closed: list[Step]) -> None:
    """A fresh read shows the ticket ended by the console itself; an error says what it saw."""
    await steps.do(doing, closed)


async def see_absence(acting: Acting) -> None:
    """A fresh read must show positively that it was *not* done; else an error says what it saw."""
    if acting.flow.absent:
        await steps.do(acting.doing, acting.flow.absent)
        return
    acting.doing.tab.page_name = ""  # load anew: an old page proves nothing
    await open_form(acting)


def _seen(doing: Doing, expect: Expect | ExpectRow) -> str:
    """The words that were read, shortened."""
    if isinstance(expect, ExpectRow):
        cells = [one for one in expect.cells.values() if isinstance(one, str)]
        words = " ".join(doing.filled(one) for one in (expect.key, *cells))
    else:
        words = doing.filled(expect.equals or expect.contains or " / ".join(expect.one_of))
    return words if len(words) <= SEEN_LENGTH else f"{words[:SEEN_LENGTH]}…"
