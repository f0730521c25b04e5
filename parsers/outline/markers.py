"""What a list item or heading begins with: `II.`, `2.1`, `đ)`, `(3)`, `-`, `+`, `•`, `Điều 4.`, `Nhiệm vụ 2:`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from parsers.registers import read_register

# How high a marker stands where the document itself has not yet shown it: a lower rank stands above.
RANKS = {
    "part": 0,
    "chapter": 1,
    "title": 2,
    "upper": 3,
    "roman": 4,
    "section": 5,
    "article": 6,
    "named": 7,
    "1.": 8,
    "1.1": 9,
    "1.1.1": 10,
    "1.1.1.1": 11,
    "1)": 12,
    "a)": 13,
    "a.1": 14,
    "(1)": 15,
    "(a)": 16,
    "i)": 17,
    "*": 18,
    "-": 19,
    "+": 20,
    "bullet": 21,
}
UNNUMBERED = frozenset({"*", "-", "+", "bullet"})
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


class Marker(NamedTuple):
    """`printed` is the marker without its final stop or bracket, `text_start` where the words behind it begin.

    `style` is a key of `RANKS`; `mark` tells styles of one rank apart (`•` and `o`, `Bước` and `Nội dung`).
    `value` is its place in its list, one number per part (`2.1` is 2, 1), empty for dashes and bullets.
    """

    style: str
    mark: str
    value: tuple[int, ...]
    printed: str
    text_start: int

    @property
    def level(self) -> str:
        """What siblings have in common."""
        return self.style + self.mark

    @property
    def rank(self) -> int:
        return RANKS[self.style]


@cache
def _pattern() -> re.Pattern[str]:
    """One look at the start of a line. Worked examples stand behind the parts."""
    raw = read_register("outline")
    divisions, named, ordinals = (
        "|".join(re.escape(word) for word in sorted(raw[key], key=len, reverse=True))
        for key in ("divisions", "named_items", "ordinal_words")
    )
    return re.compile(
        rf"""
          (?P<division>{divisions})\s+(?:thứ\s+)?(?P<division_no>{ordinals}|[IVX]+|\d+)\b
          \s*(?:[.:)/–-]+\s*|$|(?=[A-ZĐ]))                                              # Phần thứ hai: … Điều 4. …
        | (?P<named>{named})\s+(?P<named_no>\d+(?:\.\d+)*)\s*[.:]                      # Nhiệm vụ 2: …
        | (?P<mixed>(?:[IVX]+|[A-Z])(?:\.[1-9]\d?){{1,5}})(?:[.)/]\s*|\s+)(?=\D)                # I.1. … B.2.3 …
        | (?P<roman>[IVX][IVXLl]*|l[lIVX]+)\s*(?:[.)/:]+(?!\d)|[–-](?=\s))\s*                # II. … I/ … IV - …
        | (?P<upper>[A-ZĐ])\s*[.)/](?=\s|[A-ZĐÀ-Ỹ]{{2}})\s*                            # A. … B/ …
        | (?P<number_letter>[1-9]\d?\.?[a-zđ])[.)/]\s*                                 # 1a) 2.b.
        | (?P<number>0?[1-9]\d{{0,2}}(?:\.[1-9]\d?(?!\d)){{0,60}})
          (?:\s*(?P<close>[.)](?!\d|\.|\s*000)|/(?=\s|[A-ZĐÀ-Ỹ][a-zà-ỹ]))
             |[–-](?=\s+[^\d\s])|(?<=\.\d)(?=\s+[^\W\d_])|(?<=\.\d\d)(?=\s+[^\W\d_]))
          \s*                                                                          # 1. 1) 1/ 2.1. 2.1 … 3- …
        | \(\s*(?P<bracketed>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\s*\)[.:]?\s*(?=\S)         # (1) (a) (ii)
        | (?P<lower>[a-zđ])\s*[.)/](?!\w\.)(?=\s|[^\W\d_]|$)\s*                        # a) đ/ b.
        | (?P<lower_number>[a-zđ]\.?\d{{1,2}}(?:\.\d{{1,2}})?)\s*[.)/](?!\d)\s*        # b1) c.2.
        | (?P<lower_roman>i[ivx]{{1,3}}|v[i]{{1,3}}|xi{{1,3}}|i?x)\s*[.)]\s*             # ii) iv.
        | (?P<dash>[-–—‒−‐])(?![-–—_])\s*                                              # - –
        | (?P<plus>\+)\s*
        | (?P<bullet>[•●▪■□◦○♦◆❖➢➤►✓✔·∙⁃§\uf0b7\uf0a7\uf02d]|[*o](?=\s))\s*
        """,
        re.VERBOSE,
    )


def read_marker(line: str) -> Marker | None:
    """The marker that a line (blanks stripped) begins with, or None. `25/10/2017`, `2.500 hộ`, `30%` are none."""
    if line[0].islower() and line[1:2].isalpha() and line[0] not in "ilvx":
        return None  # most lines of a hard wrap: not worth a look at every pattern
    match = _pattern().match(line)
    if match is None:
        return None
    kind = match.lastgroup or ""
    if kind in _READERS:
        return _READERS[kind](match)
    style = "*" if match[kind] == "*" else "bullet"
    return Marker(style, "" if style == "*" else match[kind], (), match[kind], match.end())


def _division(match: re.Match[str]) -> Marker:
    word = match["division"].casefold()
    style = {"phần": "part", "chương": "chapter", "mục": "section", "điều": "article"}[word]
    return Marker(style, "", (_counted(match["division_no"]),), match[0].rstrip(" .:)/–-"), match.end())


def _counted(ordinal: str) -> int:
    """`nhất`, `IV`, `12` as a number."""
    if ordinal.isdigit():
        return int(ordinal)
    return _ordinal_words().get(ordinal.casefold()) or _roman_value(ordinal)


@cache
def _ordinal_words() -> dict[str, int]:
    return {word.casefold(): place for place, word in enumerate(read_register("outline")["ordinal_words"], 1)}


def _named(match: re.Match[str]) -> Marker:
    """`Bước 2: …` counts as a list, but its words stay in the text: they are no ordinal of a clerk's list."""
    value = tuple(int(part) for part in match["named_no"].split("."))
    return Marker("named", match["named"].casefold() + "." * (len(value) - 1), value, "", 0)


def _roman(match: re.Match[str]) -> Marker:
    digits = match["roman"].replace("l", "I")
    return Marker("roman", "", (_roman_value(digits),), match["roman"], match.end())


def _roman_value(digits: str) -> int:
    total = 0
    for place, digit in enumerate(digits.upper()):
        value = _ROMAN_DIGITS[digit]
        after = _ROMAN_DIGITS.get(digits[place + 1 : place + 2].upper(), 0)
        total += -value if value < after else value
    return total


def _mixed(match: re.Match[str]) -> Marker:
    head, *numbers = match["mixed"].split(".")
    first = _roman_value(head) if head.strip("IVX") == "" else _letter_value(head.lower())
    style = ("1.", "1.1", "1.1.1", "1.1.1.1")[min(len(numbers), 4) - 1]
    return Marker(style, "I" * len(numbers), (first, *map(int, numbers)), match["mixed"], match.end())


def _upper(match: re.Match[str]) -> Marker:
    return Marker("upper", "", (_letter_value(match["upper"].lower()),), match["upper"], match.end())


def _letter_value(letter: str) -> int:
    return _LETTERS.find(letter) + 1 or 100 + ord(letter)


def _number(match: re.Match[str]) -> Marker:
    value = tuple(int(part) for part in match["number"].split("."))
    style = ("1.", "1.1", "1.1.1")[len(value) - 1] if len(value) <= 3 else "1.1.1.1"
    if match["close"] == ")" and len(value) == 1:
        style = "1)"
    return Marker(style, "." * max(0, len(value) - 4), value, match["number"], match.end())


def _number_letter(match: re.Match[str]) -> Marker:
    printed = match["number_letter"]
    return Marker("1.1", "a", (int(printed[:-1].rstrip(".")), _letter_value(printed[-1])), printed, match.end())


def _bracketed(match: re.Match[str]) -> Marker:
    inner = match["bracketed"]
    if inner.isdigit():
        return Marker("(1)", "", (int(inner),), inner, match.end())
    if len(inner) > 1:
        return Marker("i)", "(", (_roman_value(inner),), inner, match.end())
    return Marker("(a)", "", (_letter_value(inner),), inner, match.end())


def _lower(match: re.Match[str]) -> Marker:
    return Marker("a)", "", (_letter_value(match["lower"]),), match["lower"], match.end())


def _lower_number(match: re.Match[str]) -> Marker:
    printed = match["lower_number"]
    numbers = tuple(int(part) for part in printed[1:].strip(".").split("."))
    return Marker("a.1", "." * (len(numbers) - 1), (_letter_value(printed[0]), *numbers), printed, match.end())


def _lower_roman(match: re.Match[str]) -> Marker:
    return Marker("i)", "", (_roman_value(match["lower_roman"]),), match["lower_roman"], match.end())


def _dash(match: re.Match[str]) -> Marker:
    return Marker("-", "", (), match["dash"], match.end())


def _plus(match: re.Match[str]) -> Marker:
    return Marker("+", "", (), "+", match.end())


_READERS = {
    "division_no": _division,
    "named_no": _named,
    "roman": _roman,
    "mixed": _mixed,
    "upper": _upper,
    "number": _number,
    "close": _number,
    "number_letter": _number_letter,
    "bracketed": _bracketed,
    "lower": _lower,
    "lower_number": _lower_number,
    "lower_roman": _lower_roman,
    "dash": _dash,
    "plus": _plus,
}
