"""What a child process is told to do, and what it answers: one JSON line each."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

KILLED = "killed"
_WELL = frozenset({"verified", "already", "previewed", "skipped", "read"})


@dataclass(frozen=True)
class Kill:
    """The process kills itself at the `nth` time the moment comes (of one action, if named)."""

    moment: str
    action: str = ""
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.moment}{f' {self.action}' if self.action else ''} #{self.nth}"


@dataclass(frozen=True)
class Trouble:
    """Something the machine does to the pass, at a moment; "" from its beginning."""

    name: str
    value: str = ""
    moment: str = ""


@dataclass(frozen=True)
class Job:
    """One pass; with mode `scan` it only reads the lists.

    `patches` name functions `module:name` that break the assistant on purpose. `ledger`: not the
    home's own.
    """

    files: str
    home: str
    shop: str
    mode: str = "headless"
    only: tuple[str, ...] = ()
    answer: str = ""
    kill: Kill | None = None
    troubles: tuple[Trouble, ...] = ()
    patches: tuple[str, ...] = ()
    ledger: str = ""

    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, line: str) -> Job:
        raw = json.loads(line)
        raw["kill"] = Kill(**raw["kill"]) if raw["kill"] else None
        raw["troubles"] = tuple(Trouble(**one) for one in raw["troubles"])
        raw["only"], raw["patches"] = tuple(raw["only"]), tuple(raw["patches"])
        return cls(**raw)


@dataclass(frozen=True)
class PassEnd:
    """How a pass ended. `exit_code` None: the process died; `died` says how.

    `states` are the tickets of its summary, empty when it gave up before there was one.
    """

    exit_code: int | None = None
    states: dict[str, str] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    incomplete: tuple[str, ...] = ()
    stopped: str = ""
    fault: str = ""
    message: str = ""
    died: str = ""
    summed_up: bool = False
    seconds: float = 0.0

    @classmethod
    def read(cls, line: str) -> PassEnd:
        raw: dict[str, Any] = json.loads(line)
        raw["incomplete"] = tuple(raw["incomplete"])
        return cls(**raw)

    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def told(self) -> str:
        """In short what the assistant said."""
        whole = f"{self.fault}: {self.message}" if self.fault else self.stopped
        return self.died or whole or "、".join(self.incomplete) or self._tickets

    @property
    def _tickets(self) -> str:
        """How many ended how, and why the first that did not end well did."""
        counts = Counter(self.states.values())
        shown = " ".join(f"{state}×{count}" for state, count in sorted(counts.items()))
        why = [self.details[one] for one, state in self.states.items() if state not in _WELL]
        return f"{shown} {why[0]}" if why else shown
