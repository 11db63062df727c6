"""A reader's way: `handle_ticket` followed from top to bottom, every call in its order.

A room is a file of run/ that has to be opened, or another room of the house, at whose face the
reader stops; `basics` is vocabulary and no room. A function is read once. A return is going into a
file of run/ again that was left before. Printed: the rooms in their order, and the returns.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> None:
    way = Way(Path(sys.argv[1] if len(sys.argv) > 1 else "src/qn_assist"))
    way.follow("ticket_life", "handle_ticket")
    sys.stdout.write(f"{len(way.rooms)} rooms: {', '.join(way.rooms)}\n")
    sys.stdout.write(f"{len(way.returns)} returns: {', '.join(way.returns)}\n")


class Way:
    def __init__(self, package: Path) -> None:
        self.files = {path.stem: ast.parse(path.read_text("utf-8")) for path in
                      sorted((package / "run").glob("*.py"))}  # fmt: skip
        self.rooms: list[str] = ["ticket_life"]
        self.returns: list[str] = []
        self.read: set[tuple[str, str]] = set()

    def follow(self, file: str, name: str) -> None:
        self.read.add((file, name))
        function = self._functions(file)[name]
        for called in _calls(function):
            self._go(file, called)

    def _go(self, here: str, called: str) -> None:
        room, name = self._place(here, called)
        if not room:
            return
        if room in self.files:
            self._enter(here, room, name)
        elif room not in self.rooms:
            self.rooms.append(room)

    def _enter(self, here: str, room: str, name: str) -> None:
        if name not in self._functions(room) or (room, name) in self.read:
            return
        if room not in self.rooms:
            self.rooms.append(room)
        elif room != here:
            self.returns.append(f"{here} → {room}.{name}")
        self.follow(room, name)

    def _functions(self, file: str) -> dict[str, Function]:
        tree = self.files[file]
        return {n.name: n for n in ast.walk(tree) if isinstance(n, Function)}

    def _place(self, here: str, called: str) -> tuple[str, str]:
        first, _, rest = called.partition(".")
        imports = _imports(self.files[here])
        if not rest:
            if first in self._functions(here):
                return here, first
            return imports.get(first, ("", "")) if first in imports else ("", "")
        name = called.rpartition(".")[2]
        for part in called.split(".")[:-1]:
            if part in imports:
                room, own = imports[part]
                return (own, name) if room == "run" else (room, name)
            if part in PARTS:
                return PARTS[part], name
        return "", ""


# What a pass works with, by the names of its fields.
PARTS = {"ledger": "ledger", "gate": "gate", "session": "browser", "evidence": "browser",
         "brake": "brake", "under_way": "under_way", "work": "work", "given": "given"}  # fmt: skip


def _calls(function: Function) -> Iterator[str]:
    found = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    for call in sorted(found, key=lambda node: (node.lineno, node.col_offset)):
        yield ast.unparse(call.func)


def _imports(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """Name → (file of run/ or other room, name there). Classes are records, not rooms."""
    found: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("qn_assist."):
            continue
        _, room, *inside = (node.module or "").split(".")
        for one in node.names:
            name = one.asname or one.name
            if room == "basics" or one.name[:1].isupper():
                continue
            if room == "run":
                found[name] = (inside[0], one.name) if inside else ("run", one.name)
            else:
                found[name] = (room, one.name)
    return found


if __name__ == "__main__":
    main()
