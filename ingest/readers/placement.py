"""Which position of a table each cell takes, once its row and column spans are laid out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ingest.limits import Limits
from ingest.readers.blocks import Table, TableCell


@dataclass(slots=True)
class PlacedCell:
    """A cell with the rows and columns it covers, from 0, ends not included."""

    cell: TableCell
    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Placement:
    """All cells of a table, row by row, left to right."""

    rows: list[list[PlacedCell]]
    width: int


def place(table: Table, limits: Limits) -> Placement:
    """Lay out spans as browsers do, then drop columns that no row tells apart. Raises ReadError above the limits."""
    height = len(table.rows)
    free_from: list[int] = []  # for each column, the first row in which nothing covers it
    placed: list[list[PlacedCell]] = []
    area = 0
    for top, row in enumerate(table.rows):
        left, line = 0, []
        for cell in row:
            while left < len(free_from) and free_from[left] > top:
                left += 1
            right = left + cell.colspan
            bottom = min(top + cell.rowspan, height)
            area += (right - left) * (bottom - top)
            limits.check("table_cells", area, "a table has more cells")
            free_from += [0] * (right - len(free_from))
            free_from[left:right] = [bottom] * (right - left)
            line.append(PlacedCell(cell, top, left, bottom, right))
            left = right
        placed.append(line)
    return _compact(placed, len(free_from))


def _compact(rows: list[list[PlacedCell]], width: int) -> Placement:
    """Join neighbouring columns in which no row has a cell beginning in both.

    Word gives every slightly different cell edge a column of its own: rows of seven cells may stand on
    twelve columns. Joined, each row has its seven again, and no two cells ever share a position.
    """
    begins: list[set[int]] = [set() for _ in range(width)]  # rows in which a cell's left edge is here
    for row in rows:
        for cell in row:
            begins[cell.left].update(range(cell.top, cell.bottom))
    new_index: list[int] = []
    seen: set[int] = set(begins[0]) if begins else set()
    for column in range(width):
        if column and begins[column] & seen:
            new_index.append(new_index[-1] + 1)
            seen = set(begins[column])
        else:
            new_index.append(new_index[-1] if column else 0)
            seen |= begins[column]
    edges: list[set[int]] = [set() for _ in rows]
    for column, found in enumerate(begins):
        for row_no in found:
            edges[row_no].add(new_index[column])
    in_order = [sorted(row_edges) for row_edges in edges]
    for row in rows:
        for cell in row:
            cell.left, cell.right = new_index[cell.left], new_index[cell.right - 1] + 1
            for row_edges in in_order[cell.top : cell.bottom]:
                following = bisect_right(row_edges, cell.left)
                if following < len(row_edges):
                    cell.right = min(cell.right, row_edges[following])
    return Placement(rows, new_index[-1] + 1 if new_index else 0)
