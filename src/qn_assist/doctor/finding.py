"""The records of `doctor`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from qn_assist.basics.paths import Home

CheckState: TypeAlias = Literal["found", "missing", "optional"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a check may look at."""

    environ: Mapping[str, str]
    home: Home


@dataclass(frozen=True, slots=True)
class MachineFinding:
    """`optional`: not there or not as good as it could be, and nothing stops for it."""

    state: CheckState
    detail: str = ""
    remedy: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """`mend` says in a few words what it tried, empty when nothing could be tried."""

    look: Callable[[Surroundings], MachineFinding]
    mend: Callable[[Surroundings], str] | None = None
