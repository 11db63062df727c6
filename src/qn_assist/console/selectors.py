"""Where things are: consoles, their pages and named selectors, from `selectors/<console>/*.yaml`.

Pure models; their loading is `consolefiles.py`. A selector is a scope plus a list of *witnesses*;
the rule by which they elect exactly one control is in `browser/js/page.js`. Names such as
`tasks.submit` mean selector `submit` of page `tasks`; a bare name means the page at hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from qn_assist.basics.language import listed, t
from qn_assist.datafiles import Strict

Control = Literal[
    "button",
    "link",
    "input",
    "textarea",
    "radio",
    "checkbox",
    "select",
    "date",
    "range",
    "upload",
    "tab",
    "option",
    "dialog",
    "drawer",
    "table",
    "pagination",
    "row",
    "text",
    "region",
    "frame",
]
WITNESSES = (
    "role",
    "text",
    "label",
    "placeholder",
    "id",
    "test_id",
    "css",
    "class_prefix",
    "beside",
)


_NAMING = frozenset({"text", "label", "placeholder", "id", "test_id", "beside"})
_BY_ID = re.compile(r"#[A-Za-z_][\w-]*$|\[[\w-]+=(['\"]?)[^'\"\]]+\1\]$")
_BY_PLACE = re.compile(r":(nth|first|last|only)-")


class Witness(Strict):
    """One way to point at the element; exactly one of the pointing keys is given."""

    role: str | None = None
    text: str | None = None
    label: str | None = None
    placeholder: str | None = None
    id: str | None = None
    test_id: str | None = None
    css: str | None = None
    class_prefix: str | None = None
    beside: str | None = None
    source: str | None = None
    confirmed: bool | None = None

    @model_validator(mode="after")
    def _one_pointer(self) -> Witness:
        if sum(getattr(self, key) is not None for key in WITNESSES) != 1:
            raise ValueError(t("console.one_witness", kinds=listed(WITNESSES)))
        return self

    @property
    def names_something(self) -> bool:
        """A word, an id, or a place beside a word; in CSS an id or an attribute with its value."""
        kind, value = self.pointer()
        if kind == "css":
            return not _BY_PLACE.search(value) and bool(_BY_ID.search(value))
        return kind in _NAMING

    def pointer(self) -> tuple[str, str]:
        """(kind, value), e.g. ("css", ".next-drawer")."""
        return next((key, getattr(self, key)) for key in WITNESSES if getattr(self, key))


class Selector(Strict):
    """A named way to find exactly one control, or with `many` one set of elements.

    `inside` names the scope (another selector of the page). `key` is the whole word a row must
    contain or, with `column`, the whole of that column's cell. `name` and `key` may hold
    `{placeholders}` filled from the ticket. `appears_after` says in words what must be chosen
    first; `check --live` leaves such a selector out.
    """

    control: Control = Field(alias="is")
    name: str | None = None
    inside: str | None = None
    frame: str | None = None
    key: str | None = None
    column: str | None = None
    many: bool = False
    appears_after: str | None = None
    find: list[Witness] = Field(min_length=1)
    confirmed: bool = True
    note: str | None = None

    @model_validator(mode="after")
    def _a_row_has_a_key(self) -> Selector:
        if self.control == "row" and not self.many and self.key is None:
            raise ValueError(t("console.row_key"))
        return self

    @property
    def names_something(self) -> bool:
        """Whether it says *which* control it means. A place in the page or a class alone does not:
        another control stands there when the page changes.
        """
        return bool(self.name or self.key) or any(one.names_something for one in self.find)


class Page(Strict):
    """One page: its address below an origin, how to know it is usable, and its selectors."""

    page: str
    title: str
    url: str | None = None
    ready: str | None = None
    confirmed: bool = True
    note: str | None = None
    selectors: dict[str, Selector] = Field(default_factory=dict)


class Mask(Strict):
    """A known thing in the way. `appears` is a selector of the shell page, `close` one or more."""

    name: str
    appears: str
    close: list[str] = Field(min_length=1)
    note: str | None = None


class Signs(Strict):
    """What means "stop": frame addresses and CSS that only risk control or a login page shows."""

    captcha_frames: list[str] = Field(default_factory=list)
    captcha_css: list[str] = Field(default_factory=list)
    login_urls: list[str] = Field(default_factory=list)
    login_frames: list[str] = Field(default_factory=list)
    no_permission_css: list[str] = Field(default_factory=list)
    no_permission_text: list[str] = Field(default_factory=list)


class Envelope(Strict):
    """How the console's own answers tell success: mtop `ret[0]` and its failure prefixes.

    `risk` asks to be slower; `captcha` asks for a person. `nothing_done` are the words of its front
    door that come before any work: only after them may the page send a write once more.
    """

    path: str = "ret"
    success: str = "SUCCESS"
    business: str = "FAIL_BIZ"
    nothing_done: list[str] = Field(default_factory=list)
    session: list[str] = Field(default_factory=list)
    risk: list[str] = Field(default_factory=list)
    captcha: list[str] = Field(default_factory=list)


class Personal(Strict):
    """What pictures must not show: the labels and headers beside it, and CSS of other places."""

    labels: list[str] = Field(default_factory=list)
    css: list[str] = Field(default_factory=list)


class ConsoleFile(Strict):
    """`console.yaml`: what holds for the whole back office. `extends` takes all else from there."""

    console: str
    title: str
    extends: str | None = None
    origins: dict[str, str] = Field(default_factory=dict)
    time_zone: Literal["Asia/Shanghai"] = "Asia/Shanghai"
    shop_name: str | None = None
    home: str | None = None
    masks: list[Mask] = Field(default_factory=list)
    signs: Signs | None = None
    envelope: Envelope | None = None
    personal: Personal | None = None
    request_timeout_seconds: float = Field(default=15, ge=0.1, le=300)
    seen_within_seconds: float = Field(default=300, ge=0.1, le=86_400)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A selector with its full name, ready to be sent to a page."""

    page: str
    name: str
    selector: Selector

    @property
    def full_name(self) -> str:
        return f"{self.page}.{self.name}"


@dataclass(frozen=True)
class Console:
    """A console with all its pages (own ones first, then those it extends)."""

    name: str
    file: ConsoleFile
    pages: Mapping[str, Page]
    origins: Mapping[str, str]

    def at(self, origins: Mapping[str, str]) -> Console:
        """The same console with a shop's origins in place of the public ones."""
        return Console(self.name, self.file, self.pages, {**self.origins, **origins})

    def locate(self, reference: str, page: str = "") -> Located:
        """The selector called `reference`; KeyError when no page has it."""
        owner, _, name = reference.rpartition(".")
        owner = owner or page
        return Located(owner, name, self.pages[owner].selectors[name])

    def scopes(self, located: Located) -> list[Located]:
        """From the outermost scope down to the selector itself."""
        chain = [located]
        while chain[0].selector.inside is not None:
            chain.insert(0, self.locate(chain[0].selector.inside, chain[0].page))
        return chain

    def url(self, template: str, values: Mapping[str, str] | None = None) -> str:
        """`{myseller}/home.htm/…` with the origins (no trailing slash) and values filled in."""
        bases = {key: base.rstrip("/") for key, base in self.origins.items()}
        return template.format_map({**(values or {}), **bases})

    def is_login(self, url: str) -> bool:
        """Whether an address is one of the pages where one logs in."""
        starts = self.file.signs.login_urls if self.file.signs else []
        return any(url.startswith(self.url(one)) for one in starts)

    def own_url(self, url: str) -> bool:
        """Whether an address belongs to one of the origins; exact host and port, not substring."""
        return any(
            url == base or url.startswith(f"{base.rstrip('/')}/") for base in self.origins.values()
        )


def known_selector(pages: Mapping[str, Page], reference: str, page: str) -> bool:
    """Whether `reference` names a selector of some page."""
    owner, _, name = reference.rpartition(".")
    found = pages.get(owner or page)
    return found is not None and name in found.selectors
