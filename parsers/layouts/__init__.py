"""Tables in text: one module per way of printing them, all giving the same grid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from parsers.grid import Grid
from parsers.layouts import cell_per_paragraph, html, pipe_inline, pipe_lines, tab
from parsers.layouts.captions import caption_lines, caption_texts
from parsers.layouts.table_region import TableRegion
from parsers.manuscript import Manuscript

__all__ = ["TableRegion", "find_tables"]

Finder = Callable[[list[str], bytearray], list[Grid]]


def find_tables(manuscript: Manuscript) -> list[TableRegion]:
    """All tables of a manuscript in document order, each with its grid: those of its format and those printed in text.

    Letterheads, signatures and lists printed as tables are among them. Layouts that mark their cells are
    looked for first; what one has taken, the next do not see.
    """
    lines = manuscript.lines
    taken = bytearray(len(lines))
    grids = list(manuscript.grids)
    _take(taken, grids)
    for finder in _finders("\n".join(lines), markdown=manuscript.media_type == "text/markdown"):
        # A layout may reach up or down from its own lines (a first cell, a last one), but never into another's.
        found = [grid for grid in finder(lines, taken) if 1 not in taken[grid.line_start - 1 : grid.line_end]]
        _take(taken, found)
        grids += found
    grids.sort(key=lambda grid: (grid.line_start, grid.line_end))
    for grid in grids:
        if not grid.caption:
            grid.caption = caption_texts(lines, caption_lines(lines, grid.line_start - 1, taken))
    return [TableRegion(grid.line_start, grid.line_end, grid.layout, grid) for grid in grids]


def _finders(text: str, *, markdown: bool) -> Iterator[Finder]:
    """The layouts whose signs are anywhere in the text."""
    if html.has_table(text):
        yield html.find_tables
    if "|" in text:
        yield pipe_lines.find_tables
        drawn = "+" in text
        yield lambda lines, taken: pipe_inline.find_tables(lines, taken, markdown=markdown, drawn=drawn)
    if "\t" in text:
        yield tab.find_tables
    spaced = "\u00a0" in text
    yield lambda lines, taken: cell_per_paragraph.find_tables(lines, taken, spaced=spaced)


def _take(taken: bytearray, grids: Iterable[Grid]) -> None:
    for grid in grids:
        count = grid.line_end - grid.line_start + 1
        taken[grid.line_start - 1 : grid.line_end] = b"\x01" * count
