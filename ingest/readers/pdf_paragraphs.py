"""Lines of a PDF into paragraphs: which line goes on in the next."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ingest.encodings.syllables import is_syllable
from ingest.readers.pdf_glyphs import Line

# `- `, `+ `, `1. `, `2.1. `, `a) `, `IV. `, `Điều 2. `-like numbers: a line that begins so begins a paragraph.
MARKER = re.compile(r"(?:[-–—+*•●○▪]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ]|[IVXLC]{1,6})[.)])\s")
# `KH-` and `UBND`, `2021-` and `2025`: broken at a sign that belongs to the word.
_GLUE = re.compile(r"[^\s\-/][-/]$")
_GLUED = re.compile(r"[-/]\w|[)\],.;:]")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_LETTERS_LAST = re.compile(r"[^\W\d_]+$")
_LETTERS_FIRST = re.compile(r"[^\W\d_]+")
_LONGEST_INITIALS = 4  # `STT`
_ALIGNED = 2.0
_LEAST_LINES = 5  # fewer tell nothing of the margin


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
    if MARKER.match(following.text):
        return False
    blank = 0.25 * line.size
    if line.x1 + blank + following.first_word <= right - 1:
        return False
    if abs(line.size - following.size) > 0.2 * line.size:
        return False
    indented = following.x0 - line.x0 > 6 and not MARKER.match(line.text)
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
        if fits or MARKER.match(following.text):
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
