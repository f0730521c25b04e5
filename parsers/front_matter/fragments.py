"""Lines cut into what stands side by side on them: cells of a letterhead, columns of a signature block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parsers.document_text import DocumentText
from parsers.openings import EDGES, openings, plain_lines
from schema.folding import fold_space, strip_markup


class Fragment(NamedTuple):
    """A piece of a line, 0-based `line`, left to right `column`; `plain` in lower case without accents.

    `kind` is how it opens ("motto", "number", "article" …), "" for nothing known. `after_blank` is true where a
    blank line, or nothing, stands above.
    """

    line: int
    column: int
    text: str
    plain: str
    kind: str
    after_blank: bool


_CELL_END = re.compile(r"\||\t+|<br\s*/?>|</t[dhr]>|</p>|</div>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
# A gap between two columns, but not the one left to be filled in by hand ("Số:      /KH-UBND", "ngày    tháng").
_GAP = re.compile(
    r"""(?<!Số:)(?<!SỐ:)(?<!số:)(?<!Số\ :)(?<!Số)(?<!ngày)(?<!tháng)(?<!năm)(?<!\s) \s{3,}+
        (?! / | tháng | năm | \d{1,4}\s*/ )""",
    re.VERBOSE,
)
_LONGEST = 2000
_WORD = re.compile(r"[a-z0-9]")


def fragments(text: DocumentText, indexes: Iterable[int]) -> Iterator[Fragment]:
    """The pieces of the lines, in order; blank lines and drawn lines give none."""
    lines = text.lines
    for index in indexes:
        line = lines[index]
        if not line or line.isspace() or len(line) > _LONGEST:
            continue
        after_blank = index == 0 or not lines[index - 1].strip(EDGES)
        plain = text.plains[index]
        if not plain or not _is_one_piece(line):
            yield from line_fragments(line, index, after_blank=after_blank)
        elif _WORD.search(plain):
            yield Fragment(index, 0, line, plain, text.kinds[index], after_blank)


def line_fragments(line: str, index: int, *, after_blank: bool) -> Iterator[Fragment]:
    """The pieces of one line, which stands at the index."""
    texts = list(_pieces(line))
    plains = plain_lines(texts)
    kinds = openings(plains, texts)
    for column, (text, plain) in enumerate(zip(texts, plains, strict=True)):
        if _WORD.search(plain):
            yield Fragment(index, column, text, plain, kinds.get(column, ""), after_blank and column == 0)


def _is_one_piece(line: str) -> bool:
    """Is the line as it stands its only piece?"""
    marked = "  " in line or "|" in line or "<" in line or "*" in line
    return not marked and line.isprintable() and line == line.strip(EDGES)


def _pieces(line: str) -> Iterator[str]:
    for cell in _CELL_END.split(line) if ("|" in line or "\t" in line or "<" in line) else (line,):
        bare = _TAG.sub("", cell) if "<" in cell else cell
        for part in _GAP.split(bare.strip("\ufeff")) if "   " in bare or "\u00a0" in bare else (bare,):
            text = fold_space(strip_markup(part)).strip(EDGES)
            if text:
                yield text
