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
from qn_assist.basics.log import act
from qn_assist.basics.masking import mask, register_secret
from qn_assist.basics.text import SHANGHAI
from qn_assist.case import BAD, UNSEEN, URGENT, RunSummary, State, TicketOutcome
from qn_assist.secrets import keychain

LONGEST = 900
OWNERS, REASONS = 6, 3

_WORDS = {
    State.VERIFIED: "已提交并核实",
    State.HANDED_OVER: "转人工",
    State.WAITING: "等人批准",
    State.LEFT: "没轮到",
    State.UNKNOWN: "不确定是否提交",
    State.REFUSED: "后台拒绝",
    State.STOPPED: "有疑问停下",
    State.FAILED: "失败",
    State.STALE: "计划已过时",
}
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
    title = "要人处理" if summary.person_needed else f"{len(left)} 件要人看"
    title = "程序出错" if summary.faults else title
    return _notice(summary.shop_name, title, _lines(summary, left))


def notice_of_failure(shop_name: str, error: BaseException) -> Notice:
    """A pass that did not come to an end."""
    if not isinstance(error, QnAssistError):
        return _notice(shop_name, "程序出错", [type(error).__name__, "详情看日志"])
    title = "要人处理" if isinstance(error, PersonNeeded) else "没有做成"
    return _notice(shop_name, title, [str(error)])


def _notice(shop_name: str, title: str, lines: Iterable[str]) -> Notice:
    body = mask("\n".join(lines))
    return Notice(
        mask(f"千牛助手 · {shop_name}：{title}"),
        body if len(body) <= LONGEST else f"{body[: LONGEST - 1]}…",
    )


def _lines(summary: RunSummary, left: Sequence[TicketOutcome]) -> Iterator[str]:
    counted = Counter(one.state for one in summary.outcomes)
    yield "，".join(f"{word} {counted[state]}" for state, word in _WORDS.items() if counted[state])
    yield from (f"程序自己出错：{fault}" for fault in summary.faults)
    if summary.stopped:
        yield f"提前停下：{summary.stopped}"
    unseen = [one for one in summary.findings if one.kind in UNSEEN]
    if unseen:
        yield f"有 {len(unseen)} 个任务没有在列表里读到，请到后台核对"
    half = [one for one in summary.findings if one.kind == "half_done"]
    if half:
        yield f"有 {len(half)} 个任务只做了一部分就结束了"
    yield from (f"任务 {one.ticket_id} {one.detail}" for one in half[:REASONS])
    for one in summary.incomplete:
        yield f"清单没有读全：{one.title}，{one.fault}"
    yield from _waits(summary, left)
    for owner, dates in list(_promises_by_owner(summary).items())[:OWNERS]:
        first = min(dates).astimezone(SHANGHAI)
        yield f"{owner}：{len(dates)} 个答应的日期快到或已过，没发货，最早 {first:%m-%d %H:%M}"
    reasons = Counter(one.detail for one in left if one.state in BAD and one.detail)
    yield from (f"{detail}（{count} 件）" for detail, count in reasons.most_common(REASONS))


def _promises_by_owner(summary: RunSummary) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = {}
    for one in summary.promises:
        if one.state in ("in_danger", "broken"):
            found.setdefault(one.owner or "没有指定", []).append(one.promised_date)
    return found


def _waits(summary: RunSummary, left: Sequence[TicketOutcome]) -> Iterator[str]:
    """Who, how many, and by when: moments, so that an unchanged state makes an equal notice."""
    by_owner: dict[str, list[TicketOutcome]] = {}
    for one in left:
        by_owner.setdefault(one.responsible or "没有指定", []).append(one)
    for owner, group in list(by_owner.items())[:OWNERS]:
        lengths = (one.ticket.left(summary.ended_at) for one in group)
        times = [length for length in lengths if length is not None]
        first = summary.ended_at + min(times) if times else None
        until = f"，最早 {first.astimezone(SHANGHAI):%m-%d %H:%M} 截止" if first else ""
        yield f"{owner}：{len(group)} 件{until}"


def addresses(references: Iterable[str], environ: Mapping[str, str] = os.environ) -> list[str]:
    """What the references stand for; one that stands for nothing is logged and left out."""
    found = []
    for reference in references:
        source, _, name = reference.partition(":")
        address = environ.get(name) if source == "env" else keychain.get(name, environ)
        if not (address or "").strip():
            act("notify", reference=reference).warning("通知地址没有设置：{}", reference)
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
                act("notify", reference=reference).warning("通知没有发出去：{}", reference)
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
