"""Tables of one row per line (tabs, bars): which lines belong together as one table."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, Protocol

from parsers.furniture import furniture_anywhere
from parsers.layouts.cells import cell_text
from parsers.layouts.header_rows import heading_of, is_header
from parsers.layouts.ordinals import FIGURES, leading_ordinals
from parsers.openings import BOUNDARIES, any_boundary, line_kinds, openings, plain_lines
from parsers.page_marks import is_page_mark

# Between two rows of one table stands at most a page's end: blank lines, a page number, a running head.
_LONGEST_GAP = 12
_MOST_GAP_TEXTS = 3
_LONGEST_GAP_TEXT = 250
_LONGEST_HEAD = 120
# Letterheads and signatures printed with separators fill two columns, three at most.
_MOST_BOUNDARY_CELLS = 3
_LONGEST_HEADER_CELL = 400
# Enough pieces to see whether a block holds anything but its header yet.
_MOST_HEADER_ROWS = 12
_DIGITS = re.compile(r"\d+")
# How a line ends: inside a row, at a row's end, or the layout does not say.
Ending = Literal["open", "closed", ""]


class Format(Protocol):
    """How a layout parts lines into cells. Indexes are 0-based."""

    def is_rule(self, line: str) -> bool:
        """Is the line only drawn, without cells?"""

    def split(self, lines: list[str], index: int) -> tuple[list[str], int]:
        """The cells of the row line at `index`, as printed, and the index of its last line."""

    def ending(self, index: int) -> Ending:
        """How the line at `index` ends."""


@dataclass(slots=True)
class Piece:
    """One line inside a block: `cells` as printed (one for a line without separators), none for a rule.

    `cell_lines` are the lines of each cell's words, where they are not simply those of the piece; `printed` is a rule.
    """

    line_start: int
    line_end: int
    cells: list[str]
    separated: bool
    after_blank: bool = False
    after_break: bool = False
    ending: Ending = ""
    cell_lines: list[tuple[int, int]] = field(default_factory=list)
    printed: str = ""


@dataclass(slots=True)
class Block:
    """Consecutive pieces that may be one table; `headers` are its header rows' texts, top down."""

    pieces: list[Piece] = field(default_factory=list)
    headers: list[tuple[str, ...]] = field(default_factory=list)
    has_rule: bool = False


def find_blocks(lines: list[str], taken: bytearray, candidates: list[int], form: Format) -> list[Block]:
    """Candidates (indexes of lines with a separator) into blocks, page breaks and wrapped lines inside."""
    blocks = [Block()]
    found = _pieces(lines, candidates, form)
    beginnings = _beginnings(lines, found)
    last = -1
    for piece in found:
        index = piece.line_start - 1
        block = blocks[-1]
        if 0 <= last < index - 1:
            gap = None if 1 in taken[last + 1 : index] else _gap_pieces(lines, last, index)
            if gap is None:
                block.pieces += _tail_pieces(lines, taken, last)
                blocks.append(block := Block())
            else:
                block.pieces += gap
        if piece.separated and _begins_block(piece, block, part=index in beginnings):
            # Texts between two tables are the second one's caption.
            while block.pieces and not block.pieces[-1].separated and block.pieces[-1].cells:
                block.pieces.pop()
            blocks.append(block := Block(headers=_headers(piece)))
        if not block.pieces:
            piece.after_blank = piece.after_break = False
        block.has_rule = block.has_rule or not piece.cells
        block.pieces.append(piece)
        last = piece.line_end - 1
    if last >= 0:
        blocks[-1].pieces += _tail_pieces(lines, taken, last)
    for block in blocks:
        _drop_running_heads(block)
    return [block for block in blocks if any(piece.separated for piece in block.pieces)]


def _pieces(lines: list[str], candidates: list[int], form: Format) -> list[Piece]:
    """The candidates as pieces; a line inside a cell of the one above is none."""
    found: list[Piece] = []
    last = -1
    for index in candidates:
        if index > last:
            found.append(_piece(lines, index, last, form))
            last = found[-1].line_end - 1
    return found


def _beginnings(lines: list[str], pieces: list[Piece]) -> set[int]:
    """Which lines (0-based) of few cells begin another part of the document: recipients, a letterhead."""
    few = [piece.line_start - 1 for piece in pieces if _has_few_cells(piece.cells)]
    return {index for index, kind in zip(few, line_kinds([lines[i] for i in few]), strict=True) if kind in BOUNDARIES}


def _has_few_cells(cells: list[str]) -> bool:
    """Are there so few cells with words that they may be another part's? No part begins with a number."""
    if not cells or cells[0][:1] in FIGURES:
        return False
    return sum(map(bool, map(str.strip, cells))) <= _MOST_BOUNDARY_CELLS


def _piece(lines: list[str], index: int, last: int, form: Format) -> Piece:
    line = lines[index]
    blank, marked = False, "\f" in line
    if 0 <= last < index - 1:
        gap = lines[last + 1 : index]
        blank = any(not text.strip() for text in gap)
        marked = marked or any("\f" in text or is_page_mark(text) for text in gap if text)
    if form.is_rule(line):
        return Piece(index + 1, index + 1, [], False, blank, marked, printed=line)
    cells, end = form.split(lines, index)
    return Piece(index + 1, end + 1, cells, True, blank, marked, form.ending(end))


def _gap_pieces(lines: list[str], last: int, index: int) -> list[Piece] | None:
    """The lines without separators between two candidates, or None where they part two tables."""
    if index - last > _LONGEST_GAP:
        return None
    pieces: list[Piece] = []
    blank = marked = False
    for number in range(last + 1, index):
        line = lines[number]
        if not line.strip():
            blank = True
        elif is_page_mark(line):
            marked = True
        elif blank and len(line) > _LONGEST_GAP_TEXT:
            return None
        else:
            pieces.append(Piece(number + 1, number + 1, [line], False, blank, marked))
    if not pieces:
        return []
    texts = [lines[piece.line_start - 1] for piece in pieces]
    plains = plain_lines(texts)
    kinds = set(openings(plains, texts).values())
    if len(pieces) > _MOST_GAP_TEXTS or "note" in kinds or not BOUNDARIES.isdisjoint(kinds):
        return None
    heads = furniture_anywhere(plains)
    if marked:
        # At a page's end stand running heads; a section's title has a number.
        heads |= {
            n for n, text in enumerate(texts) if len(text) <= _LONGEST_HEAD and not leading_ordinals(text.strip())
        }
    return [piece for n, piece in enumerate(pieces) if n not in heads or not piece.after_blank]


def _tail_pieces(lines: list[str], taken: bytearray, last: int) -> list[Piece]:
    """The rest of a last row that is broken inside its last cell: the lines right below that go on in lower case."""
    pieces: list[Piece] = []
    for number in range(last + 1, min(last + 1 + _MOST_GAP_TEXTS, len(lines))):
        line = lines[number].strip()
        if taken[number] or not line or not line[0].islower() or "\t" in line or "|" in line:
            break
        pieces.append(Piece(number + 1, number + 1, [line], False))
    return [] if any_boundary([piece.cells[0] for piece in pieces]) else pieces


def _drop_running_heads(block: Block) -> None:
    """Texts without separators that come again at the ends of pages are the pages', not the table's."""
    counts = Counter(_DIGITS.sub("#", piece.cells[0].strip()) for piece in block.pieces if _is_gap_text(piece))
    if counts and max(counts.values()) > 1:
        block.pieces = [
            piece
            for piece in block.pieces
            if not (_is_gap_text(piece) and counts[_DIGITS.sub("#", piece.cells[0].strip())] > 1)
        ]


def _is_gap_text(piece: Piece) -> bool:
    return not piece.separated and bool(piece.cells) and piece.after_blank


def _begins_block(piece: Piece, block: Block, *, part: bool) -> bool:
    """Is this row the first of another table (a header unlike the block's), or of another `part` of the document?"""
    headers = _headers(piece)
    if not headers and not part and block.pieces and block.pieces[0].separated:
        return False  # as most rows
    rows = [earlier for earlier in block.pieces[:_MOST_HEADER_ROWS] if earlier.separated]
    if not rows:
        block.headers = headers
        return False
    if part:
        return True
    if not headers or headers[0] in block.headers:
        return False
    # The second line of a header, or a first line that the register does not know.
    if len(rows) == len(block.headers) or (len(rows) == 1 and len(rows[0].cells) >= len(piece.cells) - 1):
        block.headers += headers
        return False
    return True


def _headers(piece: Piece) -> list[tuple[str, ...]]:
    """The row's texts when it names columns. Its short cells decide cheaply: those of tasks come again and again."""
    printed = [cell for cell in piece.cells if cell and not cell.isspace()]
    if len(printed) < 2 or printed[0].lstrip()[0] in FIGURES or len(max(printed, key=len)) > _LONGEST_HEADER_CELL:
        return []
    unknown = 0
    for text in map(cell_text, sorted(printed, key=len)):
        unknown += bool(text) and heading_of(text) is None
        if 2 * unknown > len(printed):
            return []
    texts = tuple(map(cell_text, piece.cells))
    first = next(filter(None, texts[:4]), "")
    return [texts] if heading_of(first) is not None and is_header(texts) else []
