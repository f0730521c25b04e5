"""Tables whose cells are paragraphs parted by blank lines; a lone no-break space is an empty cell."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.grid import Grid
from parsers.layouts.alignment import Unit
from parsers.layouts.cells import cell_text
from parsers.layouts.header_rows import heading_of, is_header
from parsers.layouts.sequence import read_sequence
from parsers.openings import BOUNDARIES, openings, plain_lines

_LONGEST_HEADING = 90
# Headings in one header that the register may not know ("Địa bàn", "Quy mô").
_MOST_UNKNOWN = 2
_FEWEST_HEADINGS = 3
_ENDS = BOUNDARIES | {"note"}


def find_tables(lines: list[str], taken: bytearray) -> list[Grid]:
    """The tables of paragraphs among the lines (0-based in `taken`) that no other table has taken."""
    paragraphs = _paragraphs(lines, taken)
    grids: list[Grid] = []
    index = 0
    while index < len(paragraphs):
        count = _header_length(paragraphs, index)
        if not count:
            index += 1
            continue
        header = paragraphs[index : index + count]
        body = paragraphs[index + count : _end(paragraphs, index + count, lines)]
        grid = read_sequence("cell_per_paragraph", header, body, paragraphs=True, closed=False)
        if grid is None:
            index += 1
            continue
        grids.append(grid)
        while index < len(paragraphs) and paragraphs[index].line_start <= grid.line_end:
            index += 1
    return grids


def _paragraphs(lines: list[str], taken: bytearray) -> list[Unit]:
    """Runs of lines with words; a line of spaces alone is an empty cell when a no-break space is among them."""
    units: list[Unit] = []
    start = -1
    for index, line in enumerate([*lines, ""]):
        if line and not line.isspace() and not taken[index]:
            start = index if start < 0 else start
            continue
        if start >= 0:
            text = lines[start] if index - start == 1 else "\n".join(lines[start:index])
            units.append(Unit(cell_text(text), start + 1, index))
            start = -1
        elif "\u00a0" in line and lines[index - 1 : index] != [line]:
            units.append(Unit("", index + 1, index + 1))
    return units


def _header_length(units: Sequence[Unit], index: int) -> int:
    """How many paragraphs from here on name columns; 0 when they are no header."""
    unknown = last = 0
    texts: list[str] = []
    for count, unit in enumerate(units[index : index + 40], 1):
        if not unit.text or len(unit.text) > _LONGEST_HEADING:
            break
        known = heading_of(unit.text) is not None
        if not known and (not texts or unknown == _MOST_UNKNOWN):
            break
        unknown += not known
        texts.append(unit.text)
        last = count if known else last
    return last if last >= _FEWEST_HEADINGS and is_header(texts[:last]) else 0


def _end(units: Sequence[Unit], first: int, lines: list[str]) -> int:
    """The first unit that surely is no cell: recipients, a signature, another appendix."""
    starts = [lines[unit.line_start - 1] for unit in units[first:]]
    ends = (index for index, kind in openings(plain_lines(starts), starts).items() if kind in _ENDS)
    return first + min(ends, default=len(starts))
