"""A table where the screen has room for it, else its rows under each other: nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text


@dataclass(frozen=True, slots=True)
class TableOrRows:
    """`headings` and `rows` are those of the table."""

    table: Table
    headings: Sequence[str]
    rows: Sequence[Sequence[Text]]
    title: str = ""

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        if self.table.row_count and self._is_too_wide(console, options):
            yield from self._under_each_other()
        else:
            yield self.table

    def _is_too_wide(self, console: Console, options: ConsoleOptions) -> bool:
        """Columns that were given their least width stand out over the edge and would be cut."""
        lines = Segment.split_lines(console.render(self.table, options))
        return any(Segment.get_line_length(line) > options.max_width for line in lines)

    def _under_each_other(self) -> Iterator[RenderableType]:
        if self.title:
            yield Text(self.title, "bold")
        for row in self.rows:
            for heading, cell in zip(self.headings, row, strict=True):
                if cell.plain:
                    label = Text(f"{heading}  " if heading else "", "dim")
                    yield label.append_text(cell)
            yield Text("")
