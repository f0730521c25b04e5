"""One page of a PDF: its lines of text, and its ruled tables with the text in their cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.pdf_glyphs import Glyph, Line, lines_of, page_glyphs

_SAME_EDGE = 2.5  # points: rules drawn for one edge
_LEAST_SIDE = 4.0
_THICKEST_RULE = 3.0


@dataclass(slots=True)
class PageCell:
    """A cell between rules, with its lines from top to bottom."""

    x0: float
    top: float
    x1: float
    bottom: float
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class PageTable:
    """A ruled table, or the part of one that is on this page. `y_edges` are its rules from top to bottom."""

    cells: list[PageCell]
    x_edges: list[float]
    y_edges: list[float]

    def columns_of(self, cell: PageCell) -> tuple[int, int]:
        """The columns that a cell covers, from 0, end not included."""
        return _index(self.x_edges, cell.x0), _index(self.x_edges, cell.x1)

    def rows_of(self, cell: PageCell) -> tuple[int, int]:
        """The rows that a cell covers, from 0, end not included."""
        return _index(self.y_edges, cell.top), _index(self.y_edges, cell.bottom)


@dataclass(slots=True)
class PageContent:
    """Lines outside tables (each its columns from left to right), tables from top to bottom, size in points."""

    width: float
    height: float
    lines: list[list[Line]]
    tables: list[PageTable]
    has_pictures: bool


def read_page(page: Any) -> PageContent:
    """What is on a page of pdfplumber."""
    tables = [table for found in page.filter(_is_rule).find_tables() if (table := _table(found.cells))]
    outside: list[Glyph] = []
    inside: dict[int, tuple[PageCell, list[Glyph]]] = {}
    lookups = [_Lookup(table) for table in tables]
    for glyph in page_glyphs(page.chars):
        cell = next((cell for lookup in lookups if (cell := lookup.find(glyph))), None)
        if cell is None:
            outside.append(glyph)
        else:
            inside.setdefault(id(cell), (cell, []))[1].append(glyph)
    for cell, glyphs in inside.values():
        cell.lines = [line for row in lines_of(glyphs) for line in row]
    tables.sort(key=lambda table: table.y_edges[0])
    return PageContent(float(page.width), float(page.height), lines_of(outside), tables, bool(page.images))


def _is_rule(drawn: dict[str, Any]) -> bool:
    """Whether something drawn is a rule of a table: not a filled area, such as shading behind text."""
    kind = drawn["object_type"]
    if kind == "char" or kind == "image":
        return False
    is_thin = min(drawn["width"], drawn["height"]) < _THICKEST_RULE
    return kind == "line" or is_thin or bool(drawn.get("stroke"))


def edges_of(values: list[float]) -> list[float]:
    """Positions in order, those nearly the same as one."""
    edges: list[float] = []
    for position in sorted(values):
        if not edges or position - edges[-1] > _SAME_EDGE:
            edges.append(position)
    return edges


def _index(edges: list[float], position: float) -> int:
    """The edge that a position belongs to."""
    return max(bisect_right(edges, position + 0.01) - 1, 0)


def _table(boxes: list[tuple[float, float, float, float]]) -> PageTable | None:
    """A table of two cells or more; a single box only frames text."""
    cells = [PageCell(*box) for box in boxes if box[2] - box[0] > _LEAST_SIDE and box[3] - box[1] > _LEAST_SIDE]
    if len(cells) < 2:
        return None
    cells.sort(key=lambda cell: (cell.top, cell.x0))
    x_edges = edges_of([x for cell in cells for x in (cell.x0, cell.x1)])
    y_edges = edges_of([y for cell in cells for y in (cell.top, cell.bottom)])
    return PageTable(cells, x_edges, y_edges)


class _Lookup:
    """Finds the cell of a table that holds a glyph."""

    def __init__(self, table: PageTable) -> None:
        self._table = table
        self._cells: dict[tuple[int, int], PageCell] = {}
        for cell in table.cells:
            left, right = table.columns_of(cell)
            top, bottom = table.rows_of(cell)
            for row in range(top, bottom):
                for column in range(left, right):
                    self._cells[row, column] = cell

    def find(self, glyph: Glyph) -> PageCell | None:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        xs, ys = self._table.x_edges, self._table.y_edges
        if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
            return None
        return self._cells.get((min(bisect_right(ys, y), len(ys) - 1) - 1, min(bisect_right(xs, x), len(xs) - 1) - 1))
