"""Lines of a PDF into paragraphs: which line goes on in the next, and which lines stand in two columns."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ingest.encodings.syllables import is_syllable
from ingest.readers.blocks import Paragraph
from ingest.readers.pdf_glyphs import Line

# `- `, `+ `, `1. `, `2.1. `, `a) `, `IV. `, `Điều 2. `-like numbers: a line that begins so begins a paragraph.
_MARKER = re.compile(r"(?:[-–—+*•●○▪]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ]|[IVXLC]{1,6})[.)])\s")
# `KH-` and `UBND`, `2021-` and `2025`: broken at a sign that belongs to the word.
_GLUE = re.compile(r"[^\s\-/][-/]$")
_GLUED = re.compile(r"[-/]\w|[)\],.;:]")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_LETTERS_LAST = re.compile(r"[^\W\d_]+$")
_LETTERS_FIRST = re.compile(r"[^\W\d_]+")
_LONGEST_INITIALS = 4  # `STT`
_ALIGNED = 2.0
_NARROWEST_GUTTER = 3.0
_LEAST_LINES = 5  # fewer tell nothing of the margin
_SIGNATURE_SPACE = 150.0
_SAME_COLUMN = 8.0
_PADDING_OF_CELLS = 22.0


def right_margin(lines: list[Line], width: float) -> float:
    """Where full lines end: the common end of justified text, else the farthest. `width` is the page's."""
    ends = Counter(round(line.x1 / _ALIGNED) for line in lines)
    place, count = max(ends.items(), key=lambda item: (item[1], item[0]))
    if count * 10 >= len(lines) * 3 and count > 2:
        return place * _ALIGNED
    farthest = max(line.x1 for line in lines)
    return farthest if len(lines) >= _LEAST_LINES else max(farthest, 0.8 * width)


def goes_on(line: Line, following: Line, right: float, *, same_page: bool = True) -> bool:
    """Whether a line ends only because the next word did not fit before the right margin."""
    if _MARKER.match(following.text):
        return False
    blank = 0.25 * line.size
    if line.x1 + blank + following.first_word <= right - 1:
        return False
    if abs(line.size - following.size) > 0.2 * line.size:
        return False
    indented = following.x0 - line.x0 > 6 and not _MARKER.match(line.text)
    if indented and line.x1 < right + 1:
        return False  # first-line indent after a line that happens to be full
    return not same_page or following.top - line.bottom < 1.2 * line.size


def join(text: str, following: str) -> str:
    """Two lines as one, with a blank unless the first was broken within a word."""
    glued = _GLUE.search(text) or (_GLUED.match(following) and text[-1].isalnum())
    return text + following if glued else f"{text} {following}"


def cell_lines(lines: list[Line], left: float, right: float) -> list[str]:
    """The paragraphs of a table's cell between its rules."""
    if not lines:
        return []
    padding = min(max(min(line.x0 for line in lines) - left, 1.0), 7.0)
    room = right - left - 2 * padding
    paragraphs = [lines[0].text]
    for line, following in pairwise(lines):
        fits = line.x1 - line.x0 + 0.25 * line.size + following.first_word <= room
        if fits or _MARKER.match(following.text):
            paragraphs.append(following.text)
        elif is_broken_word(line, following, room):
            paragraphs[-1] += following.text
        else:
            paragraphs[-1] = join(paragraphs[-1], following.text)
    return paragraphs


def is_broken_word(line: Line, following: Line, room: float) -> bool:
    """Whether a word wider than its column was broken at the edge: `30/11/20` and `22`, `Kin` and `h phí`.

    Such a word stands alone on its first line (but for dates), and hardly one more letter of it had room there.
    """
    first = following.text.split(" ", 1)[0]
    letters_left = (room - (line.x1 - line.x0)) / (following.first_word / len(first))
    start, end = _LETTERS_LAST.search(line.text), _LETTERS_FIRST.match(first)
    last = line.text.rsplit(" ", 1)[-1]
    if letters_left < 1 and _DATE.match(last + first) and not _DATE.match(last):
        return True
    if last != line.text or letters_left > 2:
        return False
    if start is None or end is None:
        return line.text[-1].isdigit() and first[0].isdigit()
    whole = start[0] + end[0]
    if not is_syllable(whole) and not (whole.isupper() and len(whole) <= _LONGEST_INITIALS):
        return False
    return letters_left < 1 or not (is_syllable(start[0]) and is_syllable(end[0]))


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
            on_left = [line for line in lines if _is_left(line, middle)]
            on_right = [line for line in lines if not _is_left(line, middle)]
            sides = [_column_lines(on_left, left, middle), _column_lines(on_right, middle, right)]
            found.append([Paragraph(side) for side in sides if side])
            at = end
        else:
            found.append(rows[at])
            at += 1
    return found


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
        if too_long and close and alike and not _MARKER.match(following.text):
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
        if len(on_right) == len(row) and not any(_are_aligned(row[0], line) for line in right_column):
            break
        right_column += on_right
        if on_right or (at == end and gap <= 0.9 * row[0].size):
            end, accepted = at + 1, (low + high) / 2
    return end, accepted


def _are_aligned(line: Line, other: Line) -> bool:
    """Whether two lines of a column share their left end, right end or middle."""
    left, right = line.x0 - other.x0, line.x1 - other.x1
    return min(abs(left), abs(right), abs(left + right) / 2) < _SAME_COLUMN


def _is_left(line: Line, middle: float) -> bool:
    return (line.x0 + line.x1) / 2 < middle
