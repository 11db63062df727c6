"""Lists of tickets that files define: `kinds/*.json` in the folder of the pages.

For who writes flows for a ticket kind that this console does not have: one list, one drawer, one
form with a result and a description. Its handlers are in `filed.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from qn_assist.practice.office.clock import parse_stamp
from qn_assist.practice.office.office import DONE, OVERDUE, PENDING

FOLDER = "kinds"
KEYS = frozenset({"route", "title", "type", "results", "rows"})
ROW_KEYS = frozenset({"ticketId", "orderId", "itemTitle", "createTime", "deadline", "asked"})


class BadKind(ValueError):
    """A kind file that cannot be played; the message names file and key."""


@dataclass
class Filed:
    """A ticket of such a list."""

    row: dict[str, Any]
    reply: dict[str, Any] | None = None
    replied_at: datetime | None = None

    def state_at(self, now: datetime) -> str:
        if self.reply is not None:
            return DONE
        return OVERDUE if now > parse_stamp(self.row["deadline"]) else PENDING


@dataclass
class Kind:
    """One list: where it is, what it is called, what its form offers."""

    spec: dict[str, Any]
    tickets: dict[str, Filed] = field(default_factory=dict)

    @property
    def route(self) -> str:
        return str(self.spec["route"])


def load_kinds(pages: Path) -> dict[str, Kind]:
    """Route → list. BadKind for a file that lacks something."""
    found = [_load(path) for path in sorted((pages / FOLDER).glob("*.json"))]
    return {kind.route: kind for kind in found}


def _load(path: Path) -> Kind:
    try:
        spec: Any = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise BadKind(f"{path.name}: {error}") from error
    if not isinstance(spec, dict) or set(spec) != KEYS:
        raise BadKind(f"{path.name}: the keys are {', '.join(sorted(KEYS))}")
    for row in spec["rows"]:
        if not isinstance(row, dict) or set(row) != ROW_KEYS:
            raise BadKind(f"{path.name}: the keys of a row are {', '.join(sorted(ROW_KEYS))}")
    tickets = {row["ticketId"]: Filed(row) for row in spec["rows"]}
    return Kind({key: spec[key] for key in KEYS - {"rows"}}, tickets)
