"""What a table is for: a list of tasks, other data, or only the layout of a text."""

from __future__ import annotations

from parsers.grid import Grid
from parsers.tasks.survey import TableKind, survey

# A letterhead has two columns, three at most.
_WIDEST_LAYOUT = 3


def table_kind(grid: Grid) -> TableKind:
    """`tasks`; `data` (indicators, contacts, lists of documents, estimates); `layout` (to be read again as text)."""
    return survey(grid).kind


def is_layout(grid: Grid) -> bool:
    """Is the table only a way to print a text? No wide one is."""
    return max(len(row.cells) for row in grid.rows) <= _WIDEST_LAYOUT and table_kind(grid) == "layout"
