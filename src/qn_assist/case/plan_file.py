"""A plan on the disk: JSON, readable by its owner only, because it holds texts for buyers.

A file that is damaged, was changed by hand, is of an older form or somebody else's is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from qn_assist.basics import text
from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.basics.paths import read_at_most, write_private
from qn_assist.case.plan import VERSION, Plan, PlanFor

MAX_BYTES = 50_000_000

_FILE_NAME = re.compile(r"[^0-9A-Za-z一-鿿._-]+")


class PlanRefused(DataFileError):
    """A plan that may not be applied; the way out is another dry run, not an editor."""


def file_name(plan: Plan) -> str:
    """`practice-20260618-100000-<run id>.json`."""
    at = plan.made_at.astimezone(text.SHANGHAI).strftime("%Y%m%d-%H%M%S")
    return _FILE_NAME.sub("_", f"{plan.made_for.shop}-{at}-{plan.run_id}") + ".json"


def save(plan: Plan, path: Path) -> Path:
    """Write it at once, mode 0600."""
    body = json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, indent=2)
    write_private(path, (body + "\n").encode())
    return path


def load_plan(path: Path, wanted: PlanFor | None = None) -> Plan:
    """Read a plan, made for that shop if given; PlanRefused with every fault."""
    plan = _parsed(path)
    faults = [*_changed(plan, str(path)), *(_another(plan, wanted, str(path)) if wanted else ())]
    if faults:
        raise PlanRefused(faults)
    return plan


def _changed(plan: Plan, file: str) -> Iterator[DataFault]:
    remedy = t("plan.changed.remedy")
    changed = [n for n, entry in enumerate(plan.entries) if entry.seal != entry.sealed()]
    for number in changed:
        message = t("plan.entry_changed", ticket=plan.entries[number].ticket_id)
        yield DataFault(file, 0, f"entries.{number}", message, remedy)
    if not changed and plan.seal != plan.sealed():
        yield DataFault(file, 0, "seal", t("plan.changed"), remedy)
    ids = [entry.ticket_id for entry in plan.entries]
    if len(set(ids)) != len(ids):
        yield DataFault(file, 0, "entries", t("plan.twice"), remedy)


def _another(plan: Plan, wanted: PlanFor, file: str) -> Iterator[DataFault]:
    """Everything that makes it somebody else's plan, by name."""
    for name in PlanFor.model_fields:
        made, here = getattr(plan.made_for, name), getattr(wanted, name)
        if made != here:
            message = t(f"plan.another.{name}", made=made, here=here)
            yield DataFault(file, 0, f"made_for.{name}", message, t("plan.another.remedy"))


def _parsed(path: Path) -> Plan:
    data = _read(path)
    if isinstance(data, dict) and data.get("version") not in (None, VERSION):
        message = t("plan.version", found=data["version"], ours=VERSION)
        raise _refused(path, "version", message, t("plan.anew"))
    try:
        return Plan.model_validate(data)
    except ValidationError as error:
        places = [".".join(map(str, one["loc"])) for one in error.errors(include_url=False)]
        broken = (t("plan.broken"), t("plan.anew"))
        raise PlanRefused([DataFault(str(path), 0, one, *broken) for one in places]) from error


def _read(path: Path) -> Any:
    try:
        raw = read_at_most(path, MAX_BYTES)
        if raw is None:
            raise _refused(path, "", t("plan.too_big"), t("plan.choose"))
        return json.loads(raw)
    except OSError as error:
        reason = error.strerror or error
        raise _refused(path, "", t("plan.unreadable", reason=reason), t("plan.choose")) from error
    except (ValueError, RecursionError) as error:
        raise _refused(path, "", t("plan.none"), t("plan.choose")) from error


def _refused(path: Path, place: str, message: str, remedy: str) -> PlanRefused:
    return PlanRefused([DataFault(str(path), 0, place, message, remedy)])
