"""What a table is for: a list of tasks, other data, or only the layout of a text."""

from __future__ import annotations

from parsers.grid import Grid
from parsers.tasks.columns import find_header
from parsers.tasks.survey import TableKind, survey


def table_kind(grid: Grid) -> TableKind:
    """`tasks`; `data` (indicators, contacts, lists of documents, estimates); `layout` (to be read again as text)."""
    return survey(grid).kind


def is_layout(grid: Grid) -> bool:
    """Is the table only a way to print a text? A header tells at once that it is not."""
    return find_header(grid) is None and table_kind(grid) == "layout"
