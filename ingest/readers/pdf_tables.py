"""Ruled tables of a PDF, joined over pages: repeated headers left out, rows cut by the page break made whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import dropwhile
from typing import NamedTuple

from ingest.readers.blocks import Block, Paragraph, Table, TableCell
from ingest.readers.pdf_glyphs import Line
from ingest.readers.pdf_page import PageCell, PageTable, edges_of
from ingest.readers.pdf_paragraphs import cell_lines, join

_SAME_SIDE = 6.0
_ORDINAL = re.compile(r"\W*\w{1,3}(?:\.\d{1,3})*\W*")
_UNFINISHED = (",", ";", ":", "(", "-", "–", "/")
_UNSURE = 1.5  # points: of widths and paddings
_NO_ROOM = 1.3
_ROOM_FOR_A_LINE = 2.7


@dataclass(slots=True)
class _Cell:
    """A cell of the whole table: its text so far, the positions it covers (ends not included), its printed lines."""

    text: list[str]
    top: int
    bottom: int
    x0: float
    x1: float
    lines: list[Line]
    room: float  # between the text and the rule below, in heights of a letter

    @property
    def is_full(self) -> bool:
        """Whether the text reaches down to the rule."""
        return self.room < _NO_ROOM

    def wraps_into(self, following: _Cell) -> bool:
        """Whether the first word of a cell would not have fitted behind the last line of this one."""
        last, first = self.lines[-1], following.lines[0]
        padding = min(max(last.x0 - self.x0, 1.0), 7.0)
        room = self.x1 - self.x0 - 2 * padding
        return last.x1 - last.x0 + 0.25 * last.size + first.first_word > room - _UNSURE

    def stands_under(self, other: _Cell) -> bool:
        """Whether both have the same sides."""
        return abs(self.x0 - other.x0) <= _SAME_SIDE and abs(self.x1 - other.x1) <= _SAME_SIDE


@dataclass(slots=True)
class LongTable:
    """A table in the making, page by page."""

    x_edges: list[float]
    height: int = 0
    cells: list[_Cell] = field(default_factory=list)
    uncertain: set[int] = field(default_factory=set)  # rows after a page break that may continue the row above

    def is_continued_by(self, part: PageTable) -> bool:
        """Whether a table at the top of the next page has the same sides and at least half its columns in common."""
        own, other = self.x_edges, part.x_edges
        if abs(own[0] - other[0]) > _SAME_SIDE or abs(own[-1] - other[-1]) > _SAME_SIDE:
            return False
        inner = other[1:-1]
        common = sum(any(abs(edge - mine) <= _SAME_SIDE for mine in own) for edge in inner)
        return common * 2 >= len(inner)

    def add(self, part: PageTable) -> None:
        """Append the part of the table that is on the next page."""
        cells = [_read_cell(part, cell) for cell in part.cells]
        skipped = self._repeated_header(cells) if self.height else 0
        cells = [cell for cell in cells if cell.top >= skipped]
        rows = len(part.y_edges) - 1 - skipped
        offset = self.height - skipped
        for cell in cells:
            cell.top += offset
            cell.bottom += offset
        if self.height and cells:
            rows -= self._join_first_row(cells)
        self.cells += cells
        self.height += rows
        self.x_edges = edges_of([*self.x_edges, *part.x_edges])

    def table(self) -> Table:
        """The finished table."""
        edges = edges_of([x for cell in self.cells for x in (cell.x0, cell.x1)])
        rows: list[list[tuple[int, TableCell]]] = [[] for _ in range(self.height)]
        gaps = self._merge_over_missing_rules(edges)
        for cell in self.cells:
            left, right = _columns(cell, edges)
            blocks: list[Block] = [Paragraph([line]) for line in cell.text]
            rows[cell.top].append((left, TableCell(blocks, cell.bottom - cell.top, right - left)))
        for row, free in zip(rows, gaps, strict=True):
            row += [(column, TableCell()) for column in free]
            row.sort(key=lambda item: item[0])
        return Table([[cell for _, cell in row] for row in rows], ruled=True, after_break=self.uncertain)

    def _merge_over_missing_rules(self, edges: list[float]) -> list[set[int]]:
        """Let cells reach down where no cell is drawn under them; the columns that stay free, row by row."""
        free = [set(range(len(edges) - 1)) for _ in range(self.height)]
        for cell in sorted(self.cells, key=lambda cell: cell.top):
            for row in range(cell.top, cell.bottom):
                free[row].difference_update(range(*_columns(cell, edges)))
        for cell in sorted(self.cells, key=lambda cell: cell.top):
            covered = set(range(*_columns(cell, edges)))
            while cell.bottom < self.height and covered <= free[cell.bottom]:
                free[cell.bottom] -= covered
                cell.bottom += 1
        return free

    def _repeated_header(self, cells: list[_Cell]) -> int:
        """How many of a part's first rows say the same as the table's first rows.

        LibreOffice cuts a repeated header to the height of its rows: text of a cell merged down may end
        early, and its next words then lie over the row below, from where they are taken away.
        """
        last = max((cell.bottom for cell in cells), default=0)
        row = 0
        while row < min(last, self.height):
            own, other = (_row_cells(found, row) for found in (self.cells, cells))
            if not own or len(own) != len(other) or not all(map(_repeats, own, other)):
                break
            row += 1
        if not row or row >= last:
            return 0
        for cell, repeated in zip(_row_cells(self.cells, 0), _row_cells(cells, 0), strict=True):
            missing = " ".join(cell.text)[len(" ".join(repeated.text)) :].split()
            for below in cells:
                if missing and below.top == row and below.stands_under(repeated):
                    _take_away(below.text, missing)
        return row

    def _join_first_row(self, cells: list[_Cell]) -> int:
        """Mend the place where the page break went through a row or a merged cell; how many rows that saves."""
        first = self.height
        row = sorted((cell for cell in cells if cell.top == first), key=lambda cell: cell.x0)
        above = [next((c for c in self.cells if c.bottom == first and cell.stands_under(c)), None) for cell in row]
        seams = [_Seam(upper, lower) for upper, lower in zip(above, row, strict=True) if upper is not None]
        if len(seams) < len(row):
            self.uncertain.add(first)
            return 0
        if _is_one_row(seams):
            for seam in seams:
                seam.mend()
                seam.upper.bottom = seam.lower.bottom - 1
            cells[:] = [cell for cell in cells if cell.top != first]
            for cell in cells:
                cell.top -= 1
                cell.bottom -= 1
            return 1
        merged = _merged_over_break(seams)
        if merged and any(seam.begins_anew for seam in seams):
            for seam in merged:
                seam.mend()
                seam.upper.bottom = seam.lower.bottom
                cells.remove(seam.lower)
        else:
            self.uncertain.add(first)
        return 0


class _Seam(NamedTuple):
    """What stands above and below a page break in one column."""

    upper: _Cell
    lower: _Cell

    @property
    def has_ended(self) -> bool:
        """There is text above only."""
        return bool(self.upper.text) and not self.lower.text

    @property
    def goes_on(self) -> bool:
        """The text below is in the middle of a sentence, and broken where a line breaks."""
        if not self.may_go_on or _ORDINAL.fullmatch(self.lower.text[0]):
            return False
        if self.lower.text[0][0].isupper() and not self.upper.text[-1].endswith(_UNFINISHED):
            return False
        # Two lines are kept together on the next page, so that there may be room for one.
        return self.upper.room < _ROOM_FOR_A_LINE

    @property
    def begins_anew(self) -> bool:
        """Both have text, and the one below does not continue the one above."""
        return bool(self.upper.text) and bool(self.lower.text) and not self.goes_on

    @property
    def surely_begins_anew(self) -> bool:
        """There was room left above."""
        return self.begins_anew and not self.upper.is_full

    @property
    def may_go_on(self) -> bool:
        """The text above was broken where a line breaks."""
        return bool(self.upper.text) and bool(self.lower.text) and self.upper.wraps_into(self.lower)

    def mend(self) -> None:
        """Append the text below to that above."""
        upper, lower = self
        if upper.text and lower.text and upper.wraps_into(lower):
            upper.text[-1] = join(upper.text[-1], lower.text[0])
            upper.text += lower.text[1:]
        else:
            upper.text += lower.text
        if lower.lines:
            upper.lines, upper.room = lower.lines, lower.room


def _merged_over_break(seams: list[_Seam]) -> list[_Seam]:
    """The first columns, as long as their cells go on below.

    The widest, which holds what is to be done, also goes on where its text is full above or begins only below,
    if columns beside it go on.
    """
    widest = max(seams, key=lambda seam: seam.lower.x1 - seam.lower.x0)
    merged: list[_Seam] = []
    for seam, following in zip(seams, [*seams[1:], None], strict=True):
        is_full = seam.may_go_on and seam.upper.is_full and following is not None and following.has_ended
        begins_below = bool(merged) and not seam.upper.text and bool(seam.lower.text)
        if not (seam.has_ended or seam.goes_on or (seam is widest and (is_full or begins_below))):
            break
        merged.append(seam)
    return merged


def _is_one_row(seams: list[_Seam]) -> bool:
    """Whether the cells below a page break are the rest of those above it.

    Some cell has ended above; none begins anew while there was room above. Cells below that begin with a
    capital may be the rest of a sentence or of a further row of a merged cell: a further row has something
    new in most columns behind the merged ones, the rest of a row has nothing left to say in most.
    """
    if not any(seam.has_ended for seam in seams) or any(seam.surely_begins_anew for seam in seams):
        return False
    anew = [seam for seam in seams if seam.begins_anew]
    behind = list(dropwhile(lambda seam: seam.has_ended or seam.goes_on, seams))
    counted = seams if any(seam.goes_on for seam in behind) else behind
    for_one = sum(seam.goes_on for seam in counted) + sum(seam.has_ended for seam in behind)
    return any(seam.lower.text for seam in seams) and all(seam.may_go_on for seam in anew) and for_one >= len(anew)


def _read_cell(part: PageTable, cell: PageCell) -> _Cell:
    top, bottom = part.rows_of(cell)
    last = cell.lines[-1] if cell.lines else None
    room = (cell.bottom - last.bottom) / last.size if last else 0.0
    return _Cell(cell_lines(cell.lines, cell.x0, cell.x1), top, bottom, cell.x0, cell.x1, cell.lines, room)


def _row_cells(cells: list[_Cell], row: int) -> list[_Cell]:
    """The cells that begin in a row, from left to right."""
    return sorted((cell for cell in cells if cell.top == row), key=lambda cell: cell.x0)


def _repeats(cell: _Cell, other: _Cell) -> bool:
    """Whether a cell of a repeated header says what the header's says, or its beginning."""
    text, repeated = " ".join(cell.text), " ".join(other.text)
    return text == repeated or (bool(repeated) and text.startswith(repeated) and cell.bottom - cell.top > 1)


def _take_away(text: list[str], missing: list[str]) -> None:
    """Drop words from the beginning of a cell's text, as many as it has of those."""
    while text and missing:
        if not text[0].startswith(missing[0]):
            return
        text[0] = text[0].removeprefix(missing.pop(0)).lstrip()
        if not text[0]:
            del text[0]


def _columns(cell: _Cell, edges: list[float]) -> tuple[int, int]:
    left = _nearest(edges, cell.x0)
    return left, max(_nearest(edges, cell.x1), left + 1)


def _nearest(edges: list[float], position: float) -> int:
    return max(bisect_right(edges, position + 0.01) - 1, 0)
