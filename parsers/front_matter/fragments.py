"""Lines cut into what stands side by side on them: cells of a letterhead, columns of a signature block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

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
_AT_ONCE = 12


def fragments(lines: list[str], indexes: Iterable[int]) -> Iterator[Fragment]:
    """The pieces of the lines, in order; blank lines and drawn lines give none. Read a few lines at a time."""
    pieces: list[tuple[int, int, str, bool]] = []
    for index in indexes:
        line = lines[index]
        if not line or line.isspace() or len(line) > _LONGEST:
            continue
        blank_above = index == 0 or not lines[index - 1].strip(EDGES)
        for column, piece in enumerate(_pieces(line)):
            pieces.append((index, column, piece, blank_above and column == 0))
        if len(pieces) >= _AT_ONCE:
            yield from _classified(pieces)
            pieces = []
    yield from _classified(pieces)


def _classified(pieces: list[tuple[int, int, str, bool]]) -> Iterator[Fragment]:
    texts = [piece for _, _, piece, _ in pieces]
    plains = plain_lines(texts)
    kinds = openings(plains, texts)
    for at, (line, column, piece, after_blank) in enumerate(pieces):
        if any(letter.isalnum() for letter in plains[at]):
            yield Fragment(line, column, piece, plains[at], kinds.get(at, ""), after_blank)


def _pieces(line: str) -> Iterator[str]:
    for cell in _CELL_END.split(line) if ("|" in line or "\t" in line or "<" in line) else (line,):
        bare = _TAG.sub("", cell) if "<" in cell else cell
        for part in _GAP.split(bare.strip("\ufeff")) if "   " in bare or "\u00a0" in bare else (bare,):
            text = fold_space(strip_markup(part)).strip(EDGES)
            if text:
                yield text
