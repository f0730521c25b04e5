"""Turns of phrase that tell what a paragraph is for: it closes the plan, introduces a list, points to an annex."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from parsers.registers import read_register
from schema.folding import plain_key

# The longest closing phrase of the register has fewer characters.
_OPENING = 60
_LONGEST_POINTER = 160


@cache
def _closings() -> tuple[str, ...]:
    return tuple(plain_key(phrase) for phrase in read_register("outline")["closings"])


@cache
def _introductions() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in read_register("outline")["introductions"])
    return re.compile(rf"(?:{phrases})\s*[:.]?$|:$", re.IGNORECASE)


@cache
def _last_letters() -> frozenset[str]:
    last = {phrase[-1] for phrase in read_register("outline")["introductions"]}
    return frozenset(last.union(map(str.upper, last)))


@cache
def _pointers() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in read_register("outline")["pointers"])
    return re.compile(words, re.IGNORECASE)


def is_closing(text: str) -> bool:
    """Does a paragraph with this text end the plan as a whole (`Trong quá trình thực hiện …`)?"""
    opening = text[:_OPENING]
    return _begins_closing(opening.partition(" ")[0]) and plain_key(opening).startswith(_closings())


@lru_cache(maxsize=4096)
def _begins_closing(word: str) -> bool:
    first = plain_key(word)
    return any(closing.startswith(first) for closing in _closings())


def introduces(text: str) -> bool:
    """Does the text end by announcing a list (`… một số nội dung sau:`)?"""
    if text.endswith(":"):
        return True
    if text[-3:].rstrip(" .")[-1:] not in _last_letters():
        return False  # most items end in a semicolon or another word
    return _introductions().search(text, max(0, len(text) - 24)) is not None


def is_pointer(text: str) -> bool:
    """Is this nothing but a pointer to an annex: `(Phụ lục đính kèm)`?"""
    if not text.startswith("(") or len(text) > _LONGEST_POINTER:
        return False
    return text.rstrip(" ./;").endswith(")") and _pointers().search(text) is not None
