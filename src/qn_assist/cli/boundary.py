"""The one error boundary: every failure becomes a short message and an exit code (design §7).

0 done · 1 tickets failed · 2 a file or flag is wrong · 3 a person is needed · 70 our fault ·
130 interrupted. A traceback goes to the log only.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO

import typer
from typer.exceptions import TyperException

from qn_assist.basics import log
from qn_assist.basics.errors import OurFault, QnAssistError, UsageFault
from qn_assist.basics.language import explain, listed, t
from qn_assist.basics.masking import mask
from qn_assist.basics.paths import Home
from qn_assist.cli.app import name_of
from qn_assist.cli.output import NO_ROOM, let_go_of_stdout

_CHOICES = re.compile(r"(?:Input should be|is not one of) ('.+')")

_BOUNDS = {
    "at_least": re.compile(r"greater than or equal to (\S+)"),
    "at_most": re.compile(r"less than or equal to (\S+)"),
    "above": re.compile(r"greater than (\S+)"),
    "below": re.compile(r"less than (\S+)"),
}
# How typer says what has no class of its own.
_SAID = {
    "extra": re.compile(r"unexpected extra argument\(?s?\)? \((.+)\)"),
    "no_value": re.compile(r"Option '([^']+)' requires an? argument"),
    "takes_no_value": re.compile(r"Option '([^']+)' does not take a value"),
}

OUR_FAULT, INTERRUPTED, USAGE = 70, 130, 2


def run_app(load: Callable[[], typer.Typer], arguments: Sequence[str]) -> int:
    """Run one command line; the exit code, never an exception. A fault of `load` is ours."""
    _open_what_is_closed()
    _write_utf8()
    log.set_up(None)
    try:
        return _guarded(load, list(arguments))
    finally:
        log.shut_down()


def _guarded(load: Callable[[], typer.Typer], arguments: list[str]) -> int:
    code, told = 0, Told(as_json="--json" in arguments)
    try:
        code = _invoke(load(), arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # `… | head` closed the pipe: what it wanted it got
        let_go_of_stdout()
    except SystemExit as left:  # how rich's own screen, that of the help, says the same
        if not isinstance(left.__context__, BrokenPipeError):
            raise
        let_go_of_stdout()
    except KeyboardInterrupt:
        return told(INTERRUPTED, t("app.interrupted"))
    except TyperException as fault:
        return _usage(fault, told)
    except OurFault as fault:
        return _our_fault(fault, told)
    except QnAssistError as fault:
        return _named(fault, told)
    except Exception as fault:
        return _no_room(fault) if _is_full(fault) else _our_fault(fault, told)
    return code


@dataclass(frozen=True, slots=True)
class Told:
    """How a failure is told: to a person on stderr, with `--json` to a program on stdout."""

    as_json: bool = False

    def __call__(self, code: int, message: str, remedy: str = "") -> int:
        if self.as_json:
            error = {"message": mask(message), "remedy": mask(remedy), "code": code}
            _write(sys.stdout, json.dumps({"error": error}, ensure_ascii=False, indent=2))
            return code
        _write(sys.stderr, mask(message))
        if remedy:
            _write(sys.stderr, mask(t("app.remedy", remedy=remedy)))
        return code

    def error(self, code: int, message: str, remedy: str = "") -> int:
        return self(code, message if self.as_json else t("app.error", message=message), remedy)


def _invoke(app: typer.Typer, arguments: list[str]) -> int:
    root = typer.main.get_command(app)
    try:
        with root.make_context("qn-assist", arguments) as context:
            root.invoke(context)
    except typer.Exit as left:
        return left.exit_code
    except typer.Abort as left:
        raise KeyboardInterrupt from left
    return 0


def _named(fault: QnAssistError, told: Told) -> int:
    message, remedy = explain(fault)
    if not isinstance(fault, UsageFault):
        log.act("fault").info("{}: {}", type(fault).__name__, fault)
    return told.error(fault.exit_code, message, remedy)


def _our_fault(fault: Exception, told: Told) -> int:
    """Anything nobody named. The log is set up anew: the fault may have come before it was."""
    logs = Home.find().logs
    written = None
    try:
        log.set_up(logs, console=False)
        log.act("fault").opt(exception=fault).error("{}", fault)
        written = log.newest(logs)
    except OSError:
        written = None
    ours = t("app.our_fault", log=written or t("app.no_log"))
    if not isinstance(fault, QnAssistError):
        return told(OUR_FAULT, ours)
    message = explain(fault)[0]
    if told.as_json:
        return told(OUR_FAULT, message, ours)
    told.error(OUR_FAULT, message)
    return told(OUR_FAULT, ours)


def _usage(fault: TyperException, told: Told) -> int:
    context = getattr(fault, "ctx", None)
    command = context.command_path if context is not None else "qn-assist"
    return told.error(USAGE, _usage_in_words(fault), t("usage.remedy", command=command))


def _usage_in_words(fault: TyperException) -> str:
    kind = type(fault).__name__
    if kind == "NoSuchOption":
        name = str(getattr(fault, "option_name", ""))
        key = "usage.negative" if name.lstrip("-")[:1].isdigit() else "usage.no_such_option"
        return t(key, name=name)
    if kind == "MissingParameter":
        return t("usage.missing", name=_parameter(fault))
    if kind == "BadParameter":
        reason = _reason_in_words(fault.message)
        return t("usage.bad_value", name=_parameter(fault), reason=reason)
    if kind == "NoArgsIsHelpError":
        return t("usage.no_subcommand", names=listed(_subcommands(fault)))
    return _otherwise_in_words(fault.format_message())


def _otherwise_in_words(said: str) -> str:
    for key, pattern in _SAID.items():
        if match := pattern.search(said):
            return t(f"usage.{key}", name=match.group(1))
    return t("usage.other", reason=said)


def _subcommands(fault: TyperException) -> list[str]:
    """Those of a group that was typed alone; its help stands above."""
    command = getattr(getattr(fault, "ctx", None), "command", None)
    return list(getattr(command, "commands", {}))


def _reason_in_words(reason: str) -> str:
    """pydantic's English for a value that does not fit, in the operator's language."""
    if match := _CHOICES.search(reason):
        return t("usage.reason.choice", choices=match.group(1).replace(" or ", ", "))
    for key, pattern in _BOUNDS.items():
        if match := pattern.search(reason):
            return t(f"usage.reason.{key}", bound=match.group(1))
    for word in ("integer", "number"):
        if f"valid {word}" in reason:
            return t(f"usage.reason.{word}")
    return reason


def _parameter(fault: TyperException) -> str:
    parameter = getattr(fault, "param", None)
    if parameter is None:
        return str(getattr(fault, "param_hint", "") or "")
    return name_of(parameter)


def _write(stream: TextIO, line: str) -> None:
    """A reader who left must not turn one failure into another."""
    try:
        stream.write(f"{line}\n")
        stream.flush()
    except (OSError, ValueError):
        pass


def _is_full(fault: Exception) -> bool:
    return isinstance(fault, OSError) and fault.errno in NO_ROOM


def _no_room(fault: Exception) -> int:
    """A full disk is a person's to clear. To stderr: stdout may be what is full."""
    let_go_of_stdout()
    return Told().error(USAGE, t("output.no_room", reason=fault), t("output.no_room.remedy"))


def _open_what_is_closed() -> None:
    """`>&-`: the place of a closed stream would go to the next file opened, and be written into."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def _write_utf8() -> None:
    """Windows consoles start in a code page that lacks many Chinese characters."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
