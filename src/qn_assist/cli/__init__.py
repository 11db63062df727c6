"""The command line: a file per group of commands, one error boundary.

A new group is a module with functions under `@command("name")` and one line in `MODULES` for each
of its commands. Only the module of the command that was asked for is imported: together they
bring the browser, the database and a web server, which takes a second nobody should wait for.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from qn_assist.cli.app import app
from qn_assist.cli.boundary import run_app

MODULES = {
    "demo": "demo",
    "doctor": "doctor",
    "practice": "practice",
    "drill": "drill",
    "init": "init",
    "check": "check",
    "login": "login",
    "scan": "scan",
    "run": "run",
    "stop": "stop",
    "agree": "agree",
    "status": "status",
    "ledger": "ledger",
    "couriers": "couriers",
    "report": "report",
    "performance": "performance",
    "appeal": "appeal",
    "rules": "rules",
    "explain": "explain",
    "watch": "watch",
    "version": "version",
}

__all__ = ["MODULES", "app", "main", "run"]


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; its exit code, never an exception."""
    if arguments and arguments[0] == "--version":
        arguments = ["version", *arguments[1:]]
    return run_app(lambda: _app_for(arguments), arguments)


def _app_for(arguments: Sequence[str]) -> typer.Typer:
    """The application with the commands these arguments can mean; with all when in doubt."""
    known = [name for name in arguments[:1] if name in MODULES]
    for name in known or (MODULES if arguments else ()):
        import_module(f"qn_assist.cli.commands.{MODULES[name]}")
    return app
