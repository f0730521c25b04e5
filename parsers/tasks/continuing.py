"""Does a text go on in the next row? Decided by how the one ends and the other begins."""

from __future__ import annotations

import re

from parsers.tasks.shapes import fresh_words, joining_words

# Only the ends of long texts are looked at.
_LOOKED_AT = 400
_LAST_WORD = re.compile(r"[^\W_]+$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))


def continues(before: str, after: str, *, strict: bool = False) -> bool:
    """Is `after` the rest of `before`? With `strict`, words that also begin cells of their own do not count."""
    if not before or not after:
        return False
    if is_unfinished(before):
        return True
    first = _FIRST_WORD.match(after)
    if first is None:
        return after[0] in ",;.)”%/"
    return after[0].islower() and not (strict and first[0].lower() in fresh_words())


def is_unfinished(text: str) -> bool:
    """Does the text end in a comma, an open bracket, or a word that joins?"""
    tail = text[-_LOOKED_AT:]
    if tail.endswith((",", "/", "(", "&", "“")):
        return True
    for opening, closing in _PAIRS:
        if opening in tail and tail.rfind(opening) > tail.rfind(closing):
            return True
    last = _LAST_WORD.search(tail, tail.rfind(" ") + 1)
    return last is not None and last[0].lower() in joining_words()


def is_capitals(text: str) -> bool:
    """Is the text printed in capitals, as titles of sections are (what stands in brackets aside)?"""
    letters = "".join(filter(str.isalpha, text[:_LOOKED_AT].partition("(")[0]))
    return len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)
