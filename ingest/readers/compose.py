"""Paragraphs and tables into numbered lines and grids: where every format but plain text gets its lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest import normal_form
from ingest.limits import Limits
from ingest.readers.blocks import Block, Paragraph, Table, plain_lines
from ingest.readers.placement import PlacedCell, Placement, place
from ingest.readers.reading import Reading
from parsers.grid import Cell, Grid, Row
from schema.folding import fold_space

# Letterheads and signatures stand in tables of two columns and few rows, without rules.
_MOST_LETTERHEAD_ROWS = 5


def compose(blocks: list[Block], *, layout: str, limits: Limits) -> Reading:
    """Number the lines of a document; `layout` names its grids. Raises ReadError above the limits."""
    composer = _Composer(layout, limits)
    composer.add(blocks)
    last_row = composer.grids[-1].line_end if composer.grids else 0
    while len(composer.lines) > last_row and not composer.lines[-1]:
        composer.lines.pop()
    return Reading(composer.lines, composer.grids, furniture=composer.furniture)


@dataclass(slots=True)
class _Composer:
    layout: str
    limits: Limits
    lines: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    furniture: set[int] = field(default_factory=set)

    def add(self, blocks: list[Block]) -> None:
        """Print blocks in order, a blank line after each; tables that only arrange text are taken apart."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._add_paragraph(block)
                continue
            placement = place(block, self.limits)
            if is_data_table(block, placement):
                self._add_grid(placement, block.after_break)
            else:
                self._add_arranged(placement)

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        start = len(self.lines)
        for line in paragraph.lines:
            self._print(line)
        if paragraph.furniture:
            self.furniture.update(range(start + 1, len(self.lines) + 1))
        self._blank()

    def _print(self, line: str) -> None:
        self.lines.append(normal_form.compose(line))
        self.limits.check("lines", len(self.lines), "the document has more lines")

    def _blank(self) -> None:
        if self.lines and self.lines[-1]:
            self._print("")

    def _add_arranged(self, placement: Placement) -> None:
        """A table that arranges text: down the columns if each cell is one line, else cell by cell."""
        cells = [cell for row in placement.rows for cell in row]
        one_line_each = all(len(plain_lines(cell.cell.blocks)) <= 1 for cell in cells)
        if one_line_each and len(placement.rows) > 1:
            cells.sort(key=lambda cell: (cell.left, cell.top))
            columns = sorted({cell.left for cell in cells})
            for column in columns:
                lines = [line for cell in cells if cell.left == column for line in plain_lines(cell.cell.blocks)]
                self._add_paragraph(Paragraph(lines))
            return
        for cell in cells:
            self.add(cell.cell.blocks)

    def _add_grid(self, placement: Placement, after_break: set[int]) -> None:
        self._blank()
        rows: list[Row] = []
        first = len(self.lines) + 1
        for row_no, (own, occupants) in enumerate(zip(placement.rows, _occupants(placement), strict=True)):
            row = self._add_row(own, occupants)
            row.after_break = row_no in after_break
            rows.append(row)
        self.grids.append(Grid(self.layout, rows, first, len(self.lines), merges_known=True))
        self._blank()

    def _add_row(self, own: list[PlacedCell], occupants: list[PlacedCell]) -> Row:
        """Print the row's own cells, left to right; a row without words is one blank line."""
        start = len(self.lines) + 1
        printed = [(placed, *self._add_cell(placed)) for placed in own]
        if len(self.lines) < start:
            self._print("")
        cells: list[Cell | None] = [Cell("", start, start) for _ in range(max((c.right for c in occupants), default=0))]
        for occupant in occupants:
            cells[occupant.left : occupant.right] = [None] * (occupant.right - occupant.left)
        place_of_empty = start
        for placed, text, first, last in printed:
            if not text:
                first = last = place_of_empty
            place_of_empty = last
            cells[placed.left] = Cell(text, first, last, placed.bottom - placed.top, placed.right - placed.left)
        return Row(cells, start, len(self.lines))

    def _add_cell(self, placed: PlacedCell) -> tuple[str, int, int]:
        lines = plain_lines(placed.cell.blocks)
        first = len(self.lines) + 1
        for line in lines:
            self._print(line)
        return fold_space(" ".join(lines)), first, len(self.lines)


def _occupants(placement: Placement) -> list[list[PlacedCell]]:
    """For each row, the cells that stand in it, those that began above too."""
    found: list[list[PlacedCell]] = [[] for _ in placement.rows]
    for row in placement.rows:
        for cell in row:
            for row_no in range(cell.top, cell.bottom):
                found[row_no].append(cell)
    return found


def is_data_table(table: Table, placement: Placement) -> bool:
    """Whether a table holds data, not just an arrangement of text; told from its shape alone."""
    filled = {cell.left for row in placement.rows for cell in row if plain_lines(cell.cell.blocks)}
    rows, columns = len(placement.rows), len(filled)
    if rows < 2 or columns < 2 or _holds_larger_table(table):
        return False
    if columns == 2:
        return table.ruled is True or (rows > _MOST_LETTERHEAD_ROWS and table.ruled is None)
    return columns > 3 or table.ruled is not False or rows > _MOST_LETTERHEAD_ROWS


def _holds_larger_table(table: Table) -> bool:
    own = sum(map(len, table.rows))
    return any(
        sum(map(len, block.rows)) > own
        for row in table.rows
        for cell in row
        for block in cell.blocks
        if isinstance(block, Table)
    )
