"""Set-up of the log: short lines for the person, JSON lines for the file; both masked (law 9).

Everything logs through `act(action, …)`, whose word is one of `ACTIONS`: the words of a ticket's
life (docs/ticket-life.md) and a few around it. Nothing here decides what is worth a line.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from contextlib import suppress
from datetime import timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loguru import logger

from qn_assist.basics.clock import utc_now
from qn_assist.basics.masking import mask, mask_values
from qn_assist.basics.paths import private_folder

if TYPE_CHECKING:
    from loguru import Logger, Record

ACTIONS = frozenset(
    "start stop login read decide skip hand_over wait prepare approve claim submit verify settle "
    "refuse doubt follow report notify schedule check doctor fault".split()
)
ROTATION = "20 MB"
RETENTION = timedelta(days=60)
BEIJING = timezone(timedelta(hours=8))

_NAME = "qn-assist-{time:YYYYMMDD-HHmmss}-" + str(os.getpid()) + ".jsonl"


def act(action: str, /, **values: Any) -> Logger:
    """A logger bound to one action word: `act("claim", ticket=…).info("…")`."""
    if action not in ACTIONS:
        raise ValueError(f"not an action word: {action}")
    return logger.bind(action=action, **values)


def set_up(folder: Path | None, *, verbose: bool = False, console: bool = True) -> None:
    """Console at WARNING (DEBUG when verbose) and, with a folder, the file at DEBUG.

    The file is made at the first line, one per process, 0600.
    """
    logger.remove()
    _hear_libraries()
    if console:
        level = "DEBUG" if verbose else "WARNING"
        logger.add(_to_console, level=level, format=_for_person, colorize=False)
    if folder is not None:
        private_folder(folder)
        _discard_old(folder)
        logger.add(
            folder / _NAME,
            level="DEBUG",
            format=_for_file,
            rotation=ROTATION,
            retention=RETENTION,
            opener=_open_private,
            encoding="utf-8",
            delay=True,
        )


def _discard_old(folder: Path) -> None:
    """Loguru removes files of its own process only; every process writes one of its own name."""
    oldest = utc_now().timestamp() - RETENTION.total_seconds()
    for path in folder.glob("qn-assist-*.jsonl*"):
        with suppress(OSError):  # another process was quicker, or still has it open
            if path.stat().st_mtime < oldest:
                path.unlink()


def shut_down() -> None:
    """Close the file; the last lines are on disk afterwards."""
    logger.remove()


def newest(folder: Path) -> Path | None:
    """The file this process writes, once it has written a line."""
    files = sorted(folder.glob(f"qn-assist-*-{os.getpid()}*.jsonl"))
    return files[-1] if files else None


class _FromLibraries(logging.Handler):
    """Warnings of libraries go the same way; unheard they would reach stderr unmasked."""

    def emit(self, record: logging.LogRecord) -> None:
        told = logger.opt(exception=record.exc_info).bind(library=record.name)
        told.log(record.levelname, "{}", record.getMessage())


def _hear_libraries() -> None:
    root = logging.getLogger()
    if not any(isinstance(handler, _FromLibraries) for handler in root.handlers):
        root.addHandler(_FromLibraries(logging.WARNING))


def _to_console(line: str) -> None:
    sys.stderr.write(line)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _for_person(record: Record) -> str:
    action = record["extra"].get("action", "")
    at = record["time"].astimezone(BEIJING).strftime("%H:%M:%S")
    # One line, whatever came in: a text with line ends must not look like lines of ours.
    message = " ".join(mask(record["message"]).split("\n"))
    line = " ".join(part for part in (at, str(action), message) if part)
    return _literal(record, "_person", line)


def _for_file(record: Record) -> str:
    values = {key: value for key, value in record["extra"].items() if key[:1] != "_"}
    line: dict[str, Any] = {
        "at": record["time"].astimezone(BEIJING).isoformat(timespec="milliseconds"),
        "level": record["level"].name,
        "action": values.pop("action", None),
        "message": mask(record["message"]),
        "where": f"{record['name']}:{record['line']}",
        **({"values": mask_values(values)} if values else {}),
    }
    if record["exception"] is not None:
        line["traceback"] = mask("".join(traceback.format_exception(record["exception"].value)))
    return _literal(record, "_file", json.dumps(line, ensure_ascii=False))


def _literal(record: Record, name: str, line: str) -> str:
    """loguru formats what a format function returns once more; the text goes in as a value."""
    record["extra"][name] = line
    return f"{{extra[{name}]}}\n"
