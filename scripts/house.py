"""What holds the rooms of src/qn_assist together and no linter knows; `make lint` runs it.

Each check yields a line per fault: file, line, what is wrong and what to do.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "qn_assist"
# `basics` has no face, `practice` and `cli` are entered by nobody but the command line.
FACELESS = frozenset({"basics", "practice", "cli"})
# The machine's clock is read in `basics/clock.py`: whoever sets it there, sets it for all.
CLOCKS = re.compile(r"datetime\.now\(|utcnow\(|date\.today\(|\btime\.time\(")
_BODIES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_CHINESE = re.compile("[\u4e00-\u9fff]")
ON_THE_ROOT = frozenset({"__init__.py", "__main__.py"})


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"), str(path))


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(PACKAGE.parents[1])}:{line}"


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def only_rooms_on_the_root() -> Iterator[str]:
    for path in sorted(PACKAGE.glob("*.py")):
        if path.name not in ON_THE_ROOT:
            yield f"{place(path, 1)} stands on the root: it belongs into a room"


def no_import_past_a_face() -> Iterator[str]:
    """Another room is imported by what its `__init__` exports, never by a module inside it."""
    for path, tree in sources():
        for node in ast.walk(tree):
            for name in _imported(node):
                _, _, inside = name.partition("qn_assist.")
                room, _, module = inside.partition(".")
                if module and room not in FACELESS and room != room_of(path):
                    yield f"{place(path, node.lineno)} imports {name} past the face of {room}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [one.name for one in node.names] if isinstance(node, ast.Import) else []


def one_name_one_class() -> Iterator[str]:
    """Outside the practice console, which is a world of its own."""
    found: dict[str, str] = {}
    for path, tree in sources():
        if room_of(path) == "practice":
            continue
        for name, line in _classes(tree):
            here = place(path, line)
            if name in found:
                yield f"{here} {name} is a class already: {found[name]}"
            found.setdefault(name, here)


def no_parameter_for_a_test() -> Iterator[str]:
    """A parameter with a default that no caller in the product ever gives is a seam, or dead. The
    drill is no such caller. Names alone are compared: what is handed on, or called with `*`, is let
    pass.
    """
    optional = [one for path, tree in sources() for one in _optional(path, tree)]
    given: dict[str, set[object]] = {}
    for path, tree in sources():
        if room_of(path) != "drill":
            _given_in(tree, {name for name, *_ in optional}, given)
    for name, parameter, position, where in optional:
        known = given.get(name, set())
        most = max((one for one in known if isinstance(one, int)), default=0)
        if not known & {"*", parameter} and (position is None or position >= most):
            yield f"{where} nobody gives {name} its {parameter}: a seam for tests, or dead"


def _optional(path: Path, tree: ast.Module) -> Iterator[tuple[str, str, int | None, str]]:
    """Name called, parameter, its position when it has one, and where."""
    if room_of(path) in ("drill", "practice"):
        return
    for owner in ast.walk(tree):
        for node in ast.iter_child_nodes(owner):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                for parameter, position in _defaults(
                    node, in_class=isinstance(owner, ast.ClassDef)
                ):
                    yield _called(node, owner), parameter, position, place(path, node.lineno)


def _called(node: ast.FunctionDef | ast.AsyncFunctionDef, owner: ast.AST) -> str:
    """A constructor by its class; what belongs to the class itself as `Class.name`."""
    if not isinstance(owner, ast.ClassDef):
        return node.name
    if node.name == "__init__":
        return owner.name
    own = any(isinstance(one, ast.Name) and one.id == "classmethod" for one in node.decorator_list)
    return f"{owner.name}.{node.name}" if own else node.name


def _defaults(
    node: ast.FunctionDef | ast.AsyncFunctionDef, *, in_class: bool
) -> Iterator[tuple[str, int | None]]:
    """A decorated function is called by whoever decorates it; `__call__` has no name."""
    decorated = [one for one in node.decorator_list if not isinstance(one, ast.Name)]
    if decorated or node.name == "__call__":
        return
    static = any(
        isinstance(one, ast.Name) and one.id == "staticmethod" for one in node.decorator_list
    )
    names = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
    names = names[1 if in_class and not static else 0 :]
    first = len(names) - len(node.args.defaults)
    yield from ((name, at) for at, name in enumerate(names) if at >= first)
    pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    yield from ((one.arg, None) for one, default in pairs if default is not None)


def _given_in(tree: ast.Module, names: set[str], given: dict[str, set[object]]) -> None:
    """What calls give: keywords, how many by position, `*` for what cannot be known."""
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Name, ast.Attribute)) or not isinstance(node.ctx, ast.Load):
            continue
        plain = node.id if isinstance(node, ast.Name) else node.attr
        owned = f"{_own(node)}.{plain}"
        name = owned if owned in names else plain
        if name in names:
            given.setdefault(name, set()).update(_gives(calls.get(id(node))))


def _own(node: ast.Name | ast.Attribute) -> str:
    value = getattr(node, "value", None)
    return value.id if isinstance(value, ast.Name) else ""


def _gives(call: ast.Call | None) -> set[object]:
    if call is None:
        return {"*"}
    starred = any(isinstance(one, ast.Starred) for one in call.args)
    keywords = {one.arg or "*" for one in call.keywords}
    return {len(call.args), *keywords, *({"*"} if starred else ())}


def _classes(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Classes anywhere, and the types that a module names: `Mode: TypeAlias = Literal[…]`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name, node.lineno
    for node in tree.body:
        names = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for one in names:
            name = one.id if isinstance(one, ast.Name) else ""
            if name[:1].isupper() and any(letter.islower() for letter in name):
                yield name, node.lineno


def one_clock() -> Iterator[str]:
    for path, _ in sources():
        if room_of(path) in ("practice", "drill") or path.name == "clock.py":
            continue
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if CLOCKS.search(line):
                yield f"{place(path, number)} reads a clock of its own: ask basics.clock.utc_now()"


def no_sentence_outside_the_words() -> Iterator[str]:
    """Chinese inside a function or class is a sentence: it belongs into `basics/words`, with its
    English. Constants of a module are data: columns, states, patterns of the console and of files.
    """
    for path, tree in sources():
        if room_of(path) == "practice" or "words" in path.parts:
            continue
        for line, found in sorted(set(_sentences(tree))):
            yield f"{place(path, line)} “{found}” belongs into basics/words, in both languages"


def _sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    inside = [node for node in ast.walk(tree) if isinstance(node, _BODIES)]
    documented = {id(node.body[0].value) for node in inside if isinstance(node.body[0], ast.Expr)}
    for body in inside:
        for node in ast.walk(body):
            said = node.value if isinstance(node, ast.Constant) else None
            if isinstance(said, str) and id(node) not in documented and _CHINESE.search(said):
                yield node.lineno, said[:20]


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    only_rooms_on_the_root,
    no_import_past_a_face,
    one_name_one_class,
    one_clock,
    no_sentence_outside_the_words,
    no_parameter_for_a_test,
)


def main() -> int:
    faults = [fault for check in CHECKS for fault in check()]
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
