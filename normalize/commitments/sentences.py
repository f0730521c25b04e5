"""Where sentences end. A full stop behind an abbreviation (`TP. Hồ Chí Minh`, `v.v. Sở …`) ends none."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Protocol, cast

_SEMICOLON = re.compile(";")
# A stop that a new sentence may follow: blanks and then no small letter, or nothing.
_CANDIDATE = re.compile(r"[.!?](?=\s+[^\W\da-zà-ỹ]|\s*$)")
# Abbreviations of this administration's own that a tokeniser for the language at large takes for words.
_ABBREVIATED = re.compile(r"(?<!\w)(?:VP|TT|TX|BCĐ|UB|TU|CT|PCT|ĐC|Đ/c|KCN|HTX|TP|Q|P|H|X)$", re.IGNORECASE)


class _Tokenizer(Protocol):
    def __call__(self, text: str) -> list[str]: ...


@cache
def _sentence_tokenizer() -> _Tokenizer:
    """Underthesea's sentences: rules and a list of abbreviations inside the package, nothing is downloaded."""
    from underthesea.pipeline.sent_tokenize import sent_tokenize

    return cast("_Tokenizer", sent_tokenize)


def sentence_ends(text: str) -> list[int]:
    """The places of the stops that end a sentence, in order."""
    candidates = [match.start() for match in _CANDIDATE.finditer(text)]
    if len(candidates) < 2:
        return candidates  # nothing to decide: most items are one sentence
    ends: set[int] = set()
    position = 0
    for sentence in _sentence_tokenizer()(text):
        position = text.index(sentence, position) + len(sentence)
        ends.add(position - 1)
    return [stop for stop in candidates if stop in ends and not _ABBREVIATED.search(text, max(0, stop - 6), stop)]


def clause_bounds(text: str) -> list[tuple[int, int]]:
    """The text cut behind each full stop and semicolon, nothing left out."""
    stops = sentence_ends(text)
    stops += [match.start() for match in _SEMICOLON.finditer(text)]
    return list(pairwise([0, *sorted(stop + 1 for stop in stops if stop + 1 < len(text)), len(text)]))
