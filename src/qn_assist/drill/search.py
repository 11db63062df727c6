"""Rounds drawn from a grammar of what a server, a network, a page and a machine may do around one
write: what stands before it, what meets the request, what becomes of it, what is answered, what the
page makes of that, what reading shows, and what happens to us meanwhile.

No list of named troubles: every part is drawn by itself, with its own numbers. Pure: seed and
number in, a round out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from qn_assist.drill.faults import Disturbance
from qn_assist.drill.jobs import Kill
from qn_assist.drill.moments import AT_THE_LEDGER, MOMENTS, OF_AN_ACTION
from qn_assist.drill.rounds import WRITES, Round, at_random

Production = Callable[[Random], str]

STATUSES = (200, 200, 200, 201, 202, 204, 301, 302, 303, 400, 403, 404, 409, 500, 502, 503, 504)
BODIES = ("empty", "html", "text", "half", "list", "null", "other", "success", "busy", "nothing")
_AWAITED = tuple(one for one in MOMENTS[2:] if one not in AT_THE_LEDGER)


def searched(seed: int, number: int) -> Round:
    """A round of the search: the console and tickets of a random round, troubles of the grammar."""
    rng = Random(f"search|{seed}|{number}")
    where = at_random(seed, number)
    found: dict[str, Disturbance] = {}
    for chance, parts in _GRAMMAR:
        if rng.random() < chance:
            one = Disturbance.read(rng.choice(parts)(rng))
            found.setdefault(one.name, one)
    kill = None
    if rng.random() < 0.2:
        kill = Kill(rng.choice(OF_AN_ACTION), nth=rng.choice((1, 1, 2)))
    mode = rng.choices(("headless", "supervised", "dry-run"), (85, 10, 5))[0]
    tabs, most = rng.choice((1, 1, 1, 2, 3, 4)), rng.choice((0, 0, 0, 3, 4))
    return replace(
        where,
        disturbances=tuple(found.values()),
        kill=kill,
        mode=mode,
        answer="approve" if mode == "supervised" else "",
        repeats="accept",
        tabs=tabs,
        most=most,
    )


def smaller(one: Round) -> Iterator[Round]:
    """Every round that is simpler by one thing."""
    for at in range(len(one.disturbances)):
        yield replace(one, disturbances=(*one.disturbances[:at], *one.disturbances[at + 1 :]))
    if one.kill is not None:
        yield replace(one, kill=None)
    for at in range(len(one.indexes)):
        if len(one.indexes) > 1:
            yield replace(one, indexes=(*one.indexes[:at], *one.indexes[at + 1 :]))
    if one.tabs > 1:
        yield replace(one, tabs=1)
    if one.most:
        yield replace(one, most=0)
    if one.mode == "supervised":
        yield replace(one, mode="headless", answer="")
    for at, trouble in enumerate(one.disturbances):
        *before, last = trouble.arg.split(":")
        if last.startswith(("x", "after=")) or last in WRITES:
            plain = Disturbance(trouble.name, ":".join(before))
            changed = (*one.disturbances[:at], plain, *one.disturbances[at + 1 :])
            yield replace(one, disturbances=changed)


def smallest(one: Round, breaks: Callable[[Round], bool], tries: int) -> Round:
    """What still breaks a law with as little as possible, within so many rounds played."""
    left = tries
    while left > 0:
        for simpler in smaller(one):
            left -= 1
            if breaks(simpler):
                one = simpler
                break
            if left <= 0:
                return one
        else:
            return one
    return one


def _said(*values: str) -> Production:
    return lambda rng: rng.choice(values)


def _of_a_write(name: str, *values: str) -> Production:
    """Of any write or of one kind; each time, or the first ones, or later ones."""

    def draw(rng: Random) -> str:
        often = rng.choice(("x1", "x1", "x2", ""))
        after = rng.choice(("", "", "after=1"))
        value = rng.choice(values) if values else ""
        scope = rng.choice((*["writes"] * len(WRITES), *WRITES))
        return ":".join(filter(None, (name, value, scope, often, after)))

    return draw


def _of_a_read(name: str, *values: str) -> Production:
    def draw(rng: Random) -> str:
        parts = (name, rng.choice(values) if values else "", "reads", rng.choice(("x1", "x2")))
        return ":".join(filter(None, (*parts, f"after={rng.randrange(0, 30)}")))

    return draw


def _milliseconds(name: str, most: int) -> Production:
    return lambda rng: _of_a_write(name, str(rng.randrange(1, most)))(rng)


def _strange(rng: Random) -> str:
    done = rng.choice(("done", "done", "undone"))
    answer = f"{done},{rng.choice(STATUSES)},{rng.choice(BODIES)}"
    return _of_a_write("strange_answer", answer)(rng)


def _at(name: str, moments: tuple[str, ...]) -> Production:
    return lambda rng: f"{name}:{rng.choice(moments)}"


_GRAMMAR: tuple[tuple[float, tuple[Production, ...]], ...] = (
    (0.3, (  # what the page shows, and shows instead
        _said("chat_switches"), _said("drawer_switches"), _said("field_reset:已经发货了，请放心"),
        _said("second_button"), _said("stale_overlay"), _said("moved_field", "moved_field:label"),
        _said("announcement:知道了@menu", "announcement"), _said("renamed_classes"),
    )),
    (0.3, (  # what the request meets
        _milliseconds("slow", 5000), _of_a_write("drop"), _of_a_write("http_500"),
        _of_a_write("rate_limit"), _said("token_expired_once:writes"), _said("closed_meanwhile"),
        _of_a_write("colleague", "says", "same"), _said("form_posts", "form_posts:@open"),
        _said("already_handled"), _said("session_expiry:json:writes"),
    )),
    (0.75, (  # what becomes of it, and what is answered
        _strange, _strange, _strange, _of_a_write("false_success"), _of_a_write("false_failure"),
        _of_a_write("lost_answer", "hang", "close"), _of_a_write("redirected_write", "307", "308"),
        _of_a_write("garbled_answer"), _of_a_write("stalled_body"),
        _milliseconds("late_answer", 5000),
    )),
    (0.5, (_said("page_resends", "page_resends:@any"), _said("service_worker"))),
    (0.35, (  # what reading shows
        lambda rng: f"read_lag:{rng.randrange(1, 90)}", _of_a_read("http_500"),
        _of_a_read("slow", "500", "3000"), _of_a_read("drop"), _said("swapped_detail:after=1"),
        _said("result_is_string"), _said("stale_mask"),
        lambda rng: f"wrong_date:{rng.randrange(1, 60)}",
    )),
    (0.35, (  # what happens to us
        _at("another_machine", _AWAITED), _at("browser_killed", MOMENTS[2:]),
        _at("page_crashed", _AWAITED), _at("ledger_locked", MOMENTS[2:]), _said("renamed_shop"),
        lambda rng: f"clock_jump:{rng.randrange(-90000, 90000)}@{rng.choice(MOMENTS)}",
        _said("two_runs"), _said("stale_lock"),
    )),
)  # fmt: skip
