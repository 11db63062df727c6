"""The plan of a dry run: what would be written where, to be looked at and then applied exactly.

A JSON file, readable by its owner only: it holds texts for buyers. Each entry carries a digest of
all it says; an entry that was changed by hand is refused. Whether an entry may still be applied is
asked of a fresh decision: `match`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from qn_assist.basics import text
from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.paths import read_at_most, write_private
from qn_assist.case.decisions import ApprovalLevel, Decision, DecisionVerdict
from qn_assist.case.tickets import digest_of

VERSION = 1
MAX_BYTES = 50_000_000
FRESH: Literal["fresh"] = "fresh"

_WORDS = {"act": "执行", "skip": "跳过", "hand_over": "转人工"}
_FILE_NAME = re.compile(r"[^0-9A-Za-z一-鿿._-]+")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlannedEntryAction(_Strict):
    """One write. `params` as in `decisions.PlannedAction`."""

    flow: str
    action: str
    occasion: str
    reply: str | None
    params: dict[str, str | tuple[str, ...]]
    digest: str


class PlanEntry(_Strict):
    """One ticket's decision. `seal` is a digest over everything else."""

    ticket_id: str
    order_id: str
    kind: str
    category: str
    ticket_digest: str
    order_digest: str
    verdict: DecisionVerdict
    rule: str
    because: str
    facts: tuple[str, ...]
    approval: ApprovalLevel
    hand_over: str | None
    refusals: tuple[str, ...]
    actions: tuple[PlannedEntryAction, ...]
    decision_digest: str
    seal: str

    def sealed(self) -> str:
        return digest_of(self.model_dump(mode="json", exclude={"seal"}))


class Plan(_Strict):
    """`made_at` is aware. `shop` is the folder's name, `console` the console's."""

    version: Literal[1]
    shop: str
    console: str
    run_id: str
    made_at: AwareDatetime
    entries: tuple[PlanEntry, ...]

    def entry(self, ticket_id: str) -> PlanEntry | None:
        return next((entry for entry in self.entries if entry.ticket_id == ticket_id), None)


@dataclass(frozen=True, slots=True)
class Stale:
    """The case is not what it was when the plan was made."""

    reason: str


Match: TypeAlias = Literal["fresh"] | Stale


def entry_of(decision: Decision) -> PlanEntry:
    ticket, order = decision.ticket, decision.order
    actions = [
        {
            "flow": action.flow,
            "action": action.action,
            "occasion": action.occasion,
            "reply": action.reply,
            "params": dict(action.params),
            "digest": action.digest(ticket),
        }
        for action in decision.actions
    ]
    open_entry = PlanEntry.model_validate(
        {
            "ticket_id": ticket.ticket_id,
            "order_id": ticket.order_id,
            "kind": ticket.kind,
            "category": ticket.category,
            "ticket_digest": ticket.digest(),
            "order_digest": order.digest() if order else "",
            "verdict": decision.verdict,
            "rule": decision.rule,
            "because": decision.because,
            "facts": decision.facts,
            "approval": decision.approval,
            "hand_over": decision.hand_over,
            "refusals": decision.refusals,
            "actions": actions,
            "decision_digest": decision.digest(),
            "seal": "",
        }
    )
    return open_entry.model_copy(update={"seal": open_entry.sealed()})


def plan_of(
    decisions: Iterable[Decision], *, shop: str, console: str, run_id: str, made_at: datetime
) -> Plan:
    """All decisions of one dry run, in the order given."""
    entries = tuple(entry_of(decision) for decision in decisions)
    return Plan(
        version=1, shop=shop, console=console, run_id=run_id, made_at=made_at, entries=entries
    )


def file_name(plan: Plan) -> str:
    """`practice-20260618-100000-<run id>.json`."""
    at = plan.made_at.astimezone(text.SHANGHAI).strftime("%Y%m%d-%H%M%S")
    return _FILE_NAME.sub("_", f"{plan.shop}-{at}-{plan.run_id}") + ".json"


def save(plan: Plan, path: Path) -> Path:
    """Write it at once, mode 0600."""
    body = json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, indent=2)
    write_private(path, (body + "\n").encode())
    return path


def load_plan(path: Path, *, shop: str | None = None) -> Plan:
    """Read a plan, of that shop if given; DataFileError when it is damaged or was changed."""
    file = str(path)
    plan = _parsed(path, file)
    remedy = "重新运行 dry-run 生成计划，不要手工修改"
    faults = [
        DataFault(file, 0, f"entries.{number}", f"任务 {entry.ticket_id} 的内容被改过", remedy)
        for number, entry in enumerate(plan.entries)
        if entry.seal != entry.sealed()
    ]
    ids = [entry.ticket_id for entry in plan.entries]
    if len(set(ids)) != len(ids):
        faults.append(DataFault(file, 0, "entries", "有任务出现了两次", remedy))
    if shop is not None and plan.shop != shop:
        message = f"这是店铺 {plan.shop} 的计划，不是 {shop} 的"
        faults.append(DataFault(file, 0, "shop", message, "换成这个店铺的计划"))
    if faults:
        raise DataFileError(faults)
    return plan


def _parsed(path: Path, file: str) -> Plan:
    try:
        raw = read_at_most(path, MAX_BYTES)
        if raw is None:
            raise DataFileError([DataFault(file, 0, "", "文件超过 50 MB", "这不是计划文件")])
        data: Any = json.loads(raw)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataFileError([DataFault(file, 0, "", f"读不了计划：{reason}")]) from error
    except (ValueError, RecursionError) as error:
        raise DataFileError(
            [DataFault(file, 0, "", "不是计划文件", "选 dry-run 生成的 .json")]
        ) from error
    if isinstance(data, dict) and data.get("version") not in (None, VERSION):
        message = f"计划的版本是 {data['version']}，这个程序用版本 {VERSION}"
        raise DataFileError([DataFault(file, 0, "version", message, "重新运行 dry-run")])
    try:
        return Plan.model_validate(data)
    except ValidationError as error:
        faults = [
            DataFault(
                file, 0, ".".join(map(str, one["loc"])), "计划不完整或被改过", "重新运行 dry-run"
            )
            for one in error.errors(include_url=False)
        ]
        raise DataFileError(faults) from error


def match(entry: PlanEntry, decision: Decision) -> Match:
    """`fresh` if the decision made now would write exactly what the entry says, else why not."""
    ticket, order = decision.ticket, decision.order
    if (ticket.ticket_id, ticket.order_id) != (entry.ticket_id, entry.order_id):
        return Stale("不是同一个任务")
    if entry.ticket_digest != ticket.digest():
        return Stale("任务的内容变了")
    if entry.order_digest != (order.digest() if order else ""):
        return Stale("订单的内容变了")
    if (entry.verdict, entry.rule) != (decision.verdict, decision.rule):
        now, planned = (f"{_WORDS[one.verdict]}（{one.rule}）" for one in (decision, entry))
        return Stale(f"现在的决定是{now}，计划里是{planned}")
    if entry.approval != decision.approval:
        return Stale("规则的批准方式变了")
    if entry.decision_digest != decision.digest():
        return Stale("要写的内容变了")
    return FRESH
