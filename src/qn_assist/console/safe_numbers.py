"""Numbers of a console that safety hangs on, and the least they may be on a real one."""

from __future__ import annotations

from collections.abc import Iterator

from qn_assist.basics.errors import DataFault
from qn_assist.basics.language import t
from qn_assist.console.selectors import Console
from qn_assist.secrets import is_local

# What is called decided before the console decides it is sent again.
LEAST_SECONDS = {"request_timeout_seconds": 10, "seen_within_seconds": 60}


def too_small(console: Console) -> Iterator[DataFault]:
    """With the shop's own origins; one on this machine is for practice, and free to be quick."""
    if is_local(tuple(console.origins.values())):
        return
    for name, least in LEAST_SECONDS.items():
        written = getattr(console.file, name)
        if written < least:
            yield DataFault(
                f"selectors/{console.name}/console.yaml",
                0,
                name,
                t("console.too_soon", seconds=f"{written:g}", least=least),
                t("console.too_soon.remedy"),
            )
