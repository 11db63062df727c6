"""Reading a console's folder: `console.yaml`, its pages, and those of the console it extends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import listed, t
from qn_assist.console.selectors import Console, ConsoleFile, Page, known_selector
from qn_assist.datafiles import load, validate


def load_console(folder: Path, name: str) -> Console:
    """Read `folder/<name>/`; DataFileError lists every fault of every file at once."""
    faults: list[DataFault] = []
    file, pages = _load_folder(folder, name, faults)
    if file is not None and file.extends:
        base_file, base_pages = _load_folder(folder, file.extends, faults)
        pages = {**base_pages, **pages}
        file = _inherit(file, base_file)
    if file is not None:
        faults += _undefined(folder / name, file, pages)
    if faults or file is None:
        raise DataFileError(faults)
    return Console(name, file, pages, file.origins)


def _load_folder(
    folder: Path, name: str, faults: list[DataFault]
) -> tuple[ConsoleFile | None, dict[str, Page]]:
    place = folder / name
    if not (place / "console.yaml").is_file():
        known = listed(sorted(path.parent.name for path in folder.glob("*/console.yaml")))
        faults.append(
            DataFault(
                str(place / "console.yaml"),
                0,
                "",
                t("console.no_such", name=name),
                t("console.there_are", known=known),
            )
        )
        return None, {}
    file = _collect(place / "console.yaml", ConsoleFile, faults)
    pages: dict[str, Page] = {}
    for path in sorted(place.glob("*.yaml")):
        if path.name in {"console.yaml", "platform.yaml"}:
            continue
        page = _collect(path, Page, faults)
        if page is not None:
            pages[page.page] = page
    return file, pages


def _collect(path: Path, model: type[Any], faults: list[DataFault]) -> Any:
    try:
        return validate(load(path), model)
    except DataFileError as error:
        faults.extend(error.faults)
        return None


def _inherit(file: ConsoleFile, base: ConsoleFile | None) -> ConsoleFile:
    if base is None:
        return file
    given = file.model_dump(by_alias=True, exclude_unset=True)
    merged = {**base.model_dump(by_alias=True, exclude_unset=True), **given}
    merged["origins"] = {**base.origins, **file.origins}
    return ConsoleFile.model_validate(merged)


def _undefined(place: Path, file: ConsoleFile, pages: Mapping[str, Page]) -> list[DataFault]:
    faults = []
    for page in pages.values():
        where = str(place / f"{page.page}.yaml")
        wanted = [(f"selectors.{key}.inside", one.inside) for key, one in page.selectors.items()]
        for path, reference in [*wanted, ("ready", page.ready)]:
            if reference is not None and not known_selector(pages, reference, page.page):
                faults.append(
                    DataFault(
                        where,
                        0,
                        path,
                        t("console.no_selector", reference=reference),
                        t("console.spelling"),
                    )
                )
    where = str(place / "console.yaml")
    named = [("shop_name", file.shop_name)]
    named += [(f"masks.{mask.name}.appears", mask.appears) for mask in file.masks]
    named += [(f"masks.{mask.name}.close", close) for mask in file.masks for close in mask.close]
    for path, reference in named:
        if reference is not None and not known_selector(pages, reference, ""):
            faults.append(
                DataFault(
                    where,
                    0,
                    path,
                    t("console.no_selector", reference=reference),
                    t("console.spelling"),
                )
            )
    faults += _nameless(where, file, pages)
    return faults


def _nameless(where: str, file: ConsoleFile, pages: Mapping[str, Page]) -> Iterator[DataFault]:
    """What closes a mask is clicked: it must say which control it means."""
    for mask in file.masks:
        for reference in mask.close:
            owner, _, name = reference.rpartition(".")
            selector = (
                pages[owner].selectors[name] if known_selector(pages, reference, "") else None
            )
            if selector is not None and not selector.names_something:
                path = f"masks.{mask.name}.close"
                said = t("flow.nameless", name=reference)
                yield DataFault(where, 0, path, said, t("flow.nameless.remedy"))
