"""What the ledger remembers of a case, as far as a decision depends on it. Pure records.

Kept with the decision's basis, so that it can be made again.
"""

from __future__ import annotations

from dataclasses import dataclass

from qn_assist.case.promises import Promise


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Where the follow-up of a case stands at this moment.

    `number`: how often the case came due, 0 the first time. `ended`: the end that the console
    shows; `over`: why the case goes to its owner. `listed` False: the ticket is in no list any
    more. `due`: this is a look at a case that came due.
    """

    number: int = 0
    ended: str = ""
    over: str = ""
    listed: bool = True
    due: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """`begun_by`: the rule of which an earlier pass did `begun`; the rest is to be done now.
    `delay_reports`: those filed for the order, each as `ticket id/occasion`. `promises`: the
    dates its buyer was promised, kept ones left out.
    """

    follow_up: FollowUp = FollowUp()
    delay_reports: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    begun_by: str = ""
    begun: tuple[str, ...] = ()


NOTHING = Past()
