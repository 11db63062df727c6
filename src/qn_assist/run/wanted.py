"""What was asked of a pass: which tickets, how many, by which plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qn_assist.case import Plan


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for. `only` names kinds, categories, ticket or order ids; empty means all."""

    only: frozenset[str] = frozenset()
    limit: int | None = None
    plan: Plan | None = None
    source: Literal["rows", "json"] = "rows"
