"""Judging a round by what the console received and what its generator knows.

What the assistant believes is never a proof. Two of its words are held against the truth: what it
calls verified must have been accepted, and what is not done must stand on one of its lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qn_assist.basics.paths import packaged
from qn_assist.case import State
from qn_assist.drill.expected import EXPECTED
from qn_assist.drill.laws import Breach, Law
from qn_assist.drill.play import Played, PlayedPass
from qn_assist.drill.stage import PASSWORD, SHOPS, ticket_id
from qn_assist.drill.wanted import faults_of, wanted
from qn_assist.ledger import EntryState
from qn_assist.practice.generate.cases import Case
from qn_assist.practice.office.accounts import EXAMPLE
from qn_assist.practice.pages.apis import APIS

# A connection that is cut before any answer makes a browser send a POST again by itself.
CUTS = ("drop", "lost_answer", "browser_killed", "page_crashed")
DOUBTS = frozenset({"captcha", "session", "rate_limit"})
ON_A_LIST = frozenset(
    {EntryState.CLAIMED, EntryState.SUBMITTED, EntryState.UNKNOWN, EntryState.REFUSED}
)
LISTS = frozenset({State.HANDED_OVER, State.WAITING, State.DECLINED})
TELLS = frozenset(
    {State.STOPPED, State.REFUSED, State.UNKNOWN, State.FAILED, State.LEFT, State.STALE}
)
OURS = 70
# Two characters may stand side by side by chance.
SURELY_A_NAME = 3

Key = tuple[str, str]


@dataclass(frozen=True)
class RoundVerdict:
    """`breaches` empty: every law held. `resent` are acceptances beyond the first of one click,
    `arrivals` beyond the writes the page made: both are the browser's own doing.
    """

    played: Played
    breaches: tuple[Breach, ...]
    wanted: int
    done: int
    listed: int
    arrivals: int
    resent: int

    @property
    def well(self) -> bool:
        return not self.breaches


def judged(played: Played) -> RoundVerdict:
    breaches = tuple(breach for law in _LAWS for breach in law(played))
    tally = [(kind, case) for case in played.in_play for kind in _wanted(played, case)]
    done = {_key(one) for one in played.truth.accepted}
    missing = [one for one in tally if (one[0], one[1].order.order_id) not in done]
    again, resent = _resent(played)
    return RoundVerdict(
        played,
        breaches,
        wanted=len(tally),
        done=len(tally) - len(missing),
        listed=sum(1 for kind, case in missing if _is_listed(played, kind, case)),
        arrivals=again,
        resent=resent,
    )


def _wanted(played: Played, case: Case) -> list[str]:
    """Of a round that only reads nothing is wanted."""
    return [] if played.round.mode == "scan" else wanted(case)


def _key(write: dict[str, str]) -> Key:
    return write["kind"], write["order_id"]


def _sent(passed: PlayedPass) -> Counter[Key]:
    """How often the page itself made each write."""
    writes = [one for one in passed.sent if one["api"] in APIS]  # pictures are not judged
    return Counter((APIS[one["api"]].kind or "", one["order_id"]) for one in writes)


def _counts(played: Played, passed: PlayedPass, *, accepted: bool) -> Counter[Key]:
    return Counter(
        _key(one) for one in played.arrivals(passed) if not accepted or one["outcome"] == "accepted"
    )


def _by_the_browser(passed: PlayedPass, key: Key) -> bool:
    """One write of the page on a line that was cut: what came more often the browser sent."""
    cut = any(one.name in CUTS for one in passed.disturbances)
    made = _sent(passed)[key]
    return cut and (made == 1 or (made == 0 and bool(passed.done.died)))


def _resent(played: Played) -> tuple[int, int]:
    """Arrivals and acceptances beyond the writes of the page, on cut lines."""
    found = [0, 0]
    for passed in played.passes:
        for at, accepted in enumerate((False, True)):
            for key, count in _counts(played, passed, accepted=accepted).items():
                if count > 1 and _by_the_browser(passed, key):
                    found[at] += count - 1
    return found[0], found[1]


def _once(played: Played) -> Iterator[Breach]:
    """Accepted in two passes is a double; in one pass too, unless the browser sent it again."""
    in_passes: Counter[Key] = Counter()
    for passed in played.passes:
        for key, count in _counts(played, passed, accepted=True).items():
            in_passes[key] += 1
            if count > 1 and not _by_the_browser(passed, key):
                made = _sent(passed)[key]
                yield Breach(Law.ONCE, f"{key[0]} of {key[1]} accepted {count}×, made {made}×")
    for key, count in in_passes.items():
        if count > 1:
            yield Breach(Law.ONCE, f"{key[0]} of {key[1]} accepted in {count} passes")


def _right(played: Played) -> Iterator[Breach]:
    cases = {case.order.order_id: case for case in played.in_play}
    for write in played.truth.accepted:
        case, kind = cases.get(write["order_id"]), write["kind"]
        if write["shop"] != EXAMPLE.shop.name or case is None:
            yield Breach(Law.RIGHT, f"{kind} for {write['order_id']} of {write['shop']}")
        elif kind not in wanted(case) or write["ticket_id"] not in {"", case.ticket_id}:
            yield Breach(Law.RIGHT, f"{kind} for {write['ticket_id']} ({case.scenario})")
        else:
            for fault in faults_of(kind, write["fields"], case, packaged() / "shops"):
                yield Breach(Law.RIGHT, f"{case.scenario}: {fault}")


def _dry(played: Played) -> Iterator[Breach]:
    for passed in played.passes:
        if passed.job.mode in {"dry-run", "scan"} and passed.arrived:
            yield Breach(Law.DRY, f"{len(passed.arrived)} writes arrived in a {passed.job.mode}")


def _proven(played: Played) -> Iterator[Breach]:
    accepted = {_key(one) for one in played.truth.accepted}
    for entry in played.entries:
        if (
            entry.state is EntryState.VERIFIED
            and (entry.key.action, entry.order_id) not in accepted
        ):
            yield Breach(Law.PROVEN, f"{entry.key.action} of {entry.order_id} is called verified")


def _seen(played: Played) -> Iterator[Breach]:
    for passed in played.passes:
        done = passed.done
        unseen = passed.open_tickets - done.states.keys()
        if done.summed_up and not done.incomplete and unseen:
            yield Breach(Law.SEEN, f"{len(unseen)} open tickets unseen: {' '.join(sorted(unseen))}")


def _listed(played: Played) -> Iterator[Breach]:
    accepted = {_key(one) for one in played.truth.accepted}
    for case in played.in_play:
        if case.index not in played.open_cases:
            continue
        for kind in _wanted(played, case):
            done = (kind, case.order.order_id) in accepted
            if not done and not _is_listed(played, kind, case):
                yield Breach(Law.LISTED, f"{kind} of {case.order.order_id} is lost in silence")


def _is_listed(played: Played, kind: str, case: Case) -> bool:
    """On the waiting list, unproven in the ledger, or told by the last pass."""
    ours = ticket_id(SHOPS[played.round.skin], case)
    last = played.passes[-1].done
    state = last.states.get(ours, "")
    unproven = any(
        entry.key.action == kind and entry.order_id == case.order.order_id
        for entry in played.entries
        if entry.state in ON_A_LIST
    )
    told = bool(last.exit_code) and (state in TELLS or not last.summed_up or bool(last.incomplete))
    return ours in played.waiting or unproven or state in LISTS or told


def _doubt(played: Played) -> Iterator[Breach]:
    for passed in played.passes:
        outcomes = [one["outcome"] for one in played.arrivals(passed)]
        doubts = _doubts(passed)
        signs = [place for place, outcome in enumerate(outcomes) if outcome in doubts]
        after = outcomes[signs[0] + 1 :] if signs else []
        if after:
            doubt = outcomes[signs[0]]
            yield Breach(Law.DOUBT, f"{len(after)} writes arrived after {doubt}")
        yield from _silence(played, passed)


def _doubts(passed: PlayedPass) -> frozenset[str]:
    """What an arrival meets that must be the last; "platform" is a push-back or a bad sign."""
    armed = {one.name for one in passed.disturbances}
    pushed_back = "traffic_limit" in armed and "illegal_access" not in armed
    return DOUBTS | {"platform"} if pushed_back else DOUBTS


def _silence(played: Played, passed: PlayedPass) -> Iterator[Breach]:
    """Under some faults nothing at all may be accepted."""
    standing = [one for one in passed.disturbances if EXPECTED[one.name].silent]
    accepted = sum(_counts(played, passed, accepted=True).values())
    if standing and accepted:
        yield Breach(Law.DOUBT, f"{accepted} writes accepted under {standing[0]}")


def _private(played: Played) -> Iterator[Breach]:
    """The password, and each buyer's own phone: as it is, whatever a mask may have made of it."""
    told = {PASSWORD: "the password"}
    told |= {case.order.buyer.phone: "a buyer's phone" for case in played.in_play}
    names = [case.order.buyer.name for case in played.in_play]
    told |= {name: "a buyer's name" for name in names if len(name) >= SURELY_A_NAME}
    for text, what in told.items():
        if text in played.written:
            yield Breach(Law.PRIVATE, f"{what} stands in a log, plan or report")


def _named(played: Played) -> Iterator[Breach]:
    trouble = any(one.name.startswith("ledger_") for one in played.round.disturbances)
    for passed in played.passes:
        done = passed.done
        if done.died.startswith("crashed"):
            yield Breach(Law.NAMED, done.died)
        if done.exit_code == OURS and not (trouble and passed.disturbances):
            yield Breach(Law.NAMED, f"{done.fault}: {done.message}")


def _limit(played: Played) -> Iterator[Breach]:
    """A person's own approvals, ticket by ticket, are not limited."""
    most = played.round.most
    for passed in played.passes:
        made = len(_counts(played, passed, accepted=True))
        if most and passed.job.mode == "headless" and made > most:
            yield Breach(Law.LIMIT, f"{made} writes accepted where {most} were allowed")


def _ends(played: Played) -> Iterator[Breach]:
    for passed in played.passes:
        if passed.done.died.startswith("hung"):
            yield Breach(Law.ENDS, passed.done.died)


_LAWS: tuple[Callable[[Played], Iterator[Breach]], ...] = (
    _once,
    _right,
    _dry,
    _proven,
    _seen,
    _listed,
    _doubt,
    _private,
    _named,
    _limit,
    _ends,
)
