"""How far a pass is: a bar on stderr where there is a terminal, and each ticket as it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from qn_assist.basics.language import t
from qn_assist.case import TicketOutcome
from qn_assist.cli.output import screen
from qn_assist.report import Titles, ticket_block, ticket_shown
from qn_assist.run import Progress as Told


@contextmanager
def told(titles: Titles, *, bar: bool, lines: bool) -> Iterator[Told]:
    """A progress callback. Lines go to stdout; while a bar stands there too, above it."""
    out, err = screen(), screen(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=err, disable=not (bar and err.is_terminal), transient=True
    ) as progress:
        task = progress.add_task(t("run.reading"), total=None)

        def tell(done: int, total: int, outcome: TicketOutcome) -> None:
            progress.update(task, description=t("run.working"), completed=done, total=total)
            if lines:
                console = err if out.is_terminal and err.is_terminal else out
                # Counted from the reading: the console's clock is not at hand here.
                one = ticket_shown(outcome, titles, outcome.ticket.read_at)
                # `… | head` left: what it did not want to see must not break off the work.
                with suppress(BrokenPipeError):
                    console.print(ticket_block(one))

        yield tell
