"""One round: which console, which tickets, what is disturbed and when. Pure: seed and number in,
a round out, so that any round can be played again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from qn_assist.drill.faults import ONCE, Disturbance
from qn_assist.drill.jobs import Kill
from qn_assist.drill.moments import AT_THE_LEDGER, MOMENTS, OF_AN_ACTION
from qn_assist.practice.generate.generator import MAX_TICKETS
from qn_assist.practice.generate.scenarios import (
    AG_SHARED_EVERY,
    Placement,
    ag_placement,
    mixed_placement,
    placement,
)

SKINS = ("2026", "legacy")
WRITES = ("message", "urge_reply", "problem_report", "delay_report", "shipment", "return_note")
AT_LOGIN = frozenset(
    "wrong_shop resigned_account sms_needed slider captcha_at_login quick_enter no_wipe".split()
)
# Two pages of a list, or more rows than are drawn at once: only read.
LONG_LISTS = frozenset({"row_shift", "rows_move", "virtual_rows"})
MOST_IN_PLAY = 3
LONG = 110  # 55 tasks: more than the 50 rows of a page
MOST_MIXED = 48
AG_TICKETS = 16
# What must not go on to the next ticket; what shows the next ticket instead.
_WANT_TWO = frozenset(
    "rgv587 rate_limit traffic_limit swapped_detail page_crashed unknown_dialog two_runs "
    "another_machine".split()
)
_WANT_A_REPLY = frozenset(
    {
        "option_missing",
        "drawer_switches",
        "already_handled",
        "field_reset",
        "foreign_page",
        "second_button",
        "form_posts",
    }
)

Draw = Callable[[Random], str]


@dataclass(frozen=True)
class Round:
    """`indexes` are the tickets that are worked on, of the console's `tickets` (and `ag`).

    `mixed`: every cause in every list. `again`: one more pass comes also when the first has done
    everything. `tabs` side by side; `most` submits of one pass (at least 3: a rule wants as many),
    0 for the shop's own limit.
    """

    number: int
    seed: int = 1
    skin: str = "2026"
    tickets: int = 4
    indexes: tuple[int, ...] = (2, 4)
    mode: str = "headless"
    answer: str = ""
    disturbances: tuple[Disturbance, ...] = ()
    repeats: str = "accept"
    kill: Kill | None = None
    again: bool = True
    ag: int = 0
    mixed: bool = False
    tabs: int = 1
    most: int = 0

    @property
    def logged_in(self) -> bool:
        """Before the disturbance; a fault of the login form needs a login."""
        return not any(one.name in AT_LOGIN for one in self.disturbances)

    def __str__(self) -> str:
        played = [str(one) for one in self.disturbances if one.name != "process_killed"]
        killed = [f"killed at {self.kill}"] if self.kill else []
        return " + ".join((*played, *killed)) or "undisturbed"

    def written(self) -> str:
        """As `--play` takes it: all that makes it this round."""
        kill = self.kill
        said = {
            "seed": self.seed,
            "skin": self.skin,
            "tickets": self.tickets,
            "ag": self.ag,
            "mixed": int(self.mixed),
            "tabs": self.tabs if self.tabs > 1 else 0,
            "most": self.most,
            "indexes": ",".join(map(str, self.indexes)),
            "mode": self.mode,
            "answer": self.answer,
            "repeats": self.repeats,
            "kill": f"{kill.moment}/{kill.action}/{kill.nth}" if kill else "",
        }
        parts = [f"{name}={value}" for name, value in said.items() if value not in ("", 0)]
        return " ".join([*parts, *(f"fault={one}" for one in self.disturbances)])

    @classmethod
    def read(cls, written: str) -> Round:
        """ValueError for what is no round."""
        pairs = [word.partition("=")[::2] for word in written.split()]
        said = {name: value for name, value in pairs if name != "fault"}
        moment, action, nth = (said.pop("kill", "") or "//").split("/")
        one = cls(
            1,
            int(said.pop("seed")),
            said.pop("skin"),
            int(said.pop("tickets")),
            tuple(int(part) for part in said.pop("indexes", "").split(",") if part),
            said.pop("mode"),
            said.pop("answer", ""),
            tuple(Disturbance.read(value) for name, value in pairs if name == "fault"),
            said.pop("repeats"),
            Kill(moment, action, int(nth)) if moment else None,
            ag=int(said.pop("ag", 0)),
            mixed=bool(int(said.pop("mixed", 0))),
            tabs=int(said.pop("tabs", 1)),
            most=int(said.pop("most", 0)),
        )
        if said:
            raise ValueError(written)
        return one

    @property
    def setting(self) -> str:
        asked = f"/{self.answer}" if self.answer else ""
        few = len(self.indexes) <= MOST_IN_PLAY
        chosen = " ".join(map(_name, self.indexes)) if few else str(len(self.indexes))
        mixed = "mixed " if self.mixed else ""
        tabs = f", {self.tabs} tabs" if self.tabs > 1 else ""
        most = f", at most {self.most}" if self.most else ""
        return (
            f"{self.skin} {self.mode}{asked} seed {self.seed} tickets {chosen} of "
            f"{mixed}{self.tickets}, repeats {self.repeats}{tabs}{most}"
        )


def _name(index: int) -> str:
    """AG tickets are counted by themselves."""
    return f"AG{index - MAX_TICKETS}" if index > MAX_TICKETS else str(index)


def of_every_fault(seed: int = 1) -> Iterator[Round]:
    """Every fault once, numbered from 1."""
    for number, shown in enumerate(ONCE, 1):
        yield of_fault(shown, number, seed)


def of_fault(shown: str, number: int = 1, seed: int = 1) -> Round:
    """A round with one fault, on tickets it has something to do with."""
    one = Disturbance.read(shown)
    if one.name == "repeat_arrivals":
        return Round(number, seed, indexes=(2,), repeats=one.arg or "accept")
    kill = None
    if one.name == "process_killed":
        kill, one = Kill(one.arg or "click_after"), Disturbance(one.name, one.arg or "click_after")
    long = one.name in LONG_LISTS
    tickets, indexes = (LONG, tuple(range(2, LONG + 1, 2))) if long else (4, _fitting(one.name))
    mode = "scan" if long else "headless"
    wanted = Round(number, seed, "2026", tickets, indexes, mode, disturbances=(one,), kill=kill)
    return replace(wanted, again=one.name == "renamed_shop")


def _fitting(name: str) -> tuple[int, ...]:
    """Ticket 2 wants a message and a reply, ticket 4 one reply."""
    if name in _WANT_TWO:
        return (2, 4)
    return (4,) if name in _WANT_A_REPLY else (2,)


def at_random(seed: int, number: int) -> Round:
    """Faults × arguments × scopes × kill point × skin × mode × tickets."""
    rng = Random(f"{seed}|{number}")
    where = _tickets(rng, Round(number, rng.randrange(1, 1_000_000), rng.choice(SKINS)))
    mode = rng.choices(("headless", "dry-run", "supervised"), (80, 8, 12))[0]
    disturbances = _disturbances(rng)
    return replace(
        where,
        mode=mode,
        answer=rng.choice(("approve", "approve", "decline", "silent"))
        if mode == "supervised"
        else "",
        disturbances=disturbances,
        repeats=rng.choice(("accept", "refuse")),
        kill=_kill(rng) if rng.random() < 0.25 or not disturbances else None,
    )


def _tickets(rng: Random, one: Round) -> Round:
    """With one to three tickets that stand on one or two lists: each list that is read costs time.

    AG tickets have orders of their own here: what a shared order gets is for other tests.
    """
    drawn = rng.random()
    if drawn < 0.2:
        own = {n: ag_placement(n) for n in range(1, AG_TICKETS + 1) if n % AG_SHARED_EVERY}
        places = {MAX_TICKETS + n: place for n, place in own.items()}
        return replace(one, tickets=2, ag=AG_TICKETS, indexes=_some(rng, places))
    placed, mixed = (mixed_placement, True) if drawn < 0.45 else (placement, False)
    most = rng.choice((24, MOST_MIXED)) if mixed else rng.choice((4, 8, 16, 24))
    places = {index: placed(index, one.skin) for index in range(1, most + 1)}
    return replace(one, tickets=most, mixed=mixed, indexes=_some(rng, places))


def _some(rng: Random, places: Mapping[int, Placement]) -> tuple[int, ...]:
    first = rng.choice(sorted(places))
    near = [one for one in places if one != first and _list(places[one]) == _list(places[first])]
    more = rng.sample(near, min(len(near), rng.choice((0, 0, 1, 1, 2))))
    return tuple(sorted({first, *more}))


def _list(place: Placement) -> str:
    """Each AG list is one of its own."""
    return place.category if place.kind == "ag" else place.kind


def _disturbances(rng: Random) -> tuple[Disturbance, ...]:
    found = {one.name: one for one in (_one(rng) for _ in range(rng.choice((0, 1, 1, 1, 2, 2))))}
    return tuple(found.values())


def _one(rng: Random) -> Disturbance:
    name = Disturbance.read(rng.choice(_DRAWN)).name
    draw = _ARGUMENTS.get(name)
    return Disturbance(name, draw(rng) if draw else "")


def _scoped(*values: str) -> Draw:
    def draw(rng: Random) -> str:
        scope = rng.choice(("writes", "reads", rng.choice(WRITES)))
        often = rng.choice(("x1", "x2"))
        after = rng.choice(("", "", f"after={rng.randrange(1, 4)}"))
        return ":".join(filter(None, (rng.choice(values) if values else "", scope, often, after)))

    return draw


def _written(*values: str) -> Draw:
    def draw(rng: Random) -> str:
        parts = (
            rng.choice(values) if values else "",
            rng.choice(("", rng.choice(WRITES))),
            rng.choice(("x1", "x1", "x2", "")),
        )
        return ":".join(filter(None, parts))

    return draw


def _one_of(*values: str) -> Draw:
    return lambda rng: rng.choice(values)


def _moment(moments: tuple[str, ...]) -> Draw:
    return lambda rng: rng.choice(moments)


def _jump(rng: Random) -> str:
    return f"{rng.choice((-86400, -3600, 600, 3600, 86400))}@{rng.choice(MOMENTS)}"


_AWAITED = tuple(one for one in MOMENTS[2:] if one not in AT_THE_LEDGER)
_ARGUMENTS: dict[str, Draw] = {
    "session_expiry": _scoped("json", "frame", "redirect"),
    "token_expired_once": _scoped(),
    "captcha": _one_of("frame", "redirect"),
    "rgv587": _scoped(),
    "rate_limit": _scoped(),
    "traffic_limit": _scoped(),
    "illegal_access": _scoped(),
    "slow": _scoped("400", "1500", "3000"),
    "http_500": _scoped(),
    "drop": _scoped(),
    "lost_answer": _written("hang", "close"),
    "late_answer": _written("500", "2500"),
    "redirected_write": _written("307", "308"),
    "garbled_answer": _written(),
    "stalled_body": _written(),
    "page_resends": _one_of("", "@any"),
    "strange_answer": _one_of("done,200,other", "undone,502,html", "done,504,empty"),
    "wrong_date": _one_of("1", "30", "300"),
    "colleague": _written("says", "same"),
    "form_posts": _one_of("", "@open"),
    "read_lag": _one_of("3", "10", "60"),
    "false_success": _written(),
    "false_failure": _written(),
    "closed_meanwhile": _one_of("", "x1:after=1"),
    "swapped_detail": _one_of("", "x1", "after=1", "after=2"),
    "option_missing": _one_of("疫情原因", "双方协商一致", "未揽收", "延迟发货"),
    "announcement": _one_of("", "知道了", "关闭", "跳过", "知道了@menu", "我知道了@menu"),
    "field_reset": _one_of("已经发货了，请放心", "改过的说明"),
    "moved_field": _one_of("", "label"),
    "short_total": _one_of("1", "2"),
    "badge_mismatch": _one_of("1", "2"),
    "browser_killed": _moment(MOMENTS[2:]),
    "page_crashed": _moment(_AWAITED),
    "ledger_locked": _moment(("", *MOMENTS[2:])),
    "another_machine": _moment(_AWAITED),
    "clock_jump": _jump,
    "time_zone": _one_of("America/New_York", "UTC", "Pacific/Kiritimati"),
}
_DRAWN = tuple(
    shown
    for shown in ONCE
    if not shown.startswith(("process_killed", "repeat_arrivals", *LONG_LISTS))
)


def _kill(rng: Random) -> Kill:
    moment = rng.choice((*MOMENTS[2:], *OF_AN_ACTION))
    if moment in OF_AN_ACTION and rng.random() < 0.3:
        return Kill(moment, rng.choice(WRITES))
    return Kill(moment, nth=rng.choice((1, 1, 1, 2, 3)) if moment in OF_AN_ACTION else 1)
