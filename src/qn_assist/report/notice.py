"""Tells people that they are needed: a short masked message to the addresses a shop names.

A shop file holds names (`env:QN_NOTIFY`, `keyring:entry`), never addresses; an address is a secret
and is registered as one. A message that cannot be sent is logged and changes nothing else.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import apprise

from qn_assist.basics.errors import PersonNeeded, QnAssistError
from qn_assist.basics.language import t
from qn_assist.basics.log import act
from qn_assist.basics.masking import mask, register_secret
from qn_assist.basics.text import SHANGHAI
from qn_assist.case import BAD, UNSEEN, URGENT, RunSummary, State, TicketOutcome
from qn_assist.secrets import keychain

LONGEST = 900
OWNERS, REASONS = 6, 3

# In the order in which a notice counts them.
_TOLD = (
    State.VERIFIED, State.HANDED_OVER, State.WAITING, State.LEFT, State.UNKNOWN, State.REFUSED,
    State.STOPPED, State.FAILED, State.STALE,
)  # fmt: skip
_FOR_A_PERSON = BAD | {State.WAITING, State.LEFT, State.HANDED_OVER}


@dataclass(frozen=True, slots=True)
class Notice:
    """Masked, in Chinese, without a text or a name of a buyer. Equal content, equal notice."""

    title: str
    body: str


def notice_of(summary: RunSummary) -> Notice | None:
    """What a finished pass leaves to people; None when it leaves nothing."""
    left = [one for one in summary.outcomes if one.state in _FOR_A_PERSON]
    told = summary.incomplete or summary.stopped or summary.person_needed or summary.faults
    urgent = any(one.kind in URGENT for one in summary.findings)
    if not (left or told or urgent or _promises_by_owner(summary)):
        return None
    title = t("notice.person") if summary.person_needed else t("notice.look", count=len(left))
    title = t("notice.our_fault") if summary.faults else title
    return _notice(summary.shop_name, title, _lines(summary, left))


def notice_of_failure(shop_name: str, error: BaseException) -> Notice:
    """A pass that did not come to an end."""
    if not isinstance(error, QnAssistError):
        return _notice(
            shop_name, t("notice.our_fault"), [type(error).__name__, t("notice.see_log")]
        )
    title = t("notice.person") if isinstance(error, PersonNeeded) else t("notice.not_done")
    return _notice(shop_name, title, [str(error)])


def _notice(shop_name: str, title: str, lines: Iterable[str]) -> Notice:
    body = mask("\n".join(lines))
    return Notice(
        mask(t("notice.title", shop=shop_name, title=title)),
        body if len(body) <= LONGEST else f"{body[: LONGEST - 1]}…",
    )


def _lines(summary: RunSummary, left: Sequence[TicketOutcome]) -> Iterator[str]:
    counted = Counter(one.state for one in summary.outcomes)
    counts = (f"{t(f'state.{state}')} {counted[state]}" for state in _TOLD if counted[state])
    yield t("notice.comma").join(counts)
    yield from (t("notice.own_fault", fault=fault) for fault in summary.faults)
    if summary.stopped:
        yield t("notice.stopped", why=summary.stopped)
    unseen = [one for one in summary.findings if one.kind in UNSEEN]
    if unseen:
        yield t("notice.unseen", count=len(unseen))
    half = [one for one in summary.findings if one.kind == "half_done"]
    if half:
        yield t("notice.half", count=len(half))
    yield from (
        t("notice.ticket", ticket=one.ticket_id, detail=one.detail) for one in half[:REASONS]
    )
    for one in summary.incomplete:
        yield t("notice.incomplete", title=one.title, fault=one.fault)
    yield from _waits(summary, left)
    for owner, dates in list(_promises_by_owner(summary).items())[:OWNERS]:
        first = min(dates).astimezone(SHANGHAI)
        yield t("notice.promises", owner=owner, count=len(dates), first=first)
    reasons = Counter(one.detail for one in left if one.state in BAD and one.detail)
    yield from (
        t("notice.reason", detail=detail, count=count)
        for detail, count in reasons.most_common(REASONS)
    )


def _promises_by_owner(summary: RunSummary) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = {}
    for one in summary.promises:
        if one.state in ("in_danger", "broken"):
            found.setdefault(one.owner or t("notice.nobody"), []).append(one.promised_date)
    return found


def _waits(summary: RunSummary, left: Sequence[TicketOutcome]) -> Iterator[str]:
    """Who, how many, and by when: moments, so that an unchanged state makes an equal notice."""
    by_owner: dict[str, list[TicketOutcome]] = {}
    for one in left:
        by_owner.setdefault(one.responsible or t("notice.nobody"), []).append(one)
    for owner, group in list(by_owner.items())[:OWNERS]:
        lengths = (one.ticket.left(summary.ended_at) for one in group)
        times = [length for length in lengths if length is not None]
        first = summary.ended_at + min(times) if times else None
        until = t("notice.until", first=first.astimezone(SHANGHAI)) if first else ""
        yield t("notice.owner", owner=owner, count=len(group), until=until)


def addresses(references: Iterable[str], environ: Mapping[str, str] = os.environ) -> list[str]:
    """What the references stand for; one that stands for nothing is logged and left out."""
    found = []
    for reference in references:
        source, _, name = reference.partition(":")
        address = environ.get(name) if source == "env" else keychain.get(name, environ)
        if not (address or "").strip():
            act("notify", reference=reference).warning(
                "{}", t("notice.no_address", reference=reference)
            )
            continue
        register_secret(address.strip())  # type: ignore[union-attr]
        found.append(address.strip())  # type: ignore[union-attr]
    return found


async def send(
    notice: Notice, references: Iterable[str], environ: Mapping[str, str] = os.environ
) -> bool:
    """Whether every address took it. Never raises: a notice must not fail the work it tells of."""
    sent = True
    for reference in references:
        for address in addresses([reference], environ):
            done = await asyncio.to_thread(_send_one, address, notice)
            sent = sent and done
            if not done:
                act("notify", reference=reference).warning(
                    "{}", t("notice.not_sent", reference=reference)
                )
    return sent


def _send_one(address: str, notice: Notice) -> bool:
    # Its own log lines hold addresses, some in forms that masking does not know.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    try:
        target = apprise.Apprise()
        return bool(
            target.add(address)
            and target.notify(title=notice.title, body=notice.body, body_format="text")
        )
    except Exception as fault:  # a plugin for any service on earth: what it raises is unknown
        act("notify").debug("{}", type(fault).__name__)
        return False
