"""Reading the flow files of a console, and checking every selector they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import listed, t
from qn_assist.console.flows import KINDS, ActionFlow, Flows
from qn_assist.console.platform_numbers import Platform
from qn_assist.console.reading_flows import OrderFlow
from qn_assist.console.references import resolve
from qn_assist.console.selectors import Console, known_selector
from qn_assist.datafiles import Document, KeyPath, Strict, load


def load_flows(folder: Path, console: Console, platform: Platform) -> Flows:
    """Read `folder/<console>/` over what it extends; DataFileError lists every fault at once."""
    faults: list[DataFault] = []
    found: dict[str, Any] = {}
    keys: set[str] = set()
    for name in filter(None, (console.file.extends, console.name)):
        for path in sorted((folder / name).glob("*.yaml")):
            keys |= _load_one(path, console, platform, found, faults)
    kinds = {kind: [flow for flow in found.values() if flow.kind == kind] for kind in KINDS}
    for kind in ("login", "todo", "order"):
        if len(kinds[kind]) != 1 and not faults:
            faults.append(
                DataFault(
                    str(folder / console.name),
                    0,
                    "",
                    t("console.one_flow", kind=kind, count=len(kinds[kind])),
                )
            )
    if faults:
        raise DataFileError(faults)
    # A console may replace the lists of the one it extends as a whole: same ticket kind, own file.
    lists = {flow.ticket_kind: flow for flow in kinds["list"]}
    return Flows(
        kinds["login"][0],
        kinds["todo"][0],
        kinds["order"][0],
        tuple(lists.values()),
        {flow.flow: flow for flow in kinds["action"]},
        next(reversed(kinds["figures"]), None),
        {flow.about: flow for flow in kinds["status"]},
        tuple(kinds["overview"]),
        frozenset(keys),
    )


def _load_one(
    path: Path,
    console: Console,
    platform: Platform,
    found: dict[str, Any],
    faults: list[DataFault],
) -> frozenset[str]:
    """Adds the flow to `found`, or what is wrong to `faults`; the keys that the file refers to."""
    try:
        file = resolve(load(path), platform)
        flow: Any = file.validate(_kind_of(file.document))
    except DataFileError as error:
        faults.extend(error.faults)
        return frozenset()
    for place, reference in references(flow):
        if not known_selector(console.pages, reference, getattr(flow, "page", "")):
            faults.append(
                file.fault(
                    place, t("flow.no_selector", name=reference), t("flow.no_selector.remedy")
                )
            )
    for place, reference in clicked(flow):
        page = getattr(flow, "page", "")
        known = known_selector(console.pages, reference, page)
        if known and not console.locate(reference, page).selector.names_something:
            faults.append(
                file.fault(place, t("flow.nameless", name=reference), t("flow.nameless.remedy"))
            )
    if isinstance(flow, ActionFlow):
        flow._written = file
    found[flow.flow] = flow
    return file.keys


def _kind_of(document: Document) -> type[Strict]:
    kind = document.data.get("kind") if isinstance(document.data, Mapping) else None
    if kind not in KINDS:
        message = t("flow.no_kind", kind=repr(kind))
        remedy = t("flow.no_kind.remedy", known=listed(KINDS))
        raise DataFileError([DataFault(document.file, 0, "kind", message, remedy)])
    return KINDS[str(kind)]


def references(flow: Any) -> Iterator[tuple[KeyPath, str]]:
    """(path in the file, selector name) of every selector a flow uses."""
    for part in ("not_yet", "opens", "identity", "prepare", "verify", "absent", "closed"):
        for index, step in enumerate(getattr(flow, part, ())):
            for key in ("target", "table"):
                reference = getattr(step.arguments, key, None)
                if reference:
                    yield (part, index, step.verb, key), reference
    yield from _own_references(flow)


_CLICKS = frozenset({"click", "choose_tab"})
_OWN_CLICKS = frozenset({"click", "confirm", "next_page", "submit", "quick_enter"})


def clicked(flow: Any) -> Iterator[tuple[KeyPath, str]]:
    """Of the same those that are clicked: what is clicked must be named, not found by its place."""
    for place, reference in references(flow):
        if _CLICKS & set(map(str, place)) or place[-1] in _OWN_CLICKS:
            yield place, reference


def _own_references(flow: Any) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(flow, ActionFlow):
        yield ("submit", "click"), flow.submit.click
        if flow.submit.confirm:
            yield ("submit", "confirm"), flow.submit.confirm
        return
    named = {
        "login": ("account", "password", "submit", "rejected", "quick_enter"),
        "list": ("table", "pagination", "next_page", "page_size"),
        "overview": ("table", "pagination", "next_page", "page_size"),
        "todo": ("ready", "cards"),
        "figures": ("table", "day"),
        "order": ("items", "trace", "trace_empty"),
        "status": ("table",),
    }
    for key in named[flow.kind]:
        reference = getattr(flow, key)
        if reference:
            yield (key,), reference
    if isinstance(flow, OrderFlow):
        yield from ((("values", name), reference) for name, reference in flow.values.items())
    for index, category in enumerate(getattr(flow, "categories", ())):
        if category.tab_badge:
            yield ("categories", index, "tab_badge"), category.tab_badge
