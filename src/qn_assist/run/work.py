"""One pass under way: what it was given, its brake, what it has under way, what it found.

For the few who need all of it: the story of a ticket and the pass around it. Whoever needs one or
two parts takes those.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from qn_assist.run.brake import Brake
from qn_assist.run.found import PassFound
from qn_assist.run.given import PassGiven
from qn_assist.run.under_way import UnderWay


@dataclass(frozen=True, slots=True)
class Work:
    given: PassGiven
    brake: Brake
    under_way: UnderWay = field(default_factory=UnderWay)
    found: PassFound = field(default_factory=PassFound)
