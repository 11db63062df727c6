"""The one error boundary: every failure becomes a short message and an exit code (design §7).

0 done · 1 tickets failed · 2 a file or flag is wrong · 3 a person is needed · 70 our fault ·
130 interrupted. A traceback goes to the log only.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence

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
    code = 0
    try:
        code = _invoke(load(), arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # `… | head` closed the pipe: what it wanted it got
        let_go_of_stdout()
    except KeyboardInterrupt:
        _say(t("app.interrupted"))
        return INTERRUPTED
    except TyperException as fault:
        return _usage(fault)
    except OurFault as fault:
        return _our_fault(fault)
    except QnAssistError as fault:
        return _named(fault)
    except Exception as fault:
        return _no_room(fault) if _is_full(fault) else _our_fault(fault)
    return code


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


def _named(fault: QnAssistError) -> int:
    message, remedy = explain(fault)
    if not isinstance(fault, UsageFault):
        log.act("fault").info("{}: {}", type(fault).__name__, fault)
    _say(t("app.error", message=message))
    if remedy:
        _say(t("app.remedy", remedy=remedy))
    return fault.exit_code


def _our_fault(fault: Exception) -> int:
    """Anything nobody named. The log is set up anew: the fault may have come before it was."""
    logs = Home.find().logs
    written = None
    try:
        log.set_up(logs, console=False)
        log.act("fault").opt(exception=fault).error("{}", fault)
        written = log.newest(logs)
    except OSError:
        written = None
    if isinstance(fault, QnAssistError):
        _say(t("app.error", message=explain(fault)[0]))
    _say(t("app.our_fault", log=written or t("app.no_log")))
    return OUR_FAULT


def _usage(fault: TyperException) -> int:
    context = getattr(fault, "ctx", None)
    command = context.command_path if context is not None else "qn-assist"
    _say(t("app.error", message=_usage_in_words(fault)))
    _say(t("app.remedy", remedy=t("usage.remedy", command=command)))
    return USAGE


def _usage_in_words(fault: TyperException) -> str:
    kind = type(fault).__name__
    if kind == "NoSuchOption":
        return t("usage.no_such_option", name=getattr(fault, "option_name", ""))
    if kind == "MissingParameter":
        return t("usage.missing", name=_parameter(fault))
    if kind == "BadParameter":
        reason = _reason_in_words(fault.message)
        return t("usage.bad_value", name=_parameter(fault), reason=reason)
    if kind == "NoArgsIsHelpError":
        return t("usage.no_subcommand", names=listed(_subcommands(fault)))
    return t("usage.other", reason=fault.format_message())


def _subcommands(fault: TyperException) -> list[str]:
    """Those of a group that was typed alone; its help stands above."""
    command = getattr(getattr(fault, "ctx", None), "command", None)
    return list(getattr(command, "commands", {}))


def _reason_in_words(reason: str) -> str:
    """pydantic's English for a value that does not fit, in the operator's language."""
    if match := _CHOICES.search(reason):
        return t("usage.reason.choice", choices=match.group(1).replace(" or ", ", "))
    for word in ("integer", "number"):
        if f"valid {word}" in reason:
            return t(f"usage.reason.{word}")
    return reason


def _parameter(fault: TyperException) -> str:
    parameter = getattr(fault, "param", None)
    if parameter is None:
        return str(getattr(fault, "param_hint", "") or "")
    return name_of(parameter)


def _say(line: str) -> None:
    """To stderr, masked; a reader who left must not turn one failure into another."""
    try:
        sys.stderr.write(f"{mask(line)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def _is_full(fault: Exception) -> bool:
    return isinstance(fault, OSError) and fault.errno in NO_ROOM


def _no_room(fault: Exception) -> int:
    """A full disk, under a file or under what is shown, is a person's to clear."""
    let_go_of_stdout()
    _say(t("app.error", message=t("output.no_room", reason=fault)))
    _say(t("app.remedy", remedy=t("output.no_room.remedy")))
    return USAGE


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
