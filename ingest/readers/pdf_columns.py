"""Lines of a PDF that stand in two columns: letterheads and signatures."""

from __future__ import annotations

from itertools import pairwise

from ingest.readers.blocks import Paragraph
from ingest.readers.pdf_glyphs import Line
from ingest.readers.pdf_paragraphs import MARKER, join

# In points.
_NARROWEST_GUTTER = 3.0
_SIGNATURE_SPACE = 150.0
_SAME_COLUMN = 8.0
_PADDING_OF_CELLS = 22.0


def split_columns(rows: list[list[Line]], left: float, right: float) -> list[list[Line] | list[Paragraph]]:
    """Single lines, and blocks of two columns read one after the other (letterheads, signatures).

    `left` and `right` are the margins of the page.
    """
    found: list[list[Line] | list[Paragraph]] = []
    at = 0
    while at < len(rows):
        if _begins_columns(rows, at):
            end, middle = _column_block(rows, at)
            lines = [line for row in rows[at:end] for line in row]
            while found and (higher := _above_on_the_right(found[-1], lines, middle)):
                found.pop()
                lines.insert(0, higher)
            on_left = [line for line in lines if _is_left(line, middle)]
            on_right = [line for line in lines if not _is_left(line, middle)]
            sides = [_column_lines(on_left, left, middle), _column_lines(on_right, middle, right)]
            found.append([Paragraph(side) for side in sides if side])
            at = end
        else:
            found.append(rows[at])
            at += 1
    return found


def _above_on_the_right(last: list[Line] | list[Paragraph], lines: list[Line], middle: float) -> Line | None:
    """A single line close above a block that belongs to its right column: it begins higher than the left one."""
    line = last[0]
    if len(last) > 1 or not isinstance(line, Line) or line.x0 < middle:
        return None
    right = next((other for other in lines if not _is_left(other, middle)), None)
    if right is None or right.top - line.bottom > line.size or not _are_aligned(line, right, far=True):
        return None
    return line


def _column_lines(lines: list[Line], left: float, right: float) -> list[str]:
    """The lines of a column, with those joined that were broken for want of room.

    The column's own edges are not drawn, so that the room is known to about the padding of two cells. Lines in
    capitals (names of bodies, titles of signers) are joined only where the room is surely too small.
    """
    centres = [(line.x0 + line.x1) / 2 for line in lines]
    if max(centres) - min(centres) < _SAME_COLUMN:
        room = 2 * min(centres[0] - left, right - centres[0])
    else:
        room = right - min(line.x0 for line in lines)
    found = [lines[0].text]
    for line, following in pairwise(lines):
        uncertain = 0.0 if line.text.isupper() else _PADDING_OF_CELLS
        too_long = line.x1 - line.x0 + 0.25 * line.size + following.first_word > room - uncertain
        close = following.top - line.bottom < 0.5 * line.size
        alike = line.text.isupper() is following.text.isupper() and following.text[0].isalnum()
        if too_long and close and alike and not MARKER.match(following.text):
            found[-1] = join(found[-1], following.text)
        else:
            found.append(following.text)
    return found


def _begins_columns(rows: list[list[Line]], at: int) -> bool:
    """Two lines beside each other, on the same height or nearly so."""
    if len(rows[at]) == 2:
        return True
    if at + 1 == len(rows) or len(rows[at]) != 1 or len(rows[at + 1]) != 1:
        return False
    line, following = rows[at][0], rows[at + 1][0]
    beside = line.x1 < following.x0 or following.x1 < line.x0
    return beside and following.top < line.bottom - 0.2 * line.size


def _column_block(rows: list[list[Line]], start: int) -> tuple[int, float]:
    """Where the block that begins in a row ends (not included), and the middle of the gutter between its columns.

    Lines of the right column belong to the block though far below (room for a signature); lines of the left
    column alone only if they follow closely, or stand above further lines of the right one.
    """
    pair = sorted([*rows[start], *(rows[start + 1] if len(rows[start]) == 1 else [])], key=lambda line: line.x0)
    right_column, low, high = [pair[1]], pair[0].x1, pair[1].x0
    end, accepted = start + 1, (low + high) / 2
    for at in range(start + 1, len(rows)):
        row, middle = rows[at], (low + high) / 2
        on_left = [line for line in row if _is_left(line, middle)]
        on_right = [line for line in row if not _is_left(line, middle)]
        low = max([low, *(line.x1 for line in on_left)])
        high = min([high, *(line.x0 for line in on_right)])
        gap = row[0].top - max(line.bottom for line in rows[at - 1])
        if len(row) > 2 or high - low < _NARROWEST_GUTTER or gap > (_SIGNATURE_SPACE if on_right else 2 * row[0].size):
            break
        if len(on_right) == len(row) and not any(
            _are_aligned(row[0], line, far=gap > row[0].size) for line in right_column
        ):
            break
        right_column += on_right
        if on_right or (at == end and gap <= 0.9 * row[0].size):
            end, accepted = at + 1, (low + high) / 2
    return end, accepted


def _are_aligned(line: Line, other: Line, *, far: bool) -> bool:
    """Whether two lines of a column share their middle or, unless far apart, one of their ends."""
    left, right = abs(line.x0 - other.x0), abs(line.x1 - other.x1)
    middle = abs(line.x0 + line.x1 - other.x0 - other.x1) / 2
    return middle < _SAME_COLUMN or (not far and min(left, right) < _SAME_COLUMN)


def _is_left(line: Line, middle: float) -> bool:
    return (line.x0 + line.x1) / 2 < middle
