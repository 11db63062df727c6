"""The command line: a file per group of commands, one error boundary.

A new group is a module with functions under `@command("name")` and one line in `_GROUPS`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from qn_assist.cli import doctor, init, practice, version
from qn_assist.cli.app import app
from qn_assist.cli.boundary import run_app

_GROUPS = (doctor, init, practice, version)

__all__ = ["app", "main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    sys.exit(run_app(app, sys.argv[1:] if arguments is None else list(arguments)))
