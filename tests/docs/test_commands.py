"""Commands, options and make targets that pages name are there."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer

from qn_assist.cli import MODULES, app
from qn_assist.practice import FAULTS

from .conftest import PAGES, READMES, ROOT, name_of, read

_COMMAND = re.compile(r"(?<![\w/-])qn-assist((?: +(?!#)[^\s`#·，。；）]+)*)")
_EVERYWHERE = {"--help", "-h", "--verbose", "-v"}


@cache
def _group() -> Any:
    for module in dict.fromkeys(MODULES.values()):
        import_module(f"qn_assist.cli.commands.{module}")
    return typer.main.get_command(app)


def _spoken(doc: Path) -> list[list[str]]:
    """Each `qn-assist …` in a code block or a code span, as its words."""
    text = read(doc)
    code = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    code += re.findall(r"(?<!`)`([^`]+)`(?!`)", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [match[1].split() for part in code for match in _COMMAND.finditer(part)]


@pytest.mark.parametrize("doc", PAGES, ids=name_of)
def test_commands_and_options_that_are_named_exist(doc: Path) -> None:
    for words in _spoken(doc):
        command = _group()
        while words and hasattr(command, "commands") and re.fullmatch(r"[a-z]+", words[0]):
            assert words[0] in command.commands, words
            command = command.commands[words.pop(0)]
        known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        named = {word.split("=")[0] for word in words if word.startswith("-")}
        assert named <= known | _EVERYWHERE, (command.name, named - known)


@pytest.mark.parametrize("doc", PAGES, ids=name_of)
def test_faults_that_are_named_exist(doc: Path) -> None:
    for words in _spoken(doc):
        for word, argument in pairwise(words):
            if word == "--fault":
                name = argument.split(":")[0]
                assert name in FAULTS or name == "NAME[", argument


@pytest.mark.parametrize("doc", PAGES, ids=name_of)
def test_make_targets_that_are_named_exist(doc: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    code = re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", read(doc), re.DOTALL)
    for block, span in code:
        for line in (block or span).splitlines():
            named = re.match(r"make((?: [A-Z]+=\S+)*)((?: [a-z-]+)*)", line)
            assert not named or set(named[2].split()) <= targets, line


def test_the_readmes_lead_with_the_two_commands() -> None:
    for doc in READMES:
        first = re.search(r"```sh\n(.*?)```", read(doc), re.DOTALL)
        assert first is not None
        assert [line.split()[:2] for line in first[1].splitlines()] == [
            ["make", "demo"],
            ["make", "test"],
        ]


def test_installing_is_told_the_same_everywhere() -> None:
    """The lines of the readmes stand in docs/install.md, so that one cannot go stale alone."""
    install = read(ROOT / "docs" / "install.md")
    for doc in READMES:
        found = re.search(r"```powershell\n(py -3 .*?)```", read(doc), re.DOTALL)
        assert found is not None
        assert found[1] in install, doc.name
