"""From a block of row lines to a grid: wrapped lines joined, strays at its ends given back to the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from parsers.grid import Cell, Grid, Row
from parsers.layouts.cells import cell_text
from parsers.layouts.header_rows import is_header
from parsers.layouts.ordinals import leading_ordinals, read_ordinals
from parsers.layouts.row_lines import Block, Ending, Piece
from parsers.openings import is_capitals
from parsers.tasks.ordinals import split_ordinal
from parsers.tasks.shapes import is_total

# In a table of at least four columns, a row of one or two cells is a section row, or text that only looks like a row.
_WIDE = 4
_NARROW = 2
_MOST_WRAPPED = 8
_MOST_HEADER_ROWS = 4
# A section row printed without separators is a title, not a paragraph.
_LONGEST_SECTION = 200


@dataclass(slots=True)
class _Row:
    cells: list[Cell]
    line_start: int
    line_end: int
    ending: Ending
    after_blank: bool
    after_break: bool
    separated: bool


def read_block(block: Block, layout: str, read_text: Callable[[str], str] = cell_text) -> Grid | None:
    """The table that a block is, or None when its lines only hold separators (indents, lists, one-line letterheads)."""
    width = _usual_width(block)
    rows = _trimmed(_joined(block, width, read_text), width)
    if not _is_table(block, rows, width):
        return None
    breaks = _page_breaks(rows)
    header = _header_rows(block, rows)
    found: list[Row] = []
    broken = False
    for row, after_break in zip(rows, breaks, strict=True):
        repeated = tuple(cell.text for cell in row.cells) in header
        # Below a repeated header it is the row after it that goes on.
        found.append(Row(list(row.cells), row.line_start, row.line_end, after_break or broken))
        broken = repeated and len(found) > len(header)
    return Grid(layout, found, found[0].line_start, found[-1].line_end)


def _header_rows(block: Block, rows: list[_Row]) -> set[tuple[str, ...]]:
    """The texts of the table's first rows down to the last that names columns, and of one without a number below."""
    texts = [tuple(cell.text for cell in row.cells) for row in rows[:_MOST_HEADER_ROWS]]
    last = max((place for place, row in enumerate(texts) if row in block.headers), default=-1)
    if 0 <= last < len(texts) - 1 and not texts[last + 1][0] and len(texts[last + 1]) == len(texts[last]):
        last += 1  # the second line of headings that are longer than their columns
    return set(texts[: last + 1])


def _usual_width(block: Block) -> int:
    rows = [piece for piece in block.pieces if piece.separated]
    whole = [piece for above, piece in zip([None, *rows], rows, strict=False) if _is_whole(above, piece)]
    widths = Counter(len(piece.cells) for piece in whole or rows)
    usual = max(widths, key=lambda width: (widths[width], width))
    # A header broken inside a cell shows fewer cells than its rows, one of merged cells too.
    return max(usual, *(len(texts) for texts in block.headers), 0)


def _is_whole(above: Piece | None, piece: Piece) -> bool:
    """Does the layout say that the line is a row from end to end, or say nothing?"""
    return piece.ending != "open" and (above is None or above.ending != "open")


def _joined(block: Block, width: int, read_text: Callable[[str], str]) -> list[_Row]:
    pieces = [piece for piece in block.pieces if piece.cells]
    rows: list[_Row] = []
    until = -1
    for index, piece in enumerate(pieces):
        if rows and (index <= until or _goes_on(rows[-1], piece, width)):
            _continue(rows[-1], piece, read_text)
            continue
        until = _last_of_row(pieces, index, width)
        cells = _cells(piece, read_text)
        rows.append(
            _Row(
                cells,
                piece.line_start,
                piece.line_end,
                piece.ending,
                piece.after_blank,
                piece.after_break,
                piece.separated,
            )
        )
    return rows


def _last_of_row(pieces: list[Piece], first: int, width: int) -> int:
    """The last piece of a row that is broken inside its cells: where its cells make up the table's width."""
    row = pieces[first]
    count = len(row.cells)
    if not row.separated or count >= width or row.ending == "closed":
        return first
    numbered = bool(read_ordinals(cell_text(row.cells[0][:40])))
    small = False
    for index in range(first + 1, min(first + 1 + _MOST_WRAPPED, len(pieces))):
        piece = pieces[index]
        text = piece.cells[0].strip()
        if piece.after_blank or piece.after_break or not text or read_ordinals(text) or len(piece.cells) >= width:
            return first
        small = small or text[0].islower()
        count += len(piece.cells) - 1
        if count == width and piece.separated:
            # A row without its number may as well be a sub-row that lacks its merged cells.
            sure = small or row.ending == "open" or (numbered and not leading_ordinals(text))
            return index if sure else first
        if count > width:
            return first
    return first


def _cells(piece: Piece, read_text: Callable[[str], str]) -> list[Cell]:
    if piece.cell_lines:
        return [Cell(read_text(text), *lines) for text, lines in zip(piece.cells, piece.cell_lines, strict=True)]
    if piece.line_start == piece.line_end:
        line = piece.line_start
        return [Cell(read_text(text), line, line) for text in piece.cells]
    cells = []
    line = piece.line_end - sum(text.count("\n") for text in piece.cells)
    for text in piece.cells:
        end = line + text.count("\n")
        cells.append(Cell(read_text(text), line, end))
        line = end
    return cells


def _continue(row: _Row, piece: Piece, read_text: Callable[[str], str]) -> None:
    """Add a further line to a row: the line's first cell goes on the row's last one."""
    cell, text = row.cells[-1], piece.cells[0]
    if text.strip():
        if not cell.text:
            cell.line_start = piece.line_start
        cell.text = cell_text(f"{cell.text}\n{read_text(text)}")
        cell.line_end = piece.line_start + text.count("\n")
    row.cells += _cells(piece, read_text)[1:]
    row.line_end, row.ending = piece.line_end, piece.ending


def _goes_on(row: _Row, piece: Piece, width: int) -> bool:
    """Is this line the rest of the row above, though the row's cells do not tell?"""
    text = piece.cells[0].strip()
    if piece.after_blank or piece.after_break or not text:
        return False
    if not piece.separated:
        # Below an open row any text goes on; else a section's title may be printed without separators.
        return row.ending == "open" or text[0].islower() or (not row.ending and row.separated and not _is_section(text))
    return row.ending == "open" and len(row.cells) + len(piece.cells) - 1 <= width and not read_ordinals(text)


def _is_section(text: str) -> bool:
    if len(text) > _LONGEST_SECTION:
        return False
    return (
        split_ordinal(text)[0] is not None
        or bool(leading_ordinals(text))
        or text.startswith(("<b>", "**"))
        or is_capitals(text)
    )


def _trimmed(rows: list[_Row], width: int) -> list[_Row]:
    """Without the lines at either end that are lists or captions with separators in them."""
    if width < _WIDE:
        return rows
    first, last = 0, len(rows)
    while first < last and len(rows[first].cells) <= _NARROW and not is_header([c.text for c in rows[first].cells]):
        first += 1
    tail = last
    while tail > first and len(rows[tail - 1].cells) <= _NARROW:
        tail -= 1
    # One narrow row at the end may be the section row of a table that is cut off, or its total.
    if last - tail > 1 or (last > tail and rows[tail].after_blank):
        last = tail + sum(1 for row in rows[tail : tail + 1] if _is_total(row))
    return rows[first:last]


def _is_total(row: _Row) -> bool:
    return is_total(row.cells[0].text)


def _is_table(block: Block, rows: list[_Row], width: int) -> bool:
    if not rows or width < 2:
        return False
    if block.has_rule:
        return True
    if block.headers and len(rows) >= 2:
        return True
    filled = [row for row in rows if _is_filled([cell.text for cell in row.cells if cell.text])]
    if width == 2:
        return len(filled) >= 3 and 2 * len(filled) > len(rows)
    # Without a header, rows at least agree in width: lines of an address or of a site's navigation do not.
    agreeing = max(Counter(len(row.cells) for row in filled).values(), default=0)
    return agreeing >= 2 and 3 * len(filled) >= len(rows)


def _is_filled(words: list[str]) -> bool:
    return len(words) >= 2 and not (len(words) == 2 and _is_list_item(words))


def _is_list_item(words: list[str]) -> bool:
    """A marker and its text, parted by a tab: a list, not a table."""
    return bool(read_ordinals(words[0])) or words[0] in {"-", "+", "•", "*", "–", "o"}


def _page_breaks(rows: list[_Row]) -> list[bool]:
    """Which rows follow a page's end. Where most rows are parted by blank lines, these say nothing."""
    blank = sum(row.after_blank for row in rows)
    blanks_say = 2 * blank < len(rows)
    return [row.after_break or (row.after_blank and blanks_say) for row in rows]
