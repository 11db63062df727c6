"""Adding one agreement to the shop's 协商记录, with its proofs; what contradicts it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from qn_assist.basics import text
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import listed, t
from qn_assist.basics.paths import rewrite
from qn_assist.datafiles import ENDINGS, sheet_of
from qn_assist.facts.append import add_row, adding_to, unwritable
from qn_assist.facts.kinds import AGREEMENT_KINDS, AGREEMENTS, Agreement
from qn_assist.facts.table import TableReading, read_table

# How a kind is written into the file.
_KIND_WORDS = {kind: word for word, kind in AGREEMENT_KINDS.items()}
FORM = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class ProofPicture:
    """A picture as it was looked at; `ending` with its dot."""

    ending: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Given:
    """What a person records; `replace`: it takes the place of what was agreed before."""

    agreement: Agreement
    proofs: tuple[ProofPicture, ...]
    replace: bool = False


def add(facts: Path, given: Given, lock: Path) -> Agreement:
    """Copy the proofs into `facts/evidence` and append the row; the agreement as it was written.

    UsageFault for what is there already or contradicts it, and for a file that cannot be added to.
    """
    path = _file(facts)
    with adding_to(path, lock):
        before = read_table(sheet_of(path.read_bytes(), path.name, packed=False), AGREEMENTS)
        for why, remedy in _refusals(before, given):
            raise UsageFault(why, remedy=remedy)
        one = given.agreement
        kept = tuple(_kept(facts / "evidence", one, proof) for proof in given.proofs)
        whole = replace(one, evidence=kept)
        add_row(path, AGREEMENTS, _cells(whole))
    return whole


def _file(facts: Path) -> Path:
    places = (facts / f"agreements.{ending}" for ending in ENDINGS)
    found = [path for path in places if path.exists()]
    if [path.suffix for path in found] != [".csv"]:
        names = listed(path.name for path in found) or t("facts.no_files")
        said = t("facts.not_one_csv", path=facts / "agreements.csv", found=names)
        raise UsageFault(said, remedy=t("facts.not_one_csv.remedy"))
    return found[0]


def _refusals(before: TableReading[Agreement], given: Given) -> Iterator[tuple[str, str]]:
    one = given.agreement
    if one.order_id in before.doubtful:
        yield _refusal("bad_row", order=one.order_id)
    same = [each for each in before.records if each.order_id == one.order_id]
    if not same:
        return
    last = max(same, key=lambda each: each.recorded_at)
    date = f" {last.agreed_at:%Y-%m-%d %H:%M}" if last.agreed_at else ""
    was, at = t(f"agreement.{last.kind}") + date, f"{last.recorded_at:%Y-%m-%d %H:%M:%S}"
    if (last.kind, last.agreed_at) == (one.kind, one.agreed_at):
        yield _refusal("recorded", was=was, at=at)
    if not given.replace:
        yield _refusal("contradicts", was=was, at=at)
    if last.recorded_at >= one.recorded_at:
        yield _refusal("not_later", at=at)


def _refusal(name: str, **values: str) -> tuple[str, str]:
    return t(f"facts.{name}", **values), t(f"facts.{name}.remedy")


def _kept(folder: Path, one: Agreement, proof: ProofPicture) -> str:
    """The name in the evidence folder; a file of that name with other content is never replaced."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            name = f"{one.order_id}-{one.kind}-{number}{proof.ending}"
            path = folder / name
            if not path.exists():
                rewrite(path, proof.content)
            if path.read_bytes() == proof.content:
                return name
    except OSError as error:
        raise unwritable(folder, error.strerror) from error
    said = t("facts.many_proofs", path=folder)
    raise UsageFault(said, remedy=t("facts.many_proofs.remedy"))


def _cells(one: Agreement) -> dict[str, str]:
    return {
        "order_id": one.order_id,
        "kind": _KIND_WORDS[one.kind],
        "agreed_at": one.agreed_at.strftime(FORM) if one.agreed_at else "",
        "recorded_at": one.recorded_at.astimezone(text.SHANGHAI).strftime(FORM),
        "evidence": ";".join(one.evidence),
    }
