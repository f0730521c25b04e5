"""Tables whose cells stand between lines that hold only a bar, as some law sites print them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from parsers.grid import Grid
from parsers.layouts.alignment import Unit
from parsers.layouts.cells import cell_text
from parsers.layouts.header_rows import heading_of, is_header
from parsers.layouts.ordinals import FIGURES, leading_ordinals, read_ordinals
from parsers.layouts.row_starts import row_starts
from parsers.layouts.sequence import PrintedCells, read_sequence, row_of_cells
from parsers.layouts.table_region import untaken
from parsers.openings import BOUNDARIES, any_boundary, line_kinds, openings, plain_lines
from parsers.page_marks import page_number

# A longer text between two bars is not a cell but what stands between two tables.
_MOST_CELL_LINES = 120
# A shorter one is a cell whatever it begins with; a longer one is looked through for another part's beginning.
_SURE_CELL_LINES = 3
_MOST_HEADING_LINES = 4
_MOST_FIRST_CELL_LINES = 15
_MOST_UNKNOWN = 2


def find_tables(lines: list[str], taken: bytearray) -> list[Grid]:
    """The tables between bar lines among the lines (0-based in `taken`) that no other table has taken."""
    bars = [index for index in untaken(taken) if "|" in (line := lines[index]) and line.strip() == "|"]
    parted = _with_boundaries(lines, bars)
    grids: list[Grid] = []
    run: list[int] = []
    others = 1 in taken
    for bar in bars:
        if run and (bar in parted or (others and 1 in taken[run[-1] : bar]) or _parts_tables(lines, run[-1], bar)):
            grids += _read(lines, run)
            run = []
        run.append(bar)
    return grids + _read(lines, run)


def _with_boundaries(lines: list[str], bars: Sequence[int]) -> set[int]:
    """The bars that have another part's beginning in the text above them, up to the next bar."""
    below: list[int] = []
    starts: list[str] = []
    for bar, following in pairwise(bars):
        if _SURE_CELL_LINES < following - bar - 1 < _MOST_CELL_LINES:
            between = [line for line in lines[bar + 1 : following] if line[:1] not in FIGURES]
            starts += between
            below += [following] * len(between)
    return {below[index] for index, kind in openings(plain_lines(starts), starts).items() if kind in BOUNDARIES}


def _parts_tables(lines: list[str], bar: int, following: int) -> bool:
    """Is the text between two bars too long for a cell, or a caption above another header?"""
    if following - bar <= 2:
        return False
    return following - bar > _MOST_CELL_LINES or _ends_in_heading(lines, bar, following)


def _ends_in_heading(lines: list[str], bar: int, following: int) -> bool:
    """Is this a caption with a table's first heading below it, the second heading behind the next bar?"""
    if lines[following - 1][:1].islower() or heading_of(cell_text(lines[following - 1])) is None:
        return False
    if not _names_column_below(lines, following):
        return False
    between = lines[bar + 1 : following]
    return page_number(between[0]) is None and heading_of(cell_text("\n".join(between))) is None


def _names_column_below(lines: list[str], bar: int) -> bool:
    """Is one of the next two cells below a bar surely a heading?"""
    for _ in range(2):
        end = bar + 1
        while end < len(lines) and end - bar <= _MOST_HEADING_LINES and lines[end].strip() != "|":
            end += 1
        if _is_heading(cell_text("\n".join(lines[bar + 1 : end]))):
            return True
        bar = end
    return False


def _read(lines: list[str], bars: Sequence[int]) -> list[Grid]:
    if len(bars) < 2:
        return []
    cells = [
        Unit(cell_text(lines[end - 1]), end, end)
        if end - start == 2 and lines[end - 1] and not lines[end - 1].isspace()
        else _unit(lines, start + 1, end)
        for start, end in pairwise(bars)
    ]
    first = _first_cell(lines, bars[0], cells)
    cells = [*([first] if first is not None else []), *cells]
    last = _last_cell(lines, bars[-1])
    headers = _headers(cells)
    if not headers:
        return _headless(cells)
    grids = []
    for number, (start, count) in enumerate(headers):
        end = headers[number + 1][0] if number + 1 < len(headers) else len(cells)
        printed = _printed(cells[start : start + count], cells[start + count : end])
        grid = read_sequence("pipe_lines", printed, paragraphs=False, closed=True)
        if grid is not None:
            # The bar below its last cell is the table's.
            place = bisect_left(bars, grid.line_end)
            following = bars[place] + 1 if place < len(bars) else grid.line_end
            grid.line_end = max(grid.line_end, following if following - grid.line_end <= 2 else grid.line_end)
            grid.rows[-1].line_end = grid.line_end
            if last is not None and end == len(cells) and len(grid.rows[-1].cells) == count - 1:
                _add_last_cell(grid, last)
            grids.append(grid)
    return grids


def _add_last_cell(grid: Grid, last: Unit) -> None:
    """Complete the last row by the text below the last bar."""
    row = grid.rows[-1]
    row.cells.append(last)
    row.line_end = grid.line_end = last.line_end


def _printed(header: list[Unit], below: Sequence[Unit]) -> PrintedCells:
    """The cells of a table, its header's repetitions at the ends of pages set apart."""
    printed = PrintedCells(header, [])
    texts = [unit.text for unit in header]
    below = _without_row_ends(below, len(header))
    done = 0
    for index in [index for index, unit in enumerate(below) if unit.text == texts[0]]:
        if index >= done and [unit.text for unit in below[index : index + len(texts)]] == texts:
            printed.body += below[done:index]
            done = index + len(texts)
            printed.repeats[len(printed.body)] = list(below[index:done])
    printed.body += below[done:]
    return printed


def _without_row_ends(below: Sequence[Unit], width: int) -> Sequence[Unit]:
    """The cells below a header without the empty ones that only stand between two rows.

    Where each row has a bar before its first cell as well as behind its last, two bars meet at its end.
    """
    if not below or below[0].text:
        return below
    starts = row_starts(below, width + 1)
    ends = {start - 1 for start in starts if start} or set(range(0, len(below), width + 1))
    if any(below[index].text for index in ends):
        return below
    return [unit for index, unit in enumerate(below) if index not in ends]


def _headless(cells: Sequence[Unit]) -> list[Grid]:
    """Cells of which none names a column: a letterhead or a signature, whose cells are short; else stray bars."""
    if max(unit.line_end - unit.line_start for unit in cells) >= _MOST_FIRST_CELL_LINES:
        return []
    row = row_of_cells(cells)
    return [Grid("pipe_lines", [row], row.line_start, row.line_end)]


def _unit(lines: list[str], first: int, end: int) -> Unit:
    """The cell on the lines with 0-based indexes `first` to `end` - 1; an empty one stands on the bar below it."""
    while first < end and not lines[first].strip():
        first += 1
    last = end - 1
    while last > first and not lines[last].strip():
        last -= 1
    if first < last and page_number(lines[first]) is not None and _begins_row(lines[first + 1 : last + 1]):
        first += 1  # the number of a page that ends above this row
    if first >= end:
        return Unit("", end + 1, end + 1)
    return Unit(cell_text("\n".join(lines[first : last + 1])), first + 1, last + 1)


def _begins_row(below: list[str]) -> bool:
    """Do these lines, right below a number alone, begin a row of their own, or the header again?"""
    text = cell_text("\n".join(below))
    return bool(read_ordinals(text) or leading_ordinals(text)) or _is_heading(text)


def _is_heading(text: str, field: str = "") -> bool:
    """Do the words surely name a column, of this field if one is asked for?"""
    heading = heading_of(text)
    return heading is not None and heading.confidence == "exact" and (not field or heading.fields == (field,))


def _first_cell(lines: list[str], bar: int, cells: Sequence[Unit]) -> Unit | None:
    """What stands above the first bar, as far up as it is one heading; of a letterhead, up to a blank line."""
    above = bar
    while above > 0 and bar - above < _MOST_FIRST_CELL_LINES and lines[above - 1].strip():
        above -= 1
    if above == bar:
        return None
    headings = [_unit(lines, start, bar) for start in range(max(above, bar - _MOST_HEADING_LINES), bar)]
    # "(Kèm theo Kế hoạch số …)" stands below a caption, not in a heading.
    headings = [unit for unit in headings[:-1] if not unit.text.startswith("(")] + headings[-1:]
    if _is_heading(headings[-1].text, "ordinal"):
        # No other heading ends in these words, whatever the caption above looks like.
        return next(unit for unit in headings if _is_heading(unit.text, "ordinal"))
    for unit in headings:
        if heading_of(unit.text) is not None:
            return unit
    if any(heading_of(unit.text) is not None for unit in cells[:2]):
        # A first heading that the register does not know; or a bar that stands before the first cell.
        heading = heading_of(cells[0].text)
        return None if heading is not None and heading.fields[0] == "ordinal" else _unit(lines, bar - 1, bar)
    texts = lines[above:bar]
    starts = [index for index, kind in enumerate(line_kinds(texts)) if kind in BOUNDARIES]
    return _unit(lines, above + (starts[0] if starts else 0), bar)


def _last_cell(lines: list[str], bar: int) -> Unit | None:
    """A last cell without a bar below it: the text right under the last bar, when it is short and no other part."""
    end = bar + 1
    while end < len(lines) and lines[end].strip() and end - bar <= _SURE_CELL_LINES:
        end += 1
    if end == bar + 1 or (end < len(lines) and lines[end].strip()):
        return None
    texts = lines[bar + 1 : end]
    if any_boundary(texts):
        return None
    return _unit(lines, bar + 1, end)


def _headers(cells: Sequence[Unit]) -> list[tuple[int, int]]:
    """Where headers stand among the cells: (index of the first heading, number of headings), page repeats left out."""
    found: list[tuple[int, int]] = []
    texts: list[str] = []
    index = 0
    while index < len(cells):
        count = _header_length(cells, index) if heading_of(cells[index].text) is not None else 0
        if count and [unit.text for unit in cells[index : index + count]] != texts:
            texts = [unit.text for unit in cells[index : index + count]]
            found.append((index, count))
        index += count or 1
    return found


def _header_length(cells: Sequence[Unit], index: int) -> int:
    """How many headings there are from this first one on; 0 when they are no header."""
    unknown = last = 0
    for count, unit in enumerate(cells[index : index + 40], 1):
        known = heading_of(unit.text) is not None
        if not known and (not unit.text or unknown == _MOST_UNKNOWN or read_ordinals(unit.text)):
            break
        unknown += not known
        last = count if known else last
    return last if last >= 2 and is_header([unit.text for unit in cells[index : index + last]]) else 0
