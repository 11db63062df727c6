"""Adding one agreement to the shop's 协商记录, in the form that the file has: encoding, mark, line
ends, separator, columns. Nothing that stands there is changed.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qn_assist import text
from qn_assist.errors import UsageFault
from qn_assist.factfiles import ENDINGS, Sheet, Written, sheet_of, written_as
from qn_assist.factkinds import AGREEMENT_KINDS, AGREEMENTS, Agreement
from qn_assist.facttables import Reading, read_table

KIND_WORDS = {kind: word for word, kind in AGREEMENT_KINDS.items()}
FORM = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Given:
    """What a person records. `proofs` are files anywhere; `replace`: it takes the place of what
    was agreed before."""

    agreement: Agreement
    proofs: tuple[Path, ...]
    replace: bool = False


def add(facts: Path, given: Given) -> Agreement:
    """Copy the proofs into `facts/evidence` and append the row; the agreement as it was written.

    UsageFault for what is there already or contradicts it, and for a file that cannot be added to.
    """
    path = _file(facts)
    raw = path.read_bytes()
    sheet = sheet_of(raw, path.name, packed=False)
    for why, remedy in _refusals(read_table(sheet, AGREEMENTS), given):
        raise UsageFault(why, remedy=remedy)
    one = given.agreement
    evidence = tuple(_copied(facts / "evidence", one, proof) for proof in given.proofs)
    whole = Agreement(one.order_id, one.kind, one.recorded_at, one.agreed_at, evidence)
    added = raw + _row(sheet, written_as(raw, path.name), raw, whole)
    _check(added, path.name, whole)
    if path.read_bytes() != raw:
        raise UsageFault("协商记录刚刚被别的程序改了，没有写", remedy="再试一次")
    _replace(path, added)
    return whole


def _file(facts: Path) -> Path:
    found = [
        facts / f"agreements.{end}" for end in ENDINGS if (facts / f"agreements.{end}").exists()
    ]
    if [path.suffix for path in found] != [".csv"]:
        shown = "、".join(path.name for path in found) or "没有文件"
        remedy = "在 Excel 里另存为 agreements.csv（CSV UTF-8），只留这一个"
        raise UsageFault(f"协商记录要是 {facts}/agreements.csv，现在是 {shown}", remedy=remedy)
    return found[0]


def _refusals(before: Reading[Agreement], given: Given) -> Iterator[tuple[str, str]]:
    one = given.agreement
    if one.order_id in before.doubtful:
        yield f"协商记录里订单 {one.order_id} 有一行写错了", "先改好那一行"
    same = [each for each in before.records if each.order_id == one.order_id]
    if not same:
        return
    last = max(same, key=lambda each: each.recorded_at)
    was = f"{KIND_WORDS[last.kind]}{f'，{last.agreed_at:%Y-%m-%d %H:%M}' if last.agreed_at else ''}"
    if (last.kind, last.agreed_at) == (one.kind, one.agreed_at):
        yield f"这个约定已经记过：{was}（{last.recorded_at:%Y-%m-%d %H:%M} 记的）", "不用再记"
    if last.recorded_at >= one.recorded_at:
        yield f"已有一条记录的时间不早于现在：{last.recorded_at:%Y-%m-%d %H:%M:%S}", "检查那一行"
    if not given.replace:
        yield f"和已有的约定矛盾：{was}", "买家确实改了主意，就加上 --replace"


def _copied(folder: Path, one: Agreement, proof: Path) -> str:
    """The name in the evidence folder; a file of that name with other content is never replaced."""
    content = proof.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, 1000):
        name = f"{one.order_id}-{one.kind}-{number}{proof.suffix.lower()}"
        path = folder / name
        if not path.exists():
            _replace(path, content)
        if path.read_bytes() == content:
            return name
    raise UsageFault(f"{folder} 里这个订单的凭证太多了")


def _row(sheet: Sheet, form: Written, raw: bytes, one: Agreement) -> bytes:
    """The line to append; before it an end for a last line that has none."""
    cells = {
        "order_id": _as_before(sheet, form, raw, one.order_id),
        "kind": KIND_WORDS[one.kind],
        "agreed_at": one.agreed_at.strftime(FORM) if one.agreed_at else "",
        "recorded_at": one.recorded_at.astimezone(text.SHANGHAI).strftime(FORM),
        "evidence": ";".join(one.evidence),
    }
    fields = {header: column.field for column in AGREEMENTS.columns for header in column.headers}
    out = io.StringIO()
    line = [cells.get(fields.get(header, ""), "") for header in sheet.headers]
    csv.writer(out, delimiter=form.separator, lineterminator=form.line_end).writerow(line)
    ended = raw.decode(form.encoding).endswith(("\n", "\r"))
    # The bare codecs write no second mark in the middle of the file.
    bare = {"utf-8-sig": "utf-8", "utf-16": form.byte_order}.get(form.encoding, form.encoding)
    return (("" if ended else form.line_end) + out.getvalue()).encode(bare)


def _as_before(sheet: Sheet, form: Written, raw: bytes, order_id: str) -> str:
    """An id kept as text by `="…"`, an apostrophe or a tab, where the file keeps its ids so."""
    before = [row.cells.get(header, "") for row in sheet.rows for header in sheet.headers]
    ids = [cell for cell in before if cell.isdigit() and len(cell) > 15]
    body = raw.decode(form.encoding)
    for made in ('="{}"', '"=""{}"""', "'{}", "{}\t"):
        parts = made.endswith(form.separator)  # a tab that only ends the cell
        if ids and not parts and made.format(ids[-1]) in body:
            return {'"=""{}"""': '="{}"'}.get(made, made).format(order_id)
    return order_id


def _check(added: bytes, name: str, one: Agreement) -> None:
    """What was made is read as any pass would read it, before it takes the file's place."""
    read = read_table(sheet_of(added, name, packed=False), AGREEMENTS)
    mine = [each for each in read.records if each == one]
    if len(mine) != 1 or one.order_id in read.doubtful:
        raise UsageFault("写进去的一行读不回来，没有写", remedy=f"检查 {name} 的表头和最后一行")


def _replace(path: Path, content: bytes) -> None:
    """At once; a file that exists keeps its rights."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
