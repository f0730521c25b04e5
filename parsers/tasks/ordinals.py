"""Numbers of rows: what kind they are, how they nest, and where they end and the text begins."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# What plans number with, outermost first: `Phần 1`, `A`, `IV`, `12`, `1.2`, `đ`.
GROUP, UPPER, ROMAN, ARABIC, DOTTED, LETTER = "group", "upper", "roman", "arabic", "dotted", "letter"
_LONGEST = 40

_ROMAN = r"(?:X{0,4}(?:IX|IV|V?I{1,4}|V)|X{1,4})"
# Recognition reads I as l or 1: "Il", "lV", "VIl".
_ROMAN_SLIP = r"(?=[IVXl]*l)[IVX]{0,3}l[IVXl]{0,3}"
_GROUP_WORDS = ("phụ lục", "phần", "chương", "mục", "nhóm")
_GROUP_WORD = rf"(?P<group>{'|'.join(_GROUP_WORDS)})"
# "1.2", "1.2.3", "I.1", "A.2", "8.a", "1a".
_POINT = r"\.?[a-zđ](?![^\W\d_])"
_DOTTED = rf"(?:\d{{1,3}}|{_ROMAN}|[A-ZĐ])(?:\.\s?\d{{1,2}}(?!\d))+(?:{_POINT})?|\d{{1,3}}{_POINT}"
_LETTER = r"[a-zđ]|[ivx]{2,5}"
_NUMBER = rf"(?P<dotted>{_DOTTED})|(?P<roman>{_ROMAN}|{_ROMAN_SLIP})|(?P<arabic>\d{{1,3}})"
_ONE = rf"{_NUMBER}|(?P<upper>[A-ZĐ])|(?P<letter>{_LETTER})"

# The whole cell is a number: "1.", "a)", "(3)", "IV", "Phần I", "1.1.".
_ALONE = re.compile(rf"\(?(?:(?i:{_GROUP_WORD})\s+)?(?:{_ONE})\s?[.)/:,\-–]*\)?$")
# A number and then text: "I. CẢI CÁCH", "1.Xây dựng", "a) Rà soát", "1.1 Hoàn thiện"; not "1.200 lớp", "30/6".
_LEADING = re.compile(
    rf"""
    \(?(?:(?i:{_GROUP_WORD})\s+)?
    (?:{_ONE})
    (?:
        \s?[.)/:]+\)? \s* (?![\d\s])             # "1. Xây dựng", "(1) Xây dựng", "I/ Cải cách"
      | \s?[-–] \s+ (?=\S)                       # "I - CẢI CÁCH"
      | (?(dotted) \s+ (?=[^\W\d_]) | (?!))      # "1.1 Hoàn thiện"
      | (?(roman) \s+ (?=[^\W\d_]) | (?!))       # "IV Cải cách"
    )
    """,
    re.VERBOSE,
)

# One step deeper: "1.2", "8.a", "1a".
_DEEPER = re.compile(r"[.\s]+|(?<=\d)(?=[a-zđ])")
# How a text begins that has letters in front and may yet begin with a number: "Phần I", "MỤC 2", "IV.", "xi)".
_LETTERED = frozenset({"ph", "ch", "mụ", "nh"} | {one + other for one in "ivxl" for other in "ivxl"})


class Ordinal(NamedTuple):
    """A row's number as printed, without its final dot or bracket; rows of one `kind` and `depth` are siblings."""

    text: str
    kind: str
    depth: int = 1

    @property
    def level(self) -> tuple[str, int]:
        """What siblings have in common."""
        return self.kind, self.depth


@lru_cache(maxsize=4096)
def read_ordinal(text: str) -> Ordinal | None:
    """The number that a whole cell is, or None."""
    if not text or len(text) > _LONGEST:
        return None
    found = _ALONE.match(text)
    return _ordinal(found) if found else None


def split_ordinal(text: str) -> tuple[Ordinal | None, str]:
    """A number in front of a text, and the text behind it."""
    # Two letters decide cheaply: most texts begin with a word.
    if text[:2].isalpha() and text[:2].lower() not in _LETTERED:
        return None, text
    found = _LEADING.match(text[:_LONGEST])
    if found is None:
        return None, text
    printed, rest = found[0], text[found.end() :]
    # "2.5 triệu" is a sum: a number without a mark behind it stands before a capital.
    if printed[-1].isspace() and printed.rstrip()[-1] not in ".)/:-–" and not rest[0].isupper():
        return None, text
    return _ordinal(found), rest.lstrip()


def _ordinal(found: re.Match[str]) -> Ordinal:
    if found[GROUP]:
        text = found[0].strip().strip("().:/,-– ").strip()
        return Ordinal(text, GROUP, _GROUP_WORDS.index(found[GROUP].lower()))
    kind = found.lastgroup or ""
    text = found[kind]
    return Ordinal(text, kind, len(_DEEPER.findall(text)) + 1 if kind == DOTTED else 1)


def follows(before: Ordinal, after: Ordinal) -> bool:
    """Is `after` the next number of the same row of numbers?"""
    return before.level == after.level and _value(after) == _value(before) + 1


def is_first(ordinal: Ordinal) -> bool:
    """Is this where counting starts?"""
    return _value(ordinal) == 1


_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 1}  # L is a misread I; no plan has fifty sections


def _value(ordinal: Ordinal) -> int:
    last = re.split(r"[.\s]", ordinal.text)[-1]
    if ordinal.kind == GROUP:
        return _value(read_ordinal(last) or ordinal._replace(kind=ROMAN))
    digits = re.search(r"\d+", last)
    if ordinal.kind == LETTER or (ordinal.kind == DOTTED and digits is None):
        return _LETTERS.find(last[-1]) + 1
    if digits:
        return int(digits[0])
    if ordinal.kind == UPPER:
        return _LETTERS.find(last[-1].lower()) + 1
    values = [_ROMAN_VALUES.get(letter, 0) for letter in last.upper()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
