"""A ticket in the making: what its parts are generated from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from qn_assist.practice.generate.recipes import Recipe
from qn_assist.practice.generate.scenarios import Placement


@dataclass(frozen=True)
class Source:
    """What all tickets of one shop hang on. `shop`: 0 the example shop, 1 the other one.

    `mixed`: every cause that is known, not only the everyday ones.
    """

    seed: int
    skin: str
    start: datetime
    shop: int = 0
    mixed: bool = False


@dataclass(frozen=True)
class Draft:
    """The stream of one ticket and what is decided about it so far."""

    rng: Random
    source: Source
    index: int
    realm: int
    place: Placement
    recipe: Recipe

    @property
    def start(self) -> datetime:
        return self.source.start

    def hours(self, low: float, high: float) -> timedelta:
        return timedelta(seconds=self.rng.randint(int(low * 3600), int(high * 3600)))


@dataclass(frozen=True)
class Times:
    paid_at: datetime
    sent_at: datetime | None = None
    picked_up_at: datetime | None = None
    newest_at: datetime | None = None
    created_at: datetime | None = None
