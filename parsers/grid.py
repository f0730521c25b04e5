"""The one neutral table. Every layout, in text or in a file format, becomes a Grid and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Cell:
    """One printed cell.

    `text` has its white space folded and inline mark-up removed. `line_start` and `line_end` are
    1-based source lines, inclusive, of its words (of its place, when it is empty). Spans above 1 come
    from formats that mark merges; the covered positions of the grid hold None.
    """

    text: str
    line_start: int
    line_end: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class Row:
    """One printed row, left to right. None is a position covered by a merged cell, `Cell("")` an empty cell.

    `after_break` is true for the first row after a page break (repeated header, page number, blank line
    inside a table): such a row may continue the one above it.
    """

    cells: list[Cell | None]
    line_start: int
    line_end: int
    after_break: bool = False


@dataclass(slots=True)
class Grid:
    """One table: rows as printed, headers and section rows included, widths as found (never padded or cut).

    `layout` names the layout for the record only; nothing may decide by it. `merges_known` is true when
    the format itself says which cells are merged, so that an empty cell is really empty. `caption` is
    the text printed above it (appendix title), with its lines.
    """

    layout: str
    rows: list[Row]
    line_start: int
    line_end: int
    merges_known: bool = False
    caption: list[str] = field(default_factory=list)
