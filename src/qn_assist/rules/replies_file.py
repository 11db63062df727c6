"""`replies.yaml`: what may be said, in the shop's words, and what each text claims.

Templates and claims are checked when the file is loaded; `check` looks at the rendered text. A
reply that fails anything is not typed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pydantic import Field

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.console import Platform
from qn_assist.datafiles import Document, KeyPath, Strict, near, validate
from qn_assist.rules import templates
from qn_assist.rules.claims import CLAIMS, undeclared
from qn_assist.rules.forbidden import forbidden_in
from qn_assist.rules.symbols import SymbolValue


class ReplyEntry(Strict):
    """One reply of the file. `claims`: names of `claims.CLAIMS`; `max_length` in characters."""

    title: str
    text: str = Field(min_length=1)
    claims: list[str] = Field(default_factory=list)
    max_length: int | None = Field(default=None, ge=1, le=2000)


class RepliesFile(Strict):
    """The file. `forbidden`: words no reply of this shop may contain."""

    forbidden: list[str] = Field(default_factory=list)
    replies: dict[str, ReplyEntry] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Reply:
    name: str
    title: str
    text: str
    claims: tuple[str, ...]
    max_length: int
    forbidden: tuple[str, ...] = ()

    @property
    def symbols(self) -> frozenset[str]:
        return templates.names_in(self.text)


Replies = Mapping[str, Reply]


def load_replies(document: Document, platform: Platform, words: Collection[str] = ()) -> Replies:
    """The replies by name; DataFileError with every fault. `words`: more forbidden words."""
    file = validate(document, RepliesFile)
    faults: list[DataFault] = []
    for name, entry in file.replies.items():
        faults += _faults(document, ("replies", name), entry)
    if faults:
        raise DataFileError(faults)
    longest = int(platform.number("reply.description_max"))
    forbidden = tuple(dict.fromkeys([*file.forbidden, *words]))
    return {
        name: Reply(
            name,
            entry.title,
            entry.text,
            tuple(entry.claims),
            entry.max_length or longest,
            forbidden,
        )
        for name, entry in file.replies.items()
    }


def _faults(document: Document, path: KeyPath, entry: ReplyEntry) -> list[DataFault]:
    found = template_faults(document, (*path, "text"), entry.text)
    found += [
        document.fault(
            (*path, "claims", number), t("reply.no_claim", claim=claim), near(claim, list(CLAIMS))
        )
        for number, claim in enumerate(entry.claims)
        if claim not in CLAIMS
    ]
    if found:
        return found
    words = templates.fixed_text(entry.text)
    found += [
        document.fault(
            (*path, "text"),
            t("reply.unclaimed", saying=saying),
            t("reply.unclaimed.remedy", claim=claim),
        )
        for saying, claim in undeclared(words, entry.claims)
    ]
    return found + [
        document.fault((*path, "text"), t("reply.in_template", problem=problem), t("reply.remove"))
        for problem in forbidden_in(words)
    ]


def template_faults(document: Document, path: KeyPath, source: str) -> list[DataFault]:
    """The faults of a template at `path`, each at its own line of the file."""
    return [
        document.fault(path, fault.message, fault.remedy, line=document.text_line(path, fault.line))
        for fault in templates.faults_in(source)
    ]


def render(reply: Reply, symbols: Mapping[str, SymbolValue]) -> str:
    """The text for one case; templates.Unrenderable when something is not known."""
    return templates.render(reply.text, symbols)


def check(
    reply: Reply, shown: str, claims_supported: Collection[str], ours: Collection[str] = ()
) -> list[str]:
    """Why this text may not be sent, in Chinese; empty when it may. `ours`: ids to pass over."""
    problems = [
        t("reply.not_borne_out", claim=CLAIMS[claim].title)
        for claim in reply.claims
        if claim not in claims_supported
    ]
    if len(shown) > reply.max_length:
        problems.append(t("reply.too_long", length=len(shown), most=reply.max_length))
    if not shown:
        problems.append(t("reply.empty"))
    return problems + forbidden_in(shown, reply.forbidden, ours)
