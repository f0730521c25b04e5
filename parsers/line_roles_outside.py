"""Where the document itself begins and ends, and which lines above and below it are a site's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from parsers.document_text import DocumentText
from parsers.furniture import is_site_line, site_lines
from parsers.openings import matching_lines

_LOOKED_AT = 150
MOST_LETTERHEAD_LINES = 8
_MOST_LINES_ABOVE = 40
_LONGEST_ABOVE = 300
_LONGEST_BETWEEN = 120
_LONGEST_MARK = 15
_BEGINS_DOCUMENT = frozenset({"motto", "number", "kind", "title"})
_ENDS_DOCUMENT = frozenset({"recipients", "signature", "signed", "appendix"})
# A page's title: "Kế hoạch 285/KH-UBND năm 2020 về cải cách hành chính …", in small letters.
_DOCUMENT_NAME = re.compile(
    r"\n(?:ke hoach|quyet dinh|chuong trinh|nghi quyet|van ban|chi thi|cong van)\b.{0,20}\b\d+[a-z]?"
    r" ?/(?:\d{4}/)?[a-z]{2}"
)


def first_of_document(text: DocumentText) -> int:
    """The position in `todo` of the letterhead's or title's first line; -1 for a text without either."""
    todo = text.todo
    anchor = next((p for p, index in enumerate(todo[:_LOOKED_AT]) if text.kinds[index] in _BEGINS_DOCUMENT), -1)
    if anchor < 0:
        return -1
    first = anchor
    while first > 0 and anchor - first < MOST_LETTERHEAD_LINES and _is_letterhead(text, todo[first - 1]):
        first -= 1
    if first > _MOST_LINES_ABOVE or any(len(text.lines[index]) > _LONGEST_ABOVE for index in todo[:first]):
        return -1
    return first


def end_of_document(text: DocumentText, table_ends: list[int]) -> int:
    """The index of the last line that surely is the document's: of a table, a signature, a closing `./.`."""
    last = table_ends[-1] if table_ends else -1
    for index in reversed(text.todo):
        if index <= last:
            return last
        if text.kinds[index] in _ENDS_DOCUMENT or text.lines[index].rstrip(" *_").endswith("./."):
            return index
    return last if table_ends else len(text.lines)


def is_site_words(text: DocumentText, index: int) -> bool:
    """Are these a site's words, or its title of the page? Only asked outside the document."""
    return is_site_line(text.plains[index], text.lines[index]) or _names_document(text, index)


def site_words(text: DocumentText, indexes: Sequence[int]) -> set[int]:
    """Which of these lines, outside the document, are a site's words or its title of the page."""
    lines, plains = [text.lines[index] for index in indexes], [text.plains[index] for index in indexes]
    found = {indexes[at] for at in site_lines(plains, lines)}
    named = [indexes[at] for at, _ in matching_lines(_DOCUMENT_NAME, plains)]
    return found.union(index for index in named if _names_document(text, index))


def stays_inside(todo: list[int], position: int, words: AbstractSet[int], roles: list[str]) -> bool:
    """Can a line of the body below the document's end be nothing else: no site's words, nor below any, nor the last?"""
    below = position > 0 and roles[todo[position - 1]] == "furniture"
    return not below and todo[position] not in words and position < len(todo) - 1


def is_outside(
    text: DocumentText, position: int, words: AbstractSet[int], *, after_furniture: bool, signing: bool
) -> bool:
    """Is the line at this position of `todo`, below the end of the document, a site's or a typist's?

    `words` are the lines there that are a site's words.
    """
    todo = text.todo
    index = todo[position]
    if index in words:
        return True
    if after_furniture and len(text.lines[index].strip()) <= _LONGEST_BETWEEN:
        return not words.isdisjoint(todo[position + 1 : position + 4])
    # The typist's mark, a scrap of a stamp: one or two small words on the last line of all.
    plain = text.plains[index]
    last = position == len(todo) - 1 and not text.adjoins(index) and not signing
    return last and len(plain) <= _LONGEST_MARK and len(plain.split()) <= 2


def _names_document(text: DocumentText, index: int) -> bool:
    unknown = not text.kinds[index] and not text.is_capitals(index)
    return unknown and _DOCUMENT_NAME.match(f"\n{text.plains[index]}") is not None


def _is_letterhead(text: DocumentText, index: int) -> bool:
    return text.is_capitals(index) and not is_site_words(text, index)
