"""Everything kept about one ticket as one file for an appeal: a page, the same as JSON, pictures.

Texts are masked and hide what the console said of this buyer; pictures of the console were masked
when they were taken. The same ledger makes the same bytes: fixed order, fixed time stamps, and a
SHA-256 of every file.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qn_assist.basics import text
from qn_assist.basics.language import listed, t
from qn_assist.basics.masking import HIDDEN
from qn_assist.case import Basis, Buyer, Ticket
from qn_assist.facts import AGREEMENTS, ANSWERS
from qn_assist.report.page import render
from qn_assist.report.shown import id_shown, shown, word
from qn_assist.report.titles import Titles
from qn_assist.rules import for_courier

PAGE, DATA, SUMS = "index.html", "index.json", "SHA256SUMS"
PICTURES, PROOFS = "pictures", "proof"
SHORTEST_NAME = 2
# The oldest a zip can say.
_STAMP = (1980, 1, 1, 0, 0, 0)
_FIELD = "field."


@dataclass(frozen=True, slots=True)
class AppealCase:
    """What the ledger and the shop keep of a ticket.

    `events`, `writes` and `decisions` are rows of the ledger, oldest first; `bases` what those
    decisions were made from. A proof that is not there is None.
    """

    ticket: Ticket
    titles: Titles
    shop_name: str
    owner: str
    paid: float | None
    events: tuple[Any, ...]
    writes: tuple[Any, ...]
    decisions: tuple[Any, ...]
    bases: tuple[Basis, ...]
    pictures: Mapping[str, bytes] = field(repr=False, default_factory=dict)
    proofs: Mapping[str, bytes | None] = field(repr=False, default_factory=dict)


def appeal_zip(case: AppealCase) -> bytes:
    """The archive; pictures and proofs under their names, sorted."""
    files = dict(_attached(case))
    data = _data(case) | {"contents": [_entry(name, raw) for name, raw in sorted(files.items())]}
    files[DATA] = (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    files[PAGE] = render("appeal.html.j2", case=data)
    sums = "".join(f"{_sha(raw)}  {name}\n" for name, raw in sorted(files.items()))
    return _packed(files | {SUMS: sums.encode()})


def _attached(case: AppealCase) -> Iterator[tuple[str, bytes]]:
    for name, raw in case.pictures.items():
        yield f"{PICTURES}/{name}", raw
    for name, proof in case.proofs.items():
        if proof is not None:
            yield f"{PROOFS}/{name}", proof


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, raw in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            archive.writestr(entry, raw)
    return out.getvalue()


def _entry(name: str, raw: bytes) -> dict[str, object]:
    kind = t(f"appeal.{name.partition('/')[0]}")
    return {"file": name, "title": kind, "bytes": len(raw), "sha256": _sha(raw)}


def _sha(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


@dataclass(frozen=True, slots=True)
class _Clean:
    """Hides what the console ever said of the ticket's buyer, beside what every report masks."""

    personal: tuple[str, ...]

    def __call__(self, value: object) -> str:
        told = text.tidy(str(value or ""))
        for name in self.personal:
            told = told.replace(name, HIDDEN)
        return shown(for_courier(told))


def _clean_of(case: AppealCase) -> _Clean:
    buyers: set[Buyer] = {case.ticket.buyer, *(basis.ticket.buyer for basis in case.bases)}
    said = {value for one in buyers for value in (one.nick, one.name, one.phone, one.address)}
    return _Clean(tuple(sorted((v for v in said if v and len(v) >= SHORTEST_NAME), key=len)[::-1]))


def _data(case: AppealCase) -> dict[str, Any]:
    clean = _clean_of(case)
    return {
        "ticket": _ticket(case, clean),
        "timeline": [_event(one, clean) for one in case.events],
        "writes": [_write(one, case.titles, clean) for one in case.writes],
        "decisions": [_decision(one, case.titles, clean) for one in case.decisions],
        "traces": list(_traces(case.bases, clean)),
        "agreements": list(_agreements(case)),
        "answers": list(_answers(case.bases, clean)),
    }


def _ticket(case: AppealCase, clean: _Clean) -> dict[str, Any]:
    ticket = case.ticket
    money = ticket.expected_compensation
    known = [basis.order.waybill for basis in case.bases if basis.order and basis.order.waybill]
    return {
        "shop": shown(case.shop_name),
        "ticket_id": id_shown(ticket.ticket_id),
        "order_id": id_shown(ticket.order_id),
        "waybill": id_shown(ticket.waybill or next(iter(known[::-1]), None)),
        "kind": case.titles.kind(ticket.kind),
        "category": case.titles.category(ticket.category or ticket.kind),
        "courier": clean(ticket.courier),
        "item": clean(ticket.item_title),
        "console_state": clean(ticket.state_text or ticket.state),
        "deadline": _at(ticket.deadline),
        "read_at": _at(ticket.read_at),
        "expected": None if money is None else float(money),
        "paid": case.paid,
        "owner": clean(case.owner),
    }


def _event(one: Any, clean: _Clean) -> dict[str, Any]:
    return {
        "at": _at(one.at),
        "event": one.event,
        "word": word("state", one.event),
        "by": clean(one.data.get("by")),
        "entry": one.claim_id,
        "run_id": one.run_id,
        "detail": clean("  ".join(filter(None, (one.data.get("because"), one.detail)))),
    }


def _write(one: Any, titles: Titles, clean: _Clean) -> dict[str, Any]:
    flow = str(one.params.get("flow", ""))
    fields = {
        titles.field(flow, name.removeprefix(_FIELD)): clean(_joined(value))
        for name, value in one.params.items()
        if name.startswith(_FIELD)
    }
    return {
        "entry": one.claim_id,
        "title": titles.flow(flow) or word("action", one.key.action),
        "state": one.state.value,
        "word": word("state", one.state),
        "fields": fields,
        "submitted_at": _at(one.submitted_at),
        "verified_at": _at(one.verified_at),
        "read_back": clean(one.evidence),
        "detail": clean(one.detail),
        "settled_by": clean(one.settled_by),
        "digest": one.digest,
    }


def _joined(value: object) -> str:
    return value if isinstance(value, str) else listed(map(str, value))  # type: ignore[call-overload]


def _decision(one: Any, titles: Titles, clean: _Clean) -> dict[str, Any]:
    return {
        "at": _at(one.decided_at),
        "rule": titles.rule(one.rule),
        "because": clean(one.because),
        "facts": [clean(fact) for fact in one.facts],
        "refusals": [clean(refusal) for refusal in one.refusals],
        "hand_over": clean(one.hand_over),
    }


def _traces(bases: Iterable[Basis], clean: _Clean) -> Iterator[dict[str, Any]]:
    """The trace each time it was read otherwise than before."""
    before: object = None
    for basis in bases:
        order = basis.order
        if order is None or (order.status, order.trace) == before:
            continue
        before = (order.status, order.trace)
        nodes = [{"at": _at(node.at), "text": clean(node.text)} for node in order.trace]
        yield {"read_at": _at(order.read_at), "order": clean(order.status_text), "nodes": nodes}


def agreements_of(bases: Iterable[Basis]) -> dict[Any, None]:
    """Every agreement a decision knew of, each once, in order."""
    return {one: None for basis in bases for one in basis.facts.all(AGREEMENTS)}


def _agreements(case: AppealCase) -> Iterator[dict[str, Any]]:
    for one in agreements_of(case.bases):
        proofs = [{"name": shown(name), "file": _proof_file(case, name)} for name in one.evidence]
        yield {
            "kind": word("agreement", one.kind),
            "recorded_at": _at(one.recorded_at),
            "agreed_at": _at(one.agreed_at),
            "proofs": proofs,
        }


def _proof_file(case: AppealCase, name: str) -> str | None:
    return f"{PROOFS}/{name}" if case.proofs.get(name) is not None else None


def _answers(bases: Iterable[Basis], clean: _Clean) -> Iterator[dict[str, Any]]:
    found = {one: None for basis in bases for one in basis.facts.all(ANSWERS)}
    for one in found:
        yield {
            "waybill": id_shown(one.waybill),
            "kind": word("answer", one.kind),
            "asked_at": _at(one.asked_at),
            "answered_at": _at(one.answered_at),
            "content": clean(one.content),
        }


def _at(moment: datetime | None) -> str:
    """Seconds, in Asia/Shanghai."""
    return f"{moment.astimezone(text.SHANGHAI):%Y-%m-%d %H:%M:%S}" if moment else ""
