"""Signature blocks whose lines were joined into one, cut into their lines again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.front_matter.fragments import Fragment
from parsers.openings import openings, plain_lines

# "… KT. CHỦ TỊCH", "… T/L GIÁM ĐỐC": in whose place or by whose order; a further line begins there.
_PREFIX = re.compile(r"(?<![^\W_])(?:TM|T/M|KT|K/T|TL|T/L|TUQ)(?:\s?\.\s?|\s?/\s?|\s)(?=[^\W\d_])")
_WORD = re.compile(r"\S+")


def unfolded(pieces: Iterable[Fragment], titles: re.Pattern[str]) -> Iterator[Fragment]:
    """The fragments, those that hold several lines of a signature block cut: `titles` finds titles in plain words."""
    for piece in pieces:
        if " " not in piece.text or not piece.text[:2].isupper() or len(piece.plain) != len(piece.text):
            yield piece
            continue
        cuts = _cuts(piece, titles)
        if len(cuts) == 1:
            yield piece
            continue
        parts = [piece.text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], None], strict=True)]
        plains = plain_lines(parts)
        kinds = openings(plains, parts)
        for at, (part, plain) in enumerate(zip(parts, plains, strict=True)):
            yield piece._replace(text=part, plain=plain, kind=kinds.get(at, ""))


def _cuts(piece: Fragment, titles: re.Pattern[str]) -> list[int]:
    """Where the block's lines begin in the text, 0 first; only that where it begins with no prefix or title."""
    prefixes = list(_PREFIX.finditer(piece.text))
    begins = {found.start() for found in prefixes}
    behind = {found.end() for found in prefixes}
    found_titles = [found for found in titles.finditer(piece.plain) if _is_word(piece, found)]
    if 0 not in begins and not (found_titles and found_titles[0].start() == 0):
        return [0]
    begins |= {found.start() for found in found_titles if found.start() not in behind}
    if not found_titles:
        return [0]
    name = _name_start(piece.text, found_titles[0].end())
    begins = {start for start in begins if start < name} | ({name} if name < len(piece.text) else set())
    return sorted(begins | {0})


def _name_start(text: str, start: int) -> int:
    """Where the capitals of the titles end: at "Hoàng Nam", "Y Suôn Byă", "(Đã ký)"; the text's length for nowhere."""
    before = None
    for word in _WORD.finditer(text, start):
        if not word[0].isupper() and word[0][0] not in "-–.,":
            return before.start() if before is not None and len(before[0]) == 1 else word.start()
        before = word
    return len(text)


def _is_word(piece: Fragment, found: re.Match[str]) -> bool:
    start = found.start()
    return (not start or piece.text[start - 1] in " ./") and piece.text[start : found.end()].isupper()
