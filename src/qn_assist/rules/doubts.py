"""Why a case goes to a person before any rule is asked: what is known of it contradicts itself, or
a row that may be about it cannot be read.

One rule for all sources: a tie, a record of the future, and two that cannot both be true are doubt,
whichever is newer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from qn_assist.basics.language import t
from qn_assist.case import Known
from qn_assist.facts import ANSWERS, TABLES

SIGNED = "3"
# A clock of the shop's own programs may be a little ahead of the console's.
AHEAD = timedelta(hours=1)


def doubts_about(known: Known) -> Iterator[str]:
    """In the operator's words, none where there is no doubt."""
    order = known.order
    if order is not None and order.order_id != known.ticket.order_id:
        yield t("decide.other_order", shown=order.order_id, order=known.ticket.order_id)
    yield from _bad_rows(known)
    yield from _agreements(known)
    yield from _answers(known)


def _bad_rows(known: Known) -> Iterator[str]:
    named, unreadable = known.facts.doubts_about(known.subject)
    for name in named:
        yield t("decide.bad_row", name=name)
    for one in unreadable:
        table, _, shown = one.partition(":")
        yield t("decide.unreadable_row", table=TABLES[table].shown, shown=shown or "-")


def _agreements(known: Known) -> Iterator[str]:
    found = known.facts.agreements(known.ticket.order_id)
    if not found:
        return
    newest = found[0]
    if newest.recorded_at > known.now + AHEAD:
        yield t("decide.agreed_in_the_future", at=newest.recorded_at)
    same = [one for one in found if one.recorded_at == newest.recorded_at]
    if len({(one.kind, one.agreed_at) for one in same}) > 1:
        yield t("decide.two_agreements", at=newest.recorded_at)


def _answers(known: Known) -> Iterator[str]:
    newest = known.answer
    if newest is None or newest.answered_at is None:
        return
    if newest.answered_at > known.now + AHEAD:
        yield t("decide.answered_in_the_future", at=newest.answered_at)
    given = known.facts.about(ANSWERS, newest.waybill)
    same = {one.kind for one in given if one.answered_at == newest.answered_at}
    if len(same) > 1:
        yield t("decide.two_answers", at=newest.answered_at)
    if newest.kind == "lost" and (known.trace_code or "").startswith(SIGNED):
        yield t("decide.lost_and_signed")
