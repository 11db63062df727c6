"""Adding one agreement to the shop's 协商记录, with its proofs; what contradicts it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qn_assist.basics import text
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import listed
from qn_assist.basics.paths import rewrite
from qn_assist.datafiles import ENDINGS, sheet_of
from qn_assist.facts.append import append_row
from qn_assist.facts.kinds import AGREEMENT_KINDS, AGREEMENTS, Agreement
from qn_assist.facts.table import TableReading, read_table

KIND_WORDS = {kind: word for word, kind in AGREEMENT_KINDS.items()}
FORM = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Given:
    """What a person records. `proofs` are files anywhere; `replace`: it takes the place of what
    was agreed before."""

    agreement: Agreement
    proofs: tuple[Path, ...]
    replace: bool = False


def add(facts: Path, given: Given, lock: Path) -> Agreement:
    """Copy the proofs into `facts/evidence` and append the row; the agreement as it was written.

    UsageFault for what is there already or contradicts it, and for a file that cannot be added to.
    """
    path = _file(facts)
    sheet = sheet_of(path.read_bytes(), path.name, packed=False)
    for why, remedy in _refusals(read_table(sheet, AGREEMENTS), given):
        raise UsageFault(why, remedy=remedy)
    one = given.agreement
    evidence = tuple(_copied(facts / "evidence", one, proof) for proof in given.proofs)
    whole = Agreement(one.order_id, one.kind, one.recorded_at, one.agreed_at, evidence)
    append_row(facts, AGREEMENTS, _cells(whole), lock)
    return whole


def _file(facts: Path) -> Path:
    found = [
        facts / f"agreements.{end}" for end in ENDINGS if (facts / f"agreements.{end}").exists()
    ]
    if [path.suffix for path in found] != [".csv"]:
        shown = listed(path.name for path in found) or "没有文件"
        remedy = "在 Excel 里另存为 agreements.csv（CSV UTF-8），只留这一个"
        raise UsageFault(f"协商记录要是 {facts}/agreements.csv，现在是 {shown}", remedy=remedy)
    return found[0]


def _refusals(before: TableReading[Agreement], given: Given) -> Iterator[tuple[str, str]]:
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
            rewrite(path, content)
        if path.read_bytes() == content:
            return name
    raise UsageFault(f"{folder} 里这个订单的凭证太多了")


def _cells(one: Agreement) -> dict[str, str]:
    return {
        "order_id": one.order_id,
        "kind": KIND_WORDS[one.kind],
        "agreed_at": one.agreed_at.strftime(FORM) if one.agreed_at else "",
        "recorded_at": one.recorded_at.astimezone(text.SHANGHAI).strftime(FORM),
        "evidence": ";".join(one.evidence),
    }
