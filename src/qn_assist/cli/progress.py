"""How far a pass is: a bar on stderr where there is a terminal, and each ticket as it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from qn_assist.basics.language import t
from qn_assist.case import TicketOutcome
from qn_assist.cli.beside import beside
from qn_assist.cli.output import screen
from qn_assist.report import Titles, ticket_block, ticket_shown
from qn_assist.run import Listener

COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


@contextmanager
def told(titles: Titles, *, bar: bool, lines: bool) -> Iterator[Listener]:
    """Listens to a pass. Lines go to stdout; while a bar stands there too, above it."""
    out, err = screen(), screen(stderr=True)
    hidden = not (bar and err.is_terminal)
    progress = Progress(*COLUMNS, console=err, disable=hidden, transient=True)
    task = progress.add_task(t("run.reading"), total=None)

    def line(outcome: TicketOutcome) -> None:
        console = err if out.is_terminal and err.is_terminal else out
        # Counted from the reading: the console's clock is not at hand here.
        console.print(ticket_block(ticket_shown(outcome, titles, outcome.ticket.read_at)))

    with beside() as show:

        def tell(done: int, total: int, outcome: TicketOutcome) -> None:
            words = t("run.working")
            show(lambda: progress.update(task, description=words, completed=done, total=total))
            if lines:
                show(lambda: line(outcome))

        show(progress.start)
        try:
            yield tell
        finally:
            show(progress.stop)
